// A term: a node of a graph under construction, seen through an index map, over a space of labels.
//
// Terms are what formulas inside the library are written with: the local derivative of an operator, a rewrite, a composed
// function. Arithmetic on terms aligns labels: a term that does not mention a label is constant along it, so broadcasting,
// outer products and transposition need no node. The node that an operation creates has exactly the labels that its
// operands use.
#pragma once

#include <bit>
#include <concepts>

#include <ctgrad/detail/inline.hpp>
#include <ctgrad/graph/builder.hpp>

namespace ctgrad::op {

using graph::argument;
using graph::builder;
using graph::index;
using graph::kind;
using graph::opcode;
using graph::operator_bit;
using graph::reduction;
using graph::soundness;
using math::rational;

/// Without values of its own, as graph::node; `term{}` does not exist.
struct term {
    builder* g;
    int node;
    int axes;         ///< index map: position in the pool of indices ...
    int rank;         ///< ... and its length
    int space;        ///< extents of the labels: position in the pool of extents
    unsigned labels;  ///< the labels that the index map uses, as a bit set
    opcode op;        ///< the operator of the node; -1 where it reduces, so that formulas look through plain nodes only

    constexpr bool exists() const { return g != nullptr; }
    constexpr argument as_argument() const { return {node, axes, rank}; }
    constexpr graph::node const& data() const { return g->nodes[node]; }
    constexpr index const& axis(int k) const { return g->indices[axes + k]; }
};

inline constexpr term no_term{};

// ---- creation ------------------------------------------------------------------------------------------------------

/// The operator of a node as a term has it.
constexpr opcode plain_code(graph::node const& n) { return n.labels == n.rank ? n.op : opcode{-1}; }

/// A node seen through an index map over a space.
constexpr term view(builder& g, argument const& a, int space = 0);

constexpr term constant(builder& g, graph::constant const& value) {
    return {&g, g.constant_node(value), 0, 0, 0, 0U, graph::constant_code};
}
constexpr term constant(builder& g, rational value) { return constant(g, graph::constant{value}); }
constexpr term constant(builder& g, long long value) {
    if (value < -1 || value > 1) return constant(g, rational{value, 1});
    int& known = g.units[value + 1];
    if (known < 0) known = g.constant_node({rational{value, 1}});
    return {&g, known, 0, 0, 0, 0U, graph::constant_code};
}

/// Appends a space of labels to the pool of extents: its own first labels, and the batch labels of another space.
constexpr int make_space(builder& g, extents const& own, int batch_from = 0) {
    int batch[graph::max_labels]{};
    for (int l = graph::first_batch_label; l < graph::max_labels; ++l) batch[l] = g.extents_pool[batch_from + l];
    int const space = g.extents_pool.size();
    for (int l = 0; l < graph::max_labels; ++l) g.extents_pool.push(l < own.rank ? own[l] : batch[l]);
    return space;
}

/// A space that has the labels of two spaces: `a` where their extents are the same for all labels that are used in `b`.
constexpr int joint_space(builder& g, int a, unsigned used_in_a, int b, unsigned used_in_b) {
    if (a == b || used_in_b == 0) return a;
    if (used_in_a == 0) return b;
    bool covers = true;
    for (unsigned rest = used_in_b; covers && rest != 0; rest &= rest - 1)
        covers = g.extents_pool[a + std::countr_zero(rest)] == g.extents_pool[b + std::countr_zero(rest)];
    if (covers) return a;
    int merged[graph::max_labels]{};
    for (int l = 0; l < graph::max_labels; ++l) merged[l] = g.extents_pool[((used_in_a >> l & 1U) != 0 ? a : b) + l];
    int const space = g.extents_pool.size();
    for (int l = 0; l < graph::max_labels; ++l) g.extents_pool.push(merged[l]);
    return space;
}

/// The labels that an index map uses, those of its integer values included.
constexpr unsigned labels_of(builder const& g, int axes, int rank) {
    unsigned used = 0;
    for (int k = 0; k < rank; ++k) {
        index const& i = g.indices.data[axes + k];
        if (i.label >= 0) used |= 1U << i.label;
        if (i.dynamic >= 0) {
            argument const a = g.arguments.data[i.dynamic];
            used |= labels_of(g, a.axes, a.rank);
        }
    }
    return used;
}

constexpr term view(builder& g, argument const& a, int space) {
    graph::node const& n = g.nodes.data[a.node];
    return {&g, a.node, a.axes, a.rank, space, a.rank == 0 ? 0U : labels_of(g, a.axes, a.rank), n.labels == n.rank ? n.op : opcode{-1}};
}

/// A node as it is: axis k runs along label k of the space.
constexpr term whole(builder& g, int node, int space) {
    graph::node const& n = g.nodes.data[node];
    return {&g, node, 0, n.rank, space, (1U << n.rank) - 1, n.labels == n.rank ? n.op : opcode{-1}};
}

/// The value of a label itself: the Iverson brackets are comparisons of these.
constexpr term position(builder& g, int space, int label) {
    int const axes = g.indices.push({label, 0, -1});
    return {&g, g.position_node(g.extents_pool[space + label]), axes, 1, space, 1U << label, graph::position_code};
}

/// The position `at` of an axis of the extent that is given, within which it lies: a label plus an offset, as a number.
constexpr term position_at(builder& g, int extent, int space, index const& at) {
    int const axes = g.indices.push(at);
    return {&g, g.position_node(extent), axes, 1, space, 1U << at.label, graph::position_code};
}

// ---- views: no node is created ---------------------------------------------------------------------------------------

/// What each label becomes: label `l` of the old space is `to[l]` in the new one.
/// Assign entries whole, never `to[l].label` alone: in constant evaluation g++ 12 may then take the other members for 0, not -1.
struct label_map {
    index to[graph::max_labels]{};

