#pragma once

#include <ctgrad/math/elementary.hpp>
#include <ctgrad/op/arithmetic.hpp>

namespace ctgrad::op {

/// a raised to the power b, entry by entry. An exponent that is a small integer or a half becomes products, quotients and
/// square roots, so `pow(x, 2_c)` is defined for every x and has a finite Hessian at 0.
/// Derivative: b pow(a, b - 1) and y log(a).
struct pow_op : entrywise<2> {
    static constexpr spelling name{.text = "pow", .latex = "pow", .c = "pow"};
    static constexpr auto value(auto const& a, auto const& b) { return math::pow(a, b); }
    static constexpr term derivative(first, auto a, auto b, auto) { return b * pow(a, b - 1); }
    static constexpr term derivative(second, auto a, auto, auto y) { return y * log(a); }

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
    static constexpr auto value(auto const& x) { return math::sqrt(x); }
    static constexpr term derivative(first, auto, auto y) { return constant(*y.g, rational{1, 2}) / y; }
    static constexpr term fold(auto const* x) {
        return is_value(x[0], 0) || is_value(x[0], 1) ? x[0] : no_term;
    }
};

}  // namespace ctgrad::op
