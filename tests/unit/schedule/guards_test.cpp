// Functions that only one side of a selection needs are called only where it is taken.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <string>

namespace {

using namespace ctgrad::literals;

/// A number that writes down the names of the functions that it is given to.
struct metered {
    double value = 0;

    metered() = default;
    explicit metered(double v) : value(v) {}

    static inline std::string calls;

    friend metered operator+(metered a, metered b) { return metered(a.value + b.value); }
    friend metered operator*(metered a, metered b) { return metered(a.value * b.value); }
    friend metered operator/(metered a, metered b) { return metered(a.value / b.value); }
    friend bool operator<(metered a, metered b) { return a.value < b.value; }
    friend metered select(bool c, metered a, metered b) { return c ? a : b; }

    static metered called(char const* name, double result) {
        calls += calls.empty() ? "" : " ";
        calls += name;
        return metered(result);
    }
    friend metered exp(metered a) { return called("exp", std::exp(a.value)); }
    friend metered log(metered a) { return called("log", std::log(a.value)); }
    friend metered log1p(metered a) { return called("log", std::log1p(a.value)); }
    friend metered sin(metered a) { return called("sin", std::sin(a.value)); }
    friend metered cos(metered a) { return called("cos", std::cos(a.value)); }
    friend metered atan2(metered a, metered b) { return called("atan2", std::atan2(a.value, b.value)); }
};

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;

/// The functions that are called where a formula of x and y is evaluated, and its value, which is that without guards.
template <class F>
std::string calls_of(F f, double at_x, double at_y = 1.0) {
    metered::calls.clear();
    metered const found = f(x = metered(at_x), y = metered(at_y));
    CHECK(found.value == Approx(f(x = at_x, y = at_y)).epsilon(1e-14));
    return metered::calls;
}

TEST_CASE("each side of an if calls its own functions") {
    constexpr auto f = ctgrad::trace([](auto a, auto b) {
        using std::exp, std::log;
        if (a < 0) return exp(a) * b;
        return log(a + b);
    })(x, y);
    CHECK(calls_of(f, -1.5) == "exp");
    CHECK(calls_of(f, 2.5) == "log");
    CHECK(calls_of(gradient(f, x, y)[x], -1.5) == "exp");
    CHECK(calls_of(gradient(f, x, y)[x], 2.5) == "");
    CHECK(calls_of(strict(f), -1.5) == "exp");
}

TEST_CASE("so does each side of a selection in a formula") {
    constexpr auto f = select(x < y, sin(x) * cos(x), atan2(y, x));
    CHECK(calls_of(f, 0.5) == "sin cos");
    CHECK(calls_of(f, 1.5) == "atan2");
}

TEST_CASE("what both sides need, or something else, is called in any case") {
    CHECK(calls_of(select(x < 0_c, y * exp(x), exp(x) / log(y + 1_c)), -1.0) == "exp");
    CHECK(calls_of(select(x < 0_c, y * exp(x), exp(x) / log(y + 1_c)), 1.0) == "exp log");
    CHECK(calls_of(select(x < 0_c, y * exp(x), y) + exp(x), 1.0) == "exp");
    CHECK(calls_of(select(x < 0_c, y * exp(x), y) * select(y < 0_c, exp(x), x), 1.0) == "exp");
}

TEST_CASE("ifs in ifs call what the innermost side needs") {
    constexpr auto f = ctgrad::trace([](auto a, auto b) {
        using std::exp, std::log, std::sin;
        auto r = a * b;
        if (a < 0) {
            if (b < 0)
                r = exp(a);
            else
                r = sin(a) * b;
        } else if (a < 10) {
            r = log(a + 1.0) * b;
        }
        return r;
    })(x, y);
    CHECK(calls_of(f, -1.5, -0.5) == "exp");
    CHECK(calls_of(f, -1.5, 0.5) == "sin");
    CHECK(calls_of(f, 1.5) == "log");
    CHECK(calls_of(f, 11.5) == "");
}

TEST_CASE("a condition that needs a call comes after it, and before what it decides") {
    constexpr auto f = select(exp(x) < y, log(y + 2_c), sin(x));
    CHECK(calls_of(f, -1.0) == "exp log");
    CHECK(calls_of(f, 1.0) == "exp sin");
    constexpr auto g = select(exp(x) < y, exp(x) * log(y + 2_c), sin(x));
    CHECK(calls_of(g, -1.0) == "exp log");
    CHECK(calls_of(g, 1.0) == "exp sin");
}

TEST_CASE("a condition on the cosine of a number does not guard its sine, which comes with it") {
    constexpr auto f = select(cos(x) < y, sin(x) * y, x) + exp(x) * exp(y);
    CHECK(calls_of(f, 1.0) == "sin cos exp exp");
    CHECK(calls_of(f, 1.0, -1.0) == "sin cos exp exp");
}

}  // namespace
