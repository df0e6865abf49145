#include <ctgrad/ctgrad.hpp>

#include <boost/hana/unpack.hpp>
#include <catch2/catch.hpp>

#include <cmath>
#include <type_traits>
#include <vector>

using namespace ctgrad::literals;
namespace hana = boost::hana;

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto v = ctgrad::symbol<"v", 3>;

TEST_CASE("a program is a hana::tuple of its results") {
    auto const results = ctgrad::program(x * y, x * v, gradient(x * x * y, x))(x = 2.0, y = 3.0, v = {1.0, 2.0, 3.0});
    static_assert(hana::is_a<hana::tuple_tag, decltype(results)>);
    CHECK(hana::at_c<0>(results) == 6.0);
    CHECK(hana::at_c<1>(results) == ctgrad::tensor<double, 3>{2, 4, 6});
    CHECK(hana::at_c<2>(results)[x] == 12.0);
}

TEST_CASE("programs nest, and share what they have in common") {
    auto const e = exp(x * y);
    auto const both = ctgrad::program(e, ctgrad::program(value_and_gradient(e, x), sigmoid(y)));
    static_assert(cost(both).functions == 2);
    auto const results = both(x = 0.5, y = 0.25);
    CHECK(hana::at_c<0>(results) == Approx(std::exp(0.125)));
    auto const& inner = hana::at_c<1>(results);
    CHECK(hana::at_c<0>(inner).value == hana::at_c<0>(results));
    CHECK(hana::at_c<0>(inner).gradient[x] == Approx(0.25 * std::exp(0.125)));
    CHECK(hana::at_c<1>(inner) == Approx(1 / (1 + std::exp(-0.25))));
}

TEST_CASE("a function takes its arguments by position") {
    auto const f = ctgrad::function(x * dot(v, v), x, v);
    CHECK(f(2.0, std::vector<double>{1, 2, 3}) == 28.0);
    auto const g = ctgrad::function(gradient(x * x * y, x, y), y, x);
    CHECK(g(3.0, 2.0)[x] == 12.0);
    static_assert(std::is_same_v<decltype(f(2.0F, std::vector<float>{})), float>);
    constexpr auto square = ctgrad::function(x * x, x);
    static_assert(square(3) == 9.0);
}

TEST_CASE("a function of an update writes to its arguments") {
    auto const decay = ctgrad::function(ctgrad::update(v = x * v), v, x);
    std::vector<double> values{1, 2, 3};
    decay(values, 0.5);
    CHECK(values == std::vector<double>{0.5, 1, 1.5});
}

TEST_CASE("constants evaluate without bindings") {
    CHECK((2_c / 4_c)() == 0.5);
    CHECK(sqrt(2_c * 8_c)() == 4.0);
    CHECK(ctgrad::pi() == Approx(3.14159265358979));
    CHECK(ctgrad::identity<2>() == ctgrad::tensor<double, 2, 2>{1, 0, 0, 1});
    CHECK(ctgrad::ones<3>() == ctgrad::tensor<double, 3>{1, 1, 1});
    CHECK((ctgrad::zeros<2, 2> + ctgrad::ones<2, 2>)() == ctgrad::tensor<double, 2, 2>{1, 1, 1, 1});
}

TEST_CASE("costs are those of what is evaluated") {
    static_assert(cost(x * y + 1_c).multiplications == 1 && cost(x * y + 1_c).additions == 1);
    static_assert(cost(dot(v, v)).multiplications == 3);
    static_assert(ctgrad::workspace_bytes<float>(x * y) == 0);
}

}  // namespace