    static constexpr label_map identity() {
        label_map m;
        for (int l = 0; l < graph::max_labels; ++l) m.to[l] = {l, 0, -1};
        return m;
    }
};

/// Is a node a matrix that equals its transpose, so that the order of the two positions is ours to choose?
constexpr bool is_symmetric(builder const& g, int node) {
    graph::node const& n = g.nodes.data[node];
    return n.op == graph::boundary_code && g.boundaries.data[n.payload].symmetric;
}

/// Puts the positions of an entry of a symmetric matrix in the one order that equal entries are found by: what is fixed, then the
/// labels from `kept` on, which are reduced, then the others. Along the last, memory is contiguous: there the results have
/// their lanes, and no lanes have to be added up.
constexpr void order_positions(index* at, int kept) {
    int rank[2]{};
    for (int k = 0; k < 2; ++k) rank[k] = at[k].label < 0 ? 0 : at[k].label >= kept ? 1 : 2;
    bool const ordered = rank[0] != rank[1]               ? rank[0] < rank[1]
                         : at[0].label != at[1].label ? at[0].label < at[1].label
                                                          : at[0].offset <= at[1].offset;
    if (ordered) return;
    index const first = at[0];
    at[0] = at[1];
    at[1] = first;
}

constexpr argument remapped(builder& g, argument a, label_map const& map);

/// The sum of two integer index parts; -2 where both are there, which one index cannot say.
constexpr int joined_dynamic(int a, int b) { return a < 0 ? b : b < 0 ? a : -2; }

constexpr index remapped(builder& g, index i, label_map const& map) {
    index result{-1, i.offset, -1};
    if (i.dynamic >= 0) {
        argument const moved = remapped(g, g.arguments[i.dynamic], map);
        result.dynamic = g.arguments.push(moved);
    }
    if (i.label >= 0) {
        index const to = map.to[i.label];
        result.label = to.label;
        result.offset += to.offset;
        result.dynamic = joined_dynamic(result.dynamic, to.dynamic);
    }
    return result;
}

constexpr argument remapped(builder& g, argument a, label_map const& map) {
    if (a.rank == 0) return a;
    index moved[max_rank]{};
    for (int k = 0; k < a.rank; ++k) moved[k] = remapped(g, g.indices[a.axes + k], map);
    if (a.rank == 2 && is_symmetric(g, a.node)) order_positions(moved, graph::max_labels);
    int const axes = g.indices.size();
    for (int k = 0; k < a.rank; ++k) g.indices.push(moved[k]);
    return {a.node, axes, a.rank};
}

/// The term with every label replaced; `space` holds the extents of the new labels.
constexpr term relabeled(term const& t, label_map const& map, int space) {
    if (t.labels == 0) return t;
    argument const a = remapped(*t.g, t.as_argument(), map);
    return view(*t.g, a, space);
}

/// The term at one position of a label: `t` with `label := at`.
constexpr term substituted(term const& t, int label, index const& at) {
    if ((t.labels >> label & 1U) == 0) return t;
    label_map map = label_map::identity();
    map.to[label] = at;
    return relabeled(t, map, t.space);
}

/// Operand `m` of the node behind a term, seen as the term sees the node. Only for nodes that reduce nothing.
constexpr term operand(term t, int m) {
    argument const a = t.g->arguments.data[t.g->nodes.data[t.node].arguments_at + m];
    if (a.rank == 0) {
        graph::node const n = t.g->nodes.data[a.node];
        return {t.g, a.node, a.axes, 0, t.space, 0U, n.labels == n.rank ? n.op : opcode{-1}};
    }
    if (t.axes == 0) return view(*t.g, a, t.space);
    label_map map;
    for (int k = 0; k < t.rank; ++k) map.to[k] = t.axis(k);
    return view(*t.g, remapped(*t.g, a, map), t.space);
}

// ---- questions -------------------------------------------------------------------------------------------------------

constexpr bool is_constant(term t) { return t.op == graph::constant_code; }
constexpr graph::constant const& constant_of(term const& t) { return t.g->constants.data[t.g->nodes.data[t.node].payload]; }
constexpr bool is_rational(term t) {
    return t.op == graph::constant_code &&
           t.g->constants.data[t.g->nodes.data[t.node].payload].which == graph::constant::name::rational;
}
constexpr rational rational_of(term const& t) { return constant_of(t).value; }
constexpr bool is_value(term t, long long n) {
    if (t.op != graph::constant_code) return false;
    graph::constant const& c = t.g->constants.data[t.g->nodes.data[t.node].payload];
    return c.which == graph::constant::name::rational && c.value.numerator == n && c.value.denominator == 1;
}
constexpr bool is_zero(term t) {  // not by is_value: it is asked of most operands
    if (t.op != graph::constant_code) return false;
    graph::constant const& c = t.g->constants.data[t.g->nodes.data[t.node].payload];
    return c.value.numerator == 0 && c.which == graph::constant::name::rational;
}
constexpr bool reduces(term const& t) { return t.op < 0; }
constexpr bool same(term a, term b) {
    return a.node == b.node && (a.rank == 0 || a.g->same_axes(a.as_argument(), b.as_argument()));
}

// ---- operations: defined in op/make.hpp, when the catalogue is known ----------------------------------------------------

template <std::same_as<term> Term>
constexpr Term make(opcode op, Term const* operands, int count);

}  // namespace ctgrad::op
