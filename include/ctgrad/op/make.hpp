// Making nodes: an operation on terms first lets the operator fold it, then the rewrite rules, then interns a node over
// exactly the labels that the operands use.
#pragma once

#include <ctgrad/op/catalogue.hpp>
#include <ctgrad/op/rules.hpp>

namespace ctgrad::op {

/// Interns a node whose axes are the labels `kept`, in ascending order, and that reduces the labels `reduced`.
constexpr term make_node(opcode op, reduction how, term const* x, int count, unsigned kept, unsigned reduced, int payload = 0) {
    builder& g = *x[0].g;
    int const mark = g.indices.size();
    graph::node n{.op = op, .reduce = how, .arguments = static_cast<unsigned char>(count), .payload = payload};
    if ((kept | reduced) == 0) {
        n.extents_at = g.extents_pool.size();
        n.arguments_at = g.arguments.size();
        for (int m = 0; m < count; ++m) g.arguments.push(x[m].as_argument());
        return {&g, g.intern(n, mark)};
    }
    int space = 0;
    unsigned covered = 0;
    for (int m = 0; m < count; ++m) {
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
            map.to[l].label = labels++;
        }
        if (pass == 0) n.rank = static_cast<unsigned char>(labels);
    }
    n.labels = static_cast<unsigned char>(labels);
    bool identity = true;
    for (int l = 0; l < labels; ++l) identity = identity && old_label[l] == l;
    argument moved[3]{};
    for (int m = 0; m < count; ++m)
        moved[m] = identity || x[m].labels == 0 ? x[m].as_argument() : remapped(g, x[m].as_argument(), map);
    n.arguments_at = g.arguments.size();
    for (int m = 0; m < count; ++m) g.arguments.push(moved[m]);
    n.extents_at = g.extents_pool.size();
    for (int l = 0; l < labels; ++l) {
        int const extent = g.extents_pool[space + old_label[l]];
        g.extents_pool.push(extent);
    }
    int const rank = n.rank;
    int const id = g.intern(n, mark);
    // the result seen from the space: its axes are the kept labels
    int axes = 0;
    for (int k = 0; k < rank; ++k)
        if (old_label[k] != k) axes = -1;
    if (axes < 0) {
        axes = g.indices.size();
        for (int k = 0; k < rank; ++k) g.indices.push({old_label[k], 0, -1});
    }
    return {&g, id, axes, rank, space, kept};
}

/// The order in which the operands of a commutative operator stand: a constant first, then by age.
constexpr bool in_order(term const& a, term const& b) {
    if (is_constant(a) != is_constant(b)) return is_constant(a);
    if (a.node != b.node) return a.node < b.node;
    for (int k = 0; k < a.rank; ++k)
        if (a.axis(k).label != b.axis(k).label) return a.axis(k).label < b.axis(k).label;
    return true;
}

constexpr term make(opcode op, term const* operands, int count) {
    information const& o = information_of[op];
    if (term const folded = o.fold(operands); folded.exists()) return folded;
    if (term const rewritten = rewrite(op, operands); rewritten.exists()) return rewritten;
    if (o.commutative && !in_order(operands[0], operands[1])) {
        term const swapped[]{operands[1], operands[0]};
        return make_node(op, reduction::sum, swapped, 2, swapped[0].labels | swapped[1].labels, 0);
    }
    unsigned used = 0;
    for (int m = 0; m < count; ++m) used |= operands[m].labels;
    return make_node(op, reduction::sum, operands, count, used, 0);
}

}  // namespace ctgrad::op
