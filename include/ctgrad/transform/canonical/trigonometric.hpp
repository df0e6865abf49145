// Sines and cosines, as sums of those of sums of angles: a trigonometric polynomial has one Fourier series.
//
//     sin(a) sin(b)     (cos(a - b) - cos(a + b)) / 2, and likewise the other products: product.hpp applies it
//     sin(-q)           -sin(q)
//     sin(q + pi / 2)   cos(q): the part of pi lies in 0 .. pi / 2
//     sin(pi / 6)       1 / 2, and likewise at pi / 4 and pi / 3
//     sin(asin(q))      q, cos(asin(q)) = sqrt(1 - q^2), likewise atan; in sums by angle addition
//     tan(q)            sin(q) / cos(q)
#pragma once

#include <ctgrad/transform/canonical/power.hpp>

namespace ctgrad::transform::canonical {

constexpr int function_of(auto& f, graph::opcode op, int p) {
    return f.poly_of_atom(f.atom(function_atom, static_cast<int>(op), p));
}

/// n pi / 2
constexpr int quarter_turns(auto& f, int n) {
    int const pi = f.atom(named_atom, static_cast<int>(graph::constant::name::pi));
    return f.poly(f.monomial({pi}), {n, 2});
}

struct sine_and_cosine {
    int sine;
    int cosine;
};

/// Of an angle of c pi, 0 <= c < 1/2. Others than these are atoms.
constexpr sine_and_cosine at_part_of_pi(auto& f, rational c) {
    int const half = f.constant({1, 2});
    int const root = rational_power(f, {3, 4}, {1, 2});
    if (c == rational{}) return {f.zero, f.unit};
    if (c == rational{1, 6}) return {half, root};
    if (c == rational{1, 3}) return {root, half};
    if (c == rational{1, 4}) {
        int const diagonal = rational_power(f, {1, 2}, {1, 2});
        return {diagonal, diagonal};
    }
    return {-1, -1};
}

/// Of asin(q) or atan(q).
constexpr sine_and_cosine of_inverse(auto& f, int atom) {
    int const q = f.atoms.at(atom, 2);
    int const square = power(f, q, {2, 1});
    if (f.atoms.at(atom, 1) == op::code<op::asin_op>) return {q, power(f, f.difference(f.unit, square), {1, 2})};
    int const cosine = power(f, f.sum(f.unit, square), {-1, 2});
    return {product(f, q, cosine), cosine};
}

/// A summand n asin(q) or n atan(q) of an angle, n a small integer: its atom, or -1.
constexpr int inverse_in(auto& f, int p, int& sign) {
    constexpr int most_turns = 4;
    for (int k = 0; k < f.polys.count(p); ++k) {
        summand const s = f.polys.at(p, k);
        int const atom = f.only_atom(f.poly(s.monomial));
        if (atom < 0 || f.kind(atom) != function_atom || !s.coefficient.is_integer()) continue;
        bool const inverts =
            f.atoms.at(atom, 1) == op::code<op::asin_op> || f.atoms.at(atom, 1) == op::code<op::atan_op>;
        long long const n = s.coefficient.numerator;
        if (!inverts || n > most_turns || n < -most_turns) continue;
        sign = n < 0 ? -1 : 1;
        return atom;
    }
    return -1;
}

constexpr sine_and_cosine sine_and_cosine_of(auto& f, int p) {
    int sign = 1;
    if (int const inverse = inverse_in(f, p, sign); inverse >= 0) {
        sine_and_cosine a = of_inverse(f, inverse);
        if (sign < 0) a.sine = f.scaled(a.sine, {-1, 1});
        sine_and_cosine const b = sine_and_cosine_of(f, f.combined({1, 1}, p, {-sign, 1}, f.poly_of_atom(inverse)));
        return {
            f.sum(product(f, a.sine, b.cosine), product(f, a.cosine, b.sine)),
            f.difference(product(f, a.cosine, b.cosine), product(f, a.sine, b.sine))};
    }
    int const pi = f.polys.at(quarter_turns(f, 2), 0).monomial;
    rational c{};
    for (int k = 0; k < f.polys.count(p); ++k)
        if (f.polys.at(p, k).monomial == pi) c = f.polys.at(p, k).coefficient;
    int q = c.numerator == 0 ? p : f.combined({1, 1}, p, -c, f.poly(pi));
    bool const negative = q == f.zero ? c < rational{} : f.polys.at(q, 0).coefficient.numerator < 0;
    if (negative) {
        q = f.scaled(q, {-1, 1});
        c = -c;
    }
    rational const twice = c * rational{2, 1};
    if (!twice.representable()) return {f.poly_of_atom(f.opaque()), f.poly_of_atom(f.opaque())};
    long long const quarters = floor_of(twice);
    c = c - rational{quarters, 2};
    sine_and_cosine const part = at_part_of_pi(f, c);
    int const angle = part.sine >= 0 ? q : f.combined({1, 1}, q, c, f.poly(pi));
    sine_and_cosine r = part;
    if (angle != f.zero) {
        int const sin = function_of(f, op::code<op::sin_op>, angle);
        int const cos = function_of(f, op::code<op::cos_op>, angle);
        r = {sin, cos};
        if (part.sine >= 0 && c.numerator != 0)
            r = {
                f.sum(product(f, sin, part.cosine), product(f, cos, part.sine)),
                f.difference(product(f, cos, part.cosine), product(f, sin, part.sine))};
    }
    switch ((quarters % 4 + 4) % 4) {
        case 1:
            r = {r.cosine, f.scaled(r.sine, {-1, 1})};
            break;
        case 2:
            r = {f.scaled(r.sine, {-1, 1}), f.scaled(r.cosine, {-1, 1})};
            break;
        case 3:
            r = {f.scaled(r.cosine, {-1, 1}), r.sine};
            break;
        default:
            break;
    }
    if (negative) r.sine = f.scaled(r.sine, {-1, 1});
    return r;
}

/// Is no summand a part of pi or an inverse function? By far most angles are such, and every step counts.
constexpr bool is_plain_angle(auto& f, int p) {
    for (int k = 0; k < f.polys.count(p); ++k) {
        int const m = f.polys.at(p, k).monomial;
        if (f.monomials.count(m) != 1) continue;
        int const atom = f.monomials.at(m, 0).atom;
        if (f.kind(atom) != function_atom && f.kind(atom) != named_atom) continue;
        int const which = f.atoms.at(atom, 1);
        if (f.kind(atom) == named_atom || which == op::code<op::asin_op> || which == op::code<op::atan_op>) return false;
    }
    return p != f.zero;
}

constexpr int sine(auto& f, int p, bool cosine) {
    if (is_plain_angle(f, p)) {
        bool const negative = f.polys.at(p, 0).coefficient.numerator < 0;
        int const q = negative ? f.scaled(p, {-1, 1}) : p;
        int const r = function_of(f, cosine ? op::code<op::cos_op> : op::code<op::sin_op>, q);
        return negative && !cosine ? f.scaled(r, {-1, 1}) : r;
    }
    sine_and_cosine const r = sine_and_cosine_of(f, p);
    return cosine ? r.cosine : r.sine;
}

constexpr int tangent(auto& f, int p) {
    sine_and_cosine const r = sine_and_cosine_of(f, p);
    return product(f, r.sine, power(f, r.cosine, {-1, 1}));
}

/// The product of two sines or cosines, given as atoms.
constexpr int product_of_sines(auto& f, int a, int b) {
    bool const a_is_sine = f.atoms.at(a, 1) == op::code<op::sin_op>;
    bool const b_is_sine = f.atoms.at(b, 1) == op::code<op::sin_op>;
    int const p = f.atoms.at(a, 2);
    int const q = f.atoms.at(b, 2);
    int const sum = f.sum(p, q);
    int const difference = b_is_sine && !a_is_sine ? f.difference(q, p) : f.difference(p, q);
    if (a_is_sine != b_is_sine) return f.combined({1, 2}, sine(f, sum, false), {1, 2}, sine(f, difference, false));
    return f.combined({1, 2}, sine(f, difference, true), {a_is_sine ? -1 : 1, 2}, sine(f, sum, true));
}

}  // namespace ctgrad::transform::canonical
