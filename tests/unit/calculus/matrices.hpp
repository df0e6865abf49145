// Square matrices, and vectors that fit, for the tests of linear systems.
#pragma once

#include "central_differences.hpp"

namespace matrices {

template <int N>
inline constexpr auto A = ctgrad::symbol<"A", N, N>;
template <int N>
inline constexpr auto b = ctgrad::symbol<"b", N>;
template <int N>
inline constexpr auto B = ctgrad::symbol<"B", N, 2>;

using list = std::vector<double>;

/// Entries between -1 and 1 without a pattern. With `weight` on the diagonal: at 2 and more the conditions below are at most about 30,
/// at 0 the first pivot is rarely the largest.
inline list matrix(int n, double weight, unsigned seed = 12345) {
    list a;
    for (int k = 0; k < n * n; ++k) {
        seed = seed * 1664525U + 1013904223U;
        a.push_back((seed >> 8) / double(1 << 23) - 1 + (k % (n + 1) == 0 ? weight : 0));
    }
    return a;
}
inline list vector(int n) {
    list v;
    for (int k = 0; k < n; ++k) v.push_back(std::sin(2.3 * k + 0.4));
    return v;
}

}  // namespace matrices
