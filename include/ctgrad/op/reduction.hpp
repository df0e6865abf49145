// Reductions of whole values or along an axis.
#pragma once

#include <ctgrad/op/composed.hpp>

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

/// The same space with another extent of a label.
constexpr int resized(builder& g, int space, int label, int extent) {
    int const result = g.extents_pool.size();
    for (int l = 0; l < graph::max_labels; ++l) {
        int const own = l == label ? extent : g.extents_pool[space + l];
        g.extents_pool.push(own);
    }
    return result;
}

/// A reduced term as a value: the labels that are left close ranks.
constexpr symbolic closed_up(term const& t, extents const& rest, int axis) {
    if (axis == all_axes) return scalar(t);
    label_map map = label_map::identity();
    for (int l = axis; l < rest.rank; ++l) map.to[l + 1] = {l, 0, -1};
    return shaped(relabeled(t, map, make_space(*t.g, rest, t.space)), rest);
}

/// The other way round: a value without the axis, over the labels of one that has it.
constexpr term opened_up(symbolic const& r, symbolic const& a, int axis) {
    constexpr unsigned own = (1U << graph::first_batch_label) - 1;
    label_map map = label_map::identity();
    for (int l = axis; axis != all_axes && l < r.rank; ++l) map.to[l] = {l + 1, 0, -1};
    return relabeled(r.t, map, joint_space(a.graph(), a.space, own, r.t.space, r.t.labels & ~own));
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

/// Product of all entries, or along an axis: the halves of the entries are multiplied with each other, so that neither the value nor
/// its derivative divides, and an entry of 0 does no harm.
template <int Axis = all_axes>
struct prod_op : composed {
    static constexpr spelling name{.text = "prod", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) { return without_axis(a, Axis); }
    static constexpr symbolic apply(symbolic const& a) {
        term t = a.t;
        for (int axis = 0; axis < a.rank; ++axis)
            if (Axis == all_axes || axis == Axis) t = along(t, axis, a);
        return closed_up(t, shape(a.shape()), Axis);
    }

private:
    static constexpr term along(term t, int axis, symbolic const& a) {
        term left_over{};
        for (int n = a.extent(axis); n > 1; n /= 2) {
            if (n % 2 != 0) {
                term const last = substituted(t, axis, {-1, n - 1, -1});
                left_over = left_over.exists() ? last * left_over : last;
            }
            label_map upper = label_map::identity();
            upper.to[axis] = {axis, n / 2, -1};
            int const half = resized(a.graph(), t.labels == 0 ? a.space : t.space, axis, n / 2);
            t = relabeled(t, label_map::identity(), half) * relabeled(t, upper, half);
        }
        t = substituted(t, axis, {-1, 0, -1});
        return left_over.exists() ? t * left_over : t;
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

}  // namespace ctgrad::op
