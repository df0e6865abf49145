// Labels replaced in a polynomial. An entry of an index map is a label, or a polynomial of integers (first_computed + its
// number): a constant position, a label with an offset, an integer symbol. Every function is seen with its labels in place, so
// exp(v)[2] and exp(v[2]) are the same atom.
#pragma once

#include <ctgrad/transform/canonical/store.hpp>

namespace ctgrad::transform::canonical {

inline constexpr int first_computed = label_count;

/// What labels become: `to[l]` is an entry, for each label l of the set. All at once.
struct relabeling {
    int to[label_count]{};
    label_set changed = 0;

    constexpr void set(int label, int entry) {
        to[label] = entry;
        changed |= bit(label);
    }
};

constexpr int position(auto& f, int label) { return f.poly_of_atom(f.atom(position_atom, label)); }

constexpr int poly_of_entry(auto& f, int entry) {
    return entry < label_count ? position(f, entry) : entry - first_computed;
}
constexpr int entry_of_poly(auto& f, int p) {
    int const atom = f.only_atom(p);
    return atom >= 0 && f.kind(atom) == position_atom ? f.atoms.at(atom, 1) : first_computed + p;
}

constexpr int substituted_entry(auto& f, int entry, relabeling const& map) {
    if (entry < label_count) return (map.changed & bit(entry)) != 0 ? map.to[entry] : entry;
    int const p = entry - first_computed;
    return (map.changed & f.of_poly(p).labels) != 0 ? entry_of_poly(f, substitute(f, p, map)) : entry;
}

/// Multiplies a sorted product of powers with one more.
constexpr void insert_factor(detail::list<factor>& sorted, factor const& x) {
    int i = sorted.size();
    while (i > 0 && x.atom < sorted[i - 1].atom) --i;
    if (i > 0 && sorted[i - 1].atom == x.atom) {
        sorted[i - 1] = power_of(x.atom, sorted[i - 1].exponent() + x.exponent());
        return;
    }
    sorted.push(x);
    for (int j = sorted.size() - 1; j > i; --j) sorted[j] = sorted[j - 1];
    sorted[i] = x;
}

/// An input at other indices.
constexpr int substituted_input(auto& f, int atom, relabeling const& map) {
    int const n = f.atoms.count(atom);
    int sequence[2 + max_rank]{};
    for (int k = 2; k < n; ++k) sequence[k] = substituted_entry(f, f.atoms.at(atom, k), map);
    int const mark = f.atoms.mark();
    f.atoms.push(input_atom);
    f.atoms.push(f.atoms.at(atom, 1));
    for (int k = 2; k < n; ++k) f.atoms.push(sequence[k]);
    return f.poly_of_atom(f.intern_atom(mark));
}

/// The atom with its labels replaced, as a polynomial.
constexpr int substitute_atom(auto& f, int atom, relabeling const& map) {
    auto const poly = [&](int operand) { return substitute(f, f.atoms.at(atom, operand), map); };
    switch (f.kind(atom)) {
        case input_atom:
            return substituted_input(f, atom, map);
        case position_atom:
            return poly_of_entry(f, map.to[f.atoms.at(atom, 1)]);
        case function_atom: {
            int x[3]{};
            int const count = f.atoms.count(atom) - 2;
            for (int k = 0; k < count; ++k) x[k] = poly(2 + k);
            return function(f, static_cast<graph::opcode>(f.atoms.at(atom, 1)), x, count);
        }
        case exponential_atom:
            return exponential(f, substitute_monomial(f, f.atoms.at(atom, 1), map));
        case power_atom:
            return general_power(f, poly(1), substitute_monomial(f, f.atoms.at(atom, 2), map));
        case positive_atom:
            return step(f, poly(1));
        case negative_atom:
            return step(f, f.scaled(poly(1), {-1, 1}));
        case bracket_atom:
            return bracket(f, poly(1));
        case sum_atom:
            return poly(1);
        case unexpanded_atom: {
            int const p = poly(1);
            return f.polys.count(p) < 2 ? p : f.poly_of_atom(f.atom(unexpanded_atom, p));
        }
        case contraction_atom:
            return substituted_contraction(f, atom, map);
        case extremum_atom:
            return substituted_extremum(f, atom, map);
        default:
            return f.poly_of_atom(atom);
    }
}

/// The monomial with its labels replaced, as a polynomial.
constexpr int substitute_monomial(auto& f, int m, relabeling const& map) {
    if ((f.of_monomial(m).labels & map.changed) == 0) return f.poly(m);
    detail::list<factor> simple;  // powers of atoms, sorted
    int others = f.unit;          // what has become more than that
    for (int k = 0; k < f.monomials.count(m); ++k) {
        factor x = f.monomials.at(m, k);
        if ((f.of_atom(x.atom).labels & map.changed) != 0) {
            int const p = substitute_atom(f, x.atom, map);
            int const atom = f.only_atom(p);
            if (atom < 0 || f.of_atom(atom).special || f.kind(x.atom) == sum_atom) {
                others = product(f, others, power(f, p, x.exponent()));
                continue;
            }
            x.atom = atom;
        }
        insert_factor(simple, x);
    }
    int const mark = f.monomials.mark();
    for (factor const& x : simple)
        if (x.numerator != 0) f.monomials.push(x);
    int const terms = f.terms.size();
    append_pushed(f, {1, 1}, mark);
    return product(f, f.finish(terms), others);
}

constexpr int substitute(auto& f, int p, relabeling const& map) {
    if ((f.of_poly(p).labels & map.changed) == 0) return p;
    if (f.nested == deepest_nesting) return f.poly_of_atom(f.opaque());
    ++f.nested;
    int const mark = f.terms.size();
    for (int k = 0; k < f.polys.count(p); ++k) {
        summand const s = f.polys.at(p, k);
        f.append(substitute_monomial(f, s.monomial, map), s.coefficient);
    }
    --f.nested;
    return f.finish(mark);
}

}  // namespace ctgrad::transform::canonical
