// Contractions: products whose factors hang together by labels that are summed, as in sum_k A[i, k] B[k, j].
//
// A contraction is one atom, so powers and quotients of contractions work like those of scalars. summation.hpp makes them.
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
        case position_atom:
            return mix(h, f.color[f.atoms.at(atom, 1)]);
        case exponential_atom:
        case contraction_atom:
            return mix(h, monomial_color(f, f.atoms.at(atom, 1)));
        case power_atom:
            return mix(mix(h, poly_color(f, f.atoms.at(atom, 1))), monomial_color(f, f.atoms.at(atom, 2)));
        case extremum_atom:
            return mix(mix(h, static_cast<unsigned>(f.atoms.at(atom, 1))), poly_color(f, f.atoms.at(atom, 2)));
        case input_atom:
            h = mix(h, static_cast<unsigned>(f.atoms.at(atom, 1)));
            for (int k = 2; k < n; ++k) h = mix(h, entry_color(f, f.atoms.at(atom, k)));
            return h;
        case function_atom:
            h = mix(h, static_cast<unsigned>(f.atoms.at(atom, 1)));
            for (int k = 2; k < n; ++k) h = mix(h, poly_color(f, f.atoms.at(atom, k)));
            return h;
        default:
            return mix(h, poly_color(f, f.atoms.at(atom, 1)));
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
    if (f.nested == deepest_nesting) return h;
    ++f.nested;
    for (int k = 0; k < f.polys.count(p); ++k) {
        summand const s = f.polys.at(p, k);
        h += mix(monomial_color(f, s.monomial), static_cast<unsigned>(s.coefficient.numerator));
    }
    --f.nested;
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
        for (label_set rest = c.bound; rest != 0; rest &= rest - 1)
            next[lowest(rest)] = mix(f.color[lowest(rest)], 0x68E31DA4U);
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

}  // namespace ctgrad::transform::canonical
