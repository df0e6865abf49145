// Numbers of double as exact constants.
#include <ctgrad/ctgrad.hpp>
#include <ctgrad/op/number.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

using ctgrad::graph::constant;
using ctgrad::math::rational;
using ctgrad::op::constant_of_number;

namespace {

constexpr auto seventh = [](auto x) { return 6.62607015e-34 * x; };
constexpr auto x = ctgrad::symbol<"x">;

bool same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

}  // namespace

TEST_CASE("A number is the shortest decimal, or the simplest fraction, that rounds to it") {
    CHECK(constant_of_number(0.1) == constant{rational{1, 10}});
    CHECK(constant_of_number(-2.5e-4) == constant{rational{-1, 4000}});
    CHECK(constant_of_number(1e15) == constant{rational{1000000000000000, 1}});
    CHECK(constant_of_number(1.0 / 3) == constant{rational{1, 3}});
    CHECK(constant_of_number(22.0 / 7) == constant{rational{22, 7}});
    CHECK(constant_of_number(3.141592653589793).which == constant::name::pi);
    CHECK(constant_of_number(2.718281828459045).which == constant::name::e);
}

TEST_CASE("What is no fraction of 64-bit integers keeps its bits") {
    double const largest = std::numeric_limits<double>::max();
    double const infinity = std::numeric_limits<double>::infinity();
    for (double const number : {6.62607015e-34, -1e300, largest, infinity, -0.0, 5e-324}) {
        constant const c = constant_of_number(number);
        CHECK(c.which == constant::name::binary);
        CHECK(same_bits(ctgrad::evaluate::constant_value<double>(c), number));
    }
    CHECK(std::isnan(
        ctgrad::evaluate::constant_value<double>(constant_of_number(std::numeric_limits<double>::quiet_NaN()))));
}

TEST_CASE("Evaluated in double, a constant is the number that it was made from, to the bit") {
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> mantissa(-1, 1);
    std::uniform_int_distribution<int> exponent(-60, 60);
    for (int k = 0; k < 100000; ++k) {
        double const number = std::ldexp(mantissa(random), exponent(random));
        double const again = ctgrad::evaluate::constant_value<double>(constant_of_number(number));
        if (!same_bits(again, number)) FAIL(number);
    }
}

TEST_CASE("A root of a small fraction is a root, and nothing else is") {
    using ctgrad::op::number::square_of_root;
    CHECK(square_of_root(std::sqrt(0.5)) == rational{1, 2});
    CHECK(square_of_root(0.70710678118654752440) == rational{1, 2});
    CHECK(square_of_root(std::sqrt(2.0)) == rational{2, 1});
    CHECK(square_of_root(std::sqrt(3.0) / 2) == rational{3, 4});
    CHECK(square_of_root(std::sqrt(7.0 / 30)) == rational{7, 30});
    CHECK_FALSE(square_of_root(std::nextafter(std::sqrt(2.0), 2)).representable());
    CHECK_FALSE(square_of_root(1e-300).representable());
    CHECK_FALSE(square_of_root(std::numeric_limits<double>::infinity()).representable());
    std::mt19937_64 random(9);
    std::uniform_real_distribution<double> any(0.002, 500);
    for (int k = 0; k < 100000; ++k) CHECK_FALSE(square_of_root(any(random)).representable());
    // so the square of it is exact, and the value is the number to the bit
    static_assert(ctgrad::trace([](auto t) { return 0.70710678118654752440 * t; })(x) == x / ctgrad::sqrt(ctgrad::constant<2>));
    constexpr auto scaled = ctgrad::trace([](auto t) { return -1.4142135623730951 * t; })(x);
    CHECK(same_bits(scaled(x = 1.0), -1.4142135623730951));
}

TEST_CASE("In float it is the nearest number of float") {
    std::mt19937_64 random(8);
    std::uniform_real_distribution<float> any(-1, 1);
    for (int k = 0; k < 10000; ++k) {
        float const number = any(random);  // a float is a double, too
        if (ctgrad::evaluate::constant_value<float>(constant_of_number(static_cast<double>(number))) != number)
            FAIL(number);
    }
    CHECK(ctgrad::evaluate::constant_value<float>(constant_of_number(0.1)) == 0.1F);
}

TEST_CASE("Such a constant is printed with the digits that tell it apart, and compared") {
    CHECK(to_string(ctgrad::trace(seventh)(x)) == "6.62607015e-34*x");
    constexpr auto twice = [](auto a) { return a * (2 * 6.62607015e-34); };
    STATIC_REQUIRE(ctgrad::trace(seventh)(x) == ctgrad::trace(seventh)(x + x - x));
    STATIC_REQUIRE(ctgrad::trace(seventh)(x) != ctgrad::trace(twice)(x));
}
