// Absolute values, extrema and rounding: what is linear in pieces.
#pragma once

#include <ctgrad/math/elementary.hpp>
#include <ctgrad/op/entrywise.hpp>


namespace ctgrad::op {

/// Absolute value, entry by entry. Derivative: the sign of x, 0 at 0.
struct abs_op : entrywise<1> {
    static constexpr spelling name{.text = "abs", .latex = "\\mathrm{abs}", .c = "fabs"};
    static constexpr bool expensive = false;
    static double distance_to_kink(double x) { return __builtin_fabs(x); }
    static constexpr std::array<special_point, 1> special_points{};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::abs(x); }
    static constexpr term derivative(first, auto x, auto) {
        return select(x > 0, constant(*x.g, 1), select(x < 0, -1, 0));
    }
    static constexpr term fold(auto const* x) {
        if (is_rational(x[0])) return rational_of(x[0]) < rational{} ? -x[0] : x[0];
        if (is<negate_op>(x[0])) return make<abs_op>(operand(x[0], 0));
        if (is<abs_op>(x[0])) return x[0];
        return no_term;
    }
};

/// The larger, entry by entry: the max gate routes. Derivative: all to the first where they are equal.
struct max_op : entrywise<2> {
    static constexpr spelling name{.text = "max", .latex = "\\max", .c = "fmax"};
    static constexpr bool expensive = false;
    static double distance_to_kink(double a, double b) { return __builtin_fabs(a - b); }
    static constexpr std::array<special_point, 2> special_points{{{{0, 0}, {1, 0}}, {{-3, -3}, {1, 0}}}};
    CTGRAD_INLINE static constexpr auto value(auto const& a, auto const& b) { return math::max(a, b); }
    static constexpr term derivative(first, auto a, auto b, auto) { return select(a >= b, 1, 0); }
    static constexpr term derivative(second, auto a, auto b, auto) { return select(a >= b, 0, 1); }
    static constexpr term fold(auto const* x) {
        if (same(x[0], x[1])) return x[0];
        if (is_rational(x[0]) && is_rational(x[1])) return rational_of(x[0]) < rational_of(x[1]) ? x[1] : x[0];
        return no_term;
    }
};

/// The smaller, entry by entry. Derivative: all to the first where they are equal.
struct min_op : entrywise<2> {
    static constexpr spelling name{.text = "min", .latex = "\\min", .c = "fmin"};
    static constexpr bool expensive = false;
    static double distance_to_kink(double a, double b) { return __builtin_fabs(a - b); }
    static constexpr std::array<special_point, 2> special_points{{{{0, 0}, {1, 0}}, {{-3, -3}, {1, 0}}}};
    CTGRAD_INLINE static constexpr auto value(auto const& a, auto const& b) { return math::min(a, b); }
    static constexpr term derivative(first, auto a, auto b, auto) { return select(a <= b, 1, 0); }
    static constexpr term derivative(second, auto a, auto b, auto) { return select(a <= b, 0, 1); }
    static constexpr term fold(auto const* x) {
        if (same(x[0], x[1])) return x[0];
        if (is_rational(x[0]) && is_rational(x[1])) return rational_of(x[1]) < rational_of(x[0]) ? x[1] : x[0];
        return no_term;
    }
};

/// 1 where x is positive, -1 where it is negative, else x itself: 0 or NaN. Entry by entry. Derivative: 0 everywhere.
struct sign_op : entrywise<1> {
    static constexpr spelling name{.text = "sign", .latex = "\\mathrm{sign}", .c = "ctgrad_sign"};
    static constexpr bool expensive = false;
    static double distance_to_kink(double x) { return __builtin_fabs(x); }
    static constexpr std::array<special_point, 1> special_points{};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::sign(x); }
    static constexpr term derivative(first, auto x, auto) { return constant(*x.g, 0); }
    static constexpr term fold(auto const* x) {
        if (is_rational(x[0]) && rational{} < rational_of(x[0])) return constant(*x[0].g, 1);
        return is<sign_op>(x[0]) ? x[0] : fold_odd<sign_op>(x[0]);
    }
};

/// The largest integer that is not above a rational number.
constexpr long long floor_of(rational r) {
    return r.numerator >= 0 || r.is_integer() ? r.numerator / r.denominator : r.numerator / r.denominator - 1;
}
/// How far the next integer is.
inline double distance_to_integer(double x) { return __builtin_fabs(x - __builtin_round(x)); }

/// The largest integer that is not above x, entry by entry. Derivative: 0 everywhere.
struct floor_op : entrywise<1> {
    static constexpr spelling name{.text = "floor", .latex = "\\mathrm{floor}", .c = "floor"};
    static constexpr bool expensive = false;
    static double distance_to_kink(double x) { return distance_to_integer(x); }
    static constexpr std::array<special_point, 2> special_points{{{{0}, {0}}, {{-2}, {0}}}};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::floor(x); }
    static constexpr term derivative(first, auto x, auto) { return constant(*x.g, 0); }
    static constexpr term fold(auto const* x) {
        if (is_rational(x[0])) return constant(*x[0].g, floor_of(rational_of(x[0])));
        return is<floor_op>(x[0]) || is<ceil_op>(x[0]) || is<sign_op>(x[0]) ? x[0] : no_term;
    }
};

/// The smallest integer that is not below x, entry by entry. Derivative: 0 everywhere.
struct ceil_op : entrywise<1> {
    static constexpr spelling name{.text = "ceil", .latex = "\\mathrm{ceil}", .c = "ceil"};
    static constexpr bool expensive = false;
    static double distance_to_kink(double x) { return distance_to_integer(x); }
    static constexpr std::array<special_point, 2> special_points{{{{0}, {0}}, {{-2}, {0}}}};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::ceil(x); }
    static constexpr term derivative(first, auto x, auto) { return constant(*x.g, 0); }
    static constexpr term fold(auto const* x) {
        if (is_rational(x[0])) return constant(*x[0].g, -floor_of(-rational_of(x[0])));
        return is<floor_op>(x[0]) || is<ceil_op>(x[0]) || is<sign_op>(x[0]) ? x[0] : no_term;
    }
};

}  // namespace ctgrad::op
