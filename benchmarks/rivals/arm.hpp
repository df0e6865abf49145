// Position of the tool of the UR5 with its 3 x 6 Jacobian, by hand.
//
// Joints 2 to 4 have parallel axes: seen from the side the arm is planar, and only sums of their angles matter. In the plane the tool is
// at (r, h), beside it at t; the first joint turns all. Turning a joint of the plane moves what lies beyond it by (-h, r).
// Five sines with their cosines.
#pragma once
#include "sine_and_cosine.hpp"

namespace rivals {

/// `in`: six angles.   `out`: position (3), then the Jacobian row by row.
[[gnu::always_inline]] inline void arm(double const* __restrict in, double* __restrict out) {
    constexpr double d1 = 0.089159, a2 = -0.425, a3 = -0.39225, d4 = 0.10915, d5 = 0.09465, d6 = 0.0823;
    double const q23 = in[1] + in[2];
    double const q234 = q23 + in[3];
    auto const [s1, c1] = sine_and_cosine(in[0]);
    auto const [s2, c2] = sine_and_cosine(in[1]);
    auto const [s23, c23] = sine_and_cosine(q23);
    auto const [s, c] = sine_and_cosine(q234);
    auto const [s5, c5] = sine_and_cosine(in[4]);

    // beyond joint 4, beyond joint 3, beyond joint 2
    double const e = d6 * s5;
    double const r4 = d5 * s - e * c, h4 = -(d5 * c + e * s);
    double const r3 = r4 + a3 * c23, h3 = h4 + a3 * s23;
    double const r = r3 + a2 * c2, h = h3 + a2 * s2;
    double const d6c5 = d6 * c5;
    double const t = d4 + d6c5;
    double const r5 = d6c5 * c;  // minus the derivative of r by the fifth angle; -d6 s5 is that of t

    double const x = c1 * r + s1 * t, y = s1 * r - c1 * t;
    out[0] = x;
    out[1] = y;
    out[2] = d1 + h;
    double* const J0 = out + 3;
    double* const J1 = out + 9;
    double* const J2 = out + 15;
    J0[0] = -y;
    J1[0] = x;
    J2[0] = 0;
    J0[1] = -c1 * h;
    J1[1] = -s1 * h;
    J2[1] = r;
    J0[2] = -c1 * h3;
    J1[2] = -s1 * h3;
    J2[2] = r3;
    J0[3] = -c1 * h4;
    J1[3] = -s1 * h4;
    J2[3] = r4;
    J0[4] = -(c1 * r5 + s1 * e);
    J1[4] = c1 * e - s1 * r5;
    J2[4] = -(d6c5 * s);
    J0[5] = 0;
    J1[5] = 0;
    J2[5] = 0;
}

}  // namespace rivals
