// Assignments in place: every right-hand side sees the old values.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <vector>

using namespace ctgrad::literals;

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto z = ctgrad::symbol<"z">;
constexpr auto rate = ctgrad::symbol<"rate">;
constexpr auto v = ctgrad::symbol<"v", 4>;
constexpr auto w = ctgrad::symbol<"w", 4>;
constexpr auto A = ctgrad::symbol<"A", 4, 4>;
constexpr auto L = ctgrad::symbol<"L", 24, 40>;
constexpr auto p = ctgrad::symbol<"p", 40>;
constexpr auto q = ctgrad::symbol<"q", 24>;

std::vector<double> ascending(int count) {
    std::vector<double> values(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) values[static_cast<std::size_t>(i)] = 0.125 * i - 1;  // exact, with exact products
    return values;
}

TEST_CASE("scalars are swapped, rotated, and counted") {
    double a = 1;
    double b = 2;
    double c = 3;
    ctgrad::update(x = y, y = x)(x = a, y = b);
    CHECK((a == 2 && b == 1));
    ctgrad::update(x = y, y = z, z = x)(x = a, y = b, z = c);
    CHECK((a == 1 && b == 3 && c == 2));
    ctgrad::update(x = x + 1_c)(x = a);
    CHECK(a == 2);
}

TEST_CASE("vectors are swapped") {
    auto left = ascending(4);
    std::vector<double> right{5, 6, 7, 8};
    ctgrad::update(v = w, w = v)(v = left, w = right);
    CHECK(right == ascending(4));
    CHECK(left == std::vector<double>{5, 6, 7, 8});
}

TEST_CASE("an old entry that is still needed is read before it is overwritten") {
    std::vector<double> values{1, 2, 3, 4};
    ctgrad::update(v = v[3_c] * v)(v = values);
    CHECK(values == std::vector<double>{4, 8, 12, 16});
    ctgrad::update(v = v - max_element(v) * ctgrad::ones<4>)(v = values);
    CHECK(values == std::vector<double>{-12, -8, -4, 0});

    auto matrix = ascending(16);
    auto const before = matrix;
    ctgrad::update(A = transpose(A))(A = matrix);
    CHECK(matrix[1] == before[4]);
    CHECK(matrix[7] == before[13]);
    matrix = before;
    auto const product = (A * A)(A = before);
    ctgrad::update(A = A * A)(A = matrix);
    CHECK(std::equal(matrix.begin(), matrix.end(), product.begin()));
}

TEST_CASE("what one assignment writes, another reads as it was") {
    auto weights = ascending(24 * 40);
    auto point = ascending(40);
    auto result = ascending(24);
    auto const old_weights = weights;
    auto const old_point = point;
    auto const old_result = result;
    ctgrad::update(L = L + outer(q, p), p = p + transpose(L) * q, q = L * p)(L = weights, p = point, q = result);
    auto const new_weights = (L + outer(q, p))(L = old_weights, p = old_point, q = old_result);
    auto const new_point = (p + transpose(L) * q)(L = old_weights, p = old_point, q = old_result);
    auto const new_result = (L * p)(L = old_weights, p = old_point);
    CHECK(std::equal(weights.begin(), weights.end(), new_weights.begin()));
    CHECK(std::equal(point.begin(), point.end(), new_point.begin()));
    CHECK(std::equal(result.begin(), result.end(), new_result.begin()));
}

TEST_CASE("a step of gradient descent") {
    auto const loss = squared_norm(A * v - w);
    auto const g = gradient(loss, A, v);
    auto const step = ctgrad::update(A = A - rate * g[A], v = v - rate * g[v]);
    double matrix[4][4]{{1, 0, 0, 2}, {0, 1, 0, 0}, {0, 3, 1, 0}, {0, 0, 0, 1}};
    std::array<double, 4> vector{1, 2, 3, 4};
    std::array<double, 4> const target{1, 1, 1, 1};
    auto const expected = g(A = matrix, v = vector, w = target);
    double const before = loss(A = matrix, v = vector, w = target);
    auto moved = vector;
    for (std::size_t i = 0; i < 4; ++i) moved[i] -= 0.0009765625 * expected[v][static_cast<int>(i)];
    step(A = matrix, v = vector, w = target, rate = 0.0009765625);
    for (std::size_t i = 0; i < 4; ++i) CHECK(vector[i] == Approx(moved[i]));
    CHECK(loss(A = matrix, v = vector, w = target) < before);
}

TEST_CASE("updated memory may be a span, a pointer, of another type") {
    std::vector<double> values{1, 2, 3, 4};
    auto const twice = ctgrad::update(v = 2_c * v);
    twice(v = std::span{values});
    twice(v = values.data());
    CHECK(values == std::vector<double>{4, 8, 12, 16});
    std::array<float, 4> floats{1, 2, 3, 4};
    ctgrad::update(v = x * v)(v = floats, x = 0.5);
    CHECK(floats == std::array<float, 4>{0.5F, 1, 1.5F, 2});
    float number = 3;
    ctgrad::update(x = x * y)(x = number, y = 0.5);
    CHECK(number == 1.5F);
}

TEST_CASE("updates work during compilation") {
    constexpr auto result = [] {
        double a[4][4]{{1, 2}, {3, 4}};
        double t = 1;
        ctgrad::update(A = transpose(A), x = element(A, 0_c, 1_c))(A = a, x = t);
        return a[0][1] * 10 + t;
    }();
    static_assert(result == 32.0);
}

}  // namespace
