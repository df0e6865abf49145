// Products of polynomials, and the relations that hold among the factors of a monomial:
//
//     [c]^n = [c]                        for comparisons and brackets, n > 0
//     [q > 0] [q < 0] = 0
//     [q < 0] q = q - [q > 0] q          applied where the leading monomial of q divides, so that relu(x) - relu(-x) = x
//     sin(p) sin(q) = (cos(p - q) - cos(p + q)) / 2: at most one sine or cosine is left, see trigonometric.hpp
//     cbrt(q)^3 = q
//     [k == e] f(k) = [k == e] f(e)      the largest label of the bracket is eliminated
//     s^(n + r) = s^n s^r expanded       for a sum s, n > 0, 0 <= r < 1
#pragma once

#include <ctgrad/transform/canonical/store.hpp>

namespace ctgrad::transform::canonical {

constexpr long long floor_of(rational r) {
    long long const q = r.numerator / r.denominator;
    return r.numerator < q * r.denominator ? q - 1 : q;
}

constexpr rational integer_power(rational base, long long n) {
    if (n < 0) return rational{1, 1} / integer_power(base, -n);
    rational result{1, 1};
    for (; n != 0 && result.representable(); n >>= 1) {
        if ((n & 1) != 0) result = result * base;
        if (n > 1) base = base * base;
    }
    return result;
}

/// Appends c a b to the sum under construction.
constexpr void append_product(auto& f, rational c, int a, int b) {
    bool const special = f.of_monomial(a).special || f.of_monomial(b).special;
    if ((a == f.one || b == f.one) && !special) {
        f.terms.push({a == f.one ? b : a, c});
        return;
    }
    int const mark = f.monomials.mark();
    int const n = f.monomials.count(a);
    int const m = f.monomials.count(b);
    for (int i = 0, j = 0; i < n || j < m;) {
        if (j == m || (i < n && f.monomials.at(a, i).atom < f.monomials.at(b, j).atom)) {
            f.monomials.push(f.monomials.at(a, i++));
        } else if (i == n || f.monomials.at(b, j).atom < f.monomials.at(a, i).atom) {
            f.monomials.push(f.monomials.at(b, j++));
        } else {
            factor x = f.monomials.at(a, i++);
            factor const& y = f.monomials.at(b, j++);
            if (x.denominator == 1 && y.denominator == 1)
                x.numerator += y.numerator;
            else
                x = power_of(x.atom, x.exponent() + y.exponent());
            if (x.numerator != 0) f.monomials.push(x);
        }
    }
    if (special)
        append_pushed(f, c, mark);
    else
        f.terms.push({f.intern_monomial(mark), c});
}

constexpr void append_products(auto& f, rational c, int monomial, int p) {
    for (int k = 0; k < f.polys.count(p); ++k) {
        summand const s = f.polys.at(p, k);
        append_product(f, c * s.coefficient, monomial, s.monomial);
    }
}

/// A product that would be too large: the factors stay as they are.
constexpr int unexpanded_product(auto& f, int p, int q) {
    auto const atom = [&](int factor) {
        return f.polys.count(factor) == 1 ? factor : f.poly_of_atom(f.atom(unexpanded_atom, factor));
    };
    int const a = atom(p);
    int const b = atom(q);
    int const mark = f.terms.size();
    append_products(f, f.polys.at(a, 0).coefficient, f.polys.at(a, 0).monomial, b);
    return f.finish(mark);
}

constexpr int product(auto& f, int p, int q) {
    if (p == f.unit || q == f.zero) return q;
    if (q == f.unit || p == f.zero) return p;
    int const n = f.polys.count(p);
    if (!f.affordable(n * f.polys.count(q))) return unexpanded_product(f, p, q);
    int const mark = f.terms.size();
    for (int i = 0; i < n; ++i) {
        summand const s = f.polys.at(p, i);
        append_products(f, s.coefficient, s.monomial, q);
    }
    return f.finish(mark);
}

/// p^n by squaring; unexpanded where it would be too large.
constexpr int positive_power(auto& f, int p, int n) {
    if (n == 1) return p;
    int const half = positive_power(f, p, n / 2);
    int const square = product(f, half, half);
    return n % 2 == 0 ? square : product(f, square, p);
}

// ---- relations ---------------------------------------------------------------------------------------------------------

/// The pushed monomial with the exponent of factor `i` replaced.
constexpr int with_exponent(auto& f, int mark, int i, int numerator) {
    if (numerator == 0)
        f.monomials.erase(i);
    else
        f.monomials.pushed(i).numerator = numerator;
    return f.intern_monomial(mark);
}

/// The leading monomial, by degree and then lexicographically, of a polynomial; -1 where it has other than positive exponents.
constexpr summand leading(auto& f, int p) {
    summand best{-1};
    rational best_degree{-1, 1};
    for (int k = 0; k < f.polys.count(p); ++k) {
        summand const s = f.polys.at(p, k);
        rational degree{};
        for (int i = 0; i < f.monomials.count(s.monomial); ++i) {
            if (f.monomials.at(s.monomial, i).numerator < 0) return {-1};
            degree = degree + f.monomials.at(s.monomial, i).exponent();
        }
        bool larger = best.monomial < 0 || best_degree < degree;
        if (!larger && degree == best_degree) {
            int i = 0;
            while (f.monomials.at(s.monomial, i) == f.monomials.at(best.monomial, i)) ++i;
            factor const& x = f.monomials.at(s.monomial, i);
            factor const& y = f.monomials.at(best.monomial, i);
            larger = x.atom != y.atom ? x.atom < y.atom : y.exponent() < x.exponent();
        }
        if (larger) {
            best = s;
            best_degree = degree;
        }
    }
    return best;
}

/// [q < 0] m with m a multiple of the leading monomial of q. Among polynomials this ends, because the order is admissible; the
/// expansion of sums among the factors may undo it, hence the bound on the depth.
constexpr bool append_reduced_negative(auto& f, rational c, int mark, int at) {
    constexpr int most_nested = 8;
    factor const negative = f.monomials.pushed(at);
    int const q = f.atoms.at(negative.atom, 1);
    int const end = f.monomials.mark();
    if (f.reductions >= most_nested || !f.affordable(3 * f.polys.count(q))) return false;
    summand const lead = leading(f, q);
    if (lead.monomial < 0 || lead.monomial == f.one) return false;
    int const n = f.monomials.count(lead.monomial);
    detail::list<factor> quotient;
    int k = 0;
    for (int i = mark; i < end; ++i) {
        factor x = f.monomials.pushed(i);
        if (k < n && f.monomials.at(lead.monomial, k).atom == x.atom) {
            rational const rest = x.exponent() - f.monomials.at(lead.monomial, k++).exponent();
            if (rest.numerator < 0) return false;
            x = power_of(x.atom, rest);
        }
        if (i != at && x.numerator != 0) quotient.push(x);
    }
    if (k < n) return false;
    f.monomials.truncate(mark);
    int const plain = pushed_monomial(f, quotient, -1);
    int const with_positive = pushed_monomial(f, quotient, negative.atom - 1);
    int const with_negative = pushed_monomial(f, quotient, negative.atom);
    ++f.reductions;
    // [q < 0] lead = (q - [q > 0] q - [q < 0] tail) / coefficient
    for (int i = 0; i < f.polys.count(q); ++i) {
        summand const s = f.polys.at(q, i);
        rational const ratio = c * s.coefficient / lead.coefficient;
        append_product(f, ratio, plain, s.monomial);
        append_product(f, -ratio, with_positive, s.monomial);
        if (s.monomial != lead.monomial) append_product(f, -ratio, with_negative, s.monomial);
    }
    --f.reductions;
    return true;
}

/// The monomial of a sorted list of factors, with one more factor (-1: none).
constexpr int pushed_monomial(auto& f, detail::list<factor> const& factors, int extra) {
    int const mark = f.monomials.mark();
    for (factor const& x : factors) {
        if (extra >= 0 && extra <= x.atom) {
            f.monomials.push({extra});
            if (extra == x.atom) {
                extra = -1;
                continue;
            }
            extra = -1;
        }
        f.monomials.push(x);
    }
    if (extra >= 0) f.monomials.push({extra});
    return f.intern_monomial(mark);
}

constexpr bool is_sine_power(auto& f, factor const& x) {
    return f.kind(x.atom) == function_atom && x.denominator == 1 && x.numerator > 0 && f.of_atom(x.atom).special &&
           f.atoms.at(x.atom, 1) != op::code<op::cbrt_op>;
}

/// A product of several sines and cosines becomes a sum of single ones.
constexpr bool append_sines(auto& f, rational c, int mark) {
    constexpr int highest_degree = 64;
    int const end = f.monomials.mark();
    int degree = 0;
    for (int i = mark; i < end; ++i)
        if (is_sine_power(f, f.monomials.pushed(i))) degree += f.monomials.pushed(i).numerator;
    if (degree < 2 || degree > highest_degree) return false;
    detail::list<factor> rest;
    detail::list<int> sines;
    for (int i = mark; i < end; ++i) {
        factor const x = f.monomials.pushed(i);
        bool const is_sine = is_sine_power(f, x);
        if (!is_sine) rest.push(x);
        for (int n = 0; is_sine && n < x.numerator; ++n) sines.push(x.atom);
    }
    f.monomials.truncate(mark);
    int const others = pushed_monomial(f, rest, -1);
    int p = product_of_sines(f, sines[0], sines[1]);
    for (int n = 2; n < degree; ++n) p = product(f, p, f.poly_of_atom(sines[n]));
    append_products(f, c, others, p);
    return true;
}

/// Appends c times the product of the factors that were pushed, sorted, from `mark` on.
constexpr void append_pushed(auto& f, rational c, int mark) {
    for (int i = mark; i < f.monomials.mark(); ++i) {
        factor const x = f.monomials.pushed(i);
        if (!f.of_atom(x.atom).special) continue;
        switch (f.kind(x.atom)) {
            case prime_atom:
                if (long long const whole = floor_of(x.exponent()); whole != 0) {
                    c = c * integer_power(rational{f.atoms.at(x.atom, 1), 1}, whole);
                    f.monomials.pushed(i).numerator -= static_cast<int>(whole) * x.denominator;
                    if (f.monomials.pushed(i).numerator == 0) f.monomials.erase(i--);
                }
                break;
            case positive_atom:
            case negative_atom:
            case bracket_atom: {
                if (x.numerator < 0) break;
                f.monomials.pushed(i) = {x.atom};
                bool const excluded = f.kind(x.atom) == positive_atom && i + 1 < f.monomials.mark() &&
                                      f.monomials.pushed(i + 1).atom == x.atom + 1;
                if (excluded) {
                    f.monomials.truncate(mark);
                    return;
                }
                if (f.kind(x.atom) == negative_atom && append_reduced_negative(f, c, mark, i)) return;
                if (f.kind(x.atom) == bracket_atom && append_eliminated(f, c, mark, i)) return;
                break;
            }
            case function_atom:
                if (x.denominator != 1 || x.numerator < 0) break;
                if (f.atoms.at(x.atom, 1) == op::code<op::cbrt_op>) {
                    if (x.numerator < 3) break;
                    int const rest = with_exponent(f, mark, i, x.numerator % 3);
                    append_products(f, c, rest, positive_power(f, f.atoms.at(x.atom, 2), x.numerator / 3));
                    return;
                }
                if (append_sines(f, c, mark)) return;
                break;
            case sum_atom:
                if (x.numerator >= x.denominator) {
                    int const base = f.atoms.at(x.atom, 1);
                    int const whole = x.numerator / x.denominator;
                    int const rest = with_exponent(f, mark, i, x.numerator % x.denominator);
                    append_products(f, c, rest, positive_power(f, base, whole));
                    return;
                }
                break;
            default:
                break;
        }
    }
    f.terms.push({f.intern_monomial(mark), c});
}

}  // namespace ctgrad::transform::canonical
