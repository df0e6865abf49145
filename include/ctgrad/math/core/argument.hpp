// Arguments of sine and cosine modulo pi/2, as good for 2^1023 as for 1: the bits of 2/pi that matter are multiplied with the
// argument in integers. A double comes no closer to a multiple of pi/2 than 2^-62 of pi/2, and 220 bits of the
// fraction are computed; so the remainder has a small relative error always.
// Source: Payne & Hanek, SIGNUM Newsletter 18 (1983) 19; Muller et al., Handbook of Floating-Point Arithmetic, 2nd ed. (2018), 10.2.
#pragma once

#include <ctgrad/math/core/double_double.hpp>

namespace ctgrad::math::core {

/// 2/pi in binary, from 2^-1 on.
inline constexpr std::uint32_t two_over_pi[]{
    0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599, 0x3c439041, 0xfe5163ab, 0xdebbc561,
    0xb7246e3a, 0x424dd2e0, 0x06492eea, 0x09d1921c, 0xfe1deb1c, 0xb129a73e, 0xe88235f5, 0x2ebb4484,
    0xe99c7026, 0xb45f7e41, 0x3991d639, 0x835339f4, 0x9c845f8b, 0xbdf9283b, 0x1ff897ff, 0xde05980f,
    0xef2f118b, 0x5a0a6d1f, 0x6d367ecf, 0x27cb09b7, 0x4f463f66, 0x9e5fea2d, 0x7527bac7, 0xebe5f17b,
    0x3d0739f7, 0x8a5292ea, 0x6bfb5fb1, 0x1f8d5d08, 0x56033046, 0xfc7b6bab, 0xf0cfbc20, 0x9af4361d};

/// quadrant * pi/2 + rest, |rest| <= pi/4; the quadrant modulo 4.
struct reduced_angle {
    double_double rest;
    int quadrant;
};

/// Finite x.
constexpr reduced_angle reduce_angle(double x) {
    constexpr int words = 8;
    double const a = magnitude(x);
    if (a < 0.785) return {x, 0};
    int const e = exponent(a) - 52;  // a = m 2^e with an integer m of 53 bits
    std::uint64_t const m = (std::bit_cast<std::uint64_t>(a) & 0xfffffffffffff) | 0x10000000000000;
    int const first = e > 2 ? (e - 2) / 32 : 0;  // the words before contribute multiples of 4
    int const fraction_bits = 32 * (first + words) - e;

    std::uint32_t product[words + 2]{};  // m times the words, the lowest first
    for (int half = 0; half < 2; ++half) {
        std::uint64_t const factor = half == 0 ? m & 0xffffffff : m >> 32;
        std::uint64_t carry = 0;
        for (int k = 0; k < words; ++k) {
            carry += factor * two_over_pi[first + words - 1 - k] + product[k + half];
            product[k + half] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
        product[words + half] = static_cast<std::uint32_t>(carry);
    }

    auto const bit = [&](int n) { return n / 32 < words + 2 ? static_cast<int>(product[n / 32] >> n % 32 & 1) : 0; };
    bool const up =
        bit(fraction_bits - 1) != 0;  // the fraction is at least 1/2: the next quadrant, and a negative rest
    int const quadrant = bit(fraction_bits) + 2 * bit(fraction_bits + 1) + (up ? 1 : 0);
    double_double rest = 0;
    int parts = 0;  // five words from the first that is not 0 are enough
    for (int k = (fraction_bits - 1) / 32; k >= 0 && parts < 5; --k) {
        std::uint32_t word = up ? ~product[k] : product[k];  // 1 - fraction, but for a last bit beyond all that counts
        if (k == fraction_bits / 32) word &= (std::uint32_t(1) << fraction_bits % 32) - 1;
        if (word == 0 && parts == 0) continue;
        rest = rest + scaled(static_cast<double>(word), 32 * k - fraction_bits);
        ++parts;
    }
    if (up != is_negative(x)) rest = -rest;
    return {rest * scaled(pi, -1), is_negative(x) ? -quadrant & 3 : quadrant & 3};
}

}  // namespace ctgrad::math::core
