// A symbolic value: what an expression, or a callable, is evaluated on in order to lower itself into a graph.
//
// It is a term with a shape: axis k runs along label k. Views (transposes, elements, broadcasts) relabel the term and make no
// node. Higher labels are free for the contraction at hand; batch labels (see graph/node.hpp) pass through untouched.
#pragma once

#include <ctgrad/op/reduce.hpp>

namespace ctgrad::op {

struct symbolic {
    term t{};
    int rank = 0;
    int space = 0;

    constexpr int extent(int axis) const { return t.g->extents_pool[space + axis]; }
    constexpr extents shape() const {
        extents s{.rank = rank};
        for (int k = 0; k < rank; ++k) s.size[k] = extent(k);
        return s;
    }
    constexpr builder& graph() const { return *t.g; }
    constexpr unsigned axes() const { return (1U << rank) - 1; }
};

/// A term as a value of the shape that is given; its labels are the axes.
constexpr symbolic shaped(term t, extents const& shape) {
    int const space = shape.rank == 0 ? t.space : make_space(*t.g, shape, t.space);
    t.space = space;
    return {t, shape.rank, space};
}

constexpr symbolic scalar(term t) { return {t, 0, t.space}; }

/// A symbol, or any node with the axes that it has.
constexpr symbolic whole_value(builder& g, int node) {
    extents shape{.rank = g[node].rank};
    for (int k = 0; k < shape.rank; ++k) shape.size[k] = g.extent(node, k);
    int const space = shape.rank == 0 ? 0 : make_space(g, shape);
    return {whole(g, node, space), shape.rank, space};
}

/// The term of a value at constant positions of some axes: what was put together from single entries is taken apart.
constexpr term picked(symbolic const& a, std::initializer_list<index> at) {
    term t = a.t;
    int k = 0;
    for (index const& i : at) {
        if (i.is_constant() && label_in_pieces(t, 1U << k) >= 0) t = piece(t, k, i.offset);
        ++k;
    }
    return t;
}
/// The term of a value with axis k at `to[k]`, in labels of another space.
constexpr term viewed(symbolic const& a, int space, std::initializer_list<index> to) {
    constexpr unsigned own = (1U << graph::first_batch_label) - 1;
    label_map map = label_map::identity();
    int k = 0;
    for (index const& i : to) map.to[k++] = i;
    term const t = picked(a, to);
    return relabeled(t, map, joint_space(a.graph(), space, own, t.space, t.labels & ~own));
}
/// The term of a value with axis k running along label `to[k]` of another space.
constexpr term moved(symbolic const& a, int space, std::initializer_list<int> to) {
    constexpr unsigned own = (1U << graph::first_batch_label) - 1;
    label_map map = label_map::identity();
    int k = 0;
    for (int const label : to) map.to[k++] = {label, 0, -1};
    return relabeled(a.t, map, joint_space(a.graph(), space, own, a.t.space, a.t.labels & ~own));
}

/// A formula of terms applied entry by entry; operands of rank 0 serve every entry.
template <class Formula, class... Values>
constexpr symbolic each_entry(Formula formula, Values const&... values) {
    symbolic const list[]{values...};
    int widest = 0;
    for (int k = 1; k < static_cast<int>(sizeof...(Values)); ++k)
        if (list[k].rank > list[widest].rank) widest = k;
    symbolic result = list[widest];
    result.t = formula(values.t...);
    return result;
}
/// An operator applied entry by entry.
template <class Op, class... Values>
constexpr symbolic entrywise_apply(Values const&... values) {
    return each_entry([](auto... terms) { return make<Op>(terms...); }, values...);
}

}  // namespace ctgrad::op
