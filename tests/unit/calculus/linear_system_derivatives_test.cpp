// The derivatives of determinants, inverses and linear systems against central differences.
#include "matrices.hpp"

#include <numeric>

using namespace ctgrad::literals;
using namespace matrices;
using central_differences::entries;
using central_differences::largest_error;

namespace {

/// The central differences of the inverse have errors of its third derivative, h^2 |y|^4: 1e-7 allows for entries around 5.
inline constexpr double tolerance = 1e-7;

template <int N>
void check_gradients() {
    list const a = matrix(N, 2);
    list const right = vector(N);
    auto const f = dot(b<N>, solve(A<N>, sin(b<N>)));
    auto const g = gradient(f, A<N>, b<N>)(A<N> = a, b<N> = right);
    CHECK(largest_error(f, A<N>, a, g[A<N>], b<N> = right) < tolerance);
    CHECK(largest_error(f, b<N>, right, g[b<N>], A<N> = a) < tolerance);
    auto const h = sum(cwise_product(inverse(A<N>), A<N>)) + determinant(A<N>) / 10_c;
    CHECK(largest_error(h, A<N>, a, gradient(h, A<N>)(A<N> = a)[A<N>]) < tolerance);
}

}  // namespace

TEST_CASE("gradients of linear systems, inverses and determinants: closed formulas") {
    check_gradients<1>();
    check_gradients<2>();
    check_gradients<3>();
}

TEST_CASE("gradients of linear systems, inverses and determinants: elimination") {
    check_gradients<4>();
    check_gradients<6>();
}

TEST_CASE("gradients of systems with several right-hand sides") {
    list const a = matrix(4, 2);
    list const two = vector(8);
    auto const f = sum(cwise_product(solve(A<4>, sin(B<4>)), B<4>));
    auto const g = gradient(f, A<4>, B<4>)(A<4> = a, B<4> = two);
    CHECK(largest_error(f, A<4>, a, g[A<4>], B<4> = two) < tolerance);
    CHECK(largest_error(f, B<4>, two, g[B<4>], A<4> = a) < tolerance);
}

TEST_CASE("Jacobians of solutions and inverses, forwards and backwards") {
    list const a = matrix(4, 2);
    list const right = vector(4);
    auto const x = solve(A<4>, b<4>);
    CHECK(largest_error(x, A<4>, a, jacobian(x, A<4>)(A<4> = a, b<4> = right), b<4> = right) < tolerance);
    CHECK(largest_error(x, b<4>, right, jacobian(x, b<4>)(A<4> = a, b<4> = right), A<4> = a) < tolerance);
    constexpr auto D = ctgrad::symbol<"D", 4, 4>;
    list const direction = matrix(4, 0, 99);
    auto const forward = entries(jvp(x, A<4>, D)(A<4> = a, b<4> = right, D = direction));
    auto const rows = entries(jacobian(x, A<4>)(A<4> = a, b<4> = right));
    for (std::size_t i = 0; i < 4; ++i) {
        double const product =
            std::inner_product(direction.begin(), direction.end(), rows.begin() + static_cast<long>(16 * i), 0.0);
        CHECK(forward[i] == Approx(product).epsilon(1e-11));
    }
    list const small = matrix(2, 2);
    CHECK(largest_error(inverse(A<2>), A<2>, small, jacobian(inverse(A<2>), A<2>)(A<2> = small)) < tolerance);
}

TEST_CASE("second derivatives of linear systems, inverses and determinants") {
    auto const check = [](auto f, auto symbol, list const& at, auto const&... others) {
        auto const g = gradient(f, symbol)[symbol];
        CHECK(largest_error(g, symbol, at, jacobian(g, symbol)(symbol = at, others...), others...) < tolerance);
    };
    check(dot(b<2>, solve(A<2>, b<2>)), A<2>, matrix(2, 2), b<2> = vector(2));
    check(dot(b<4>, solve(A<4>, sin(b<4>))), b<4>, vector(4), A<4> = matrix(4, 2));
    // the derivative along a direction of the matrix
    auto const check_along = [](auto f, auto symbol, auto direction, int n, auto const&... others) {
        list const at = matrix(n, 2);
        list const d = matrix(n, 0, 99);
        auto const g = gradient(f, symbol)[symbol];
        auto const found = entries(hvp(f, symbol, direction)(symbol = at, direction = d, others...));
        list above = at;
        list below = at;
        for (std::size_t k = 0; k < at.size(); ++k) {
            above[k] += central_differences::step * d[k];
            below[k] -= central_differences::step * d[k];
        }
        auto const high = entries(g(symbol = above, others...));
        auto const low = entries(g(symbol = below, others...));
        for (std::size_t k = 0; k < at.size(); ++k)
            CHECK(found[k] == Approx((high[k] - low[k]) / (2 * central_differences::step)).margin(tolerance));
    };
    constexpr auto D3 = ctgrad::symbol<"D", 3, 3>;
    constexpr auto D4 = ctgrad::symbol<"D", 4, 4>;
    check_along(sum(inverse(A<3>)) + determinant(A<3>), A<3>, D3, 3);
    check_along(dot(b<4>, solve(A<4>, b<4>)), A<4>, D4, 4, b<4> = vector(4));
    check_along(determinant(A<4>) / 10_c, A<4>, D4, 4);
}

TEST_CASE("the gradient says it in the functions of linear algebra") {
    constexpr auto W = ctgrad::symbol<"W", 5, 5>;
    constexpr auto r = ctgrad::symbol<"r", 5>;
    constexpr auto s = ctgrad::symbol<"s", 5>;
    CHECK(to_string(gradient(dot(s, solve(W, r)), r)[r]) == "solve(transpose(W), s)");
    CHECK(to_string(gradient(dot(s, solve(W, r)), W)[W]) == "-outer(solve(transpose(W), s), solve(W, r))");
    CHECK(to_string(gradient(determinant(W), W)[W]) == "determinant(W)*transpose(inverse(W))");
    CHECK(to_string(inverse(W)) == "inverse(W)");
}
