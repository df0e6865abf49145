#pragma once

#include <ctgrad/math/elementary.hpp>
#include <ctgrad/op/entrywise.hpp>

namespace ctgrad::op {

/// Sine, entry by entry; the angle in radians. Derivative: cos(x).
struct sin_op : entrywise<1> {
    static constexpr spelling name{.text = "sin", .latex = "\\sin", .c = "sin"};
    static constexpr auto value(auto const& x) { return math::sin(x); }
    static constexpr term derivative(first, auto x, auto) { return cos(x); }
    static constexpr term fold(auto const* x) {
        if (is_zero(x[0])) return x[0];
        if (is<negate_op>(x[0])) return -sin(operand(x[0], 0));
        return no_term;
    }
};

/// Cosine, entry by entry; the angle in radians. Derivative: -sin(x).
struct cos_op : entrywise<1> {
    static constexpr spelling name{.text = "cos", .latex = "\\cos", .c = "cos"};
    static constexpr auto value(auto const& x) { return math::cos(x); }
    static constexpr term derivative(first, auto x, auto) { return -sin(x); }
    static constexpr term fold(auto const* x) {
        if (is_zero(x[0])) return constant(*x[0].g, 1);
        if (is<negate_op>(x[0])) return cos(operand(x[0], 0));
        return no_term;
    }
};

}  // namespace ctgrad::op
