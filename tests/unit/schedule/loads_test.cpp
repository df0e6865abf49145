// What is read from inputs in straight-line code, and how often.
#include "plans.hpp"

#include <array>

#include <catch2/catch.hpp>

namespace {

/// Results one after the other, of the same three numbers.
template <int Results, int Steps>
struct stages {
    template <class T>
    constexpr std::array<T, Results> operator()(std::array<T, 3> const& v) const {
        std::array<T, Results> all{};
        T sum = v[0] * v[1];
        for (std::size_t k = 0; k < Results; ++k) {
            for (std::size_t i = 0; i < Steps; ++i) sum = v[(k + i) % 3] + sum * (v[(k + i + 1) % 3] + 1.0 / static_cast<double>(i + 2));
            all[k] = sum;
        }
        return all;
    }
};
using long_one = stages<5, 9>;
using short_one = stages<3, 2>;

constexpr auto v = ctgrad::symbol<"v", 3>;

/// Loads of what is in a register already.
template <class F>
constexpr int copies(F f) {
    auto const& plan = plans::plan_of(f);
    int count = 0;
    for (int k = 0; k < plan.count.straight; ++k)
        if (plans::form(plan, k).op == ctgrad::schedule::load_code && plan.straight_at(k).c >= 0) ++count;
    return count;
}

typedef double lanes __attribute__((vector_size(16)));

}  // namespace

TEST_CASE("lanes are read again after a store, in long code and with Clang") {
    constexpr bool again = copies(ctgrad::trace(long_one{})(v)) > 0;
    STATIC_REQUIRE(again == ctgrad::schedule::reads_again);
    STATIC_REQUIRE(copies(ctgrad::trace(short_one{})(v)) == 0);
}

TEST_CASE("what is read again is what was read") {
    std::array<lanes, 3> in{};
    for (int k = 0; k < 3; ++k)
        for (int lane = 0; lane < 2; ++lane) in[static_cast<std::size_t>(k)][lane] = 0.4 * lane - 0.3 * k + 0.05;
    auto const [values, jacobian] = ctgrad::value_and_jacobian(long_one{})(in);
    for (int lane = 0; lane < 2; ++lane) {
        std::array<double, 3> const alone{in[0][lane], in[1][lane], in[2][lane]};
        std::array<double, 5> const expected = long_one{}(alone);
        auto const [scalars, scalar_jacobian] = ctgrad::value_and_jacobian(long_one{})(alone);
        for (int k = 0; k < 5; ++k) {
            auto const at = static_cast<std::size_t>(k);
            CHECK(values[at][lane] == Approx(expected[at]).epsilon(1e-13).margin(1e-13));  // some 50 roundings
            CHECK(scalars[at] == Approx(expected[at]).epsilon(1e-13).margin(1e-13));
            for (int i = 0; i < 3; ++i) {
                double const in_lane = std::get<0>(jacobian)[k][i][lane];
                CHECK(in_lane == Approx(std::get<0>(scalar_jacobian)[k][i]).epsilon(1e-12).margin(1e-12));
            }
        }
    }
}
