// erf and erfc. Where |x| < 1, Taylor's series. Beyond, the trapezoidal rule for
//     erfc(x) = x exp(-x^2) / pi * integral of exp(-t^2) / (t^2 + x^2) over all t
// with the residue at t = ix, which is exact to exp(-(pi/h)^2) < 2^-74 for the step h = 7/16.
// Source: Hunter & Regan, Math. Comp. 26 (1972) 539.
#pragma once

#include <ctgrad/math/core/exponential.hpp>

namespace ctgrad::math::core {

/// erf(x) / x, |x| <= 1. Terms from the eighth on are below 2^-15: as doubles.
constexpr double_double error_function_over(double x) {
    double_double const z = -exact_product(x, x);
    double tail = 0;
    for (int n = 21; n >= 8; --n) tail = 1.0 / (2 * n + 1) + tail * z.high / (n + 1);
    double_double sum = tail;
    for (int n = 7; n >= 0; --n) sum = double_double(1) / (2 * n + 1) + sum * z / (n + 1);
    return sum * double_double(0x1.20dd750429b6dp+0, 0x1.1ae3a914fed80p-56);
}

/// erfc(x), 1 <= x < 28.
constexpr scaled_number complementary_error_function(double x) {
    constexpr double step = 0.4375;
    constexpr double_double ratio{0x1.a6cede9f70468p-1, -0x1.2eff4c77638a1p-56};  // exp(-step^2)
    double_double const square = exact_product(x, x);
    double_double const ratio_squared = ratio * ratio;
    double_double weight = 1;
    double_double factor = ratio;
    double_double sum = 0.5 / square;
    for (int n = 1; n < 8; ++n) {  // exp(-(n step)^2) / ((n step)^2 + x^2)
        weight = weight * factor;
        factor = factor * ratio_squared;
        sum = sum + weight / (square + n * n * step * step);
    }
    double small = weight.high;
    for (int n = 8; n < 17; ++n) {
        small *= factor.high;
        factor.high *= ratio_squared.high;
        sum = sum + small / (square.high + n * n * step * step);
    }
    scaled_number const e = exponential(-square);
    double_double const y = e.mantissa * sum * exact_product(2 * step, x) / pi;
    if (x > 6) return {y, e.exponent};  // the residue is below exp(x^2 - 2 pi x / step) < 2^-70
    return {y - scaled(2 / exponential_minus_one(pi * (2 * x) / step), -e.exponent), e.exponent};
}

constexpr double erf(double x) {
    double const a = magnitude(x);
    if (x != x || x == 0) return x;
    if (a > 6) return with_sign_of(x, 1);  // erfc(6) < 2^-55
    if (a < 1) {
        int const e = exponent(x);
        return rounded(error_function_over(x) * scaled(x, -e), e);
    }
    scaled_number const y = complementary_error_function(a);
    return with_sign_of(x, rounded(1 - scaled(y.mantissa, y.exponent)));
}

constexpr double erfc(double x) {
    if (x != x) return x;
    if (x > 28) return 0;
    if (x < -6) return 2;
    if (magnitude(x) < 1) return rounded(1 - error_function_over(x) * x);
    scaled_number const y = complementary_error_function(magnitude(x));
    return x > 0 ? rounded(y.mantissa, y.exponent) : rounded(2 - scaled(y.mantissa, y.exponent));
}

}  // namespace ctgrad::math::core
