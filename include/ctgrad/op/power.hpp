#pragma once

#include <ctgrad/math/elementary.hpp>
#include <ctgrad/op/arithmetic.hpp>

namespace ctgrad::op {

/// a raised to the power b, entry by entry. An exponent that is a small integer or a half becomes products, quotients and
/// square roots, so `pow(x, 2_c)` is defined for every x and has a finite Hessian at 0.
/// Domain:     a > 0; where b is an integer constant, every a.
/// Derivative: b pow(a, b - 1), and y log(a), which is 0 where y is 0.
struct pow_op : entrywise<2> {
    static constexpr spelling name{.text = "pow", .latex = "pow", .c = "pow"};
    static constexpr region domain{not_negative};
    static double distance_to_kink(double a, double) { return a; }
    CTGRAD_INLINE static constexpr auto value(auto const& a, auto const& b) { return math::pow(a, b); }
    static constexpr term derivative(first, auto a, auto b, auto) { return b * pow(a, b - 1); }
    static constexpr term derivative(second, auto a, auto, auto y) {
        return is_constant(a) ? y * log(a) : make<multiply_or_zero_op>(y, log(a));
    }

    static constexpr int largest_product = 16;
    static constexpr term fold(auto const* x) {
        auto const a = x[0];
        if (!is_rational(x[1])) return no_term;
        rational const b = rational_of(x[1]);
        if (b == rational{0, 1}) return constant(*a.g, 1);
        if (!a.g->allows(soundness::rounding)) return no_term;  // a library's pow need not round as a product does
        if (b == rational{1, 1}) return a;
        if (b == rational{1, 2}) return sqrt(a);
        if (b.is_integer() && b.numerator > 0 && b.numerator <= largest_product)
            return power(a, static_cast<int>(b.numerator));
        if (b.is_integer() && b.numerator < 0 && -b.numerator <= largest_product)
            return 1 / power(a, static_cast<int>(-b.numerator));
        if (b == rational{-1, 2}) return 1 / sqrt(a);
        if (b == rational{3, 2}) return a * sqrt(a);
        return no_term;
    }

private:
    static constexpr term power(auto a, int n) {
        if (n == 1) return a;
        auto const half = power(a, n / 2);
        return n % 2 == 0 ? half * half : half * half * a;
    }
};

/// Square root, entry by entry. Domain: x >= 0.
/// Derivative: 1 / (2 y), infinite at 0.
struct sqrt_op : entrywise<1> {
    static constexpr spelling name{.text = "sqrt", .latex = "\\sqrt", .c = "sqrt"};
    static constexpr region domain{not_negative};
    static constexpr std::array<special_point, 1> special_points{{{{0}, {infinity}}}};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::sqrt(x); }
    static constexpr term derivative(first, auto, auto y) { return constant(*y.g, rational{1, 2}) / y; }
    static constexpr term fold(auto const* x) {
        return is_value(x[0], 0) || is_value(x[0], 1) ? x[0] : no_term;
    }
};

/// Cube root, entry by entry; negative for negative x. Derivative: 1 / (3 y^2), infinite at 0.
struct cbrt_op : entrywise<1> {
    static constexpr spelling name{.text = "cbrt", .latex = "\\sqrt[3]", .c = "cbrt"};
    static constexpr std::array<special_point, 1> special_points{{{{0}, {infinity}}}};
    static double distance_to_kink(double x) { return __builtin_fabs(x); }
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::cbrt(x); }
    static constexpr term derivative(first, auto, auto y) { return 1 / (3 * (y * y)); }
    static constexpr term fold(auto const* x) { return is_value(x[0], 1) ? x[0] : fold_odd<cbrt_op>(x[0]); }
};

/// sqrt(a^2 + b^2), entry by entry; neither overflows nor underflows on the way.
/// Derivative: a / y and b / y; 0 at the origin.
struct hypot_op : entrywise<2> {
    static constexpr spelling name{.text = "hypot", .latex = "\\mathrm{hypot}", .c = "hypot"};
    static constexpr bool commutative = true;
    static constexpr std::array<special_point, 1> special_points{};
    static double distance_to_kink(double a, double b) { return __builtin_hypot(a, b); }
    CTGRAD_INLINE static constexpr auto value(auto const& a, auto const& b) { return math::hypot(a, b); }
    static constexpr term derivative(first, auto a, auto, auto y) { return make<divide_or_zero_op>(a, y); }
    static constexpr term derivative(second, auto, auto b, auto y) { return make<divide_or_zero_op>(b, y); }
    static constexpr term fold(auto const* x) {
        for (int m = 0; m < 2; ++m) {
            if (is_zero(x[m])) return make<abs_op>(x[1 - m]);
            if (auto const positive = without_sign(x[m]); positive.exists()) return make<hypot_op>(positive, x[1 - m]);
        }
        return no_term;
    }
};

}  // namespace ctgrad::op
