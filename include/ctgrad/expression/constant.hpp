// Exact constants: rationals as types, written 2_c, 0.5_c, 1e-3_c.
#pragma once

#include <ctgrad/expression/context.hpp>

namespace ctgrad {

namespace detail {

struct constant_base : expression_base {};

}  // namespace detail

/// The rational number Numerator / Denominator, exactly.
template <long long Numerator, long long Denominator = 1>
struct constant_t : detail::constant_base {
    static_assert(
        math::normalized(Numerator, Denominator) == math::rational{Numerator, Denominator},
        "ctgrad::constant_t: lowest terms; constant<n, d> reduces");
    using hana_tag = constant_tag;

    static constexpr extents shape{};
    static constexpr graph::kind kind = graph::kind::real;
    static constexpr int size = 1;
    static constexpr unsigned hash =
        detail::mixed(static_cast<unsigned>(Numerator), static_cast<unsigned>(Denominator));
    static constexpr math::rational value{Numerator, Denominator};

    static constexpr op::symbolic lower(context& c) { return op::scalar(op::constant(c.graph(), value)); }

    constexpr auto operator()() const { return value.template as<double>(); }
};

namespace detail {

template <math::rational Value>
struct constant_of_value {
    static_assert(Value.representable(), "ctgrad::constant<n, d>: not a rational number of 64-bit integers");
    using type = constant_t<Value.numerator, Value.denominator>;
};

template <class E>
concept is_constant = __is_base_of(constant_base, E);

/// The number that the characters of a literal spell: digits with an optional point and exponent, or 0x, 0b, 0.
template <char... Characters>
constexpr math::rational parsed() {
    constexpr char text[]{Characters..., '\0'};
    long long base = 10;
    int at = 0;
    if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
        base = 16, at = 2;
    else if (text[0] == '0' && (text[1] == 'b' || text[1] == 'B'))
        base = 2, at = 2;
    else {
        bool octal = text[0] == '0' && text[1] != '\0';
        for (int k = 0; text[k] != '\0'; ++k) octal = octal && text[k] != '.' && text[k] != 'e' && text[k] != 'E';
        if (octal) base = 8;
    }
    math::rational value{};
    bool fraction = false;
    int exponent = 0;
    for (; text[at] != '\0'; ++at) {
        char const c = text[at];
        if (c == '\'') continue;
        if (c == '.') {
            fraction = true;
            continue;
        }
        if (base == 10 && (c == 'e' || c == 'E')) {
            bool const negative = text[at + 1] == '-';
            int shift = 0;
            for (at += negative || text[at + 1] == '+' ? 2 : 1; text[at] != '\0'; ++at) {
                if (text[at] != '\'' && shift < 1000) shift = 10 * shift + (text[at] - '0');
            }
            exponent += negative ? -shift : shift;
            break;
        }
        long long const digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
        value = value * math::rational{base, 1} + math::rational{digit, 1};
        if (fraction) --exponent;
    }
    for (; exponent > 0 && value.representable(); --exponent) value = value * math::rational{10, 1};
    for (; exponent < 0 && value.representable(); ++exponent) value = value / math::rational{10, 1};
    return value;
}

}  // namespace detail

template <class E>
concept constant_expression = detail::is_constant<E>;

/// `constant<2>`, `constant<1, 2>`: an exact rational number in a formula.
template <long long Numerator, long long Denominator = 1>
inline constexpr typename detail::constant_of_value<math::normalized(Numerator, Denominator)>::type constant{};

namespace literals {

/// `2_c`, `0.5_c`, `1e-3_c`: exact rational numbers in a formula.
/// Errors: a number whose numerator or denominator has more than 63 bits.
template <char... Characters>
constexpr auto operator""_c() {
    return typename detail::constant_of_value<detail::parsed<Characters...>()>::type{};
}

}  // namespace literals

}  // namespace ctgrad
