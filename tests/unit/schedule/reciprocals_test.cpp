// A divisor that serves many divisions is inverted once.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace {

using namespace ctgrad::literals;

constexpr auto x = ctgrad::symbol<"x", 500>;
constexpr auto y = ctgrad::symbol<"y", 500>;
constexpr auto a = ctgrad::symbol<"a">;

std::vector<double> numbers(double from) {
    std::vector<double> values;
    for (int i = 0; i < 500; ++i) values.push_back(from + std::sin(1.7 * i));
    return values;
}

TEST_CASE("what is the same for all entries is inverted once, what is not divides") {
    STATIC_REQUIRE(ctgrad::cost(sin(x) / (a + 2_c)).divisions == 1);
    STATIC_REQUIRE(ctgrad::cost(cwise_quotient(sin(x), y)).divisions == 500);
    STATIC_REQUIRE(ctgrad::cost(strict(sin(x) / (a + 2_c))).divisions == 500);
    auto const scaled = (sin(x) / (a + 2_c))(x = numbers(0.5), a = 0.25);
    auto const divided = cwise_quotient(sin(x), y)(x = numbers(0.5), y = numbers(3));
    for (int i = 0; i < 500; ++i) {
        double const numerator = std::sin(0.5 + std::sin(1.7 * i));
        CHECK(scaled(i) == Approx(numerator / 2.25).epsilon(1e-15));
        CHECK(divided(i) == Approx(numerator / (3 + std::sin(1.7 * i))).epsilon(1e-15));
    }
    // An infinite divisor, and one that is 0.
    CHECK((sin(x) / a)(x = numbers(0.5), a = std::numeric_limits<double>::infinity())(7) == 0);
    CHECK(std::isinf((exp(x) / a)(x = numbers(0.5), a = 0.0)(7)));
}

/// A sum over the parts of a whole: more operations than are written anew.
struct shares {
    template <class T>
    constexpr T operator()(std::array<T, 80> const& v) const {
        using std::log;
        T whole = v[0];
        for (std::size_t i = 1; i < 80; ++i) whole = whole + v[i];
        T result = 0;
        for (std::size_t i = 0; i < 80; ++i) {
            T const share = v[i] / whole;
            result = result + (share * share * v[i] - log(2.0 + share) * (v[i] + share)) * (1.0 - share * v[i]);
        }
        return result;
    }
};

TEST_CASE("so are divisors of long straight-line code") {
    constexpr auto v = ctgrad::symbol<"v", 80>;
    constexpr auto f = ctgrad::trace(shares{})(v);
    using program = ctgrad::program_of<decltype(f)>;
    STATIC_REQUIRE(ctgrad::schedule::planning::scheduled_graph<program>().view().size() > ctgrad::transform::largest_optimised);
    STATIC_REQUIRE(ctgrad::cost(f).divisions == 1);
    std::array<double, 80> numbers{};
    for (std::size_t i = 0; i < 80; ++i) numbers[i] = 1 + std::sin(static_cast<double>(i)) / 2;
    CHECK(f(v = numbers) == Approx(shares{}(numbers)).epsilon(1e-14));
}

}  // namespace
