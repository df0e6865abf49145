#include <ctgrad/math/rational.hpp>

#include <catch2/catch.hpp>

#include <random>

using ctgrad::math::not_representable;
using ctgrad::math::rational;

static_assert(rational{1, 2} + rational{1, 3} == rational{5, 6});
static_assert(rational{1, 2} - rational{1, 2} == rational{});
static_assert(rational{2, 3} * rational{3, 4} == rational{1, 2});
static_assert(rational{2, 3} / rational{-4, 3} == rational{-1, 2});
static_assert(ctgrad::math::normalized(6, -4) == rational{-3, 2});
static_assert(rational{1, 3} < rational{1, 2} && !(rational{1, 2} < rational{1, 2}) && rational{-1, 2} < rational{});
static_assert((rational{1, 4}).as<double>() == 0.25 && (rational{7, 1}).as<float>() == 7.0F);

namespace {

constexpr long long largest = 0x7fffffffffffffffLL;

}  // namespace

TEST_CASE("what does not fit in 64 bits says so, and stays so") {
    CHECK_FALSE((rational{largest, 1} + rational{1, 1}).representable());
    CHECK_FALSE((rational{largest, 1} * rational{2, 1}).representable());
    CHECK_FALSE((rational{1, largest} * rational{1, 2}).representable());
    CHECK_FALSE((rational{1, 1} / rational{}).representable());
    CHECK_FALSE((not_representable + rational{1, 1}).representable());
    CHECK_FALSE((not_representable * rational{}).representable());
    CHECK_FALSE(ctgrad::math::normalized(-largest - 1, 1).representable());
    CHECK((rational{largest, 2} * rational{2, largest}) == rational{1, 1});  // cancelled before it could overflow
}

TEST_CASE("rational arithmetic is that of a field") {
    std::mt19937 random(1);
    std::uniform_int_distribution<long long> numerators(-1000, 1000);
    std::uniform_int_distribution<long long> denominators(1, 1000);
    auto const any = [&] { return ctgrad::math::normalized(numerators(random), denominators(random)); };
    for (int k = 0; k < 1000; ++k) {
        rational const a = any();
        rational const b = any();
        rational const c = any();
        CHECK(a + b == b + a);
        CHECK(a * b == b * a);
        CHECK((a + b) + c == a + (b + c));
        CHECK((a * b) * c == a * (b * c));
        CHECK(a * (b + c) == a * b + a * c);
        CHECK(a - b == -(b - a));
        if (b.numerator != 0) CHECK(a / b * b == a);
        CHECK((a < b) == (a.as<long double>() < b.as<long double>()));
    }
}
