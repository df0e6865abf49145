// Sums over labels.
//
// A sum over a label that no factor uses multiplies with its extent; factors that do not use a summed label leave the sum; a sum
// over a bracket collapses; contractions that use a summed label are opened, so that nested ones merge; what is left falls into
// connected components, and each is a contraction.
#pragma once

#include <ctgrad/transform/canonical/contraction.hpp>

namespace ctgrad::transform::canonical {

// ---- brackets ------------------------------------------------------------------------------------------------------------

/// A bracket solved for a label: `label := entry`.
struct solution {
    int label = -1;
    int poly = 0;
};

/// Solves q = 0 for the largest of the labels that occurs in q once, as itself.
constexpr solution solved(auto& f, int q, label_set labels) {
    solution best;
    int at = -1;
    for (int k = 0; k < f.polys.count(q); ++k) {
        summand const s = f.polys.at(q, k);
        int const atom = f.only_atom(f.poly(s.monomial));
        if (atom < 0 || f.kind(atom) != position_atom) continue;
        int const l = f.atoms.at(atom, 1);
        bool alone = (labels & bit(l)) != 0 && l > best.label &&
                     (s.coefficient == rational{1, 1} || s.coefficient == rational{-1, 1});
        for (int i = 0; alone && i < f.polys.count(q); ++i)
            alone = i == k || (f.of_monomial(f.polys.at(q, i).monomial).labels & bit(l)) == 0;
        if (!alone) continue;
        best.label = l;
        at = k;
    }
    if (best.label < 0) return best;
    summand const own = f.polys.at(q, at);
    best.poly = f.combined(-own.coefficient, q, {1, 1}, f.poly(own.monomial));  // coefficient is 1 or -1
    return best;
}

enum class range { inside, outside, unknown };

/// Does the value of an index lie in 0 .. extent-1? An integer symbol is taken to.
constexpr range range_of(auto& f, int p, int extent) {
    if (f.is_constant(p)) {
        rational const c = f.constant_value(p);
        return c.is_integer() && c.numerator >= 0 && c.numerator < extent ? range::inside : range::outside;
    }
    int const atom = f.only_atom(p);
    if (atom >= 0 && f.kind(atom) == input_atom) return range::inside;
    if (atom >= 0 && f.kind(atom) == extremum_atom) {
        int positions = 1;
        for (int k = 4; k < f.atoms.count(atom); ++k) positions *= f.atoms.at(atom, k);
        return positions <= extent ? range::inside : range::unknown;
    }
    int offset = 0;
    int largest = -1;
    for (int k = 0; k < f.polys.count(p); ++k) {
        summand const s = f.polys.at(p, k);
        if (s.monomial == f.one) {
            offset = static_cast<int>(s.coefficient.numerator);
            continue;
        }
        int const a = f.only_atom(f.poly(s.monomial, s.coefficient));
        if (a < 0 || f.kind(a) != position_atom || largest >= 0) return range::unknown;
        largest = f.extent[f.atoms.at(a, 1)] - 1;
    }
    return offset >= 0 && largest + offset < extent ? range::inside : range::unknown;
}

/// In [q] times other factors: the label that the bracket determines is replaced in the others.
constexpr bool append_eliminated(auto& f, rational c, int mark, int at) {
    factor const x = f.monomials.pushed(at);
    int const end = f.monomials.mark();
    label_set others = 0;
    for (int i = mark; i < end; ++i)
        if (i != at) others |= f.of_atom(f.monomials.pushed(i).atom).labels;
    if ((others & f.of_atom(x.atom).labels) == 0) return false;
    detail::list<factor> rest;
    for (int i = mark; i < end; ++i)
        if (i != at) rest.push(f.monomials.pushed(i));
    detail::list<factor> all;
    for (int i = mark; i < end; ++i) all.push(f.monomials.pushed(i));
    f.monomials.truncate(mark);
    solution const s = solved(f, f.atoms.at(x.atom, 1), f.of_atom(x.atom).labels);
    if (s.label < 0 || (others & bit(s.label)) == 0) {
        for (factor const& y : all) f.monomials.push(y);
        return false;
    }
    relabeling map;
    map.set(s.label, entry_of_poly(f, s.poly));
    int const replaced = substitute_monomial(f, pushed_monomial(f, rest, -1), map);
    append_products(f, c, f.monomial({x.atom}), replaced);
    return true;
}

// ---- sums ----------------------------------------------------------------------------------------------------------------

constexpr bool opens_for(auto& f, factor const& x, label_set over) {
    return f.kind(x.atom) == contraction_atom && (f.of_atom(x.atom).labels & over) != 0 && x.denominator == 1 &&
           x.numerator > 0 && f.next_temporary + x.numerator * (f.atoms.count(x.atom) - 3) <= label_count;
}

/// Opens the contractions that use a summed label, and sums the product over their labels, too.
constexpr int sum_of_opened(auto& f, int m, label_set over) {
    int const mark = f.next_temporary;
    int p = f.unit;
    for (int k = 0; k < f.monomials.count(m); ++k) {
        factor const x = f.monomials.at(m, k);
        if (!opens_for(f, x, over)) {
            p = product(f, p, f.poly(f.monomial(x)));
            continue;
        }
        for (int copy = 0; copy < x.numerator; ++copy) {
            relabeling map;
            lend_labels(f, x.atom, f.atoms.at(x.atom, 2), 3, map, over);
            p = product(f, p, substitute_monomial(f, f.atoms.at(x.atom, 1), map));
        }
    }
    int const result = sum_over(f, p, over);
    f.next_temporary = mark;
    return result;
}

/// Appends c sum_over m, where nothing collapses or opens: the factors fall into connected components.
constexpr void append_components(auto& f, rational c, int m, label_set over) {
    detail::list<factor> result;
    detail::list<factor> left;
    for (int k = 0; k < f.monomials.count(m); ++k) {
        factor const x = f.monomials.at(m, k);
        if ((f.of_atom(x.atom).labels & over) != 0)
            left.push(x);
        else
            insert_factor(result, x);
    }
    while (!left.empty()) {
        label_set joined = f.of_atom(left[0].atom).labels & over;
        for (label_set before = 0; before != joined;) {
            before = joined;
            for (factor const& x : left)
                if ((f.of_atom(x.atom).labels & joined) != 0) joined |= f.of_atom(x.atom).labels & over;
        }
        detail::list<factor> component;
        detail::list<factor> others;
        for (factor const& x : left) ((f.of_atom(x.atom).labels & joined) != 0 ? component : others).push(x);
        insert_factor(result, {closed(f, component, joined)});
        left = std::move(others);
    }
    int const mark = f.monomials.mark();
    for (factor const& x : result)
        if (x.numerator != 0) f.monomials.push(x);
    append_pushed(f, c, mark);
}

constexpr void append_sum(auto& f, rational c, int m, label_set over) {
    for (label_set unused = over & ~f.of_monomial(m).labels; unused != 0; unused &= unused - 1)
        c = c * rational{f.extent[lowest(unused)], 1};
    over &= f.of_monomial(m).labels;
    if (over == 0) {
        f.terms.push({m, c});
        return;
    }
    bool any_opens = false;
    for (int k = 0; k < f.monomials.count(m); ++k) {
        factor const x = f.monomials.at(m, k);
        any_opens = any_opens || opens_for(f, x, over);
        if (f.kind(x.atom) != bracket_atom || (f.of_atom(x.atom).labels & over) == 0) continue;
        solution const s = solved(f, f.atoms.at(x.atom, 1), over);
        range const r = s.label < 0 ? range::unknown : range_of(f, s.poly, f.extent[s.label]);
        if (r == range::outside) return;
        if (r == range::unknown) continue;
        detail::list<factor> rest;
        for (int i = 0; i < f.monomials.count(m); ++i)
            if (i != k) rest.push(f.monomials.at(m, i));
        relabeling map;
        map.set(s.label, entry_of_poly(f, s.poly));
        int const collapsed = substitute_monomial(f, pushed_monomial(f, rest, -1), map);
        f.append(sum_over(f, collapsed, over & ~bit(s.label)), c);
        return;
    }
    if (any_opens)
        f.append(sum_of_opened(f, m, over), c);
    else
        append_components(f, c, m, over);
}

/// The sum of a polynomial over labels.
constexpr int sum_over(auto& f, int p, label_set over) {
    if (over == 0) return p;
    int const mark = f.terms.size();
    for (int k = 0; k < f.polys.count(p); ++k) {
        summand const s = f.polys.at(p, k);
        append_sum(f, s.coefficient, s.monomial, over);
    }
    return f.finish(mark);
}

}  // namespace ctgrad::transform::canonical
