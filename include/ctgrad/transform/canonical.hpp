// The canonical form: it decides whether two formulas are equal.
//
// A value is expanded into a sum of products over exact rationals. The factors are rational powers of atoms: inputs, functions
// of canonical arguments, powers of sums, contractions (sums of products over labels). canonical/table.hpp has the data,
// canonical/function.hpp says what becomes of each operator, canonical/summation.hpp treats labels, canonical/product.hpp
// the relations among factors. The form is for comparing only; it is never evaluated.
//
// The answer "equal" is a proof over the real numbers, wherever both formulas are defined, but for single points: x / x is 1.
// The answer "different" may be wrong where functions are related in a way that is not listed there, where a common denominator
// would have to be found inside of a function or a sum over labels, and where expanding would cost too much
// (canonical/store.hpp): a product of more than 2,000 pairs of summands stays unexpanded, and so does any once 8,000 pairs were
// multiplied.
#pragma once

#include <ctgrad/transform/canonical/reader.hpp>
#include <ctgrad/transform/compact.hpp>
#include <ctgrad/transform/scalarise.hpp>

namespace ctgrad::transform {

namespace canonical {

/// The power with the most negative exponent, of a sum or a sine, in a polynomial: those that relations can multiply out. Atom
/// -1 where there is none.
constexpr factor denominator_of(auto& f, int p) {
    factor worst{-1, 0, 1};
    for (int k = 0; k < f.polys.count(p); ++k) {
        int const m = f.polys.at(p, k).monomial;
        for (int i = 0; f.of_monomial(m).special && i < f.monomials.count(m); ++i) {
            factor const& x = f.monomials.at(m, i);
            bool const relates = f.kind(x.atom) == sum_atom || f.kind(x.atom) == function_atom;
            if (relates && f.of_atom(x.atom).special && x.exponent() < worst.exponent()) worst = x;
        }
    }
    return worst;
}

/// Is a polynomial zero, seen as a rational function of its atoms? Multiplies out one denominator after the other.
constexpr bool vanishes(auto& f, int p) {
    constexpr int most_denominators = 12;
    for (int round = 0; round < most_denominators && p != f.zero; ++round) {
        factor const worst = denominator_of(f, p);
        if (worst.atom < 0) break;
        int const m = f.monomial(power_of(worst.atom, -worst.exponent()));
        int const growth = f.kind(worst.atom) == sum_atom ? f.polys.count(f.atoms.at(worst.atom, 1)) : 4;
        if (!f.affordable(f.polys.count(p) * growth)) return false;
        int const mark = f.terms.size();
        append_products(f, {1, 1}, m, p);
        p = f.finish(mark);
    }
    return p == f.zero;
}

constexpr int with_exponentials(auto& f, int p);

/// An atom that is made of exponentials or logarithms, as that: sigmoid(q) as exp(q) / (exp(q) + 1), asinh(q) as log(q + sqrt(q^2 + 1)),
/// ...; -1 for others.
constexpr int written_out(auto& f, int atom) {
    if (int const q = operand_of<op::sigmoid_op>(f, atom); q >= 0) {
        int const e = exponential(f, q);
        return product(f, e, power(f, f.sum(e, f.unit), {-1, 1}));
    }
    if (int const q = operand_of<op::atanh_op>(f, atom); q >= 0)
        return f.combined({1, 2}, logarithm(f, f.sum(f.unit, q)), {-1, 2}, logarithm(f, f.difference(f.unit, q)));
    if (f.kind(atom) == sum_atom && f.nested < deepest_nesting) {
        ++f.nested;
        int const base = with_exponentials(f, f.atoms.at(atom, 1));
        --f.nested;
        return base;
    }
    int const e = exponential_of_inverse(f, atom);
    return e < 0 ? e : logarithm(f, e);
}

/// The polynomial with such atoms written out.
constexpr int with_exponentials(auto& f, int p) {
    int const mark = f.terms.size();
    for (int k = 0; k < f.polys.count(p); ++k) {
        summand const s = f.polys.at(p, k);
        int product_of_factors = f.unit;
        for (int i = 0; i < f.monomials.count(s.monomial); ++i) {
            factor const x = f.monomials.at(s.monomial, i);
            int const longer = written_out(f, x.atom);
            int const own = longer < 0 ? f.poly(f.monomial(x)) : power(f, longer, x.exponent());
            product_of_factors = product(f, product_of_factors, own);
        }
        f.append(product_of_factors, s.coefficient);
    }
    return f.finish(mark);
}

constexpr bool same_polynomials(auto& f, int p, int q) {
    if (p == q) return true;
    int const difference = f.difference(p, q);
    return vanishes(f, difference) || vanishes(f, with_exponentials(f, difference));
}

/// Operations of two values, entry by entry, up to which their entries are compared where their contractions differ: determinants,
/// inverses and cross products are formulas of entries.
inline constexpr long largest_comparison_by_entries = 120;

template <class Store>
constexpr bool equal_by_entries(graph::builder& g, op::symbolic const& a, op::symbolic const& b) {
    detail::list<graph::output> outputs;
    outputs.push({.value = a.t.as_argument(), .shape = a.shape()});
    outputs.push({.value = b.t.as_argument(), .shape = b.shape()});
    graph::builder kept;
    outputs = compaction(g, kept).run(outputs);
    graph::view const view{
        kept.nodes.begin(),     kept.arguments.begin(), kept.indices.begin(), kept.extents_pool.begin(),
        kept.constants.begin(), kept.inputs.begin(),    outputs.begin(),      {.nodes = kept.nodes.size(), .inputs = kept.inputs.size(), .outputs = 2}};
    if (is_scalar(view) || scalar_operations(view) > largest_comparison_by_entries) return false;
    graph::builder entries;
    auto const results = scalarisation(view, entries).run();
    int const volume = a.shape().volume();
    Store f;
    reader<Store> reader(entries, f);
    detail::list<graph::argument> roots;
    for (auto const& r : results) roots.push(r.value);
    reader.read(roots.begin(), roots.size());
    for (int k = 0; k < volume; ++k) {
        int const p = reader.polynomial(op::scalar(op::view(entries, roots[k])));
        int const q = reader.polynomial(op::scalar(op::view(entries, roots[volume + k])));
        if (!same_polynomials(f, p, q)) return false;
    }
    return true;
}

}  // namespace canonical

/// Do two values of one graph have the same shape and the same canonical form?
/// Cost: bounded, see above; a few thousand steps of constant evaluation for a formula of ten operations.
// A template, so that nothing of this is instantiated on mere inclusion.
template <class Store = canonical::store>
constexpr bool equal(graph::builder& g, op::symbolic const& a, op::symbolic const& b) {
    if (!(a.shape() == b.shape())) return false;
    if (op::same(a.t, b.t)) return true;
    Store f;
    canonical::reader<Store> reader(g, f);
    graph::argument const roots[]{a.t.as_argument(), b.t.as_argument()};
    reader.read(roots, 2);
    return canonical::same_polynomials(f, reader.polynomial(a), reader.polynomial(b)) || canonical::equal_by_entries<Store>(g, a, b);
}

}  // namespace ctgrad::transform
