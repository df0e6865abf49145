// Rational powers of polynomials.
//
// A power of a single monomial distributes; a power of several takes their common content out and keeps the rest as the power
// of a sum. With an exponent that is no integer, only what is not negative may leave the root, and an even power leaves it as
// an absolute value: sqrt(x^2) is not x, and sqrt(x y) is not sqrt(x) sqrt(y).
#pragma once

#include <ctgrad/transform/canonical/product.hpp>

namespace ctgrad::transform::canonical {

/// The power of a sum, as an atom.
constexpr int sum_power(auto& f, int p, rational r) {
    if (!fits_exponent(r)) return f.poly_of_atom(f.opaque());
    return f.poly(f.monomial(power_of(f.atom(sum_atom, p), r)));
}

/// n^r for an integer n > 0: roots of its prime factors. What trial division leaves counts as a prime.
constexpr int integer_root(auto& f, long long n, rational r) {
    int result = f.unit;
    for (long long prime = 2; n > 1; prime += prime == 2 ? 1 : 2) {
        if (prime > 100) prime = n;
        int k = 0;
        for (; n % prime == 0; n /= prime) ++k;
        if (k == 0) continue;
        rational const e = rational{k, 1} * r;
        if (prime > 0x7fffffff || !fits_exponent(e)) return f.poly_of_atom(f.opaque());
        rational const whole{floor_of(e), 1};
        int const atom = f.atom(prime_atom, static_cast<int>(prime));
        int const fraction = e == whole ? f.unit : f.poly(f.monomial(power_of(atom, e - whole)));
        result = product(f, result, f.scaled(fraction, integer_power({prime, 1}, whole.numerator)));
    }
    return result;
}

/// c^r; for an exponent that is no integer, c > 0.
constexpr int rational_power(auto& f, rational c, rational r) {
    if (r.is_integer()) return f.constant(integer_power(c, r.numerator));
    return product(f, integer_root(f, c.numerator, r), integer_root(f, c.denominator, -r));
}

/// What a factor with exponent e contributes outside of a root: its exponent there, 0 where it has to stay inside. Where
/// the factor may be negative and that exponent is odd, its absolute value is meant.
constexpr rational exponent_outside(auto& f, factor const& x, rational r) {
    rational const e = x.exponent() * r;
    if (r.is_integer() || f.of_atom(x.atom).sign != sign_knowledge::unknown || x.denominator != 1) return e;
    return x.numerator % 2 == 0 && e.is_integer() ? e : rational{};
}

constexpr int outside(auto& f, factor const& x, rational e, bool of_root) {
    if (!fits_exponent(e)) return f.poly_of_atom(f.opaque());
    bool const sign_lost =
        of_root && f.of_atom(x.atom).sign == sign_knowledge::unknown && x.denominator == 1 && e.numerator % 2 != 0;
    if (!sign_lost) {
        int const mark = f.terms.size();
        int const at = f.monomials.mark();
        f.monomials.push(power_of(x.atom, e));
        append_pushed(f, {1, 1}, at);
        return f.finish(mark);
    }
    int const even = e == rational{1, 1} ? f.unit : f.poly(f.monomial(power_of(x.atom, e - rational{1, 1})));
    return product(f, absolute(f, f.poly_of_atom(x.atom)), even);
}

/// (c m)^r for a monomial m.
constexpr int monomial_power(auto& f, summand s, rational r) {
    bool const root = !r.is_integer();
    bool const negative = s.coefficient.numerator < 0;
    int result = rational_power(f, root && negative ? -s.coefficient : s.coefficient, r);
    if (!root && !f.of_monomial(s.monomial).special) {  // the common case: all exponents times r
        int const mark = f.monomials.mark();
        for (int k = 0; k < f.monomials.count(s.monomial); ++k) {
            factor const x = f.monomials.at(s.monomial, k);
            rational const e = x.exponent() * r;
            if (!fits_exponent(e)) return f.monomials.truncate(mark), f.poly_of_atom(f.opaque());
            f.monomials.push(power_of(x.atom, e));
        }
        return product(f, result, f.poly(f.intern_monomial(mark)));
    }
    detail::list<factor> inside;
    for (int k = 0; k < f.monomials.count(s.monomial); ++k) {
        factor const x = f.monomials.at(s.monomial, k);
        rational const e = exponent_outside(f, x, r);
        if (e.numerator == 0)
            inside.push(x);
        else
            result = product(f, result, outside(f, x, e, root));
    }
    if (inside.empty() && !(root && negative)) return result;
    if (inside.size() == 1 && !negative &&
        inside[0].numerator % 2 != 0) {  // an odd power is not negative where its base is not
        rational const e = inside[0].exponent() * r;
        if (fits_exponent(e)) return product(f, result, f.poly(f.monomial(power_of(inside[0].atom, e))));
    }
    int const rest = f.poly(pushed_monomial(f, inside, -1), {negative ? -1 : 1, 1});
    return product(f, result, sum_power(f, rest, r));
}

/// The common content of a sum: for each atom the smallest exponent (0 where it is missing), as far as it may leave the power.
constexpr detail::list<factor> common_content(auto& f, int p, rational r, bool positive_only) {
    detail::list<factor> common;
    for (int k = 0; k < f.polys.count(p); ++k) {
        int const m = f.polys.at(p, k).monomial;
        int const n = f.monomials.count(m);
        detail::list<factor> next;
        int i = 0;
        int j = 0;
        while (i < common.size() || j < n) {
            bool const left = j == n || (i < common.size() && common[i].atom < f.monomials.at(m, j).atom);
            bool const right = !left && (i == common.size() || f.monomials.at(m, j).atom < common[i].atom);
            factor x = left ? common[i] : f.monomials.at(m, j);
            if (left || right) {
                if (x.numerator > 0 && k > 0) x.numerator = 0;
            } else if (common[i].exponent() < x.exponent()) {
                x = common[i];
            }
            i += right ? 0 : 1;
            j += left ? 0 : 1;
            if (x.numerator != 0) next.push(x);
        }
        common = std::move(next);
    }
    detail::list<factor> kept;
    for (factor x : common) {
        int const kind = f.kind(x.atom);
        if (kind == positive_atom || kind == negative_atom || kind == bracket_atom || kind == prime_atom) continue;
        if (kind == sum_atom && !(positive_only && x.numerator < 0)) continue;  // a denominator leaves a logarithm
        if (positive_only && f.of_atom(x.atom).sign != sign_knowledge::positive) continue;
        if (!r.is_integer() && f.of_atom(x.atom).sign == sign_knowledge::unknown && x.denominator == 1) {
            x.numerator -= x.numerator % 2;
            if (!(x.exponent() * r).is_integer()) continue;
        }
        if (x.numerator != 0) kept.push(x);
    }
    return kept;
}

/// p divided by a monomial.
constexpr int divided(auto& f, int p, detail::list<factor> factors) {
    for (factor& x : factors) x.numerator = -x.numerator;
    int const m = pushed_monomial(f, factors, -1);
    int const mark = f.terms.size();
    append_products(f, {1, 1}, m, p);
    return f.finish(mark);
}

constexpr int power(auto& f, int p, rational r) {
    constexpr int largest_expanded = 64;
    if (r == rational{1, 1}) return p;
    if (r == rational{}) return f.unit;
    if (!fits_exponent(r)) return f.poly_of_atom(f.opaque());
    if (p == f.zero) return r.numerator > 0 ? p : sum_power(f, p, r);
    if (f.polys.count(p) == 1) return monomial_power(f, f.polys.at(p, 0), r);
    if (r.is_integer() && r.numerator > 0) {
        if (r.numerator <= largest_expanded) return positive_power(f, p, static_cast<int>(r.numerator));
        return f.poly(f.monomial(power_of(f.atom(unexpanded_atom, p), r)));
    }
    int result = f.unit;
    if (detail::list<factor> const common = common_content(f, p, r, false); !common.empty()) {
        p = divided(f, p, common);
        for (factor const& x : common) result = product(f, result, outside(f, x, x.exponent() * r, !r.is_integer()));
        if (f.polys.count(p) < 2) return product(f, result, power(f, p, r));
    }
    rational c = f.polys.at(p, 0).coefficient;
    if (!r.is_integer() && c.numerator < 0) c = -c;
    result = product(f, result, rational_power(f, c, r));
    return product(f, result, sum_power(f, f.scaled(p, rational{1, 1} / c), r));
}

}  // namespace ctgrad::transform::canonical
