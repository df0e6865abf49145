// What stands around calls of functions in straight-line code, and products that become part of sums.
#include "plans.hpp"

#include <catch2/catch.hpp>

#include <cmath>

namespace {

using namespace ctgrad::literals;
namespace schedule = ctgrad::schedule;

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto z = ctgrad::symbol<"z">;

using plans::code;
using plans::count;
using plans::position;
using ctgrad::op::add_op;
using ctgrad::op::divide_op;
using ctgrad::op::exp_op;
using ctgrad::op::log_op;
using ctgrad::op::multiply_op;
using ctgrad::op::sqrt_op;

TEST_CASE("what no call needs comes after the last one") {
    constexpr auto f = exp(x * y) * (x + y + 1_c) + log(2_c + z * z) * (x + y + 2_c);
    constexpr int last = position(f, code<log_op>);
    STATIC_REQUIRE(last > position(f, code<exp_op>));
    // x + y, of which two sums are made, and would be kept across the logarithm
    STATIC_REQUIRE(position(f, code<add_op>) > last);
    CHECK(f(x = 0.5, y = 0.25, z = 2.0) == Approx(std::exp(0.125) * 1.75 + std::log(6.0) * 2.75).epsilon(1e-15));
}

TEST_CASE("a divisor that is there before a call is inverted before it") {
    constexpr auto f = tanh(log(x) / (y * sqrt(z)));
    STATIC_REQUIRE(count(f, code<divide_op>) == 1);
    STATIC_REQUIRE(position(f, code<divide_op>) < position(f, code<log_op>));
    STATIC_REQUIRE(position(f, code<sqrt_op>) < position(f, code<log_op>));
    STATIC_REQUIRE(position(f, code<multiply_op>, 1) > position(f, code<log_op>));
    CHECK(f(x = 3.0, y = 2.0, z = 0.25) == Approx(std::tanh(std::log(3.0))).epsilon(1e-15));
    // not where every operation is rounded as it is written, and not what is known after a call only
    STATIC_REQUIRE(position(strict(f), code<divide_op>) > position(strict(f), code<log_op>));
    STATIC_REQUIRE(position(log(x) / exp(y), code<divide_op>) > position(log(x) / exp(y), code<exp_op>));
}

TEST_CASE("the order changes no value") {
    // sums and products of functions of functions: every kind of step between calls
    constexpr auto a = sin(x * y) / (1_c + x * x) + exp(-y) * cos(x * y);
    constexpr auto b = log(2_c + a * a) / sqrt(1_c + y * y) - x / (2_c + cos(a));
    constexpr auto all = ctgrad::program(a, b, derivative(b, x), derivative(b, y), a - b);
    constexpr auto expected = strict(all)(x = 0.75, y = -1.25);
    auto const found = all(x = 0.75, y = -1.25);
    boost::hana::size_t<0> const first{};
    CHECK(found[first] == Approx(expected[first]).epsilon(1e-14));
    CHECK(found[boost::hana::size_c<1>] == Approx(expected[boost::hana::size_c<1>]).epsilon(1e-14));
    CHECK(found[boost::hana::size_c<2>] == Approx(expected[boost::hana::size_c<2>]).epsilon(1e-13));
    CHECK(found[boost::hana::size_c<3>] == Approx(expected[boost::hana::size_c<3>]).epsilon(1e-13));
    CHECK(found[boost::hana::size_c<4>] == Approx(expected[boost::hana::size_c<4>]).epsilon(1e-14));
}

TEST_CASE("without a library of vector functions, calls are made one by one") {
    STATIC_REQUIRE(count(exp(x) * log(y) + exp(y) * log(z), code<exp_op>) == 2);
}

TEST_CASE("in place, everything is read before anything is written") {
    double p = 0.5;
    double q = 2.0;
    ctgrad::update(x = log(y) / (1_c + x * x), y = exp(x) * y - sqrt(y))(x = p, y = q);
    CHECK(p == Approx(std::log(2.0) / 1.25).epsilon(1e-15));
    CHECK(q == Approx(std::exp(0.5) * 2 - std::sqrt(2.0)).epsilon(1e-15));
}

TEST_CASE("products become part of sums and differences, for all of their uses or for none") {
    constexpr auto sum = x * y + z;
    constexpr auto first = x * y - z;
    constexpr auto second = z - x * y;
    STATIC_REQUIRE(count(sum, schedule::multiply_add_code) == 1);
    STATIC_REQUIRE(count(first, schedule::multiply_subtract_code) == 1);
    STATIC_REQUIRE(count(second, schedule::subtract_product_code) == 1);
    STATIC_REQUIRE(
        count(first, code<multiply_op>) + count(second, code<multiply_op>) + count(sum, code<multiply_op>) == 0);
    STATIC_REQUIRE(ctgrad::cost(first).total() == ctgrad::cost(sum).total());
    CHECK(sum(x = 2.0, y = 3.0, z = 5.0) == 11.0);
    CHECK(first(x = 2.0, y = 3.0, z = 5.0) == 1.0);
    CHECK(second(x = 2.0, y = 3.0, z = 5.0) == -1.0);

    constexpr auto two_sums = ctgrad::program(x * y + z, x * y - z);
    STATIC_REQUIRE(count(two_sums, code<multiply_op>) == 0);
    constexpr auto also_a_result = ctgrad::program(x * y + z, x * y);
    STATIC_REQUIRE(count(also_a_result, code<multiply_op>) == 1);
    STATIC_REQUIRE(count(also_a_result, schedule::multiply_add_code) == 0);
    STATIC_REQUIRE(count(strict(first), schedule::multiply_subtract_code) == 0);
    auto const both = two_sums(x = 2.0, y = 3.0, z = 5.0);
    CHECK(both[boost::hana::size_c<0>] == 11.0);
    CHECK(both[boost::hana::size_c<1>] == 1.0);
}

TEST_CASE("y (1 - y) is one step, rounded no more often, and as it is written in strict formulas") {
    constexpr auto y_of_x = 1_c / (1_c + x * x);
    constexpr auto f = y_of_x * (1_c - y_of_x);
    STATIC_REQUIRE(count(f, schedule::logistic_code) == 1);
    STATIC_REQUIRE(count(f, code<ctgrad::op::subtract_op>) == 0);
    STATIC_REQUIRE(count(strict(f), schedule::logistic_code) == 0);
    // what others need stays
    constexpr auto g = y_of_x * (1_c - y_of_x) + sqrt(1_c - y_of_x);
    STATIC_REQUIRE(count(g, code<ctgrad::op::subtract_op>) == 1);
    for (double const at : {1e-3, 0.5, 1.0, 3.0, 1e4}) {
        double const value = 1 / (1 + at * at);
        double const rest = at * at / (1 + at * at);  // 1 - y without cancellation
        double const slope = value * (1 - value);
        CHECK(std::abs(f(x = at) - slope) <= 3e-16 * slope);
        CHECK(f(x = at) == Approx(value * rest).epsilon(at < 0.1 ? 1e-9 : 1e-14));  // y is rounded: 1e-16 of 1 - y = 1e-6
        CHECK(g(x = at) == Approx(value * rest + std::sqrt(rest)).epsilon(1e-9));
    }
}

}  // namespace
