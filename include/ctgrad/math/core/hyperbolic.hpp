#pragma once

#include <ctgrad/math/core/exponential.hpp>

namespace ctgrad::math::core {

/// (exp(x) + sign exp(-x)) / 2, |x| between 0.3 and 712.
constexpr double half_sum_of_exponentials(double x, int sign) {
    scaled_number const y = exponential(magnitude(x));
    double_double const inverse = y.exponent > 60 ? 0 : scaled(sign / y.mantissa, -2 * y.exponent);
    return rounded(y.mantissa + inverse, y.exponent - 1);
}

constexpr double sinh(double x) {
    if (x != x || magnitude(x) < 0x1p-60) return x;
    if (magnitude(x) > 712) return with_sign_of(x, infinity);
    if (magnitude(x) > 0.35) return with_sign_of(x, half_sum_of_exponentials(x, -1));
    double_double const p = exponential_less_one(x);
    return rounded(scaled(p + p / (p + 1), -1));
}
constexpr double cosh(double x) {
    if (x != x) return x;
    if (magnitude(x) > 712) return infinity;
    if (magnitude(x) > 0.35) return half_sum_of_exponentials(x, 1);
    double_double const p = exponential_less_one(x);
    return rounded(1 + p * p / scaled(p + 1, 1));  // cosh(x) - 1 = (exp(x) - 1)^2 / (2 exp(x))
}
constexpr double tanh(double x) {
    if (x != x || magnitude(x) < 0x1p-60) return x;
    if (magnitude(x) > 22) return with_sign_of(x, 1);  // 1 - 2 exp(-44)
    double_double const p = exponential_minus_one(2 * x);
    return rounded(p / (p + 2));
}

constexpr double asinh(double x) {
    double const a = magnitude(x);
    if (x != x || a == infinity || a < 0x1p-60) return x;
    if (a > 0x1p60) return with_sign_of(x, rounded(logarithm(scaled(a, -exponent(a)), exponent(a) + 1)));
    double_double const square = exact_product(a, a);
    return with_sign_of(x, rounded(logarithm_of_one_plus(a + square / (1 + root(1 + square)))));
}
constexpr double acosh(double x) {
    if (x != x || x == infinity) return x;
    if (x < 1) return not_a_number;
    if (x == 1) return 0;
    if (x > 0x1p60) return rounded(logarithm(scaled(x, -exponent(x)), exponent(x) + 1));
    double_double const t = exact_sum(x, -1);
    return rounded(logarithm_of_one_plus(t + root(t * (t + 2))));
}
constexpr double atanh(double x) {
    double const a = magnitude(x);
    if (x != x || a < 0x1p-60) return x;
    if (a > 1) return not_a_number;
    if (a == 1) return with_sign_of(x, infinity);
    return rounded(scaled(logarithm_of_one_plus(double_double(2 * x) / exact_sum(1, -x)), -1));
}

}  // namespace ctgrad::math::core
