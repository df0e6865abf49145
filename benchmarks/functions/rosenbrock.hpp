// Rosenbrock's function in N dimensions.
#pragma once
#include <array>
#include <cstddef>

namespace functions {

template <std::size_t N>
struct rosenbrock {
    template <class T>
    constexpr T operator()(std::array<T, N> const& x) const {
        T sum = term(x, 0);
        for (std::size_t i = 1; i + 1 < N; ++i) sum = sum + term(x, i);
        return sum;
    }
    template <class T>
    static constexpr T term(std::array<T, N> const& x, std::size_t i) {
        T const valley = x[i + 1] - x[i] * x[i];
        T const slope = 1.0 - x[i];
        return 100.0 * (valley * valley) + slope * slope;
    }
};

}  // namespace functions
