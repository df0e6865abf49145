#include <catch2/catch.hpp>

#include <ctgrad/ctgrad.hpp>
#include <ctgrad/interop/ceres.hpp>

#include <cmath>
#include <tuple>

namespace {

/// How far an exponential curve is from a point, and that its rate is small. Fails for a negative rate.
struct distance {
    template <class T>
    constexpr bool operator()(T const* curve, T const* offset, T const* observed, T* residual) const {
        using std::exp;
        if (curve[0] < 0.0) return false;
        residual[0] = exp(curve[0] * observed[0] + curve[1]) + offset[0] - observed[1];
        residual[1] = 0.5 * curve[0];
        return true;
    }
};
using residual = ctgrad::residual<distance, 2, 2, 1, 2>;

}  // namespace

TEST_CASE("A cost functor in the style of Ceres is a function of arrays") {
    auto const jacobian = ctgrad::value_and_jacobian<0, 1>(residual{});
    auto const [value, derivatives] = jacobian(std::array{0.3, 0.1}, std::array{0.5}, std::array{2.0, 4.0});
    double const e = std::exp(0.7);
    CHECK(value[0] == Approx(e + 0.5 - 4).epsilon(1e-15).margin(1e-15));  // three roundings of numbers below 5
    CHECK(value[1] == 0.15);
    auto const [by_curve, by_offset] = derivatives;
    CHECK(by_curve(0, 0) == Approx(2 * e).epsilon(1e-15));
    CHECK(by_curve(0, 1) == Approx(e).epsilon(1e-15));
    CHECK(by_curve(1, 0) == 0.5);
    CHECK(by_curve(1, 1) == 0);
    CHECK(by_offset(0, 0) == 1);
    CHECK(by_offset(1, 0) == 0);
}

TEST_CASE("Where a functor fails, its residuals are not numbers") {
    auto const value = ctgrad::value_and_jacobian(residual{})(std::array{-0.3, 0.1}, std::array{0.5}, std::array{2.0, 4.0}).first;
    CHECK(std::isnan(value[0]));
    CHECK(std::isnan(value[1]));
}
