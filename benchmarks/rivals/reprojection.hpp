// Reprojection error with its 2 x 15 Jacobian, by hand.
//
//   y = R v, v = X - C, p = y / y2.   Each row of the Jacobian with respect to y is G / y2, G = w f (A, -A p) with the symmetric
//   A = L I + L' p p^T: a projection does not see how far a point is, so G . (p, 1) = 0.
//   With respect to the point it is G R / y2, to the centre minus that. A change dr of the rotation vector turns y by J dr, with the
//   left Jacobian J of the rotation, so with respect to r it is J^T ((p, 1) x G): the depth cancels, nothing is divided.
// One root, two divisions, one sine with its cosine.
#pragma once
#include "sine_and_cosine.hpp"

#include <cmath>

namespace rivals {

/// `in`: rotation (3), centre (3), focal length, principal point (2), distortion (2), point (3), weight, observed (2).
/// `out`: the error (2), then the Jacobian row by row.
[[gnu::always_inline]] inline void reprojection(double const* __restrict in, double* __restrict out) {
    double const r0 = in[0], r1 = in[1], r2 = in[2];
    double const v0 = in[11] - in[3], v1 = in[12] - in[4], v2 = in[13] - in[5];
    double const f = in[6], k1 = in[9], k2 = in[10], w = in[14];

    // R = c I + s [r] + k r r^T and J = s I + k [r] + m r r^T
    double const square = r0 * r0 + r1 * r1 + r2 * r2;
    double c = 1, s = 1, k = 0, m = 0;
    if (square > 0) {
        double const angle = std::sqrt(square);
        double const reciprocal = 1 / angle;
        auto const [sine, cosine] = sine_and_cosine(angle);
        c = cosine;
        s = sine * reciprocal;
        double const by_square = reciprocal * reciprocal;
        k = (1 - c) * by_square;
        m = (1 - s) * by_square;
    }
    double const k0 = k * r0, k1r = k * r1, k2r = k * r2;
    double const s0 = s * r0, s1 = s * r1, s2 = s * r2;
    double const R00 = c + k0 * r0, R11 = c + k1r * r1, R22 = c + k2r * r2;
    double const R01 = k0 * r1 - s2, R10 = k0 * r1 + s2;
    double const R02 = k0 * r2 + s1, R20 = k0 * r2 - s1;
    double const R12 = k1r * r2 - s0, R21 = k1r * r2 + s0;

    double const y0 = R00 * v0 + R01 * v1 + R02 * v2;
    double const y1 = R10 * v0 + R11 * v1 + R12 * v2;
    double const y2 = R20 * v0 + R21 * v1 + R22 * v2;
    double const depth = 1 / y2;
    double const p = y0 * depth, q = y1 * depth;
    double const square_of_p = p * p + q * q;
    double const slope = k1 + k2 * square_of_p;
    double const L = 1 + square_of_p * slope;
    double const wf = w * f;
    double const dL = 2 * wf * (slope + k2 * square_of_p);  // L' of L, times the weights
    double const wfL = wf * L, Lp = L * p, Lq = L * q;
    double const e0 = f * Lp + (in[7] - in[15]), e1 = f * Lq + (in[8] - in[16]);
    out[0] = w * e0;
    out[1] = w * e1;

    double const dLp = dL * p;
    double const G00 = wfL + dLp * p, G01 = dLp * q, G11 = wfL + dL * q * q;
    double const row[2][3]{{G00, G01, -(G00 * p + G01 * q)}, {G01, G11, -(G01 * p + G11 * q)}};
    for (int i = 0; i < 2; ++i) {
        double* const J = out + 2 + 15 * i;
        double const G0 = row[i][0], G1 = row[i][1], G2 = row[i][2];
        double const h0 = q * G2 - G1, h1 = G0 - p * G2, h2 = p * G1 - q * G0;
        double const along = m * (r0 * h0 + r1 * h1 + r2 * h2);
        J[0] = s * h0 + (h1 * k2r - h2 * k1r) + along * r0;
        J[1] = s * h1 + (h2 * k0 - h0 * k2r) + along * r1;
        J[2] = s * h2 + (h0 * k1r - h1 * k0) + along * r2;
        double const g0 = G0 * depth, g1 = G1 * depth, g2 = G2 * depth;
        double const X0 = g0 * R00 + g1 * R10 + g2 * R20;
        double const X1 = g0 * R01 + g1 * R11 + g2 * R21;
        double const X2 = g0 * R02 + g1 * R12 + g2 * R22;
        J[3] = -X0;
        J[4] = -X1;
        J[5] = -X2;
        J[11] = X0;
        J[12] = X1;
        J[13] = X2;
    }
    double const radial = square_of_p * wf;
    double* const J0 = out + 2;
    double* const J1 = out + 17;
    J0[6] = w * Lp;
    J1[6] = w * Lq;
    J0[7] = J1[8] = w;
    J0[8] = J1[7] = 0;
    J0[9] = radial * p;
    J1[9] = radial * q;
    J0[10] = square_of_p * (radial * p);
    J1[10] = square_of_p * (radial * q);
    J0[14] = e0;
    J1[14] = e1;
}

}  // namespace rivals
