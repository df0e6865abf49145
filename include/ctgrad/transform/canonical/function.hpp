// Functions of polynomials, as polynomials over atoms.
//
//     exp(sum of c m)        product of exp(m)^c                  so that products of exponentials merge
//     pow(b, sum of c m)     product of pow(b, m)^c               likewise
//     log(c m)               what is not negative leaves: log(a) + log(b)
//     a < b, a <= b          [b - a > 0] and 1 - [b - a < 0]      comparisons are [q > 0] and [q < 0] of a normalised q
//     select(c, a, b)        b + c (a - b)                        so that select(c, u, 0) d = select(c, u d, 0)
//     relu, abs, max, min    with [q > 0]
//     sigmoid, asinh, erf    of a normalised argument: sigmoid(-q) = 1 - sigmoid(q), erf(-q) = -erf(q), ...
//     tanh(q)                2 sigmoid(2 q) - 1
//     exp2, sinh, softplus   and whatever else is made of exponentials, logarithms, powers: as that
//     cbrt(x y)              cbrt(x) cbrt(y), cbrt(x)^3 = x
//     shift(q)               0: what surrounds it does not depend on it
//
// Everything else is an atom: the operator with its canonical arguments.
#pragma once

#include <ctgrad/transform/canonical/trigonometric.hpp>

