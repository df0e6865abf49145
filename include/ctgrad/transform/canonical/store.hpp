// Where the canonical forms of one comparison live.
//
// The functions on it (product, power, substitute, sum, ...) need each other in a circle: a relation among brackets substitutes,
// a substitution multiplies. They are templates of the store's type, `auto& f`, so that each header stands alone and the
// circle is closed by argument-dependent lookup.
#pragma once

#include <ctgrad/op/catalogue.hpp>
#include <ctgrad/transform/canonical/table.hpp>

namespace ctgrad::transform::canonical {

/// Larger products stay unexpanded.
inline constexpr int largest_product = 2000;
/// Products of two monomials that one comparison may spend on expanding: what would exceed them stays unexpanded, so
/// that the cost of a comparison is bounded (Clang allows a constant evaluation about a million steps).
inline constexpr int product_budget = 8000;

/// Functions of functions of ... whose labels are replaced: deeper ones become opaque, because compilers limit the depth of a
/// constant evaluation to 512 calls.
inline constexpr int deepest_nesting = 64;

// A template, so that nothing of it is instantiated on mere inclusion.
template <class Lazy>
class lazy_store {
    detail::list<properties> of_atom_;
    detail::list<properties> of_monomial_;
    detail::list<properties> of_poly_;
    detail::list<summand> scratch_;
    int opaque_ = 0;

public:
    sequence_table<int> atoms;
    sequence_table<factor> monomials;
    sequence_table<summand> polys;
    detail::list<summand> terms;    ///< sums under construction: a stack
    int extent[label_count]{};      ///< of the labels that are in use
    unsigned color[label_count]{};  ///< of labels: see contraction.hpp
    int next_temporary = first_temporary;
    int spent = 0;       ///< products of two monomials so far
    int nested = 0;      ///< see deepest_nesting
    int reductions = 0;  ///< nested ones, see product.hpp

    static constexpr int one = 0;   ///< the monomial without factors
    static constexpr int zero = 0;  ///< the polynomial without summands
    static constexpr int unit = 1;  ///< the polynomial 1

    constexpr lazy_store() {
        intern_monomial(monomials.mark());
        intern_poly(polys.mark());
        constant({1, 1});
        for (int l = 0; l < label_count; ++l) color[l] = mix(0x51ED270BU, static_cast<unsigned>(l));
    }
    lazy_store(lazy_store const&) = delete;
    lazy_store& operator=(lazy_store const&) = delete;

    constexpr properties const& of_atom(int id) const { return of_atom_.data[id]; }
    constexpr properties const& of_monomial(int id) const { return of_monomial_.data[id]; }
    constexpr properties const& of_poly(int id) const { return of_poly_.data[id]; }
    constexpr int kind(int atom) const { return atoms.at(atom, 0); }

    constexpr bool affordable(int products) {
        if (products > largest_product || spent + products > product_budget) return false;
        spent += products;
        return true;
    }

    // ---- interning -----------------------------------------------------------------------------------------------------

    /// The atom whose integers were pushed from `mark` on.
    constexpr int intern_atom(int mark) {
        int const id = atoms.intern(mark);
        if (id == of_atom_.size()) of_atom_.push(described_atom(id));
        return id;
    }
    template <class... Parts>
    constexpr int atom(Parts... parts) {
        int const mark = atoms.mark();
        (atoms.push(parts), ...);
        return intern_atom(mark);
    }
    constexpr int opaque() { return atom(opaque_atom, opaque_++); }

