#pragma once

#include <ctgrad/math/core/exponential.hpp>
#include <ctgrad/math/core/rounding.hpp>

namespace ctgrad::math::core {

/// Correctly rounded: the last step compares x with the square of the midpoint, y^2 +- y u + u^2 / 4, exactly.
constexpr double sqrt(double x) {
    if (x != x || x == 0 || x == infinity) return x;
    if (x < 0) return not_a_number;
    int const n = exponent(x) >> 1;
    double const m = scaled(x, -2 * n);
    double const y = root(m).high;
    double const unit = 0x1p-52;  // y is in [1, 2]
    double_double const square = exact_product(y, y);
    double const rest = (m - square.high) - square.low;
    double const correction = rest > y * unit ? unit : rest <= -(y * unit) ? -unit : 0;
    return scaled(y + correction, n);
}

/// Newton's method, the last step in twice the precision.
constexpr double cbrt(double x) {
    if (x != x || x == 0 || !is_finite(x)) return x;
    int const e = exponent(x);
    int const n = (e - (e % 3 + 3) % 3) / 3;
    double const m = scaled(magnitude(x), -3 * n);  // in [1, 8)
    double y = 0.25 * m + 0.75;
    for (int k = 0; k < 6; ++k) y = (2 * y + m / (y * y)) / 3;
    double_double const rest = m - exact_product(y, y) * y;
    return with_sign_of(x, rounded(ordered_sum(y, rest.high / (3 * y * y)), n));
}

constexpr double hypot(double x, double y) {
    if (!is_finite(x) || !is_finite(y)) {
        bool const infinite = magnitude(x) == infinity || magnitude(y) == infinity;
        return infinite ? infinity : not_a_number;
    }
    double const a = magnitude(x) < magnitude(y) ? magnitude(y) : magnitude(x);
    double const b = magnitude(x) < magnitude(y) ? magnitude(x) : magnitude(y);
    if (b == 0) return a;
    int const e = exponent(a);
    if (e - exponent(b) > 60) return a;
    double const u = scaled(a, -e);
    double const v = scaled(b, -e);
    return rounded(root(exact_product(u, u) + exact_product(v, v)), e);
}

/// |x|^y for finite x and y, x neither 0 nor of magnitude 1.
constexpr double power_of_magnitude(double x, double y) {
    if (magnitude(y) < 0x1p-70) return 1;
    int const e = exponent(x);
    double_double const log_x = logarithm(scaled(magnitude(x), -e), e);
    bool const far = magnitude(y) > 0x1p64;  // and |log x| > 2^-54
    double_double const z = far ? with_sign_of(y, 1) * with_sign_of(log_x.high, 1000) : log_x * y;
    if (z.high > 710) return infinity;
    if (z.high < -746) return 0;
    scaled_number const p = exponential(z);
    return rounded(p.mantissa, p.exponent);
}

/// Special cases as in C17, F.10.4.4.
constexpr double pow(double x, double y) {
    if (y == 0 || x == 1) return 1;
    if (x != x) return x;
    if (y != y) return y;
    double const a = magnitude(x);
    if (a == 1 && (!is_finite(y) || !is_odd(y))) return is_integer(y) || !is_finite(y) ? 1 : not_a_number;
    if (a == 1) return x;
    double const sign = is_negative(x) && is_odd(y) ? -1 : 1;
    if (a == 0 || a == infinity || !is_finite(y)) return with_sign_of(sign, (a > 1) == (y > 0) ? infinity : 0);
    if (x < 0 && !is_integer(y)) return not_a_number;
    return with_sign_of(sign, power_of_magnitude(x, y));
}

/// The number nearest to a.high + a.low among those with an odd last bit, unless the sum is one number: rounding that to fewer bits is
/// rounding the sum once. Source: Boldo & Melquiond, IEEE Trans. Comput. 57 (2008) 462.
constexpr double rounded_to_odd(double_double a) {
    auto const bits = std::bit_cast<std::uint64_t>(a.high);
    if (a.low == 0 || bits % 2 == 1) return a.high;
    return std::bit_cast<double>((a.low > 0) == (a.high > 0) ? bits + 1 : bits - 1);
}

/// x * y + z, rounded once.
constexpr double fma(double x, double y, double z) {
    if (x != x || y != y || z != z) return not_a_number;
    if (!is_finite(x) || !is_finite(y)) {
        double const product = with_sign_of(x, 1) * with_sign_of(y, infinity);
        return x == 0 || y == 0 || z == -product ? not_a_number : product;
    }
    if (!is_finite(z)) return z;
    if (x == 0 || y == 0) return z != 0 ? z : with_sign_of(x, 1) * with_sign_of(y, 0) + z;
    int const ex = exponent(x);
    int const ey = exponent(y);
    double_double const p = exact_product(scaled(x, -ex), scaled(y, -ey));
    if (z == 0) return rounded(p, ex + ey);
    int const gap = exponent(z) - (ex + ey);
    if (gap > 120) return rounded({scaled(z, -exponent(z)), with_sign_of(p.high, 0x1p-100)}, exponent(z));
    int const n = gap < -120 ? -120 : gap;  // a far smaller addend decides ties only
    double_double const low = exact_sum(scaled(z, n - exponent(z)), p.low);
    double_double const high = exact_sum(p.high, low.high);
    return rounded(exact_sum(high.high, rounded_to_odd(exact_sum(high.low, low.low))), ex + ey);
}
/// The same for float, as a double that is still to be rounded to float.
constexpr double fma_of_floats(float x, float y, float z) {
    double const product = static_cast<double>(x) * static_cast<double>(y);
    if (!is_finite(product) || !is_finite(static_cast<double>(z)))
        return fma(static_cast<double>(x), static_cast<double>(y), static_cast<double>(z));
    return rounded_to_odd(exact_sum(product, static_cast<double>(z)));
}

}  // namespace ctgrad::math::core
