// digamma of positive doubles at run time, to two units in the last place: no sum of terms with both signs next to its zero.
#pragma once

#include <ctgrad/math/core/double_double.hpp>
#include <ctgrad/math/polygamma_series.hpp>

namespace ctgrad::math {

/// 0.5 <= x <= 3: the distance from the zero times a quotient of polynomials in x - 1/2, all of whose terms are positive. It
/// interpolates digamma(x) / (x - zero) at 17 Chebyshev points, with a relative error of 2e-19.
constexpr core::double_double digamma_around_zero(double x) {
    constexpr double zero = 0x1.762d86356be3fp+0;
    constexpr double zero_low = 0x1.b86a722197829p-54;
    constexpr double numerator[]{0x1.9d2d2bb0f5505p-27, 0x1.01e34a53c2763p-16, 0x1.2a99a7bc29a4cp-10,
                                 0x1.b81859bf1be7bp-6,  0x1.1d23b396b2413p-2,  0x1.6e2ad01deebc0p+0,
                                 0x1.dcd3925ecb28bp+1,  0x1.259bfcffe4465p+2,  0x1.055b63b9ebebbp+1};
    constexpr double denominator[]{0x1.73fe99655bc88p-19, 0x1.2c40bf35f0b5ep-12, 0x1.1d5eddcf696cep-7,
                                   0x1.d3d4a5f16e29ep-4,  0x1.7ed80164a4011p-1,  0x1.4901508827394p+1,
                                   0x1.23590a320144bp+2,  0x1.dc2e51657934ep+1,  1};
    double const t = x - 0.5;
    double p = numerator[0];
    double q = denominator[0];
    for (int k = 1; k < 5; ++k) {  // at most a twentieth of the result
        p = p * t + numerator[k];
        q = q * t + denominator[k];
    }
    core::double_double above = p;
    core::double_double below = q;
    for (int k = 5; k < 9; ++k) {
        above = above * t + numerator[k];
        below = below * t + denominator[k];
    }
    return (x - core::double_double(zero, zero_low)) * above / below;
}

/// x > 0.
constexpr double digamma_of_positive(double x) {
    if (x >= series_of<double>::begin) return digamma_upwards(x);
    if (x < 0x1p-60) return -1 / x;
    if (x < 0.5) return (digamma_around_zero(x + 1) - 1 / x).high;
    double sum = 0;
    for (; x >= 3; sum += 1 / x) x -= 1;
    return (digamma_around_zero(x) + sum).high;
}

}  // namespace ctgrad::math