    /// The monomial whose factors, sorted by atom, were pushed from `mark` on.
    constexpr int intern_monomial(int mark) {
        int const id = monomials.intern(mark);
        if (id == of_monomial_.size()) of_monomial_.push(described_monomial(id));
        return id;
    }
    constexpr int monomial(factor const& only) {
        int const mark = monomials.mark();
        monomials.push(only);
        return intern_monomial(mark);
    }
    constexpr int intern_poly(int mark) {
        int const id = polys.intern(mark);
        if (id == of_poly_.size()) of_poly_.push(described_poly(id));
        return id;
    }
    constexpr int poly(int monomial, rational coefficient = {1, 1}) {
        if (!coefficient.representable()) return poly(this->monomial({opaque()}));
        if (coefficient.numerator == 0) return zero;
        int const mark = polys.mark();
        polys.push({monomial, coefficient});
        return intern_poly(mark);
    }
    constexpr int poly_of_atom(int atom) { return poly(monomial({atom})); }
    constexpr int constant(rational value) { return poly(one, value); }

    // ---- questions -----------------------------------------------------------------------------------------------------

    constexpr bool is_constant(int p) const {
        return p == zero || (polys.count(p) == 1 && polys.at(p, 0).monomial == one);
    }
    constexpr rational constant_value(int p) const { return p == zero ? rational{} : polys.at(p, 0).coefficient; }
    /// The atom that a polynomial consists of, or -1.
    constexpr int only_atom(int p) const {
        if (polys.count(p) != 1) return -1;
        summand const& s = polys.at(p, 0);
        if (!(s.coefficient == rational{1, 1}) || monomials.count(s.monomial) != 1) return -1;
        factor const& f = monomials.at(s.monomial, 0);
        return f.numerator == 1 && f.denominator == 1 ? f.atom : -1;
    }

    // ---- sums under construction ---------------------------------------------------------------------------------------

    constexpr void append(int p, rational c) {
        if (p == zero) return;
        for (summand const *s = &polys.at(p, 0), *end = s + polys.count(p); s != end; ++s)
            terms.push({s->monomial, c * s->coefficient});
    }
    /// The sum of what was appended from `mark` on.
    constexpr int finish(int mark) {
        sort(mark);
        int const at = polys.mark();
        bool fits = true;
        for (summand const *t = terms.data + mark, *end = terms.end(); t != end;) {
            summand sum = *t;
            while (++t != end && t->monomial == sum.monomial) sum.coefficient = sum.coefficient + t->coefficient;
            fits = fits && sum.coefficient.denominator != 0;
            if (sum.coefficient.numerator != 0) polys.push(sum);
        }
        terms.truncate(mark);
        if (fits) return intern_poly(at);
        polys.truncate(at);
        return poly_of_atom(opaque());
    }
    /// a p + b q
    constexpr int combined(rational a, int p, rational b, int q) {
        int const mark = terms.size();
        append(p, a);
        append(q, b);
        return finish(mark);
    }
    constexpr int sum(int p, int q) { return combined({1, 1}, p, {1, 1}, q); }
    constexpr int difference(int p, int q) { return combined({1, 1}, p, {-1, 1}, q); }
    constexpr int scaled(int p, rational c) {
        if (c == rational{1, 1}) return p;
        int const mark = terms.size();
        append(p, c);
        return finish(mark);
    }

private:
    /// Natural merge sort of the terms from `mark` on: sums are made of parts that are sorted already.
    constexpr void sort(int mark) {
        for (;;) {
            int from = mark;
            bool merged = false;
            while (from < terms.size()) {
                int const middle = run_end(from);
                if (middle == terms.size()) break;
                int const end = run_end(middle);
                merge(from, middle, end);
                merged = true;
                from = end;
            }
            if (!merged) return;
        }
    }
    constexpr int run_end(int i) const {
        int const end = terms.size();
        while (++i < end && terms.data[i - 1].monomial <= terms.data[i].monomial) {
        }
        return i;
    }
    constexpr void merge(int from, int middle, int end) {
        scratch_.clear();
        for (int i = from; i < middle; ++i) scratch_.push(terms.data[i]);
        int const left = scratch_.size();
        int i = 0;
        int to = from;
        for (int j = middle; i < left;)
            terms.data[to++] =
                j < end && terms.data[j].monomial < scratch_.data[i].monomial ? terms.data[j++] : scratch_.data[i++];
    }

