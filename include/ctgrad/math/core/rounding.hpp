#pragma once

#include <ctgrad/math/core/double_double.hpp>

namespace ctgrad::math::core {

/// From 2^52 on every number is an integer.
constexpr bool has_fraction_bits(double x) { return magnitude(x) < 0x1p52; }

constexpr double trunc(double x) {
    if (!has_fraction_bits(x)) return x;
    return with_sign_of(x, static_cast<double>(static_cast<long long>(magnitude(x))));
}
constexpr double floor(double x) {
    double const t = trunc(x);
    return t > x ? t - 1 : t;
}
constexpr double ceil(double x) { return -floor(-x); }

constexpr bool is_integer(double x) { return is_finite(x) && trunc(x) == x; }
constexpr bool is_odd(double x) { return is_integer(x) && magnitude(x) < 0x1p53 && static_cast<long long>(x) % 2 != 0; }

}  // namespace ctgrad::math::core
