// The order of nests that could run in any.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <cmath>

namespace {

using namespace ctgrad::literals;

constexpr int n = 40;
constexpr auto x = ctgrad::symbol<"x", n>;
constexpr auto b = ctgrad::symbol<"b", n>;
constexpr auto A = ctgrad::symbol<"A", n, n>;

/// The first nest of so many loops with an instruction; -1 where there is none.
template <class F>
constexpr int first_with(F, ctgrad::graph::opcode wanted, int loops) {
    auto const& plan = ctgrad::schedule::planned<ctgrad::program_of<F>>::plan;
    for (int k = 0; k < plan.count.nests; ++k)
        for (int i = 0; i < plan.nests[k].instructions; ++i)
            if (plan.nests[k].loops == loops && plan.instructions[plan.nests[k].first_instruction + i].op == wanted)
                return k;
    return -1;
}

// Both sums wait for the logarithms and for the product; the logarithms wait for a sum, the product for nothing.
constexpr auto entropy = dot(x, log(x / (1_c - dot(b, x))));
constexpr auto attraction = dot(x, A* x);

template <class F>
constexpr bool product_comes_first(F f) {
    int const logarithms = first_with(f, ctgrad::op::code<ctgrad::op::log_op>, 1);
    int const product = first_with(f, ctgrad::schedule::accumulate_code, 2);
    return product >= 0 && product < logarithms;
}

TEST_CASE("What waits for nothing is done before what waits, whatever stands first in the formula") {
    STATIC_REQUIRE(product_comes_first(entropy * attraction));
    STATIC_REQUIRE(product_comes_first(attraction * entropy));
    STATIC_REQUIRE(product_comes_first(value_and_gradient(entropy * attraction, x)));
    STATIC_REQUIRE(product_comes_first(value_and_gradient(attraction * entropy, x)));
}

TEST_CASE("A store that has to go through the workspace still comes last") {
    double v[n];
    for (int i = 0; i < n; ++i) v[i] = i;
    double w[n];
    for (int i = 0; i < n; ++i) w[i] = 100 + i;
    double const by_hand = std::log(1.0 * (n - 1) + 100);
    ctgrad::update(x = concat(ctgrad::segment<1, n - 1>(x), log(x[39_c] + b[0_c])), b = x)(x = v, b = w);
    for (int i = 0; i + 1 < n; ++i) CHECK(v[i] == i + 1);
    CHECK(v[n - 1] == Approx(by_hand).epsilon(1e-15));
    for (int i = 0; i < n; ++i) CHECK(w[i] == i);
}

}  // namespace
