// Sums over labels.
//
// A contraction is a product whose factors hang together by labels that are summed: sum_k A[i, k] B[k, j]. It is one atom, so
// powers and quotients of contractions work like those of scalars. Where one of its free labels is summed in turn, it is
// opened, so that nested contractions merge into one; factors that do not use a summed label leave the sum; a sum over a label
// that no factor uses multiplies with its extent; a sum over a bracket collapses.
//
// Bound labels are renamed canonically. Each gets a color, from its extent and from how it occurs in the factors, which is
// refined by the colors of the labels that it occurs with, until no more can be told apart (color refinement: Weisfeiler and
// Leman 1968). What is left alike is ordered by trying: mostly because it is symmetric, and any order gives the same.
#pragma once

#include <ctgrad/transform/canonical/label.hpp>
#include <ctgrad/transform/canonical/power.hpp>

namespace ctgrad::transform::canonical {

/// Orders of bound labels that are tried where colors do not tell labels apart; beyond, the first is taken.
inline constexpr int largest_search = 8;

// ---- colors ------------------------------------------------------------------------------------------------------------

constexpr unsigned entry_color(auto& f, int entry) {
    return entry < label_count ? f.color[entry] : poly_color(f, entry - first_computed);
}

/// A hash that sees labels as their colors only.
constexpr unsigned atom_color(auto& f, int atom) {
    if (f.of_atom(atom).labels == 0) return mix(0x2545F491U, static_cast<unsigned>(atom));
    unsigned h = mix(0x1B873593U, static_cast<unsigned>(f.kind(atom)));
    int const n = f.atoms.count(atom);
    switch (f.kind(atom)) {
        case position_atom: return mix(h, f.color[f.atoms.at(atom, 1)]);
        case exponential_atom:
        case contraction_atom: return mix(h, monomial_color(f, f.atoms.at(atom, 1)));
        case power_atom: return mix(mix(h, poly_color(f, f.atoms.at(atom, 1))), monomial_color(f, f.atoms.at(atom, 2)));
        case extremum_atom: return mix(mix(h, static_cast<unsigned>(f.atoms.at(atom, 1))), poly_color(f, f.atoms.at(atom, 2)));
        case input_atom:
            h = mix(h, static_cast<unsigned>(f.atoms.at(atom, 1)));
            for (int k = 2; k < n; ++k) h = mix(h, entry_color(f, f.atoms.at(atom, k)));
            return h;
        case function_atom:
            h = mix(h, static_cast<unsigned>(f.atoms.at(atom, 1)));
            for (int k = 2; k < n; ++k) h = mix(h, poly_color(f, f.atoms.at(atom, k)));
            return h;
        default: return mix(h, poly_color(f, f.atoms.at(atom, 1)));
    }
}
constexpr unsigned monomial_color(auto& f, int m) {
    unsigned h = 0;
    for (int k = 0; k < f.monomials.count(m); ++k) {
        factor const x = f.monomials.at(m, k);
        h += mix(atom_color(f, x.atom), static_cast<unsigned>(x.numerator + (x.denominator << 8)));
    }
    return h;
}
constexpr unsigned poly_color(auto& f, int p) {
    unsigned h = 0;
    for (int k = 0; k < f.polys.count(p); ++k) {
        summand const s = f.polys.at(p, k);
        h += mix(monomial_color(f, s.monomial), static_cast<unsigned>(s.coefficient.numerator));
    }
    return h;
}

// ---- closing -----------------------------------------------------------------------------------------------------------

/// A contraction whose bound labels are to be named.
struct closing {
    int monomial;
    label_set bound;
    int base;       ///< the first name
    int tried = 0;  ///< orders
    int best = -1;  ///< the smallest atom so far
};

constexpr void refine(auto& f, closing const& c) {
    unsigned next[label_count]{};
    for (int round = 0; round < 2; ++round) {
        for (label_set rest = c.bound; rest != 0; rest &= rest - 1) next[lowest(rest)] = mix(f.color[lowest(rest)], 0x68E31DA4U);
        for (int k = 0; k < f.monomials.count(c.monomial); ++k) {
            factor const x = f.monomials.at(c.monomial, k);
            for (label_set rest = f.of_atom(x.atom).labels & c.bound; rest != 0; rest &= rest - 1) {
                int const l = lowest(rest);
                unsigned const own = f.color[l];
                f.color[l] = 0xB5297A4DU;
                next[l] += mix(atom_color(f, x.atom), static_cast<unsigned>(x.numerator + (x.denominator << 8)));
                f.color[l] = own;
            }
        }
        for (label_set rest = c.bound; rest != 0; rest &= rest - 1) f.color[lowest(rest)] = next[lowest(rest)];
    }
}

/// The contraction with its bound labels named in the given order; an opaque atom where naming did not keep it a monomial.
constexpr int named_contraction(auto& f, closing const& c, int const* order, int n) {
    relabeling map;
    for (int i = 0; i < n; ++i) {
        map.set(order[i], c.base + i);
        f.extent[c.base + i] = f.extent[order[i]];
    }
    int const p = substitute_monomial(f, c.monomial, map);
    bool const plain = f.polys.count(p) == 1 && f.polys.at(p, 0).coefficient == rational{1, 1};
    if (!plain) return f.opaque();
    int const mark = f.atoms.mark();
    f.atoms.push(contraction_atom);
    f.atoms.push(f.polys.at(p, 0).monomial);
    f.atoms.push(c.base);
    for (int i = 0; i < n; ++i) f.atoms.push(f.extent[order[i]]);
    return f.intern_atom(mark);
}

/// Tries the orders of the bound labels that their colors leave open, and keeps the smallest atom.
constexpr void search(auto& f, closing& c) {
    int order[label_count]{};
    int n = 0;
    for (label_set rest = c.bound; rest != 0; rest &= rest - 1) {  // sorted by color
        int const l = lowest(rest);
        int i = n++;
        for (; i > 0 && f.color[l] < f.color[order[i - 1]]; --i) order[i] = order[i - 1];
        order[i] = l;
    }
    int tie = 0;
    while (tie + 1 < n && f.color[order[tie]] != f.color[order[tie + 1]]) ++tie;
    if (tie + 1 >= n) {
        int const atom = named_contraction(f, c, order, n);
        ++c.tried;
        if (c.best < 0 || atom < c.best) c.best = atom;
        return;
    }
    unsigned const tied = f.color[order[tie]];
    unsigned saved[label_count]{};
    for (int i = 0; i < n; ++i) saved[i] = f.color[order[i]];
    for (int i = tie; i < n && saved[i] == tied && c.tried < largest_search; ++i) {
        f.color[order[i]] = mix(tied, 0x27220A95U);
        refine(f, c);
        search(f, c);
        for (int k = 0; k < n; ++k) f.color[order[k]] = saved[k];
    }
}

/// The contraction of factors (sorted) over labels: one atom. Every factor uses one of the labels, and they hang together.
constexpr int closed(auto& f, detail::list<factor> const& factors, label_set bound) {
    int const m = pushed_monomial(f, factors, -1);
    int const n = __builtin_popcountll(bound);
    int const deepest = f.of_monomial(m).deepest;
    closing c{.monomial = m, .bound = bound, .base = deepest < first_bound ? first_bound : deepest + 1};
    if (c.base + n > first_temporary) return f.opaque();
    if (n == 1) {
        int const only = lowest(bound);
        return named_contraction(f, c, &only, 1);
    }
    unsigned saved[label_count]{};
    for (label_set rest = bound; rest != 0; rest &= rest - 1) {
        int const l = lowest(rest);
        saved[l] = f.color[l];
        f.color[l] = mix(0x1B56C4E9U, static_cast<unsigned>(f.extent[l]));
    }
    refine(f, c);
    search(f, c);
    for (label_set rest = bound; rest != 0; rest &= rest - 1) f.color[lowest(rest)] = saved[lowest(rest)];
    return c.best;
}

// ---- opening -----------------------------------------------------------------------------------------------------------

/// Adds fresh labels for those that an atom binds, `count` of them from `base` on, with the extents at `extents_at` of its
/// sequence. False where there are none left.
constexpr bool lend_labels(auto& f, int atom, int base, int extents_at, relabeling& map, label_set& fresh) {
    int const n = f.atoms.count(atom) - extents_at;
    if (f.next_temporary + n > label_count) return false;
    for (int k = 0; k < n; ++k) {
        int const l = f.next_temporary++;
        f.extent[l] = f.atoms.at(atom, extents_at + k);
        map.set(base + k, l);
        fresh |= bit(l);
    }
    return true;
}

constexpr int substituted_contraction(auto& f, int atom, relabeling map) {
    int const base = f.atoms.at(atom, 2);
    int const n = f.atoms.count(atom) - 3;
    bool plain = n == 1 && !f.of_atom(atom).brackets;
    for (label_set rest = map.changed & f.of_atom(atom).labels; plain && rest != 0; rest &= rest - 1)
        plain = map.to[lowest(rest)] < label_count;
    if (plain) {  // labels for labels, one bound label: nothing to open
        map.changed &= ~bit(base);
        int const p = substitute_monomial(f, f.atoms.at(atom, 1), map);
        if (f.polys.count(p) == 1 && f.polys.at(p, 0).coefficient == rational{1, 1}) {
            int const m = f.polys.at(p, 0).monomial;
            if (f.of_monomial(m).deepest == f.of_monomial(f.atoms.at(atom, 1)).deepest)
                return f.poly_of_atom(f.atom(contraction_atom, m, base, f.atoms.at(atom, 3)));
        }
    }
    int const mark = f.next_temporary;
    label_set fresh = 0;
    if (!lend_labels(f, atom, base, 3, map, fresh)) return f.poly_of_atom(f.opaque());
    int const opened = substitute_monomial(f, f.atoms.at(atom, 1), map);
    int const result = sum_over(f, opened, fresh);
    f.next_temporary = mark;
    return result;
}

// ---- sums --------------------------------------------------------------------------------------------------------------

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
        bool alone = (labels & bit(l)) != 0 && l > best.label && (s.coefficient == rational{1, 1} || s.coefficient == rational{-1, 1});
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

constexpr bool is_open_able(auto& f, factor const& x, label_set over) {
    return f.kind(x.atom) == contraction_atom && (f.of_atom(x.atom).labels & over) != 0 && x.denominator == 1 && x.numerator > 0 &&
           f.next_temporary + x.numerator * (f.atoms.count(x.atom) - 3) <= label_count;
}

/// Opens the contractions that use a summed label, and sums the product over their labels, too.
constexpr int sum_of_opened(auto& f, int m, label_set over) {
    int const mark = f.next_temporary;
    int p = f.unit;
    for (int k = 0; k < f.monomials.count(m); ++k) {
        factor const x = f.monomials.at(m, k);
        if (!is_open_able(f, x, over)) {
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
        if ((f.of_atom(x.atom).labels & over) != 0) left.push(x);
        else insert_factor(result, x);
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
    bool opens = false;
    for (int k = 0; k < f.monomials.count(m); ++k) {
        factor const x = f.monomials.at(m, k);
        opens = opens || is_open_able(f, x, over);
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
    if (opens) f.append(sum_of_opened(f, m, over), c);
    else append_components(f, c, m, over);
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
