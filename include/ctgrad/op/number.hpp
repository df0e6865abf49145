// Plain numbers of double as exact constants.
#pragma once

#include <ctgrad/op/make.hpp>

#include <bit>

namespace ctgrad::op {

namespace number {

/// Largest integer up to which all integers are numbers of double.
inline constexpr double largest_integer = 9007199254740992.0;  // 2^53

constexpr bool is_integer(double x) { return static_cast<double>(static_cast<long long>(x)) == x; }

/// The fraction of least denominator that rounds to `x`, by continued fractions: 1/3 is found again in the quotient that was rounded.
/// Requires: 0 < x < 2^53.
constexpr math::rational simplest_fraction(double x) {
    long long p0 = 0;
    long long q0 = 1;
    long long p1 = 1;
    long long q1 = 0;
    double rest = x;
    for (int step = 0; step < 40; ++step) {
        long long const whole = static_cast<long long>(rest);
        if (static_cast<double>(whole) * static_cast<double>(q1) > largest_integer / 2 ||
            static_cast<double>(whole) * static_cast<double>(p1) > largest_integer / 2)
            break;
        long long const p = whole * p1 + p0;
        long long const q = whole * q1 + q0;
        if (static_cast<double>(p) / static_cast<double>(q) == x) return {p, q};
        p0 = p1, q0 = q1, p1 = p, q1 = q;
        double const fraction = rest - static_cast<double>(whole);
        if (fraction <= 0 || fraction * largest_integer < 1) break;
        rest = 1 / fraction;
    }
    return math::not_representable;
}

/// The shortest decimal with a numerator below `limit` that rounds to `x`.
/// Requires: 0 < x.
constexpr math::rational shortest_decimal(double x, double limit) {
    long long power = 10;
    for (int digits = 1; digits <= 15 && x * static_cast<double>(power) < limit; ++digits, power *= 10) {
        long long const n = static_cast<long long>(x * static_cast<double>(power) + 0.5);
        if (n != 0 && static_cast<double>(n) / static_cast<double>(power) == x) return math::normalized(n, power);
    }
    return math::not_representable;
}

/// The rational that a positive number stands for: what was written with up to 12 digits is a decimal, what has a small denominator
/// the quotient of two integers; else a decimal of more digits, if one rounds to it, and the simplest fraction at last.
constexpr math::rational positive(double x) {
    if (x < 1e18 && is_integer(x)) return {static_cast<long long>(x), 1};
    if (math::rational const r = shortest_decimal(x, 1e12); r.representable()) return r;
    bool const in_range = x < largest_integer && x * largest_integer > 1;
    math::rational const fraction = in_range ? simplest_fraction(x) : math::not_representable;
    if (fraction.representable() && fraction.denominator < 1000000) return fraction;
    math::rational const decimal = shortest_decimal(x, largest_integer);
    return decimal.representable() ? decimal : fraction;
}

/// The fraction of small numbers whose root is `x`, evaluated in double, to the bit: the squares of roots are exact then, and formulas with
/// them simplify. That a number of as many digits is one by chance has a probability of 1e-9.
constexpr math::rational square_of_root(double x) {
    constexpr long long most = 1000;
    if (!(x > 0x1p-9 && x < 0x1p+9)) return math::not_representable;
    double const square = x * x;
    long long p0 = 0, q0 = 1, p1 = 1, q1 = 0;
    for (double rest = square;;) {
        long long const whole = static_cast<long long>(rest);
        long long const p = whole * p1 + p0;
        long long const q = whole * q1 + q0;
        if (whole > most * most || p > most * most || q > most) return math::not_representable;
        double const quotient = static_cast<double>(p) / static_cast<double>(q);
        if (math::sqrt(quotient) == x) return {p, q};
        p0 = p1, q0 = q1, p1 = p, q1 = q;
        double const fraction = rest - static_cast<double>(whole);
        if (fraction * 0x1p+40 < 1) return math::not_representable;
        rest = 1 / fraction;
    }
}

}  // namespace number

/// The constant that a number of double stands for: evaluated in double it is that number again, to the bit. 0.1 is one tenth, and
/// so in float the number of float that is nearest to one tenth; the double nearest to pi is pi.
constexpr graph::constant constant_of_number(double x) {
    using name = graph::constant::name;
    if (x == 3.141592653589793238462643383279502884) return {{}, name::pi};
    if (x == 2.718281828459045235360287471352662498) return {{}, name::e};
    if (std::bit_cast<unsigned long long>(x) == 0) return {};
    if (x > 0)
        if (math::rational const r = number::positive(x); r.representable()) return {r};
    if (x < 0)
        if (math::rational const r = number::positive(-x); r.representable()) return {-r};
    return {{}, name::binary, x};
}

/// As a value of a graph: the constant, or the root of one. 0.7071067811865475 is the root of 1/2.
template <std::same_as<double> Number>
constexpr term number_term(builder& g, Number x) {
    graph::constant const c = constant_of_number(x);
    bool const simple = c.which != graph::constant::name::binary &&
                        (c.which != graph::constant::name::rational || c.value.denominator < 1000000);
    if (!simple)
        if (math::rational const r = number::square_of_root(x < 0 ? -x : x); r.representable()) {
            term const root = sqrt(constant(g, r));
            return x < 0 ? -root : root;
        }
    return constant(g, c);
}

}  // namespace ctgrad::op
