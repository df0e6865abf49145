#pragma once

#include <ctgrad/math/elementary.hpp>
#include <ctgrad/op/entrywise.hpp>

namespace ctgrad::op {

/// Hyperbolic tangent, entry by entry.
/// Derivative: 1 - y^2, from the stored y: tends to 0, never NaN, as |x| grows.
struct tanh_op : entrywise<1> {
    static constexpr spelling name{.text = "tanh", .latex = "\\tanh", .c = "tanh"};
    static constexpr auto value(auto const& x) { return math::tanh(x); }
    static constexpr term derivative(first, auto, auto y) { return 1 - y * y; }
    static constexpr term fold(auto const* x) {
        if (is_zero(x[0])) return x[0];
        if (is<negate_op>(x[0])) return -make<tanh_op>(operand(x[0], 0));
        return no_term;
    }
};

}  // namespace ctgrad::op
