#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <string_view>
#include <vector>

using namespace ctgrad::literals;

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto w = ctgrad::symbol<"w", 3>;
constexpr auto A = ctgrad::symbol<"A", 2, 3>;

struct multiply {
    static constexpr auto forward(auto left, auto right) { return left * right; }
    static constexpr auto backward(auto upstream, auto /*output*/, auto left, auto right) {
        return ctgrad::partials(upstream * right, upstream * left);
    }
};

/// The exponential, whose derivative is read off its output.
struct growth {
    static constexpr auto forward(auto t) { return exp(t); }
    static constexpr auto backward(auto upstream, auto output, auto /*t*/) {
        return ctgrad::partials(cwise_product(upstream, output));
    }
};

/// The identity, with a gradient that is not the derivative: what passes through backward is seen by its factor.
struct tripled {
    static constexpr auto forward(auto t) { return t; }
    static constexpr auto backward(auto upstream, auto /*output*/, auto /*t*/) {
        return ctgrad::partials(3_c * upstream);
    }
};

struct matrix_times_vector {
    static constexpr auto forward(auto matrix, auto vector) { return matrix * vector; }
    static constexpr auto backward(auto upstream, auto /*output*/, auto matrix, auto vector) {
        return ctgrad::partials(outer(upstream, vector), transpose(matrix) * upstream);
    }
};

double const matrix[2][3]{{1, -2, 3}, {4, 5, -6}};
std::vector<double> const vector{0.5, -1, 2};

TEST_CASE("a custom operator evaluates its forward function and differentiates through backward") {
    auto const f = ctgrad::apply<multiply>(x, sin(y));
    CHECK(f(x = 2.0, y = 0.5) == 2 * std::sin(0.5));
    auto const g = gradient(f, x, y)(x = 2.0, y = 0.5);
    CHECK(g[x] == Approx(std::sin(0.5)));
    CHECK(g[y] == Approx(2 * std::cos(0.5)));
    CHECK(gradient(ctgrad::apply<tripled>(x * x), x)(x = 2.0)[x] == 12.0);
    CHECK(gradient(ctgrad::apply<tripled>(ctgrad::apply<tripled>(x)) + x, x)()[x] == 10.0);
}

TEST_CASE("higher derivatives pass through backward again") {
    auto const f = ctgrad::apply<growth>(x * x);
    CHECK(ctgrad::derivative<2>(f, x)(x = 0.5) == Approx((2 + 4 * 0.25) * std::exp(0.25)));
    CHECK(ctgrad::derivative<2>(ctgrad::apply<tripled>(x * x), x)() == 6.0);
    CHECK(derivative(derivative(ctgrad::apply<multiply>(x, y), x), y)() == 1.0);
}

TEST_CASE("forward mode, Jacobians and substitution obey backward") {
    CHECK(jvp(ctgrad::apply<tripled>(x * x), x, y)(x = 2.0, y = 10.0) == 120.0);
    auto const f = ctgrad::apply<matrix_times_vector>(A, ctgrad::apply<growth>(v));
    auto const plain = A * exp(v);
    CHECK(f(A = matrix, v = vector) == plain(A = matrix, v = vector));
    auto const j = jacobian(f, v)(A = matrix, v = vector);
    auto const expected = jacobian(plain, v)(A = matrix, v = vector);
    for (int i = 0; i < 2; ++i)
        for (int k = 0; k < 3; ++k) CHECK(j(i, k) == Approx(expected(i, k)));
    auto const forward = jvp(f, v, w)(A = matrix, v = vector, w = vector);
    auto const straight = jvp(plain, v, w)(A = matrix, v = vector, w = vector);
    for (int i = 0; i < 2; ++i) CHECK(forward[i] == Approx(straight[i]));
    CHECK(derivative(substitute(ctgrad::apply<tripled>(x), x = y * y), y)(y = 2.0) == 12.0);
    CHECK(substitute(derivative(ctgrad::apply<tripled>(x * x), x), x = y)(y = 2.0) == 12.0);
}

TEST_CASE("a custom operator prints by its name and is equal to its formula") {
    static_assert(to_string(ctgrad::apply<multiply>(x, y)) == "multiply(x, y)");
    static_assert(ctgrad::apply<multiply>(x, y) == x * y);
    static_assert(ctgrad::apply<growth>(x) != x);
}

}  // namespace
