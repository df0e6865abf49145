// Values that were put together from single entries, select(i == 0, a, select(i == 1, b, ...)), are taken apart again where entries are
// read or summed: a dot product with such a vector is a sum of numbers, and no loop over selections.
#pragma once

#include <ctgrad/op/make.hpp>

namespace ctgrad::op {

/// Longest axis that is taken apart, and how many operations deep selections are looked for.
inline constexpr int longest_in_pieces = 8;
inline constexpr int deepest_selection = 5;

/// Is the condition [l = constant] for one of the labels?
constexpr bool is_piece_condition(term const& c, unsigned labels) {
    return is<equal_op>(c) && (c.labels & labels) != 0 && (is_rational(operand(c, 0)) || is_rational(operand(c, 1)));
}

/// A label among `labels` along which the term was put together from single entries; -1 where there is none.
constexpr int label_in_pieces(term const& t, unsigned labels, int depth = deepest_selection) {
    if (depth == 0 || !is_operator(t.op) || (t.labels & labels) == 0) return -1;
    if (is<select_op>(t))
        if (term const c = operand(t, 0); is_piece_condition(c, labels)) return std::countr_zero(c.labels & labels);
    for (int m = 0; m < t.data().arguments; ++m)
        if (int const l = label_in_pieces(operand(t, m), labels, depth - 1); l >= 0) return l;
    return -1;
}
/// The same, only along axes that are short.
constexpr int short_label_in_pieces(term const& t, unsigned labels, int space) {
    unsigned candidates = 0;
    for (unsigned rest = labels; rest != 0; rest &= rest - 1)
        if (t.g->extents_pool[space + std::countr_zero(rest)] <= longest_in_pieces) candidates |= rest & -rest;
    return candidates == 0 ? -1 : label_in_pieces(t, candidates);
}

/// The term at `label := k`, remade as far as selections are decided by it.
constexpr term piece(term const& t, int label, int k) {
    if ((t.labels >> label & 1U) == 0) return t;
    if (t.op == graph::position_code && t.axis(0).label == label && t.axis(0).dynamic < 0)
        return constant(*t.g, k + t.axis(0).offset);
    if (!is<equal_op>(t) && label_in_pieces(t, 1U << label) < 0) return substituted(t, label, {-1, k, -1});
    term x[3]{};
    for (int m = 0; m < t.data().arguments; ++m) x[m] = piece(operand(t, m), label, k);
    return make(t.op, x, t.data().arguments);
}

}  // namespace ctgrad::op
