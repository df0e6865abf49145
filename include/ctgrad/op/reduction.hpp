// Reductions of whole values, and the functions that are made of them.
#pragma once

#include <ctgrad/op/linear_algebra.hpp>

namespace ctgrad::op {

/// Of all entries.
inline constexpr int all_axes = -1;

/// The shape that is left when an axis (or all) is reduced.
constexpr extents without_axis(extents const& a, int axis) {
    if (axis == all_axes) return {};
    if (axis >= a.rank) return invalid_shape;
    extents rest{};
    for (int k = 0; k < a.rank; ++k)
        if (k != axis) rest.size[rest.rank++] = a[k];
    return rest;
}

/// A reduced term as a value: the labels that are left close ranks.
constexpr symbolic closed_up(term const& t, extents const& rest, int axis) {
    if (axis == all_axes) return scalar(t);
    label_map map = label_map::identity();
    for (int l = axis; l < rest.rank; ++l) map.to[l + 1] = {l, 0, -1};
    return shaped(relabeled(t, map, make_space(*t.g, rest, t.space)), rest);
}

constexpr unsigned reduced_labels(symbolic const& a, int axis) { return axis == all_axes ? a.axes() : 1U << axis; }

/// Sum of all entries, or along an axis.
template <int Axis = all_axes>
struct sum_op : composed {
    static constexpr spelling name{.text = "sum", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) { return without_axis(a, Axis); }
    static constexpr symbolic apply(symbolic const& a) {
        return closed_up(sum(a.t, reduced_labels(a, Axis), a.space), shape(a.shape()), Axis);
    }
};

/// Arithmetic mean of all entries, or along an axis.
template <int Axis = all_axes>
struct mean_op : composed {
    static constexpr spelling name{.text = "mean", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) { return without_axis(a, Axis); }
    static constexpr symbolic apply(symbolic const& a) {
        symbolic total = sum_op<Axis>::apply(a);
        int const count = Axis == all_axes ? a.shape().volume() : a.extent(Axis == all_axes ? 0 : Axis);
        total.t = total.t / constant(a.graph(), count);
        return total;
    }
};

/// Largest entry, or the largest along an axis. Derivative: to the first of equals.
template <int Axis = all_axes>
struct max_element_op : composed {
    static constexpr spelling name{.text = "max_element", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) { return without_axis(a, Axis); }
    static constexpr symbolic apply(symbolic const& a) {
        return closed_up(extremum(a.t, reduced_labels(a, Axis), reduction::maximum), shape(a.shape()), Axis);
    }
};

/// Smallest entry, or the smallest along an axis. Derivative: to the first of equals.
template <int Axis = all_axes>
struct min_element_op : composed {
    static constexpr spelling name{.text = "min_element", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) { return without_axis(a, Axis); }
    static constexpr symbolic apply(symbolic const& a) {
        return closed_up(extremum(a.t, reduced_labels(a, Axis), reduction::minimum), shape(a.shape()), Axis);
    }
};

/// The parts of log(sum(exp(a))) along labels, shifted by the maximum so that no exp overflows.
struct shifted_exponentials {
    term shift, exponentials, total;

    constexpr shifted_exponentials(term const& a, unsigned over, int space)
        : shift(make<shift_op>(extremum(a, over, reduction::maximum))),
          exponentials(exp(a - shift)),
          total(sum(exponentials, over, space)) {}
};

/// log(sum(exp(a))) of all entries; never overflows. Derivative: softmax.
struct logsumexp_op : composed {
    static constexpr spelling name{.text = "logsumexp", .latex = "", .c = ""};
    static constexpr extents shape(extents const&) { return {}; }
    static constexpr symbolic apply(symbolic const& a) {
        shifted_exponentials const e(a.t, a.axes(), a.space);
        return scalar(log(e.total) + e.shift);
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

}  // namespace ctgrad::op
