// Calls that are made together, where there is a library of vector functions.
#include <ctgrad/interop/libmvec.hpp>

#include "plans.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#if defined(__x86_64__) && defined(__GLIBC__)

namespace {

using namespace ctgrad::literals;
namespace schedule = ctgrad::schedule;

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto z = ctgrad::symbol<"z">;

using plans::code;
using plans::count;
using ctgrad::op::exp_op;
using ctgrad::op::log_op;

/// How many calls of a function one instruction makes: the most of all instructions with that operator.
template <class F>
constexpr int lanes(F f, int code) {
    auto const& plan = plans::plan_of(f);
    int most = 0;
    for (int k = 0; k < plan.count.straight; ++k) {
        auto const form = plans::form(plan, k);
        if (form.op == code && form.lanes > most) most = form.lanes;
    }
    return most;
}

TEST_CASE("calls of one function are made together where none waits for another") {
    using ctgrad::op::cos_op;
    using ctgrad::op::sin_op;
    constexpr auto f = exp(x) * log(y) + exp(y) * log(z) + exp(z);
    STATIC_REQUIRE(count(f, code<exp_op>) == 1);
    STATIC_REQUIRE(lanes(f, code<exp_op>) == 3);
    STATIC_REQUIRE(lanes(f, code<log_op>) == 2);
    STATIC_REQUIRE(ctgrad::cost(f).functions == 5);
    CHECK(f(x = 0.5, y = 2.0, z = 3.0) ==
          Approx(std::exp(0.5) * std::log(2.0) + std::exp(2.0) * std::log(3.0) + std::exp(3.0)).epsilon(2e-14));

    // a sine with its cosine is one call, of another function than a sine alone; a sine of a sine waits
    constexpr auto g = sin(sin(x) * sin(y)) * cos(x) * cos(y) - cos(sin(z));
    STATIC_REQUIRE(count(g, code<sin_op>) == 2);  // of x and y; of z and of the product
    STATIC_REQUIRE(count(g, code<cos_op>) == 1);
    STATIC_REQUIRE(lanes(g, code<sin_op>) == 2);
    CHECK(g(x = 0.5, y = 2.0, z = 3.0) ==
          Approx(std::sin(std::sin(0.5) * std::sin(2.0)) * std::cos(0.5) * std::cos(2.0) - std::cos(std::sin(3.0))).epsilon(2e-14));
    constexpr auto cosines = cos(x) + cos(y) * 2_c;
    STATIC_REQUIRE(lanes(cosines, code<cos_op>) == 2);
    CHECK(cosines(x = 0.5, y = 2.0) == Approx(std::cos(0.5) + 2 * std::cos(2.0)).epsilon(2e-14));

    // an early one is put off until the others are ready, if nobody waits for it
    constexpr auto late = exp(x) + exp(log(y) * z) * log(z);
    STATIC_REQUIRE(lanes(late, code<exp_op>) == 2);
    STATIC_REQUIRE(lanes(late, code<log_op>) == 2);
    STATIC_REQUIRE(lanes(exp(x + log(exp(y))), code<exp_op>) == 0);

    STATIC_REQUIRE(lanes(strict(f), code<exp_op>) == 0);
    constexpr auto powers = pow(x, y) + pow(y, x) * atan2(x, y);
    STATIC_REQUIRE(lanes(powers, code<ctgrad::op::pow_op>) == 2);
    CHECK(powers(x = 2.0, y = 3.0) == Approx(8 + 9 * std::atan2(2.0, 3.0)).epsilon(2e-14));
}

TEST_CASE("groups of calls are complete where they can be, and no longer than the widest register") {
    constexpr auto groups = [] {
        using bits = std::uint64_t;
        ctgrad::detail::list<schedule::function_call> calls;
        for (int k = 0; k < 10; ++k) calls.push({.function = code<exp_op>});               // 0 to 9
        calls.push({.function = code<log_op>, .needs = bits{1}});                          // 10: waits for 0
        calls.push({.function = code<exp_op>, .needs = bits{1} << 10 | bits{1}});          // 11: waits for 10
        calls.push({.function = code<log_op>});                                            // 12
        calls.push({.function = code<exp_op>, .alone = true});                             // 13
        ctgrad::detail::list<int> lanes;
        ctgrad::detail::list<int> const group = schedule::call_groups(calls).run(lanes);
        std::array<int, 14 + 8> result{};
        for (int k = 0; k < 14; ++k) result[static_cast<std::size_t>(k)] = group[k];
        for (int k = 0; k < lanes.size(); ++k) result[static_cast<std::size_t>(14 + k)] = lanes[k];
        return result;
    }();
    // first what is alone: nothing of its kind is still to come. The exponentials are not complete, but the first that is ready is one
    STATIC_REQUIRE(groups == std::array{1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 2, 3, 2, 0, 1, 8, 2, 3, 0, 0, 0, 0});
}

TEST_CASE("a condition that waits for the call itself does not come before it") {
    constexpr auto f = select(cos(x) < y, sin(x) * y, x) + exp(x) * exp(y);
    STATIC_REQUIRE(lanes(f, code<exp_op>) == 2);
    CHECK(f(x = 1.0, y = 1.0) == Approx(std::sin(1.0) + std::exp(2.0)).epsilon(2e-14));
    CHECK(f(x = 1.0, y = -1.0) == Approx(2.0).epsilon(2e-14));
}

TEST_CASE("what only one side of a selection needs is called alone, where that is taken") {
    constexpr auto f = select(x < y, log(x) + exp(x), exp(y)) + exp(z) * exp(z + y);
    STATIC_REQUIRE(lanes(f, code<exp_op>) == 2);
    STATIC_REQUIRE(count(f, code<exp_op>) == 3);
    CHECK(f(x = 1.0, y = 2.0, z = 0.0) == Approx(std::exp(1.0) + std::exp(2.0)).epsilon(2e-14));
    CHECK(f(x = 2.0, y = 1.0, z = 0.0) == Approx(2 * std::exp(1.0)).epsilon(2e-14));
}

TEST_CASE("results are stored when the whole group is there") {
    constexpr auto all = ctgrad::program(sin(x), exp(x), sin(y), exp(y) / 3_c, cos(y));
    auto const found = all(x = 0.5, y = 0.25);
    CHECK(found[boost::hana::size_c<0>] == Approx(std::sin(0.5)).epsilon(2e-14));
    CHECK(found[boost::hana::size_c<1>] == Approx(std::exp(0.5)).epsilon(2e-14));
    CHECK(found[boost::hana::size_c<2>] == Approx(std::sin(0.25)).epsilon(2e-14));
    CHECK(found[boost::hana::size_c<3>] == Approx(std::exp(0.25) / 3).epsilon(2e-14));
    CHECK(found[boost::hana::size_c<4>] == Approx(std::cos(0.25)).epsilon(2e-14));
}

}  // namespace

#endif
