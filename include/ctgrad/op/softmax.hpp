// Sums of exponentials, by which scores become probabilities.
#pragma once

#include <ctgrad/op/reduction.hpp>

namespace ctgrad::op {

/// The parts of log(sum(exp(a))) along labels, shifted by the maximum so that no exp overflows.
struct shifted_exponentials {
    term shift, exponentials, total;

    constexpr shifted_exponentials(term const& a, unsigned over, int space)
        : shift(make<shift_op>(extremum(a, over, reduction::maximum))),
          exponentials(exp(a - shift)),
          total(sum(exponentials, over, space)) {}
};

/// log(sum(exp(a))) of all entries, or along an axis; never overflows. Derivative: softmax.
template <int Axis = all_axes>
struct logsumexp_op : composed {
    static constexpr spelling name{.text = "logsumexp", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) { return without_axis(a, Axis); }
    static constexpr symbolic apply(symbolic const& a) {
        shifted_exponentials const e(a.t, reduced_labels(a, Axis), a.space);
        return closed_up(log(e.total) + e.shift, shape(a.shape()), Axis);
    }
};

/// exp(a) / sum(exp(a)): of a vector, or of each row of a matrix; never overflows.
struct softmax_op : composed {
    static constexpr spelling name{.text = "softmax", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) { return a.rank == 1 || a.rank == 2 ? a : invalid_shape; }
    static constexpr symbolic apply(symbolic const& a) {
        shifted_exponentials const e(a.t, 1U << (a.rank - 1), a.space);
        symbolic result = a;
        result.t = e.exponentials / e.total;
        return result;
    }
};

/// log(softmax(a)), without its overflow and underflow.
struct log_softmax_op : composed {
    static constexpr spelling name{.text = "log_softmax", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) { return softmax_op::shape(a); }
    static constexpr symbolic apply(symbolic const& a) {
        shifted_exponentials const e(a.t, 1U << (a.rank - 1), a.space);
        symbolic result = a;
        result.t = (a.t - e.shift) - log(e.total);
        return result;
    }
};

}  // namespace ctgrad::op
