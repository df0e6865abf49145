// Lengths of vectors. The derivative of a length at 0 is 0 by definition, and the direction of 0 is 0: no NaN arises there.
#pragma once

#include <ctgrad/op/custom.hpp>
#include <ctgrad/op/reduction.hpp>

namespace ctgrad::op {

/// Sum of the squares of all entries, or along an axis.
template <int Axis = all_axes>
struct squared_norm_op : composed {
    static constexpr spelling name{.text = "squared_norm", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) { return without_axis(a, Axis); }
    static constexpr symbolic apply(symbolic const& a) {
        return closed_up(sum(a.t * a.t, reduced_labels(a, Axis), a.space), shape(a.shape()), Axis);
    }
};

/// Euclidean length of all entries, or along an axis. Derivative: a / norm(a), 0 at 0; what differentiating the square root would
/// give there is 0 times infinity.
template <int Axis = all_axes>
struct norm_op : composed {
    static constexpr spelling name{.text = "norm", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) { return without_axis(a, Axis); }
    static constexpr symbolic apply(symbolic const& a) {
        symbolic const length = entrywise_apply<sqrt_op>(squared_norm_op<Axis>::apply(a));
        return is_constant(length.t) ? length : with_rule(rule, length, &a, 1);
    }

private:
    static constexpr void backward(
        symbolic const& upstream, symbolic const& length, symbolic const* a, symbolic* gradient) {
        gradient[0] = a[0];
        gradient[0].t =
            opened_up(upstream, a[0], Axis) * make<divide_or_zero_op>(a[0].t, opened_up(length, a[0], Axis));
    }
    static constexpr graph::gradient_rule rule{"norm", &backward};
};

/// a / norm(a), and 0 at 0. Derivative: (u - y dot(y, u)) / norm(a), 0 at 0.
struct normalize_op : composed {
    static constexpr spelling name{.text = "normalize", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) { return a; }
    static constexpr symbolic apply(symbolic const& a) {
        return entrywise_apply<divide_or_zero_op>(a, norm_op<>::apply(a));
    }
};

}  // namespace ctgrad::op
