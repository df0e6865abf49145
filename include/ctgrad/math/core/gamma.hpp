// lgamma and digamma: recurrence up to 24, Stirling's series there, reflection for negative arguments. That leaves absolute errors of
// some 2^-96, which is good enough but within 2^-36 of a zero; there, Taylor's polynomial at the zero, known to 106 bits.
// Source: DLMF 5.5, 5.7, 5.11.
#pragma once

#include <ctgrad/math/core/bernoulli.hpp>
#include <ctgrad/math/core/exponential.hpp>
#include <ctgrad/math/core/rounding.hpp>
#include <ctgrad/math/core/trigonometric.hpp>

namespace ctgrad::math::core {

/// A zero of a function, and how the function leaves it.
struct zero_of_function {
    double_double at;
    double_double slope;
    double half_curvature;
};

/// The negative zeros of lgamma down to -6. From the next on, the function is so steep that no double gives a value near 0.
inline constexpr zero_of_function lgamma_zeros[]{
    {{-0x1.3a7fc9600f86cp+1, -0x1.55f64f98af8d0p-55},
     {0x1.83fe966af535fp+0, -0x1.775909a36a6a4p-55},
     0x1.36eebb002f55dp+2},
    {{-0x1.5fb410a1bd901p+1, 0x1.a19a96d2e6f85p-54},
     {-0x1.ea12da904b18cp+0, -0x1.220130f99b2cfp-54},
     0x1.3267f3c265a52p+3},
    {{-0x1.9260dbc9e59afp+1, -0x1.f717cd335a7b3p-53},
     {0x1.f20a65f2fac55p+2, -0x1.1d258e4b0be84p-53},
     0x1.9d4d2977150efp+4},
    {{-0x1.fa471547c2fe5p+1, -0x1.70d4561291237p-56},
     {-0x1.4b99d966c5647p+4, 0x1.9cba2450afff3p-50},
     0x1.f76deae0436bep+7},
    {{-0x1.0284e78599581p+2, 0x1.e78c1e9e43cfep-53},
     {0x1.aca5cf4921642p+4, 0x1.a46a2e0d8fe10p-51},
     0x1.44415cd813f8ep+8},
    {{-0x1.3f7577a6eeafdp+2, 0x1.5de5eab7f12cfp-53},
     {-0x1.d224a3ef9e41fp+6, -0x1.9be272a13babcp-48},
     0x1.b533c678a3956p+12},
    {{-0x1.4086a57f0b6d9p+2, -0x1.95262b72ca9cap-55},
     {0x1.ed72e0829ae02p+6, -0x1.fdc1859aea473p-50},
     0x1.cecc32ec22f9bp+12},
    {{-0x1.7fe92f591f40dp+2, -0x1.7dd4ed62cbd32p-52},
     {-0x1.661f6a43a5e12p+9, -0x1.0c437b83bc0e6p-45},
     0x1.f79dcb794f26fp+17}};

/// The positive zero of digamma and the negative ones down to -12.
inline constexpr zero_of_function digamma_zeros[]{
    {{0x1.762d86356be3fp+0, 0x1.b86a722197829p-54},
     {0x1.ef72bc8ee38acp-1, -0x1.3879eb97bf58dp-55},
     -0x1.c563b54aa1a35p-2},
    {{-0x1.02172b05ee260p-1, -0x1.2cd704405bff6p-57},
     {0x1.1e12d46d5ae28p+3, 0x1.0cbb010bd488ap-51},
     -0x1.9e62874978640p-1},
    {{-0x1.92d0cbc289d4ap+0, -0x1.2262d144a30e4p-56},
     {0x1.3e20e129a441ep+3, -0x1.944a31365ee6bp-52},
     -0x1.f35db31e6a1d4p+2},
    {{-0x1.4e2c19f679e5ap+1, 0x1.c7b999bd14f47p-54},
     {0x1.5b2582701b783p+3, -0x1.ec1f096d4fce9p-51},
     -0x1.98a9c8ee5f509p+3},
    {{-0x1.d1514b041b2a8p+1, 0x1.f71449c2a5446p-55},
     {0x1.74d47ec7ac492p+3, 0x1.3f8f2b994019ap-52},
     -0x1.0f036e4ba3313p+4},
    {{-0x1.29cea5c1ccbd0p+2, -0x1.25e92119a56a9p-52},
     {0x1.8bd4130f4ee75p+3, 0x1.6694df3df9964p-55},
     -0x1.4a31244049061p+4},
    {{-0x1.6ab2ca18e6ce3p+2, -0x1.da7ecae62c5bdp-59},
     {0x1.a0af5c72c8e84p+3, -0x1.9182932a0c240p-51},
     -0x1.802c5fd17ebafp+4},
    {{-0x1.ab6b34398a4ffp+2, 0x1.9027e5b26e237p-52},
     {0x1.b3cda28232d1dp+3, -0x1.9b5988bba0e08p-51},
     -0x1.b23832f615893p+4},
    {{-0x1.ec04b952a5368p+2, -0x1.37a62af51caacp-53},
     {0x1.c57b9f5a07e4bp+3, -0x1.684294a03cb36p-51},
     -0x1.e11ef4f9ada39p+4},
    {{-0x1.1643b3352a3f5p+3, -0x1.7ad951453a497p-52},
     {0x1.d5f3731fec637p+3, -0x1.49ea89830fa15p-51},
     -0x1.06b5741bdf27ep+5},
    {{-0x1.367c4b1f635e4p+3, -0x1.776d89f6e1950p-52},
     {0x1.e5621de9944cep+3, 0x1.6faced7b18e08p-51},
     -0x1.1bc02f3541771p+5},
    {{-0x1.56ae014434848p+3, -0x1.6a6ede6ee3df8p-51},
     {0x1.f3eb2c3f70b31p+3, -0x1.a74f4204a8a43p-52},
     -0x1.2fd5af99223ebp+5},
    {{-0x1.76da2d93df103p+3, 0x1.efa7c6ac12c96p-51},
     {0x1.00d59a9be36bfp+4, -0x1.066f252eb0e30p-52},
     -0x1.4313bb2ac17bap+5}};

/// The zero within 2^-36 of x, or null.
template <int N>
constexpr zero_of_function const* zero_near(zero_of_function const (&zeros)[N], double x) {
    for (zero_of_function const& z : zeros)
        if (magnitude(x - z.at.high) < 0x1p-36) return &z;
    return nullptr;
}
constexpr double taylor(zero_of_function const& z, double x) {
    double_double const d = x - z.at;
    return rounded(d * (z.slope + d * z.half_curvature));
}

/// From here on, 15 terms of Stirling's series are good to 2^-113.
inline constexpr double stirling_begin = 24;
inline constexpr int stirling_terms = 15;

/// The sum over k of B(2k) / divisor(k) * r^k; terms from the seventh on are below 2^-50 at the least argument: as doubles.
constexpr double_double stirling_series(double_double r, bool of_digamma) {
    double_double sum = 0;
    double tail = 0;
    for (int k = stirling_terms; k > 0; --k) {
        auto const numerator = static_cast<double>(bernoulli[k - 1].numerator);
        double const divisor =
            static_cast<double>(bernoulli[k - 1].denominator) * (of_digamma ? 2 * k : 2 * k * (2 * k - 1));
        if (k > 6) {
            tail = (tail + numerator / divisor) * r.high;
            sum = tail;
        } else {
            sum = (sum + double_double(numerator) / divisor) * r;
        }
    }
    return sum;
}

/// x > 2^-100.
constexpr double_double lgamma_of_positive(double_double x) {
    constexpr double_double half_log_of_two_pi{0x1.d67f1c864beb5p-1, -0x1.65b5a1b7ff5dfp-55};
    double_double product = 1;
    for (; x.high < stirling_begin; x = x + 1) product = product * x;
    double_double const series = stirling_series(1 / (x * x), false) * x;
    double_double const y = (x - 0.5) * logarithm(x) - x + half_log_of_two_pi + series;
    return product.high == 1 ? y : y - logarithm(product);
}
constexpr double_double digamma_of_positive(double_double x) {
    double_double numerator = 0;  // the sum of 1 / (x + k) as one fraction
    double_double denominator = 1;
    for (; x.high < stirling_begin; x = x + 1) {
        numerator = numerator * x + denominator;
        denominator = denominator * x;
    }
    return logarithm(x) - 0.5 / x - stirling_series(1 / (x * x), true) - numerator / denominator;
}

/// lgamma(1 + d), |d| < 2^-16, to 2^-64 relative to d: -gamma d + zeta(2) d^2 / 2 - zeta(3) d^3 / 3 + ...
constexpr double_double lgamma_near_one(double d) {
    constexpr double_double gamma{0x1.2788cfc6fb619p-1, -0x1.6cb90701fbfabp-58};
    double_double const second = double_double(0x1.a51a6625307d3p-1, 0x1.1873d8912200cp-56) * d;
    double const rest = ((0x1.a8b9c17aa6149p-3 * -d + 0x1.151322ac7d848p-2) * d - 0x1.9a4d55beab2d7p-2) * d * d;
    return (second - gamma + rest) * d;
}

/// sin(pi f) and cos(pi f), |f| <= 1/2.
constexpr double_double sine_of_pi(double f) {
    return magnitude(f) < 0.25 ? sine(pi * f) : with_sign_of(f, 1) * cosine(pi * (0.5 - magnitude(f)));
}
constexpr double_double cosine_of_pi(double f) {
    return magnitude(f) < 0.25 ? cosine(pi * f) : sine(pi * (0.5 - magnitude(f)));
}

constexpr double lgamma(double x) {
    if (x != x) return x;
    if (!is_finite(x) || x == 0 || (x < 0 && is_integer(x))) return infinity;
    if (magnitude(x) < 0x1p-100) return rounded(-logarithm(scaled(magnitude(x), -exponent(x)), exponent(x)));
    if (magnitude(x - 1) < 0x1p-16) return rounded(lgamma_near_one(x - 1));
    if (magnitude(x - 2) < 0x1p-16) return rounded(logarithm_of_one_plus(x - 2) + lgamma_near_one(x - 2));
    if (x > 0x1p200) return rounded((logarithm(scaled(x, -exponent(x)), exponent(x)) - 1) * scaled(x, -64), 64);
    if (x > 0) return rounded(lgamma_of_positive(x));
    if (zero_of_function const* z = zero_near(lgamma_zeros, x)) return taylor(*z, x);
    double_double const s = sine_of_pi(x - nearest_integer(x));
    return rounded(logarithm(pi / (is_negative(s.high) ? -s : s)) - lgamma_of_positive(exact_sum(1, -x)));
}

constexpr double digamma(double x) {
    if (x != x || x == -infinity || (x < 0 && is_integer(x))) return not_a_number;
    if (x == infinity) return x;
    if (magnitude(x) <= 0x1p-1024) return with_sign_of(-x, infinity);
    if (magnitude(x) < 0x1p-100) return -1 / x;
    if (zero_of_function const* z = zero_near(digamma_zeros, x)) return taylor(*z, x);
    if (x > 0x1p200) return log(x);
    if (x > 0) return rounded(digamma_of_positive(x));
    double const f = x - nearest_integer(x);
    return rounded(digamma_of_positive(exact_sum(1, -x)) - pi * cosine_of_pi(f) / sine_of_pi(f));
}

}  // namespace ctgrad::math::core
