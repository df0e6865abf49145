#pragma once

#include <ctgrad/math/elementary.hpp>
#include <ctgrad/op/entrywise.hpp>

namespace ctgrad::op {

/// Absolute value, entry by entry. Derivative: the sign of x, 0 at 0.
struct abs_op : entrywise<1> {
    static constexpr spelling name{.text = "abs", .latex = "\\mathrm{abs}", .c = "fabs"};
    static constexpr bool expensive = false;
    static constexpr auto value(auto const& x) { return math::abs(x); }
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
    static constexpr auto value(auto const& a, auto const& b) { return math::max(a, b); }
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
    static constexpr auto value(auto const& a, auto const& b) { return math::min(a, b); }
    static constexpr term derivative(first, auto a, auto b, auto) { return select(a <= b, 1, 0); }
    static constexpr term derivative(second, auto a, auto b, auto) { return select(a <= b, 0, 1); }
    static constexpr term fold(auto const* x) {
        if (same(x[0], x[1])) return x[0];
        if (is_rational(x[0]) && is_rational(x[1])) return rational_of(x[1]) < rational_of(x[0]) ? x[1] : x[0];
        return no_term;
    }
};

}  // namespace ctgrad::op
