// Reductions over labels, and the one thing that is special about sums: a sum over an Iverson bracket collapses.
//
//     sum_k [k == e] f(k)  =  f(e)
//
// which is how the gradients of views (elements, transposes, diagonals, gathers) become views again instead of loops.
#pragma once

#include <ctgrad/op/pieces.hpp>

namespace ctgrad::op {

/// A bracket that fixes a summed label: `label := at`.
struct collapse {
    int label = -1;
    index at{};
};

/// Is the term the plain value of a label, and if so, of which? -1 otherwise.
constexpr int label_value(term const& t) {
    return t.data().op == graph::position_code && t.axis(0).is_label() ? t.axis(0).label : -1;
}

/// An integer term as one entry of an index map. The label is -1, and `offset` too, where it cannot be one.
constexpr bool as_index(term const& t, index& result) {
    if (label_value(t) >= 0) return result = {label_value(t), 0, -1}, true;
    if (is_rational(t) && rational_of(t).is_integer()) {
        result = {-1, static_cast<int>(rational_of(t).numerator), -1};
        return true;
    }
    if (t.data().op == graph::position_code) return result = t.axis(0), true;
    if (t.data().op == graph::input_code && kind_of(*t.g, t.node) == kind::integer) {
        result = {-1, 0, t.g->arguments.push(t.as_argument())};
        return true;
    }
    return false;
}

/// Does every value of the index lie in 0..extent-1? An integer that is known at run time only is checked there.
constexpr bool within(builder const& g, index const& i, int space, int extent) {
    if (i.dynamic >= 0) return i.label < 0 && i.offset == 0;
    if (i.is_constant()) return i.offset >= 0 && i.offset < extent;
    return i.offset >= 0 && i.offset + g.extents_pool[space + i.label] <= extent;
}

/// A position as one entry of an index map, `label + offset`; no label where it is another integer.
constexpr index position_of_label(term const& t) {
    return t.data().op == graph::position_code && t.axis(0).dynamic < 0 ? t.axis(0) : index{};
}

/// Finds a bracket that fixes one of the summed labels `over`: where that always is in the range of the label, so that the sum
/// collapses, or `anywhere`. The terms of a selection that are not selected are zeros; of a product with a bracket they are that only
/// where the other factor is finite.
constexpr collapse find_collapse(term const& t, unsigned over, bool anywhere = false) {
    if (is<equal_op>(t)) {
        for (int side = 0; side < 2; ++side) {
            index const here = position_of_label(operand(t, side));
            int const k = here.label;
            term const other = operand(t, 1 - side);
            if (k < 0 || (over >> k & 1U) == 0 || (other.labels >> k & 1U) != 0) continue;
            index at{};
            if (!as_index(other, at)) continue;
            at.offset -= here.offset;
            if (anywhere || within(*t.g, at, t.space, t.g->extents_pool[t.space + k])) return {k, at};
        }
        return {};
    }
    if (reduces(t)) return {};
    if ((is<select_op>(t) && is_zero(operand(t, 2))) || (is<multiply_op>(t) && t.g->allows(soundness::assumes_finite))) {
        collapse const here = find_collapse(operand(t, 0), over, anywhere);
        return here.label >= 0 ? here : find_collapse(operand(t, 1), over, anywhere);
    }
    return {};
}

/// The term with `label := at`, remade along the path of brackets so that the one that holds by now folds away.
constexpr term collapsed(term const& t, collapse const& c) {
    if (reduces(t) || (t.labels >> c.label & 1U) == 0) return substituted(t, c.label, c.at);
    if (is<equal_op>(t)) {
        collapse const here = find_collapse(t, 1U << c.label);
        if (here.label == c.label && t.g->same_index(here.at, c.at)) return constant(*t.g, 1);
    }
    if (is<select_op>(t)) return select(collapsed(operand(t, 0), c), collapsed(operand(t, 1), c), collapsed(operand(t, 2), c));
    if (is<multiply_op>(t)) return collapsed(operand(t, 0), c) * collapsed(operand(t, 1), c);
    return substituted(t, c.label, c.at);
}

constexpr term sum(term t, unsigned over, int space);

/// How many entries some labels of a space have.
constexpr long long volume_of(builder const& g, unsigned labels, int space) {
    long long volume = 1;
    for (; labels != 0; labels &= labels - 1) volume *= g.extents_pool[space + std::countr_zero(labels)];
    return volume;
}

/// A factor within a factor of a product that is the same along all summed labels, and the product without it, where taking it out of the
/// sum is no more work: sum_k (c x[k]) a[k, i] is c sum_k x[k] a[k, i], and then perhaps a product that is there anyway.
struct fixed_factor {
    term factor{};
    term rest{};
};
constexpr fixed_factor find_fixed_factor(term const& t, unsigned over, int space) {
    for (int m = 0; m < 2; ++m) {
        term const inner = operand(t, m);
        if (!is<multiply_op>(inner)) continue;
        for (int n = 0; n < 2; ++n) {
            term const factor = operand(inner, n);
            if ((factor.labels & over) != 0) continue;
            term const left = operand(inner, 1 - n);
            term const other = operand(t, 1 - m);
            bool const has_labels_of_its_own = (factor.labels & ~(left.labels | other.labels)) != 0;
            if (has_labels_of_its_own || volume_of(*t.g, t.labels & ~over, space) <= volume_of(*t.g, inner.labels, space))
                return {factor, left * other};
        }
    }
    return {};
}

/// A product whose factors do not all use every summed label: sum_k a[i] b[k] is a[i] sum_k b[k].
constexpr term sum_of_product(term const& t, unsigned over, int space) {
    term const a = operand(t, 0);
    term const b = operand(t, 1);
    unsigned const only_a = over & ~b.labels;
    unsigned const only_b = over & ~a.labels;
    if (only_a != 0) return sum(sum(a, only_a, space) * b, over & ~only_a, space);
    if (only_b != 0) return sum(a * sum(b, only_b, space), over & ~only_b, space);
    if (fixed_factor const f = find_fixed_factor(t, over, space); f.factor.exists()) return f.factor * sum(f.rest, over, space);
    term const factors[]{a, b};
    return make_node(code<multiply_op>, reduction::sum, factors, 2, t.labels & ~over, over);
}

/// Is a sum better taken term by term: because a bracket in one of them collapses, or because one is constant along a label?
constexpr bool sums_apart(term const& a, term const& b, unsigned over) {
    return (a.labels & over) != over || (b.labels & over) != over || find_collapse(a, over).label >= 0 ||
           find_collapse(b, over).label >= 0;
}

/// The sum, term by term in ascending order: what a graph of exact rewrites may make of one.
constexpr term sum_in_order(term const& t, unsigned over, int space) {
    if (is_rational(t)) {
        rational total{};
        long long n = 1;
        for (unsigned rest = over; rest != 0; rest &= rest - 1) n *= t.g->extents_pool[space + std::countr_zero(rest)];
        total = rational{n, 1} * rational_of(t);
        if (is_exact_in_float(total) && is_exact_in_float(rational_of(t))) return constant(*t.g, total);
    }
    if (collapse const c = find_collapse(t, over); c.label >= 0) return sum(collapsed(t, c), over & ~(1U << c.label), space);
    if (is<select_op>(t) && (operand(t, 0).labels & over) == 0 && is_zero(operand(t, 2)))
        return select(operand(t, 0), sum(operand(t, 1), over, space), 0);
    int const extents_of_unused = (over & ~t.labels) != 0 ? space : 0;
    if (!is<multiply_op>(t))
        return make_node(code<copy_op>, reduction::sum, &t, 1, t.labels & ~over, over, 0, extents_of_unused);
    term const factors[]{operand(t, 0), operand(t, 1)};
    return make_node(code<multiply_op>, reduction::sum, factors, 2, t.labels & ~over, over, 0, extents_of_unused);
}

/// The sum of what was put together from single entries, taken apart; no term where it was not.
constexpr term sum_in_pieces(term const& t, unsigned over, int space) {
    if (int const l = short_label_in_pieces(t, over, space); l >= 0) {
        unsigned const rest = over & ~(1U << l);
        term total = sum(piece(t, l, 0), rest, space);
        for (int k = 1; k < t.g->extents_pool[space + l]; ++k) total = total + sum(piece(t, l, k), rest, space);
        return total;
    }
    // sum_k select(i == 0, a[k], b[i, k]) c[k]  =  select(i == 0, sum_k a[k] c[k], sum_k b[i, k] c[k])
    bool const product = is<multiply_op>(t);
    for (int m = 0; m < (product ? 2 : 1); ++m) {
        term const s = product ? operand(t, m) : t;
        if (!is<select_op>(s) || !is_piece_condition(operand(s, 0), ~over)) continue;
        term const other = product ? operand(t, 1 - m) : constant(*t.g, 1);
        return select(operand(s, 0), sum(operand(s, 1) * other, over, space), sum(operand(s, 2) * other, over, space));
    }
    return no_term;
}

/// The sum over a set of labels of a space.
constexpr term sum(term t, unsigned over, int space) {
    if (over == 0) return t;
    if (!t.g->allows(soundness::rounding)) return sum_in_order(t, over, space);
    if (unsigned const unused = over & ~t.labels; unused != 0) {  // the sum of n equal terms
        long long n = 1;
        for (unsigned rest = unused; rest != 0; rest &= rest - 1) n *= t.g->extents_pool[space + std::countr_zero(rest)];
        return n * sum(t, over & t.labels, space);
    }
    if (collapse const c = find_collapse(t, over); c.label >= 0) return sum(collapsed(t, c), over & ~(1U << c.label), space);
    if (is<negate_op>(t)) return -sum(operand(t, 0), over, space);
    if (term const apart = sum_in_pieces(t, over, space); apart.exists()) return apart;
    if (is<multiply_op>(t)) return sum_of_product(t, over, space);
    if (is<divide_op>(t) && (operand(t, 1).labels & over) == 0) return sum(operand(t, 0), over, space) / operand(t, 1);
    if (is<select_op>(t) && (operand(t, 0).labels & over) == 0 && is_zero(operand(t, 2)))
        return select(operand(t, 0), sum(operand(t, 1), over, space), 0);
    if (is<add_op>(t) && sums_apart(operand(t, 0), operand(t, 1), over))
        return sum(operand(t, 0), over, space) + sum(operand(t, 1), over, space);
    if (is<subtract_op>(t) && sums_apart(operand(t, 0), operand(t, 1), over))
        return sum(operand(t, 0), over, space) - sum(operand(t, 1), over, space);
    return make_node(code<copy_op>, reduction::sum, &t, 1, t.labels & ~over, over);
}

/// The maximum, the minimum, or the row-major position of the first of either, over a set of labels.
constexpr term extremum(term const& t, unsigned over, reduction how) {
    if ((over & t.labels) == 0) return how >= reduction::first_maximum ? constant(*t.g, 0) : t;
    return make_node(code<copy_op>, how, &t, 1, t.labels & ~over, over & t.labels);
}

inline constexpr reducers label_reducers{&sum, &extremum};

}  // namespace ctgrad::op
