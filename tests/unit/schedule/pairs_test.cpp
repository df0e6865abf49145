// A sine and a cosine of one number are computed together.
#include "plans.hpp"

#include <catch2/catch.hpp>

#include <cmath>

namespace {

using namespace ctgrad::literals;

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto z = ctgrad::symbol<"z">;

template <class F>
constexpr int pairs(F f) {
    auto const& plan = plans::plan_of(f);
    int count = 0;
    for (int k = 0; k < plan.count.straight; ++k) {
        auto const form = plans::form(plan, k);
        if (form.pairs) count += form.lanes == 0 ? 1 : form.lanes;
    }
    return count;
}

// What the two results are used for keeps them apart, whatever rewriting does with products of sines and cosines.
constexpr auto both = exp(sin(x)) - log(3_c + cos(x));

TEST_CASE("pairs are found, and only pairs") {
    STATIC_REQUIRE(pairs(both) == 1);
    STATIC_REQUIRE(pairs(exp(cos(x * y)) + log(3_c + sin(x * y)) + tanh(cos(z))) == 1);
    STATIC_REQUIRE(pairs(exp(sin(x)) + log(3_c + cos(y))) == 0);
    STATIC_REQUIRE(pairs(ctgrad::program(both, exp(cos(y)) + log(3_c + sin(y)))) == 2);
    STATIC_REQUIRE(pairs(strict(both)) == 0);  // the library need not compute both as it computes each
    STATIC_REQUIRE(ctgrad::cost(both).functions == 4);
}

TEST_CASE("pairs have registers of their own where the C library writes them to memory") {
    constexpr auto const& plan = plans::plan_of(both);
    constexpr int k = plans::position(both, plans::code<ctgrad::op::sin_op>);
    STATIC_REQUIRE(plans::form(plan, k).pairs);
    STATIC_REQUIRE((plan.straight_at(k).to >= ctgrad::schedule::first_paired) == ctgrad::schedule::keeps_pairs_apart);
    STATIC_REQUIRE((plan.straight_at(k).b >= ctgrad::schedule::first_paired) == ctgrad::schedule::keeps_pairs_apart);
    STATIC_REQUIRE(plan.straight_at(k).to != plan.straight_at(k).b);
}

TEST_CASE("what is stored between a sine and its cosine does not part them") {
    STATIC_REQUIRE(pairs(ctgrad::program(log(3_c + sin(x)), exp(y), tanh(cos(x)))) == 1);
    auto const results = ctgrad::program(log(3_c + sin(x)), exp(y), tanh(cos(x)))(x = 0.7, y = -0.3);
    CHECK(boost::hana::at_c<0>(results) == Approx(std::log(3 + std::sin(0.7))).epsilon(1e-15));
    CHECK(boost::hana::at_c<1>(results) == Approx(std::exp(-0.3)).epsilon(1e-15));
    CHECK(boost::hana::at_c<2>(results) == Approx(std::tanh(std::cos(0.7))).epsilon(1e-15));
}

TEST_CASE("results of pairs go where they belong") {
    constexpr auto f = exp(cos(x * y)) + log(3_c + sin(x * y)) * x + tanh(cos(y)) - cbrt(sin(y)) * z;
    for (double a : {-2.5, 0.0, 0.7, 40.0})
        for (double b : {-1.25, 0.5, 3.0}) {
            double const expected = std::exp(std::cos(a * b)) + std::log(3 + std::sin(a * b)) * a +
                                    std::tanh(std::cos(b)) - std::cbrt(std::sin(b)) * 1.5;
            CHECK(f(x = a, y = b, z = 1.5) == Approx(expected).epsilon(1e-14));  // a dozen roundings
            CHECK(f(x = float(a), y = float(b), z = 1.5F) == Approx(expected).epsilon(1e-5).margin(1e-5));
        }
}

TEST_CASE("in place: the cosine sees the old value") {
    double a = 0.75;
    double b = 0.25;
    ctgrad::update(x = exp(sin(x)), y = log(3_c + cos(x)))(x = a, y = b);
    CHECK(a == Approx(std::exp(std::sin(0.75))).epsilon(1e-15));
    CHECK(b == Approx(std::log(3 + std::cos(0.75))).epsilon(1e-15));
}

}  // namespace
