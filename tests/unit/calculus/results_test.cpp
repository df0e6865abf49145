// What is returned: a gradient does all that a hana::map does, and results large and small, nested ones, too, hold what was computed.
#include <ctgrad/ctgrad.hpp>

#include <boost/hana.hpp>
#include <catch2/catch.hpp>

#include <numeric>
#include <vector>

namespace {

namespace hana = boost::hana;

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto z = ctgrad::symbol<"z">;
constexpr auto v = ctgrad::symbol<"v", 40>;

std::vector<double> counted() {
    std::vector<double> numbers(40);
    std::iota(numbers.begin(), numbers.end(), 1.0);
    return numbers;
}

TEST_CASE("a gradient is looked up, taken apart, extended, copied and compared as a hana::map") {
    auto g = gradient(x * y * y, x, y)(x = 2.0, y = 3.0);
    double sum = 0;
    hana::for_each(hana::values(g), [&](double d) { sum += d; });
    hana::for_each(g, [&](auto const& pair) { sum += hana::second(pair); });
    CHECK(sum == 2 * (9.0 + 12.0));
    CHECK(*hana::find(g, y) == 12.0);
    CHECK(hana::unpack(g, [](auto const&... pairs) { return (hana::second(pairs) + ...); }) == 21.0);
    static_assert(hana::size(hana::keys(decltype(g){})) == hana::size_c<2>);

    auto const more = hana::insert(g, hana::make_pair(z, 1.0));
    CHECK((more[z] == 1.0 && more[x] == 9.0));
    CHECK(hana::union_(g, hana::make_map(hana::make_pair(z, 2.0)))[z] == 2.0);
    CHECK(hana::erase_key(g, x)[y] == 12.0);

    auto copy = g;
    CHECK(copy == g);
    copy[x] = 7.0;
    CHECK(copy != g);
    g = copy;
    CHECK(g[x] == 7.0);
}

TEST_CASE("results of many numbers hold all of them, in maps, in tuples and in both") {
    auto const numbers = counted();
    auto const g = gradient(x * dot(v, v), x, v)(x = 2.0, v = numbers);
    CHECK(g[x] == 40.0 * 41.0 * 81.0 / 6.0);
    for (int i = 0; i < 40; ++i) CHECK(g[v][i] == 4.0 * (i + 1));

    auto const results =
        ctgrad::program(ctgrad::sum(v), v + v, gradient(x * dot(v, v), v))(x = 0.5, v = numbers);
    CHECK(results[hana::size_c<0>] == 820.0);
    for (int i = 0; i < 40; ++i) {
        CHECK(results[hana::size_c<1>][i] == 2.0 * (i + 1));
        CHECK(results[hana::size_c<2>][v][i] == 1.0 * (i + 1));
    }
    static_assert(value_and_gradient(x * y, x, y)(x = 2.0, y = 3.0).gradient[y] == 2.0);
}

}  // namespace
