// Extrema over labels, and the positions where they are attained first.
#pragma once

#include <ctgrad/transform/canonical/contraction.hpp>

namespace ctgrad::transform::canonical {

constexpr graph::reduction opposite(graph::reduction r) {
    switch (r) {
        case graph::reduction::maximum:
            return graph::reduction::minimum;
        case graph::reduction::minimum:
            return graph::reduction::maximum;
        case graph::reduction::first_maximum:
            return graph::reduction::first_minimum;
        default:
            return graph::reduction::first_maximum;
    }
}

/// No extremum, but a whole vector or matrix as a number: what functions of matrices are functions of. It binds labels in the same way.
inline constexpr graph::reduction whole_value{64};

/// The extremum as an atom, its bound labels named in the order given.
constexpr int named_extremum(auto& f, graph::reduction how, int p, int const* labels, int n) {
    int const deepest = f.of_poly(p).deepest;
    int const base = deepest < first_bound ? first_bound : deepest + 1;
    if (base + n > first_temporary) return f.opaque();
    relabeling map;
    for (int i = 0; i < n; ++i) {
        map.set(labels[i], base + i);
        f.extent[base + i] = f.extent[labels[i]];
    }
    int const q = substitute(f, p, map);
    int const mark = f.atoms.mark();
    f.atoms.push(extremum_atom);
    f.atoms.push(static_cast<int>(how));
    f.atoms.push(q);
    f.atoms.push(base);
    for (int i = 0; i < n; ++i) f.atoms.push(f.extent[labels[i]]);
    return f.intern_atom(mark);
}

/// The extremum of a polynomial over labels (outermost first): summands that do not use them leave, and so does a factor.
constexpr int extremum(auto& f, graph::reduction how, int p, int const* labels, int n) {
    label_set over = 0;
    for (int i = 0; i < n; ++i) over |= bit(labels[i]);
    bool const is_position = how >= graph::reduction::first_maximum;
    int const mark = f.terms.size();
    for (int k = 0; k < f.polys.count(p); ++k) {
        summand const s = f.polys.at(p, k);
        if ((f.of_monomial(s.monomial).labels & over) == 0) f.terms.push(s);
    }
    int const constant = f.finish(mark);
    p = f.difference(p, constant);
    if (p == f.zero) return is_position ? p : constant;
    rational const c = f.polys.at(p, 0).coefficient;
    if (c.numerator < 0) how = opposite(how);
    p = f.scaled(p, rational{1, 1} / c);
    int atom = named_extremum(f, how, p, labels, n);
    if (n == 2 && !is_position) {  // the order of the labels matters to positions only
        int const swapped[]{labels[1], labels[0]};
        int const other = named_extremum(f, how, p, swapped, n);
        atom = other < atom ? other : atom;
    }
    return is_position ? f.poly_of_atom(atom) : f.combined({1, 1}, constant, c, f.poly_of_atom(atom));
}

constexpr int substituted_extremum(auto& f, int atom, relabeling map) {
    int const mark = f.next_temporary;
    int const n = f.atoms.count(atom) - 4;
    label_set fresh = 0;
    if (!lend_labels(f, atom, f.atoms.at(atom, 3), 4, map, fresh)) return f.poly_of_atom(f.opaque());
    int labels[label_count]{};
    for (int i = 0; i < n; ++i) labels[i] = mark + i;
    auto const how = static_cast<graph::reduction>(f.atoms.at(atom, 1));
    if (how == whole_value) {
        int const moved = named_extremum(f, how, substitute(f, f.atoms.at(atom, 2), map), labels, n);
        f.next_temporary = mark;
        return f.poly_of_atom(moved);
    }
    int const result = extremum(f, how, substitute(f, f.atoms.at(atom, 2), map), labels, n);
    f.next_temporary = mark;
    return result;
}

}  // namespace ctgrad::transform::canonical
