// Helmholtz energy of 16 substances with its gradient, by hand.
//
// The matrix is symmetric: A x serves the value and the gradient, and is read by columns, so that every lane is one row. Two numbers
// that depend on sums remain, which multiply b and A x.   n d = 1 + 2 b - b^2 makes the derivative of log(n / d) 2 root(2) / (n d).
#pragma once
#include "lanes.hpp"

#include <cmath>

namespace rivals {

/// `in`: x (16), b (16), A (16 x 16).   `out`: the value, then the gradient by x.
[[gnu::always_inline]] inline void helmholtz(double const* __restrict in, double* __restrict out) {
    constexpr std::size_t n = 16;
    constexpr std::size_t blocks = n / vector_lanes;
    constexpr double RT = 8.314e-2 * 3.0, root2 = 1.41421356237309504880, root8 = 2 * root2;
    double const* const b = in + n;
    double const* const A = in + 2 * n;

    lanes even[blocks]{}, odd[blocks]{};  // two chains of additions for each row
    for (std::size_t j = 0; j < n; j += 2)
        for (std::size_t k = 0; k < blocks; ++k) {
            even[k] += in[j] * load(A + j * n + k * vector_lanes);
            odd[k] += in[j + 1] * load(A + (j + 1) * n + k * vector_lanes);
        }
    lanes volumes{}, amounts{}, products{};
    for (std::size_t k = 0; k < blocks; ++k) {
        lanes const x = load(in + k * vector_lanes);
        even[k] += odd[k];
        volumes += x * load(b + k * vector_lanes);
        amounts += x;
        products += x * even[k];
    }
    double const volume = sum(volumes), attraction = sum(products);
    double const by_free = 1 / (1 - volume);

    double logarithm[n];
    for (std::size_t i = 0; i < n; ++i) logarithm[i] = std::log(in[i] * by_free);
    double const above = 1 + (1 + root2) * volume, below = 1 + (1 - root2) * volume;
    double const ratio = std::log(above / below);
    double const by_volume = 1 / volume;
    double const g = ratio * by_volume * (1 / root8);  // the value is RT entropy - attraction g
    double const dg = (1 / (above * below) - g) * by_volume;
    lanes const on_b = all(RT * sum(amounts) * by_free - attraction * dg), on_Ax = all(2 * g);
    lanes entropies{};
    for (std::size_t k = 0; k < blocks; ++k) {
        lanes const l = load(logarithm + k * vector_lanes);
        entropies += load(in + k * vector_lanes) * l;
        store(out + 1 + k * vector_lanes, RT * (l + 1) + on_b * load(b + k * vector_lanes) - on_Ax * even[k]);
    }
    out[0] = RT * sum(entropies) - attraction * g;
}

}  // namespace rivals
