// The Helmholtz energy of a mixed fluid after Peng and Robinson: a classic of the literature on automatic differentiation (Griewank
// and Walther, Evaluating Derivatives).
#pragma once
#include <array>
#include <cmath>
#include <cstddef>

namespace functions {

template <std::size_t N>
struct helmholtz {
    static constexpr double gas_constant_times_temperature = 8.314e-2 * 3.0;

    /// `x`: amounts.   `b`: volumes.   `a`: attractions, symmetric, row by row.
    template <class T, class U>
    constexpr T operator()(std::array<T, N> const& x, std::array<U, N> const& b, std::array<U, N * N> const& a) const {
        using std::log;
        constexpr double root2 = 1.41421356237309504880;
        T volume = b[0] * x[0];
        for (std::size_t i = 1; i < N; ++i) volume = volume + b[i] * x[i];
        T attraction = quadratic_form(x, a);
        T entropy = x[0] * log(x[0] / (1.0 - volume));
        for (std::size_t i = 1; i < N; ++i) entropy = entropy + x[i] * log(x[i] / (1.0 - volume));
        return gas_constant_times_temperature * entropy -
               attraction / (2.0 * root2 * volume) *
                   log((1.0 + (1.0 + root2) * volume) / (1.0 + (1.0 - root2) * volume));
    }
    template <class T, class U>
    static constexpr T quadratic_form(std::array<T, N> const& x, std::array<U, N * N> const& a) {
        T sum = x[0] * row(x, a, 0);
        for (std::size_t i = 1; i < N; ++i) sum = sum + x[i] * row(x, a, i);
        return sum;
    }
    template <class T, class U>
    static constexpr T row(std::array<T, N> const& x, std::array<U, N * N> const& a, std::size_t i) {
        T sum = a[i * N] * x[0];
        for (std::size_t j = 1; j < N; ++j) sum = sum + a[i * N + j] * x[j];
        return sum;
    }
};

}  // namespace functions
