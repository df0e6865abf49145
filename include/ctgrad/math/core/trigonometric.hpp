#pragma once

#include <ctgrad/math/core/argument.hpp>

namespace ctgrad::math::core {

/// sin(r) and cos(r), |r| < 0.8, by their series; terms below 2^-50 as doubles.
constexpr double_double sine(double_double r) {
    double_double const z = -(r * r);
    double tail = 1;
    for (int k = 14; k > 8; --k) tail = 1 + tail * z.high / (2 * k * (2 * k + 1));
    double_double sum = tail;
    for (int k = 8; k > 0; --k) sum = 1 + sum * z / (2 * k * (2 * k + 1));
    return r * sum;
}
constexpr double_double cosine(double_double r) {
    double_double const z = -(r * r);
    double tail = 1;
    for (int k = 14; k > 8; --k) tail = 1 + tail * z.high / (2 * k * (2 * k - 1));
    double_double sum = tail;
    for (int k = 8; k > 0; --k) sum = 1 + sum * z / (2 * k * (2 * k - 1));
    return sum;
}

/// The sine `quarters` right angles further.
constexpr double_double sine_at(reduced_angle a, int quarters) {
    int const quadrant = (a.quadrant + quarters) & 3;
    double_double const y = quadrant % 2 == 0 ? sine(a.rest) : cosine(a.rest);
    return quadrant < 2 ? y : -y;
}

constexpr double sin(double x) {
    if (x != x || magnitude(x) < 0x1p-60) return x;
    return is_finite(x) ? rounded(sine_at(reduce_angle(x), 0)) : not_a_number;
}
constexpr double cos(double x) {
    if (x != x) return x;
    return is_finite(x) ? rounded(sine_at(reduce_angle(x), 1)) : not_a_number;
}
constexpr double tan(double x) {
    if (x != x || magnitude(x) < 0x1p-60) return x;
    if (!is_finite(x)) return not_a_number;
    reduced_angle const a = reduce_angle(x);
    return rounded(sine_at(a, 0) / sine_at(a, 1));
}

}  // namespace ctgrad::math::core
