// Rosenbrock's function of 100 numbers with its gradient, by hand: entry i of the gradient needs the terms i and i - 1, and computing
// one twice costs less than passing it from lane to lane.
#pragma once
#include "lanes.hpp"

namespace rivals {

/// `in`: 100 numbers.   `out`: the value, then the gradient.
[[gnu::always_inline]] inline void rosenbrock(double const* __restrict in, double* __restrict out) {
    constexpr std::size_t n = 100;
    double* const g = out + 1;
    lanes valleys{}, slopes{};
    std::size_t i = 1;
    for (; i + vector_lanes < n; i += vector_lanes) {
        lanes const x = load(in + i), before = load(in + i - 1), after = load(in + i + 1);
        lanes const t = after - x * x, u = 1 - x;
        valleys += t * t;
        slopes += u * u;
        store(g + i, 200 * ((x - before * before) - 2 * (x * t)) - 2 * u);
    }
    double value = 100 * sum(valleys) + sum(slopes);
    for (; i + 1 < n; ++i) {
        double const x = in[i], t = in[i + 1] - x * x, u = 1 - x;
        value += 100 * (t * t) + u * u;
        g[i] = 200 * (x - in[i - 1] * in[i - 1]) - 400 * (x * t) - 2 * u;
    }
    double const t = in[1] - in[0] * in[0], u = 1 - in[0];
    out[0] = value + (100 * (t * t) + u * u);
    g[0] = -400 * (in[0] * t) - 2 * u;
    g[n - 1] = 200 * (in[n - 1] - in[n - 2] * in[n - 2]);
}

}  // namespace rivals
