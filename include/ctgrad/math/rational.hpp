#pragma once

#include <ctgrad/math/batch.hpp>

#include <type_traits>

namespace ctgrad::math {

/// An exact rational number in lowest terms with a positive denominator. A denominator of 0 marks a result that does not
/// fit in 64 bits: whoever computes with constants keeps the operation instead of folding it.
struct rational {
    long long numerator = 0;
    long long denominator = 1;

    constexpr bool representable() const { return denominator != 0; }
    constexpr bool is_integer() const { return denominator == 1; }
    friend constexpr bool operator==(rational const&, rational const&) = default;

    /// Nearest value of a floating-point type, with one rounding wherever both parts are exact in T (for float: in double, whose
    /// quotient is rounded once more). A type of the user's is made from the two parts and divides them itself: an interval has to
    /// enclose the quotient.
    template <class T>
    constexpr T as() const {
        constexpr long long exact_in_float = 1 << 24;
        if constexpr (std::is_same_v<T, float>)
            if (numerator > exact_in_float || numerator < -exact_in_float || denominator > exact_in_float)
                return static_cast<float>(as<double>());
        if constexpr (std::is_arithmetic_v<T>)
            return denominator == 1 ? static_cast<T>(numerator)
                                    : static_cast<T>(static_cast<T>(numerator) / static_cast<T>(denominator));
        else if (denominator == 1) return T(static_cast<element_t<T>>(numerator));
        else return T(static_cast<element_t<T>>(numerator)) / T(static_cast<element_t<T>>(denominator));
    }
};

inline constexpr rational not_representable{0, 0};
inline constexpr long long lowest_integer = -0x7fffffffffffffffLL - 1;

constexpr long long greatest_common_divisor(long long a, long long b) {
    while (b != 0) {
        long long const r = a % b;
        a = b;
        b = r;
    }
    return a < 0 ? -a : a;
}

/// Lowest terms; `not_representable` for a zero denominator or for the one magnitude that has no negative.
constexpr rational normalized(long long n, long long d) {
    if (d == 0 || n == lowest_integer || d == lowest_integer) return not_representable;
    long long const g = greatest_common_divisor(n, d);
    return d < 0 ? rational{-n / g, -d / g} : rational{n / g, d / g};
}

constexpr rational operator-(rational a) { return {-a.numerator, a.denominator}; }

constexpr rational operator*(rational a, rational b) {
    if (a.denominator == 1 && b.denominator == 1) {  // by far the most frequent
        long long product = 0;
        bool const fits = !__builtin_mul_overflow(a.numerator, b.numerator, &product) && product != lowest_integer;
        return fits ? rational{product, 1} : not_representable;
    }
    if (!a.representable() || !b.representable()) return not_representable;
    rational const x = normalized(a.numerator, b.denominator);
    rational const y = normalized(b.numerator, a.denominator);
    long long n = 0;
    long long d = 0;
    if (__builtin_mul_overflow(x.numerator, y.numerator, &n) || __builtin_mul_overflow(x.denominator, y.denominator, &d))
        return not_representable;
    return normalized(n, d);
}

constexpr rational operator/(rational a, rational b) {
    if (!b.representable() || b.numerator == 0) return not_representable;
    return a * normalized(b.denominator, b.numerator);
}

constexpr rational operator+(rational a, rational b) {
    if (a.denominator == 1 && b.denominator == 1) {
        long long sum = 0;
        bool const fits = !__builtin_add_overflow(a.numerator, b.numerator, &sum) && sum != lowest_integer;
        return fits ? rational{sum, 1} : not_representable;
    }
    if (!a.representable() || !b.representable()) return not_representable;
    long long x = 0;
    long long y = 0;
    long long n = 0;
    long long d = 0;
    if (__builtin_mul_overflow(a.numerator, b.denominator, &x) || __builtin_mul_overflow(b.numerator, a.denominator, &y) ||
        __builtin_add_overflow(x, y, &n) || __builtin_mul_overflow(a.denominator, b.denominator, &d))
        return not_representable;
    return normalized(n, d);
}

constexpr rational operator-(rational a, rational b) { return a + -b; }

constexpr bool operator<(rational a, rational b) { return (a - b).numerator < 0; }

}  // namespace ctgrad::math
