// The exponential and the logarithm in twice the precision, and the functions that they are.
#pragma once

#include <ctgrad/math/core/double_double.hpp>

namespace ctgrad::math::core {

/// mantissa * 2^exponent
struct scaled_number {
    double_double mantissa;
    int exponent;
};

/// exp(r) - 1 with a small relative error, |r| < 0.37: Taylor's series at r / 256, then (1 + p)^2 - 1 = p (p + 2) eight times.
constexpr double_double exponential_less_one(double_double r) {
    double_double const x = scaled(r, -8);
    double_double p = 1;
    for (int n = 10; n > 1; --n) p = 1 + p * x / n;  // what is left out: x^10 / 11! < 2^-119
    p = p * x;
    for (int k = 0; k < 8; ++k) p = p * (p + 2);
    return p;
}

/// exp(x), |x| < 2^20; the mantissa is between 0.7 and 1.42.
constexpr scaled_number exponential(double_double x) {
    double const k = nearest_integer(x.high / ln2.high);
    return {1 + exponential_less_one(x - ln2 * k), static_cast<int>(k)};
}

/// exp(x) - 1 with a small relative error, |x| < 700.
constexpr double_double exponential_minus_one(double_double x) {
    double const k = nearest_integer(x.high / ln2.high);
    if (k == 0) return exponential_less_one(x);
    return scaled(1 + exponential_less_one(x - ln2 * k), static_cast<int>(k)) - 1;
}

/// 2 atanh(s) = 2 (s + s^3/3 + s^5/5 + ...), |s| < 0.172: log((1 + s) / (1 - s)).
constexpr double_double twice_area_tangent(double_double s) {
    double_double const square = s * s;
    double tail = 0;  // terms below 2^-60: as doubles
    for (int k = 43; k > 24; k -= 2) tail = tail * square.high + 1.0 / k;
    double_double sum = tail;
    for (int k = 23; k > 0; k -= 2) sum = sum * square + double_double(1) / k;
    return 2 * (s * sum);
}

/// log(x 2^e), x > 0.
constexpr double_double logarithm(double_double x, int e = 0) {
    int n = exponent(x.high);
    double_double m = scaled(x, -n);
    if (m.high > 1.4142) {
        m = scaled(m, -1);
        ++n;
    }
    double_double const near = twice_area_tangent((m - 1) / (m + 1));
    return n + e == 0 ? near : ln2 * (n + e) + near;
}

/// log(1 + x) with a small relative error, x > -1.
constexpr double_double logarithm_of_one_plus(double_double x) {
    if (-0.29 < x.high && x.high < 0.41) return twice_area_tangent(x / (x + 2));
    return logarithm(x + 1);
}

constexpr double exp(double x) {
    if (x != x) return x;
    if (x > 710) return infinity;
    if (x < -746) return 0;
    scaled_number const y = exponential(x);
    return rounded(y.mantissa, y.exponent);
}

constexpr double exp2(double x) {
    if (x != x) return x;
    if (x >= 1024) return infinity;
    if (x < -1076) return 0;
    double const k = nearest_integer(x);
    return rounded(1 + exponential_less_one(ln2 * (x - k)), static_cast<int>(k));
}

constexpr double expm1(double x) {
    if (x != x || magnitude(x) < 0x1p-60) return x;
    if (x > 710) return infinity;
    if (x < -40) return -1;
    if (x < 40) return rounded(exponential_minus_one(x));
    scaled_number const y = exponential(x);
    return rounded(y.mantissa - scaled(1, -y.exponent), y.exponent);
}

/// log(x) / log(base), given 1 / log(base).
constexpr double logarithm_to_base(double x, double_double factor) {
    if (x != x || x == infinity) return x;
    if (x == 0) return -infinity;
    if (x < 0) return not_a_number;
    int const e = exponent(x);
    return rounded(logarithm(scaled(x, -e), e) * factor);
}
constexpr double log(double x) { return logarithm_to_base(x, 1); }
constexpr double log2(double x) { return logarithm_to_base(x, {0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56}); }
constexpr double log10(double x) { return logarithm_to_base(x, {0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57}); }

constexpr double log1p(double x) {
    if (x != x || x == infinity || magnitude(x) < 0x1p-60) return x;
    if (x == -1) return -infinity;
    if (x < -1) return not_a_number;
    return rounded(logarithm_of_one_plus(x));
}

}  // namespace ctgrad::math::core
