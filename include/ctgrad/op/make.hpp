// Making nodes: an operation on terms first lets the operator fold it, then the rewrite rules, then interns a node over
// exactly the labels that the operands use.
#pragma once

#include <ctgrad/op/catalogue.hpp>
#include <ctgrad/op/rules.hpp>

namespace ctgrad::op {

/// The formulas of an operator.
struct formulas {
    term (*fold)(term const* operands);
    unsigned long long folds;  ///< see entrywise
    /// Local derivative with respect to argument `m`; `y` is the operator's value at the operands.
    term (*derivative)(int m, term const* operands, term y);
};

template <class Op>
constexpr term local_derivative(int m, term const* x, term y) {
    if constexpr (Op::arity == 1) return Op::derivative(first{}, x[0], y);
    else if constexpr (Op::arity == 2)
        return m == 0 ? Op::derivative(first{}, x[0], x[1], y) : Op::derivative(second{}, x[0], x[1], y);
    else
        return m == 0   ? Op::derivative(first{}, x[0], x[1], x[2], y)
               : m == 1 ? Op::derivative(second{}, x[0], x[1], x[2], y)
                        : Op::derivative(third{}, x[0], x[1], x[2], y);
}

template <class... Ops>
struct formula_table {
    formulas entries[sizeof...(Ops)]{{&Ops::template fold<term>, Ops::folds, &local_derivative<Ops>}...};

    constexpr explicit formula_table(detail::type_list<Ops...>) {}
    constexpr formulas const& operator[](opcode op) const { return entries[op - graph::first_operator]; }
};

inline constexpr formula_table formulas_of{catalogue{}};

/// An argument of a node with so many axes, in the order of positions that symmetric matrices are read in.
constexpr argument ordered(builder& g, argument a, int kept) {
    if (a.rank != 2 || !is_symmetric(g, a.node)) return a;
    index at[]{g.indices[a.axes], g.indices[a.axes + 1]};
    order_positions(at, kept);
    a.axes = g.indices.push(at[0]);
    g.indices.push(at[1]);
    return a;
}

/// Interns a node without labels, as all are in straight-line code. `below`: the operators of the operands (`operator_bit`).
constexpr term make_scalar(opcode op, term const* x, int count, unsigned long long below) {
    builder& g = *x[0].g;
    int const node = g.intern(
        {op, reduction::sum, 0, 0, static_cast<unsigned char>(count), 0, g.extents_pool.length, 0}, x, below, g.indices.length);
    return {&g, node, 0, 0, 0, 0, op};
}

/// Interns a node whose axes are the labels `kept`, in ascending order, and that reduces the labels `reduced`. Reduced labels that
/// no operand uses have their extents in `whole`.
constexpr term make_node(opcode op, reduction how, term const* x, int count, unsigned kept, unsigned reduced, int payload = 0,
                         int whole = 0) {
    builder& g = *x[0].g;
    int const mark = g.indices.length;
    graph::node n{op, how, 0, 0, static_cast<unsigned char>(count), payload, 0, 0};
    int space = whole;
    unsigned covered = whole == 0 ? 0U : reduced;
    unsigned long long below = 0;
    for (int m = 0; m < count; ++m) {
        below |= operator_bit(x[m].op);
        space = joint_space(g, space, covered, x[m].space, x[m].labels);
        covered |= x[m].labels;
    }
    // number the labels: kept ones first
    label_map map;
    int old_label[graph::max_labels]{};
    int labels = 0;
    for (int pass = 0; pass < 2; ++pass) {
        for (unsigned rest = pass == 0 ? kept : reduced; rest != 0; rest &= rest - 1) {
            int const l = std::countr_zero(rest);
            old_label[labels] = l;
            map.to[l] = {labels++, 0, -1};
        }
        if (pass == 0) n.rank = static_cast<unsigned char>(labels);
    }
    n.labels = static_cast<unsigned char>(labels);
    bool identity = true;
    for (int l = 0; l < labels; ++l) identity = identity && old_label[l] == l;
    argument moved[3]{};
    for (int m = 0; m < count; ++m)
        moved[m] = ordered(g, identity || x[m].labels == 0 ? x[m].as_argument() : remapped(g, x[m].as_argument(), map), n.rank);
    n.extents_at = g.extents_pool.size();
    for (int l = 0; l < labels; ++l) {
        int const extent = g.extents_pool[space + old_label[l]];
        g.extents_pool.push(extent);
    }
    int const rank = n.rank;
    int const id = g.intern(n, moved, below, mark);
    // the result seen from the space: its axes are the kept labels
    int axes = 0;
    for (int k = 0; k < rank; ++k)
        if (old_label[k] != k) axes = -1;
    if (axes < 0) {
        axes = g.indices.size();
        for (int k = 0; k < rank; ++k) g.indices.push({old_label[k], 0, -1});
    }
    return {&g, id, axes, rank, space, kept, plain_code(g[id])};
}

/// The order in which the operands of a commutative operator stand: a constant first, then by age.
constexpr bool in_order(term a, term b) {
    if ((a.op == graph::constant_code) != (b.op == graph::constant_code)) return a.op == graph::constant_code;
    if (a.node != b.node) return a.node < b.node;
    for (int k = 0; k < a.rank; ++k)
        if (a.axis(k).label != b.axis(k).label) return a.axis(k).label < b.axis(k).label;
    return true;
}

template <std::same_as<term> Term>
constexpr Term make(opcode op, Term const* x, int count) {
    Term const a = x[0];  // copied: see straight/network.hpp
    builder& g = *a.g;
    unsigned used = a.labels;
    unsigned long long present = operator_bit(a.op);  // the operators of the operands
    unsigned long long below = g.facts_of.data[a.node].operators_below;  // those of theirs
    int last = -1;
    opcode last_op = graph::input_code;
    for (int m = 1; m < count; ++m) {
        Term const t = x[m];
        used |= t.labels;
        last = t.node;
        last_op = t.op;
        present |= operator_bit(t.op);
        below |= g.facts_of.data[last].operators_below;
    }
    // Most operands are none that fold, and every step counts where whole programs are derived while they compile.
    formulas const& f = formulas_of.entries[op - graph::first_operator];
    constexpr unsigned long long factors = constants_and<divide_op>;
    bool const scaled = (present >> code<multiply_op> & 1U) != 0 && (below & factors) != 0;
    if ((present & f.folds) != 0 || scaled || (count == 2 && a.node == last))
        if (term const folded = f.fold(x); folded.g != nullptr) return folded;
    if ((g.rule_roots >> op & 1U) != 0)
        if (term const rewritten = rewrite(op, x, present, below); rewritten.g != nullptr) return rewritten;
    bool const aged = count == 2 && a.node < last && last_op != graph::constant_code;  // the common case of `in_order`
    if (!aged && information_of.entries[op - graph::first_operator].commutative && !in_order(x[0], x[1])) {
        term const swapped[]{x[1], x[0]};
        return used == 0 ? make_scalar(op, swapped, 2, present) : make_node(op, reduction::sum, swapped, 2, used, 0);
    }
    return used == 0 ? make_scalar(op, x, count, present) : make_node(op, reduction::sum, x, count, used, 0);
}

// Clang instantiates a constexpr function where it is named, not where it is evaluated, and all that name this one in operators
// stand before its definition.
inline constexpr term (*make_of_terms)(opcode, term const*, int) = &make<term>;

}  // namespace ctgrad::op
