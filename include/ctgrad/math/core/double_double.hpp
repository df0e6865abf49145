// Numbers of twice the precision of double, and what the mathematics of constant expressions is computed with: a function that is
// known to some 100 bits, rounded once, is off by hardly more than half a unit in the last place. Speed is no concern here,
// the number of steps is: Clang allows a constant evaluation a million.
//
// Every operation stays finite: overflow is no constant expression for g++, NaN none for Clang. Callers scale.
// Source: Dekker, Numer. Math. 18 (1971) 224; Joldes, Muller, Popescu, ACM Trans. Math. Softw. 44 (2017) 15res.
#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>

namespace ctgrad::math::core {

/// The unevaluated sum of two numbers; `high` is the sum rounded to double. Operations have relative errors of a few 2^-106.
struct double_double {
    double high;
    double low;
    constexpr double_double(double h, double l = 0) : high(h), low(l) {}  // NOLINT: a double is one
};

/// a + b, exactly; |a| >= |b| or a is 0.
constexpr double_double ordered_sum(double a, double b) {
    double const s = a + b;
    return {s, b - (s - a)};
}
/// a + b, exactly.
constexpr double_double exact_sum(double a, double b) {
    double const s = a + b;
    double const t = s - a;
    return {s, (a - (s - t)) + (b - t)};
}

/// The number rounded to 26 bits, so that what is left has 26 too. By its bits, not by Veltkamp's product: a compiler may contract that.
constexpr double upper_half(double a) {
    return std::bit_cast<double>((std::bit_cast<std::uint64_t>(a) + 0x4000000) & 0xfffffffff8000000);
}

/// a * b, exactly, but for underflow.
constexpr double_double exact_product(double a, double b) {
    double p = a * b;
    if (!__builtin_is_constant_evaluated())
        asm("" : "+m"(p));  // or p, contracted into a later sum, would not be what it is here
    double const x = upper_half(a);
    double const y = upper_half(b);
    return {p, ((x * y - p) + x * (b - y) + (a - x) * y) + (a - x) * (b - y)};
}

constexpr double_double operator-(double_double a) { return {-a.high, -a.low}; }
constexpr double_double operator+(double_double a, double_double b) {
    double_double const s = exact_sum(a.high, b.high);
    double_double const t = exact_sum(a.low, b.low);
    double_double const r = ordered_sum(s.high, s.low + t.high);
    return ordered_sum(r.high, r.low + t.low);
}
constexpr double_double operator-(double_double a, double_double b) { return a + -b; }
constexpr double_double operator*(double_double a, double_double b) {
    double_double const p = exact_product(a.high, b.high);
    return ordered_sum(p.high, p.low + (a.high * b.low + a.low * b.high));
}
constexpr double_double operator/(double_double a, double_double b) {
    double const q = a.high / b.high;
    double_double const p = exact_product(q, b.high);
    return ordered_sum(q, ((a.high - p.high) - p.low + (a.low - q * b.low)) / b.high);
}

// With a double the same takes half as many steps.
constexpr double_double operator+(double_double a, double b) {
    double_double const s = exact_sum(a.high, b);
    return ordered_sum(s.high, s.low + a.low);
}
constexpr double_double operator+(double a, double_double b) { return b + a; }
constexpr double_double operator-(double_double a, double b) { return a + -b; }
constexpr double_double operator-(double a, double_double b) { return -b + a; }
constexpr double_double operator*(double_double a, double b) {
    double_double const p = exact_product(a.high, b);
    return ordered_sum(p.high, p.low + a.low * b);
}
constexpr double_double operator*(double a, double_double b) { return b * a; }
constexpr double_double operator/(double_double a, double b) {
    double const q = a.high / b;
    double_double const p = exact_product(q, b);
    return ordered_sum(q, ((a.high - p.high) - p.low + a.low) / b);
}
constexpr double_double operator/(double a, double_double b) { return double_double(a) / b; }

// ---- exponents -------------------------------------------------------------------------------------------------------

// From their bits: where options say that there are none, Clang warns of numeric_limits<double>::infinity().
inline constexpr double infinity = std::bit_cast<double>(std::uint64_t(0x7ff) << 52);
inline constexpr double not_a_number = std::bit_cast<double>(std::uint64_t(0xfff) << 51);

constexpr bool is_negative(double x) { return (std::bit_cast<std::uint64_t>(x) >> 63) != 0; }
constexpr double magnitude(double x) { return is_negative(x) ? -x : x; }
constexpr double with_sign_of(double sign, double x) { return is_negative(sign) == is_negative(x) ? x : -x; }
constexpr bool is_finite(double x) { return magnitude(x) < infinity; }

/// 2^n where it is normal: -1022 <= n <= 1023.
constexpr double power_of_two(int n) { return std::bit_cast<double>(static_cast<std::uint64_t>(n + 1023) << 52); }

/// x 2^n, where the result is in range and exact.
constexpr double scaled(double x, int n) {
    for (; n > 1000; n -= 1000) x *= power_of_two(1000);
    for (; n < -1000; n += 1000) x *= power_of_two(-1000);
    return x * power_of_two(n);
}
constexpr double_double scaled(double_double x, int n) { return {scaled(x.high, n), scaled(x.low, n)}; }

/// floor(log2(|x|)), x finite and not 0.
constexpr int exponent(double x) {
    int const biased = static_cast<int>(std::bit_cast<std::uint64_t>(x) >> 52 & 0x7ff);
    return biased != 0 ? biased - 1023 : exponent(x * power_of_two(54)) - 54;
}

/// x 2^n as a double: rounded once, to nearest, ties to even, subnormal results too; infinite where it overflows.
constexpr double rounded(double_double x, int n = 0) {
    if (x.high == 0) return x.high;
    int const e = exponent(x.high) + n;
    if (e > 1023) return with_sign_of(x.high, infinity);
    if (e >= -1022) return scaled(x.high, n);
    if (e < -1076) return with_sign_of(x.high, 0);
    double_double const y = scaled(is_negative(x.high) ? -x : x, n + 1074);  // in units of the smallest number
    auto units = static_cast<std::uint64_t>(y.high);
    double const above_half = y.high - static_cast<double>(units) - 0.5;
    if (above_half > -y.low || (above_half == -y.low && units % 2 == 1)) ++units;
    return with_sign_of(x.high, std::bit_cast<double>(units));
}

// ---- small helpers ---------------------------------------------------------------------------------------------------

inline constexpr double_double pi{0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53};
inline constexpr double_double ln2{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};

/// The integer nearest to x, |x| < 2^62; the difference is exact.
constexpr double nearest_integer(double x) {
    auto const n = static_cast<double>(static_cast<long long>(x));
    return x - n > 0.5 ? n + 1 : x - n < -0.5 ? n - 1 : n;
}

/// The square root of x in [2^-900, 2^900]: Newton's method, the last step in twice the precision.
constexpr double_double root(double_double x) {
    double y = std::bit_cast<double>((std::bit_cast<std::uint64_t>(x.high) >> 1) + 0x1ff7a00000000000);  // within 4 %
    for (int k = 0; k < 4; ++k) y = (y + x.high / y) * 0.5;
    return ordered_sum(y, (x - exact_product(y, y)).high / (2 * y));
}

}  // namespace ctgrad::math::core