namespace ctgrad::transform::canonical {

/// Is the first coefficient negative? Of q and -q exactly one answers yes.
constexpr bool is_negated(auto& f, int p) { return p != f.zero && f.polys.at(p, 0).coefficient.numerator < 0; }
constexpr int negated(auto& f, int p) { return f.scaled(p, {-1, 1}); }

// ---- comparisons -------------------------------------------------------------------------------------------------------

/// [p > 0] and [p < 0].
struct signs {
    int positive;
    int negative;
};

/// Of an argument that is made unique up to a positive factor here.
constexpr signs signs_of_sum(auto& f, int p) {
    rational const c = f.polys.at(p, 0).coefficient;
    bool const flipped = c.numerator < 0;
    int const q = f.scaled(p, rational{1, 1} / c);
    if (f.of_poly(q).sign == sign_knowledge::positive) return flipped ? signs{f.zero, f.unit} : signs{f.unit, f.zero};
    int const positive = f.poly_of_atom(f.atom(positive_atom, q));
    int negative = f.poly_of_atom(f.atom(negative_atom, q));
    if (f.of_poly(q).sign == sign_knowledge::not_negative) negative = f.zero;
    return flipped ? signs{negative, positive} : signs{positive, negative};
}

/// The sign of a monomial is the product of the signs of its factors.
constexpr signs signs_of_monomial(auto& f, summand s) {
    signs result{f.unit, f.zero};
    for (int k = 0; k < f.monomials.count(s.monomial); ++k) {
        factor const x = f.monomials.at(s.monomial, k);
        if (f.of_atom(x.atom).sign == sign_knowledge::positive) continue;
        signs own = signs_of_sum(f, f.poly_of_atom(x.atom));
        if (x.denominator % 2 == 0)
            own.negative = f.zero;
        else if (x.numerator % 2 == 0)
            own = {f.sum(own.positive, own.negative), f.zero};
        signs const before = result;
        result.positive = f.sum(product(f, before.positive, own.positive), product(f, before.negative, own.negative));
        result.negative = f.sum(product(f, before.positive, own.negative), product(f, before.negative, own.positive));
    }
    return s.coefficient.numerator < 0 ? signs{result.negative, result.positive} : result;
}

constexpr signs signs_of(auto& f, int p) {
    constexpr int largest_split = 4;
    if (f.is_constant(p)) {
        long long const n = f.constant_value(p).numerator;
        return {n > 0 ? f.unit : f.zero, n < 0 ? f.unit : f.zero};
    }
    if (f.polys.count(p) > 1) {
        if (auto const common = common_content(f, p, {1, 1}, true); !common.empty()) p = divided(f, p, common);
        if (f.polys.count(p) > 1) return signs_of_sum(f, p);
    }
    summand const s = f.polys.at(p, 0);
    return f.monomials.count(s.monomial) <= largest_split ? signs_of_monomial(f, s) : signs_of_sum(f, p);
}

/// [p > 0]
constexpr int step(auto& f, int p) { return signs_of(f, p).positive; }
/// [p = 0], of integers
constexpr int bracket(auto& f, int p) {
    if (f.is_constant(p)) return f.constant_value(p).numerator == 0 ? f.unit : f.zero;
    rational const c = f.polys.at(p, 0).coefficient;
    return f.poly_of_atom(f.atom(bracket_atom, f.scaled(p, rational{1, 1} / c)));
}

constexpr int selected(auto& f, int c, int a, int b) { return f.sum(b, product(f, c, f.difference(a, b))); }

constexpr int positive_part(auto& f, int p) {
    if (!is_negated(f, p)) return product(f, step(f, p), p);
    return f.difference(p, product(f, step(f, negated(f, p)), p));  // p [p > 0] is p - p [-p > 0]
}
constexpr int absolute(auto& f, int p) {
    if (f.of_poly(p).sign != sign_knowledge::unknown) return p;
    int const q = is_negated(f, p) ? negated(f, p) : p;
    return f.combined({2, 1}, positive_part(f, q), {-1, 1}, q);
}

// ---- exponentials and logarithms -----------------------------------------------------------------------------------------

/// The operand of an atom that is an application of `Op`, or -1.
template <class Op>
constexpr int operand_of(auto& f, int atom) {
    bool const is = atom >= 0 && f.kind(atom) == function_atom && f.atoms.at(atom, 1) == op::code<Op>;
    return is ? f.atoms.at(atom, 2) : -1;
}

/// The exponential of an inverse hyperbolic function, which is a logarithm: exp(asinh(q)) is q + sqrt(q^2 + 1). -1 for other atoms.
constexpr int exponential_of_inverse(auto& f, int atom) {
    bool const asinh = operand_of<op::asinh_op>(f, atom) >= 0;
    if (asinh || operand_of<op::acosh_op>(f, atom) >= 0) {
        int const q = f.atoms.at(atom, 2);
        int const square = power(f, q, {2, 1});
        return f.sum(q, power(f, f.combined({1, 1}, square, {asinh ? 1 : -1, 1}, f.unit), {1, 2}));
    }
    int const q = operand_of<op::atanh_op>(f, atom);
    if (q < 0) return -1;
    int const one_minus = f.difference(f.unit, q);
    return product(f, power(f, f.sum(f.unit, q), {1, 2}), power(f, one_minus, {-1, 2}));
}

constexpr int exponential(auto& f, int p) {
    int result = f.unit;
    for (int k = 0; k < f.polys.count(p); ++k) {
        summand const s = f.polys.at(p, k);
        int const inverse = operand_of<op::log_op>(f, f.only_atom(f.poly(s.monomial)));
        if (!fits_exponent(s.coefficient)) {
            result = product(f, result, f.poly_of_atom(f.opaque()));
        } else if (int const base = inverse >= 0 ? inverse : exponential_of_inverse(f, f.only_atom(f.poly(s.monomial))); base >= 0) {
            result = product(f, result, power(f, base, s.coefficient));
        } else {
            int const atom = s.monomial == f.one ? f.atom(named_atom, static_cast<int>(graph::constant::name::e))
                                                 : f.atom(exponential_atom, s.monomial);
            result = product(f, result, f.poly(f.monomial(power_of(atom, s.coefficient))));
        }
    }
    return result;
}

constexpr int logarithm_of_atom(auto& f, int atom) {
    if (f.kind(atom) == exponential_atom) return f.poly(f.atoms.at(atom, 1));
    if (f.kind(atom) == sum_atom) return logarithm(f, f.atoms.at(atom, 1));
    if (int const q = operand_of<op::sigmoid_op>(f, atom); q >= 0)
        return f.difference(q, logarithm(f, f.sum(exponential(f, q), f.unit)));
    if (f.kind(atom) == prime_atom) return function_of(f, op::code<op::log_op>, f.constant({f.atoms.at(atom, 1), 1}));
    bool const e = f.kind(atom) == named_atom && f.atoms.at(atom, 1) == static_cast<int>(graph::constant::name::e);
    return e ? f.unit : function_of(f, op::code<op::log_op>, f.poly_of_atom(atom));
}

/// log(c) for c > 0, as logarithms of primes; what trial division leaves counts as a prime.
constexpr int logarithm_of_rational(auto& f, rational c) {
    int result = f.zero;
    for (int side = 0; side < 2; ++side) {
        long long n = side == 0 ? c.numerator : c.denominator;
        for (long long prime = 2; n > 1; prime += prime == 2 ? 1 : 2) {
            if (prime > 100) prime = n;
            int count = 0;
            for (; n % prime == 0; n /= prime) ++count;
            if (count == 0) continue;
            int const log = function_of(f, op::code<op::log_op>, f.constant({prime, 1}));
            result = f.combined({1, 1}, result, {side == 0 ? count : -count, 1}, log);
        }
    }
    return result;
}

constexpr int logarithm(auto& f, int p) {
    graph::opcode const log = op::code<op::log_op>;
    if (p == f.zero) return function_of(f, log, p);
    rational c = f.polys.at(p, 0).coefficient;
    if (c.numerator < 0) c = -c;
    int result = f.zero;
    if (f.polys.count(p) > 1) {
        if (auto const common = common_content(f, p, {1, 1}, true); !common.empty()) {
            for (factor const& x : common)
                result = f.combined({1, 1}, result, x.exponent(), logarithm_of_atom(f, x.atom));
            return f.sum(result, logarithm(f, divided(f, p, common)));
        }
        return f.sum(logarithm_of_rational(f, c), function_of(f, log, f.scaled(p, rational{1, 1} / c)));
    }
    bool const negative = is_negated(f, p);
    int const m = f.polys.at(p, 0).monomial;
    detail::list<factor> inside;
    for (int k = 0; k < f.monomials.count(m); ++k) {
        factor const x = f.monomials.at(m, k);
        bool const leaves = f.of_atom(x.atom).sign != sign_knowledge::unknown || x.denominator != 1;
        if (!leaves)
            inside.push(x);
        else
            result = f.combined({1, 1}, result, x.exponent(), logarithm_of_atom(f, x.atom));
    }
    result = f.sum(result, logarithm_of_rational(f, c));
    if (inside.empty() && !negative) return result;
    if (inside.size() == 1 && !negative && inside[0].numerator % 2 != 0)
        return f.combined({1, 1}, result, inside[0].exponent(), logarithm_of_atom(f, inside[0].atom));
    int const rest = f.poly(pushed_monomial(f, inside, -1), {negative ? -1 : 1, 1});
    return f.sum(result, function_of(f, log, rest));
}

/// base^exponent
constexpr int general_power(auto& f, int base, int exponent) {
    if (f.is_constant(exponent)) return power(f, base, f.constant_value(exponent));
    if (base == f.unit) return base;
    if (f.polys.count(base) == 1 && f.of_poly(base).sign == sign_knowledge::positive)
        return exponential(f, product(f, exponent, logarithm(f, base)));
    int result = f.unit;
    for (int k = 0; k < f.polys.count(exponent); ++k) {
        summand const s = f.polys.at(exponent, k);
        if (!fits_exponent(s.coefficient)) return f.poly_of_atom(f.opaque());
        int const part = s.monomial == f.one
                             ? power(f, base, s.coefficient)
                             : f.poly(f.monomial(power_of(f.atom(power_atom, base, s.monomial), s.coefficient)));
        result = product(f, result, part);
    }
    return result;
}

// ---- the others --------------------------------------------------------------------------------------------------------

/// A function with f(-q) = -f(q).
constexpr int odd(auto& f, graph::opcode op, int p) {
    if (p == f.zero) return p;
    return is_negated(f, p) ? negated(f, function_of(f, op, negated(f, p))) : function_of(f, op, p);
}

/// cbrt distributes over products whatever their signs are; where a sign is known, it is a power.
constexpr int cube_root(auto& f, int p) {
    if (p == f.zero) return p;
    rational const c = f.polys.at(p, 0).coefficient;
    int const scale = rational_power(f, c < rational{} ? -c : c, {1, 3});
    int result = c < rational{} ? negated(f, scale) : scale;
    if (f.polys.count(p) > 1) {
        int const q = f.scaled(p, rational{1, 1} / c);
        bool const known = f.of_poly(q).sign != sign_knowledge::unknown;
        return product(f, result, known ? power(f, q, {1, 3}) : function_of(f, op::code<op::cbrt_op>, q));
    }
    int const m = f.polys.at(p, 0).monomial;
    for (int k = 0; k < f.monomials.count(m); ++k) {
        factor const x = f.monomials.at(m, k);
        bool const known = f.of_atom(x.atom).sign != sign_knowledge::unknown || x.denominator != 1;
        int const own = known ? power(f, f.poly(f.monomial(x)), {1, 3})
                              : power(f, function_of(f, op::code<op::cbrt_op>, f.poly_of_atom(x.atom)), x.exponent());
        result = product(f, result, own);
    }
    return result;
}

constexpr int logistic(auto& f, int p) {
    if (p == f.zero) return f.constant({1, 2});
    if (!is_negated(f, p)) return function_of(f, op::code<op::sigmoid_op>, p);
    return f.difference(f.unit, function_of(f, op::code<op::sigmoid_op>, negated(f, p)));
}

constexpr int function(auto& f, graph::opcode op, int const* x, int count) {
    switch (op) {
        case op::code<op::copy_op>:
            return x[0];
        case op::code<op::add_op>:
            return f.sum(x[0], x[1]);
        case op::code<op::subtract_op>:
            return f.difference(x[0], x[1]);
        case op::code<op::multiply_op>:
            return product(f, x[0], x[1]);
        case op::code<op::multiply_or_zero_op>:  // an isolated point apart
            return product(f, x[0], x[1]);
        case op::code<op::divide_op>:
            return product(f, x[0], power(f, x[1], {-1, 1}));
        case op::code<op::divide_or_zero_op>:  // an isolated point apart
            return product(f, x[0], power(f, x[1], {-1, 1}));
        case op::code<op::fma_op>:
            return f.sum(product(f, x[0], x[1]), x[2]);
        case op::code<op::negate_op>:
            return negated(f, x[0]);
        case op::code<op::pow_op>:
            return general_power(f, x[0], x[1]);
        case op::code<op::sqrt_op>:
            return power(f, x[0], {1, 2});
        case op::code<op::cbrt_op>:
            return cube_root(f, x[0]);
        case op::code<op::hypot_op>:
            return power(f, f.sum(power(f, x[0], {2, 1}), power(f, x[1], {2, 1})), {1, 2});
        case op::code<op::exp_op>:
            return exponential(f, x[0]);
        case op::code<op::exp2_op>:
            return exponential(f, product(f, x[0], logarithm_of_rational(f, {2, 1})));
        case op::code<op::expm1_op>:
            return f.difference(exponential(f, x[0]), f.unit);
        case op::code<op::log_op>:
            return logarithm(f, x[0]);
        case op::code<op::log2_op>:
            return product(f, logarithm(f, x[0]), power(f, logarithm_of_rational(f, {2, 1}), {-1, 1}));
        case op::code<op::log10_op>:
            return product(f, logarithm(f, x[0]), power(f, logarithm_of_rational(f, {10, 1}), {-1, 1}));
        case op::code<op::log1p_op>:
            return logarithm(f, f.sum(x[0], f.unit));
        case op::code<op::softplus_op>:
            return logarithm(f, f.sum(exponential(f, x[0]), f.unit));
        case op::code<op::sin_op>:
            return sine(f, x[0], false);
        case op::code<op::cos_op>:
            return sine(f, x[0], true);
        case op::code<op::tan_op>:
            return tangent(f, x[0]);
        case op::code<op::sigmoid_op>:
            return logistic(f, x[0]);
        case op::code<op::tanh_op>:
            return f.combined({2, 1}, logistic(f, f.scaled(x[0], {2, 1})), {-1, 1}, f.unit);
        case op::code<op::sinh_op>:
            return f.combined({1, 2}, exponential(f, x[0]), {-1, 2}, exponential(f, negated(f, x[0])));
        case op::code<op::cosh_op>:
            return f.combined({1, 2}, exponential(f, x[0]), {1, 2}, exponential(f, negated(f, x[0])));
        case op::code<op::asinh_op>:
        case op::code<op::atanh_op>:
        case op::code<op::atan_op>:
        case op::code<op::asin_op>:
        case op::code<op::erf_op>:
            return odd(f, op, x[0]);
        case op::code<op::acos_op>:
            return f.difference(quarter_turns(f, 1), odd(f, op::code<op::asin_op>, x[0]));
        case op::code<op::erfc_op>:
            return f.difference(f.unit, odd(f, op::code<op::erf_op>, x[0]));
        case op::code<op::relu_op>:
            return positive_part(f, x[0]);
        case op::code<op::abs_op>:
            return absolute(f, x[0]);
        case op::code<op::max_op>:
            return f.sum(x[1], positive_part(f, f.difference(x[0], x[1])));
        case op::code<op::min_op>:
            return f.difference(x[0], positive_part(f, f.difference(x[0], x[1])));
        case op::code<op::sign_op>:
            return f.difference(step(f, x[0]), step(f, negated(f, x[0])));
        case op::code<op::ceil_op>:
            return negated(f, function_of(f, op::code<op::floor_op>, negated(f, x[0])));
        case op::code<op::less_op>:
            return step(f, f.difference(x[1], x[0]));
        case op::code<op::less_equal_op>:
            return f.difference(f.unit, step(f, f.difference(x[0], x[1])));
        case op::code<op::equal_op>:
            return bracket(f, f.difference(x[0], x[1]));
        case op::code<op::select_op>:
            return selected(f, x[0], x[1], x[2]);
        case op::code<op::shift_op>:
            return f.zero;
        default:
            break;
    }
    int const mark = f.atoms.mark();
    f.atoms.push(function_atom);
    f.atoms.push(op);
    for (int k = 0; k < count; ++k) f.atoms.push(x[k]);
    return f.poly_of_atom(f.intern_atom(mark));
}

}  // namespace ctgrad::transform::canonical
