// Price of a call option, its five first derivatives and gamma, by hand.
//
// S phi(d1) = K exp(-r T) phi(d2), so the derivatives of d1 and d2 leave one term: five derivatives for two more products each.
// Two exponentials, two error functions, a logarithm, a root, three divisions.
#pragma once
#include <cmath>

namespace rivals {

/// `in`: stock S, strike K, rate r, volatility, years T.   `out`: price, its derivatives in that order, the second one by S.
[[gnu::always_inline]] inline void black_scholes(double const* __restrict in, double* __restrict out) {
    double const S = in[0], K = in[1], r = in[2], volatility = in[3], T = in[4];
    double const root = std::sqrt(T);
    double const spread = volatility * root;
    double const by_spread = 1 / spread;
    double const d1 = (std::log(S / K) + (r + 0.5 * volatility * volatility) * T) * by_spread;
    double const d2 = d1 - spread;
    constexpr double root_half = 0.70710678118654752440, phi0 = 0.39894228040143267794;
    double const N1 = 0.5 + 0.5 * std::erf(d1 * root_half), N2 = 0.5 + 0.5 * std::erf(d2 * root_half);
    double const phi = phi0 * std::exp(-0.5 * d1 * d1);
    double const discounted = std::exp(-r * T) * N2;
    double const owed = K * discounted;
    double const density = S * phi;
    out[0] = S * N1 - owed;
    out[1] = N1;
    out[2] = -discounted;
    out[3] = T * owed;
    out[4] = density * root;
    out[5] = density * (0.5 * volatility * volatility * by_spread) + r * owed;
    out[6] = phi * by_spread / S;
}

}  // namespace rivals
