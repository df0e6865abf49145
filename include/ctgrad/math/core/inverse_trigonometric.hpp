#pragma once

#include <ctgrad/math/core/double_double.hpp>

namespace ctgrad::math::core {

/// atan(z), z >= 0: atan(z) = pi/2 - atan(1/z), atan(z) = 2 atan(z / (1 + sqrt(1 + z^2))), and the series for small z.
constexpr double_double arctangent(double_double z) {
    if (z.high > 0x1p60) return scaled(pi, -1) - 1 / z.high;
    if (z.high > 1) return scaled(pi, -1) - arctangent(1 / z);
    int doublings = 0;
    for (; z.high > 0.1; ++doublings) z = z / (1 + root(1 + z * z));
    double_double const square = -(z * z);
    double tail = 0;  // terms below 2^-56: as doubles
    for (int k = 33; k > 16; k -= 2) tail = tail * square.high + 1.0 / k;
    double_double sum = tail;
    for (int k = 15; k > 0; k -= 2) sum = sum * square + double_double(1) / k;
    return scaled(z * sum, doublings);
}

constexpr double atan(double x) {
    if (x != x || magnitude(x) < 0x1p-60) return x;
    if (!is_finite(x)) return with_sign_of(x, pi.high / 2);
    return with_sign_of(x, rounded(arctangent(magnitude(x))));
}

constexpr double asin(double x) {
    if (x != x || magnitude(x) < 0x1p-60) return x;
    double const a = magnitude(x);
    if (a > 1) return not_a_number;
    if (a == 1) return with_sign_of(x, pi.high / 2);
    return with_sign_of(x, rounded(arctangent(a / root(exact_sum(1, -a) * exact_sum(1, a)))));
}

constexpr double acos(double x) {
    if (x != x) return x;
    if (magnitude(x) > 1) return not_a_number;
    if (x == 1) return 0;
    if (x == -1) return pi.high;
    return rounded(scaled(arctangent(root(exact_sum(1, -x) / exact_sum(1, x))), 1));
}

/// Special cases as in C17, F.10.1.4.
constexpr double atan2(double y, double x) {
    if (x != x) return x;
    if (y != y) return y;
    bool const left = is_negative(x);
    if (y == 0) return with_sign_of(y, left ? pi.high : 0);
    if (x == 0) return with_sign_of(y, pi.high / 2);
    if (!is_finite(x)) {
        if (is_finite(y)) return with_sign_of(y, left ? pi.high : 0);
        return with_sign_of(y, left ? rounded(scaled(pi, -2) * 3) : pi.high / 4);
    }
    if (!is_finite(y)) return with_sign_of(y, pi.high / 2);
    int const ex = exponent(x);
    int const ey = exponent(y);
    double_double const ratio = double_double(scaled(magnitude(y), -ey)) / scaled(magnitude(x), -ex);
    int const n = ey - ex;
    if (n < -60) return with_sign_of(y, left ? pi.high : rounded(ratio, n));  // atan is the identity
    double_double const angle = n > 60 ? scaled(pi, -1) : arctangent(scaled(ratio, n));
    return with_sign_of(y, rounded(left ? pi - angle : angle));
}

}  // namespace ctgrad::math::core
