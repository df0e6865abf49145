// Central differences of formulas, to compare derivatives with.
#pragma once

#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace central_differences {

/// Step: the error from the third derivative grows as h^2, that from rounding as 1e-16 / h. Both are about 1e-10 here, for values
/// and derivatives around 1; the tolerance leaves a factor of 100 for those around 10.
inline constexpr double step = 1e-5;
inline constexpr double tolerance = 1e-8;

/// The entries of a number or a tensor.
inline std::vector<double> entries(double value) { return {value}; }
template <int... Extents>
std::vector<double> entries(ctgrad::tensor<double, Extents...> const& t) {
    return {t.begin(), t.end()};
}

/// Largest difference between the entries of `jacobian` (those of f, for each those of x) and central differences of
/// f(x = ..., others...) around `at`.
template <class F, class X, class Jacobian, class... Others>
double largest_error(F f, X x, std::vector<double> at, Jacobian const& jacobian, Others const&... others) {
    auto const found = entries(jacobian);
    auto const value = [&](std::vector<double> const& point) {
        if constexpr (X::shape.rank == 0)
            return entries(f(x = point[0], others...));
        else
            return entries(f(x = point, others...));
    };
    auto const outputs = value(at).size();
    REQUIRE(found.size() == outputs * at.size());
    double largest = 0;
    for (std::size_t i = 0; i < at.size(); ++i) {
        auto above = at;
        auto below = at;
        above[i] += step;
        below[i] -= step;
        auto const high = value(above);
        auto const low = value(below);
        for (std::size_t o = 0; o < outputs; ++o) {
            double const error = std::abs((high[o] - low[o]) / (2 * step) - found[o * at.size() + i]);
            largest = error <= largest ? largest : error;  // a NaN stays
        }
    }
    return largest;
}

}  // namespace central_differences
