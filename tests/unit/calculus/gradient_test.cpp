// What the verbs gradient and value_and_gradient give back.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>
#include <vector>

using namespace ctgrad::literals;

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto w = ctgrad::symbol<"w", 3>;
constexpr auto A = ctgrad::symbol<"A", 4, 3>;
constexpr auto k = ctgrad::index_symbol<"k">;

std::vector<double> const three{0.7, -0.4, 1.3};
std::vector<double> const other_three{-0.9, 0.6, 0.35};
std::vector<double> const twelve{0.3, -1.1, 0.8, 1.7, -0.6, 0.25, -0.35, 0.9, -1.4, 0.55, 1.2, -0.75};

TEST_CASE("the gradient with respect to several symbols is one hana::map") {
    auto const g = gradient(x * y * dot(v, w), x, w)(x = 2.0, y = 3.0, v = three, w = other_three);
    static_assert(std::is_same_v<decltype(boost::hana::length(g)), boost::hana::size_t<2>>);
    static_assert(std::is_same_v<std::remove_cvref_t<decltype(g[x])>, double>);
    static_assert(std::is_same_v<std::remove_cvref_t<decltype(g[w])>, ctgrad::tensor<double, 3>>);
    CHECK(g[x] == Approx(3.0 * (0.7 * -0.9 - 0.4 * 0.6 + 1.3 * 0.35)));
    CHECK(g[w][2] == Approx(6.0 * 1.3));
}

TEST_CASE("without names, the gradient is with respect to all numbers in the formula") {
    auto const g = gradient(x * v[k] + y)(x = 2.0, y = 3.0, v = three, k = 1);
    static_assert(std::is_same_v<decltype(boost::hana::length(g)), boost::hana::size_t<3>>);
    CHECK(g[x] == -0.4);
    CHECK(g[y] == 1.0);
    CHECK(g[v] == ctgrad::tensor<double, 3>{0, 2, 0});
}

TEST_CASE("a symbol that the formula lacks has gradient 0") {
    auto const g = gradient(x * x, x, y, v)(x = 3.0);
    CHECK(g[x] == 6.0);
    CHECK(g[y] == 0.0);
    CHECK(g[v] == ctgrad::tensor<double, 3>{0, 0, 0});
}

TEST_CASE("a value and its gradient in one pass") {
    auto const [value, g] = value_and_gradient(exp(x) * y, x, y)(x = 0.5, y = 3.0);
    CHECK(value == Approx(3 * std::exp(0.5)));
    CHECK(g[x] == value);
    CHECK(g[y] == Approx(std::exp(0.5)));
    static_assert(cost(value_and_gradient(exp(x) * y, x, y)).functions == 1);
}

TEST_CASE("a gradient is written through to the caller's memory") {
    double dA[4][3];
    std::vector<double> dv(3);
    auto const f = squared_norm(A * v);
    auto const expected = gradient(f, A, v)(A = twelve, v = three);
    gradient(f, A, v).into(v = dv, A = dA)(A = twelve, v = three);
    CHECK(std::equal(expected[A].begin(), expected[A].end(), &dA[0][0]));
    CHECK(std::equal(expected[v].begin(), expected[v].end(), dv.begin()));

    std::array<float, 3> narrow{};
    double const value = value_and_gradient(f, v).into(v = narrow)(A = twelve, v = three);
    CHECK(value == f(A = twelve, v = three));
    CHECK(narrow[1] == static_cast<float>(expected[v][1]));

    double dx = 0;
    gradient(x * x, x).into(x = dx)(x = 3.0);
    CHECK(dx == 6.0);
}

TEST_CASE("an entry of a gradient is an expression") {
    auto const dx = gradient(x * x * y, x, y)[x];
    CHECK((dx + y)(x = 2.0, y = 3.0) == 15.0);
    CHECK(gradient(dx, y)(x = 2.0)[y] == 4.0);
}

TEST_CASE("branches that are not taken cannot turn a gradient into NaN") {
    auto const f = select(x > 0_c, sqrt(x), 0_c);
    auto const at_zero = gradient(f, x)(x = 0.0)[x];
    CHECK(at_zero == 0.0);
    CHECK(gradient(select(x > 0_c, log(x), x), x)(x = -1.0)[x] == 1.0);
    CHECK(gradient(sigmoid(x), x)(x = 800.0)[x] == 0.0);
    CHECK(gradient(sigmoid(x), x)(x = -800.0)[x] == 0.0);
    auto const large = gradient(sum(softmax(v)), v)(v = {1000.0, -1000.0, 0.0})[v];
    CHECK(std::all_of(large.begin(), large.end(), [](double d) { return std::abs(d) < 1e-15; }));
}

}  // namespace
