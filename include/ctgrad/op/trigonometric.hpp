#pragma once

#include <ctgrad/math/elementary.hpp>
#include <ctgrad/op/entrywise.hpp>


namespace ctgrad::op {

/// Sine, entry by entry; the angle in radians. Derivative: cos(x).
struct sin_op : entrywise<1> {
    static constexpr spelling name{.text = "sin", .latex = "\\sin", .c = "sin"};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::sin(x); }
    static constexpr term derivative(first, auto x, auto) { return cos(x); }
    static constexpr term fold(auto const* x) { return first_of(fold_odd<sin_op>(x[0]), fold_inverse<asin_op>(x[0])); }
};

/// Cosine, entry by entry; the angle in radians. Derivative: -sin(x).
struct cos_op : entrywise<1> {
    static constexpr spelling name{.text = "cos", .latex = "\\cos", .c = "cos"};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::cos(x); }
    static constexpr term derivative(first, auto x, auto) { return -sin(x); }
    static constexpr term fold(auto const* x) {
        if (is_zero(x[0])) return constant(*x[0].g, 1);
        return first_of(fold_even<cos_op>(x[0]), fold_inverse<acos_op>(x[0]));
    }
};

/// Tangent, entry by entry; the angle in radians. Domain: all but odd multiples of pi / 2. Derivative: 1 + y^2.
struct tan_op : entrywise<1> {
    static constexpr spelling name{.text = "tan", .latex = "\\tan", .c = "tan"};
    static double distance_to_kink(double x) { return __builtin_fabs(__builtin_cos(x)); }
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::tan(x); }
    static constexpr term derivative(first, auto, auto y) { return 1 + y * y; }
    static constexpr term fold(auto const* x) { return first_of(fold_odd<tan_op>(x[0]), fold_inverse<atan_op>(x[0])); }
};

/// Arc sine, entry by entry, in radians, from -pi/2 to pi/2. Domain: -1 <= x <= 1.
/// Derivative: 1 / sqrt(1 - x^2), without cancellation; infinite at -1 and 1.
struct asin_op : entrywise<1> {
    static constexpr spelling name{.text = "asin", .latex = "\\arcsin", .c = "asin"};
    static constexpr region domain{interval{-1, 1}};
    static constexpr std::array<special_point, 2> special_points{{{{-1}, {infinity}}, {{1}, {infinity}}}};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::asin(x); }
    static constexpr term derivative(first, auto x, auto) { return 1 / sqrt((1 - x) * (1 + x)); }
    static constexpr term fold(auto const* x) {
        if (is_value(x[0], 1) && x[0].g->allows(soundness::rounding)) return part_of_pi(*x[0].g, {1, 2});
        return fold_odd<asin_op>(x[0]);
    }
};

/// Arc cosine, entry by entry, in radians, from 0 to pi. Domain: -1 <= x <= 1.
/// Derivative: -1 / sqrt(1 - x^2), without cancellation; -infinite at -1 and 1.
struct acos_op : entrywise<1> {
    static constexpr spelling name{.text = "acos", .latex = "\\arccos", .c = "acos"};
    static constexpr region domain{interval{-1, 1}};
    static constexpr std::array<special_point, 2> special_points{{{{-1}, {-infinity}}, {{1}, {-infinity}}}};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::acos(x); }
    static constexpr term derivative(first, auto x, auto) { return -1 / sqrt((1 - x) * (1 + x)); }
    static constexpr term fold(auto const* x) {
        if (is_value(x[0], 1)) return constant(*x[0].g, 0);
        if (is_zero(x[0]) && x[0].g->allows(soundness::rounding)) return part_of_pi(*x[0].g, {1, 2});
        return no_term;
    }
};

/// Arc tangent, entry by entry, in radians, from -pi/2 to pi/2. Derivative: 1 / (1 + x^2).
struct atan_op : entrywise<1> {
    static constexpr spelling name{.text = "atan", .latex = "\\arctan", .c = "atan"};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::atan(x); }
    static constexpr term derivative(first, auto x, auto) { return 1 / (1 + x * x); }
    static constexpr term fold(auto const* x) {
        if (is_value(x[0], 1) && x[0].g->allows(soundness::rounding)) return part_of_pi(*x[0].g, {1, 4});
        return fold_odd<atan_op>(x[0]);
    }
};

/// The angle of the point (x, y) = (b, a), in radians, from -pi to pi; the order of arguments is C's, y first.
/// Derivative: b / (a^2 + b^2) and -a / (a^2 + b^2); 0 at the origin. The value jumps across the negative x axis.
struct atan2_op : entrywise<2> {
    static constexpr spelling name{.text = "atan2", .latex = "\\mathrm{atan2}", .c = "atan2"};
    static double distance_to_kink(double a, double b) { return b > 0 ? __builtin_hypot(a, b) : __builtin_fabs(a); }
    static constexpr std::array<special_point, 1> special_points{};
    CTGRAD_INLINE static constexpr auto value(auto const& a, auto const& b) { return math::atan2(a, b); }
    static constexpr term derivative(first, auto a, auto b, auto) { return make<divide_or_zero_op>(b, a * a + b * b); }
    static constexpr term derivative(second, auto a, auto b, auto) {
        return -make<divide_or_zero_op>(a, a * a + b * b);
    }
};

}  // namespace ctgrad::op