    constexpr properties described_atom(int id) const {
        properties p;
        int const n = atoms.count(id);
        switch (kind(id)) {
            case input_atom:
                for (int k = 2; k < n; ++k) {
                    int const entry = atoms.at(id, k);
                    if (entry < label_count)
                        p.labels |= bit(entry);
                    else
                        p.join(of_poly(entry - label_count));
                }
                p.special = false;
                break;
            case prime_atom:
                p.special = true;
                [[fallthrough]];
            case named_atom:
                p.sign = sign_knowledge::positive;
                break;
            case position_atom:
                p.labels = bit(atoms.at(id, 1));
                p.sign = sign_knowledge::not_negative;
                break;
            case function_atom: {
                int const op = atoms.at(id, 1);
                for (int k = 2; k < n; ++k) p.join(of_poly(atoms.at(id, k)));
                p.special = op == op::code<op::sin_op> || op == op::code<op::cos_op> || op == op::code<op::cbrt_op>;
                if (op == op::code<op::sigmoid_op>) p.sign = sign_knowledge::positive;
                break;
            }
            case exponential_atom:
                p = of_monomial(atoms.at(id, 1));
                p.special = false;
                p.sign = sign_knowledge::positive;
                break;
            case power_atom:
                p = of_poly(atoms.at(id, 1));
                p.join(of_monomial(atoms.at(id, 2)));
                p.special = false;
                if (p.sign != sign_knowledge::positive) p.sign = sign_knowledge::unknown;
                break;
            case bracket_atom:
            case positive_atom:
            case negative_atom:
                p = of_poly(atoms.at(id, 1));
                p.special = true;
                p.brackets = p.brackets || kind(id) == bracket_atom;
                p.sign = sign_knowledge::not_negative;
                break;
            case sum_atom:
            case unexpanded_atom:
                p = of_poly(atoms.at(id, 1));
                p.special = kind(id) == sum_atom;
                break;
            case contraction_atom:
                p = of_monomial(atoms.at(id, 1));
                p.special = false;
                bind(p, atoms.at(id, 2), n - 3);
                break;
            case extremum_atom:
                p = of_poly(atoms.at(id, 2));
                p.special = false;
                bind(p, atoms.at(id, 3), n - 4);
                if (atoms.at(id, 1) >= static_cast<int>(graph::reduction::first_maximum))
                    p.sign = sign_knowledge::not_negative;
                break;
            default:
                break;
        }
        return p;
    }
    static constexpr void bind(properties& p, int base, int count) {
        for (int k = 0; k < count; ++k) p.labels &= ~bit(base + k);
        p.deepest = base + count - 1;
    }
    constexpr properties described_monomial(int id) const {
        properties p{.sign = sign_knowledge::positive};
        for (int k = 0; k < monomials.count(id); ++k) {
            factor const& f = monomials.at(id, k);
            properties const& a = of_atom(f.atom);
            p.join(a);
            bool const even = f.numerator % 2 == 0 || f.denominator % 2 == 0;
            sign_knowledge const s = even && a.sign == sign_knowledge::unknown ? sign_knowledge::not_negative : a.sign;
            if (s < p.sign) p.sign = s;
        }
        return p;
    }
    constexpr properties described_poly(int id) const {
        properties p;
        bool not_negative = true;
        for (int k = 0; k < polys.count(id); ++k) {
            summand const& s = polys.at(id, k);
            properties const& m = of_monomial(s.monomial);
            p.join(m);
            not_negative = not_negative && s.coefficient.numerator > 0 && m.sign != sign_knowledge::unknown;
            if (m.sign == sign_knowledge::positive) p.sign = sign_knowledge::positive;
        }
        if (!not_negative)
            p.sign = sign_knowledge::unknown;
        else if (p.sign != sign_knowledge::positive)
            p.sign = sign_knowledge::not_negative;
        return p;
    }
};
using store = lazy_store<void>;

}  // namespace ctgrad::transform::canonical
