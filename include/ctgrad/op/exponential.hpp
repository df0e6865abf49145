#pragma once

#include <ctgrad/math/elementary.hpp>
#include <ctgrad/op/entrywise.hpp>

namespace ctgrad::op {

/// Exponential function, entry by entry. Derivative: itself.
struct exp_op : entrywise<1> {
    static constexpr spelling name{.text = "exp", .latex = "\\exp", .c = "exp"};
    static constexpr auto value(auto const& x) { return math::exp(x); }
    static constexpr term derivative(first, auto, auto y) { return y; }
    static constexpr term fold(auto const* x) {
        if (is_zero(x[0])) return constant(*x[0].g, 1);
        return no_term;
    }
};

/// Natural logarithm, entry by entry. Domain: x > 0. Derivative: 1 / x.
struct log_op : entrywise<1> {
    static constexpr spelling name{.text = "log", .latex = "\\log", .c = "log"};
    static constexpr auto value(auto const& x) { return math::log(x); }
    static constexpr term derivative(first, auto x, auto) { return 1 / x; }
    static constexpr term fold(auto const* x) {
        if (is_value(x[0], 1)) return constant(*x[0].g, 0);
        if (is<exp_op>(x[0]) && x[0].g->allows(soundness::rounding)) return operand(x[0], 0);
        return no_term;
    }
};

}  // namespace ctgrad::op
