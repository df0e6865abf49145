// In scalars: a Jacobian of 2 x 15 is written out entry by entry anyway.
#pragma once
#include "formulas.hpp"

namespace reprojection {

using namespace ctgrad::literals;

constexpr auto r0 = ctgrad::symbol<"r0">;
constexpr auto r1 = ctgrad::symbol<"r1">;
constexpr auto r2 = ctgrad::symbol<"r2">;
constexpr auto c0 = ctgrad::symbol<"c0">;
constexpr auto c1 = ctgrad::symbol<"c1">;
constexpr auto c2 = ctgrad::symbol<"c2">;
constexpr auto f = ctgrad::symbol<"f">;
constexpr auto u0 = ctgrad::symbol<"u0">;
constexpr auto v0 = ctgrad::symbol<"v0">;
constexpr auto k1 = ctgrad::symbol<"k1">;
constexpr auto k2 = ctgrad::symbol<"k2">;
constexpr auto x0 = ctgrad::symbol<"x0">;
constexpr auto x1 = ctgrad::symbol<"x1">;
constexpr auto x2 = ctgrad::symbol<"x2">;
constexpr auto w = ctgrad::symbol<"w">;
constexpr auto seen0 = ctgrad::symbol<"seen0">;
constexpr auto seen1 = ctgrad::symbol<"seen1">;

constexpr auto d0 = x0 - c0;
constexpr auto d1 = x1 - c1;
constexpr auto d2 = x2 - c2;
constexpr auto square_of_angle = r0 * r0 + r1 * r1 + r2 * r2;
constexpr auto angle = sqrt(square_of_angle);
constexpr auto cosine = cos(angle);
constexpr auto sine = sin(angle) / angle;
constexpr auto along = (r0 * d0 + r1 * d1 + r2 * d2) * (1_c - cosine) / square_of_angle;

/// An entry of the point in the frame of the camera; `side` is that of the cross product of rotation vector and point.
constexpr auto turned(auto d, auto side, auto r) {
    return ctgrad::select(square_of_angle > 0_c, d * cosine + side * sine + r * along, d + side);
}
constexpr auto y0 = turned(d0, r1* d2 - r2 * d1, r0);
constexpr auto y1 = turned(d1, r2* d0 - r0 * d2, r1);
constexpr auto y2 = turned(d2, r0* d1 - r1 * d0, r2);
constexpr auto p = y0 / y2;
constexpr auto q = y1 / y2;
constexpr auto s = p * p + q * q;
constexpr auto distorted = f * (1_c + k1 * s + k2 * square(s));
constexpr auto error0 = w * (distorted * p + u0 - seen0);
constexpr auto error1 = w * (distorted * q + v0 - seen1);

constexpr auto row(auto error) { return gradient(error, r0, r1, r2, c0, c1, c2, f, u0, v0, k1, k2, x0, x1, x2, w); }
constexpr auto error_and_jacobian = program(error0, error1, row(error0), row(error1));

/// Evaluated where input k of the kernel is in[k].
CTGRAD_INLINE auto evaluated(auto const* in) {
    return error_and_jacobian(
        r0 = in[0], r1 = in[1], r2 = in[2], c0 = in[3], c1 = in[4], c2 = in[5], f = in[6], u0 = in[7], v0 = in[8],
        k1 = in[9], k2 = in[10], x0 = in[11], x1 = in[12], x2 = in[13], w = in[14], seen0 = in[15], seen1 = in[16]);
}

}  // namespace reprojection
