// Views, selections and assemblies: their values, and their gradients against central differences.
#include "central_differences.hpp"

using namespace ctgrad::literals;
using central_differences::entries;
using central_differences::largest_error;
using central_differences::tolerance;

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto A = ctgrad::symbol<"A", 4, 3>;
constexpr auto S = ctgrad::symbol<"S", 3, 3>;
constexpr auto k = ctgrad::index_symbol<"k">;

/// Too long to be written out entry by entry: loops.
constexpr auto p = ctgrad::symbol<"p", 35>;
constexpr auto q = ctgrad::symbol<"q", 21>;

std::vector<double> const three{0.7, -0.4, 1.3};
std::vector<double> const nine{0.3, -1.1, 0.8, 1.7, -0.6, 0.25, -0.35, 0.9, -1.4};
std::vector<double> const twelve{0.3, -1.1, 0.8, 1.7, -0.6, 0.25, -0.35, 0.9, -1.4, 0.55, 1.2, -0.75};

std::vector<double> numbers(int n) {
    std::vector<double> values;
    for (int i = 0; i < n; ++i) values.push_back(std::sin(1.7 * i + 0.3));
    return values;
}

using list = std::vector<double>;

template <class F, class... Others>
void check(F formula, Others const&... others) {
    auto const f = formula + sum(A) * sum(v) * trace(S);
    auto const g = gradient(f, A, v, S)(A = twelve, v = three, S = nine, others...);
    CHECK(largest_error(f, A, twelve, g[A], v = three, S = nine, others...) < tolerance);
    CHECK(largest_error(f, v, three, g[v], A = twelve, S = nine, others...) < tolerance);
    CHECK(largest_error(f, S, nine, g[S], A = twelve, v = three, others...) < tolerance);
}

TEST_CASE("rows, columns, diagonals and segments are the entries that they name") {
    CHECK(entries(row(A, 2_c)(A = twelve)) == list{-0.35, 0.9, -1.4});
    CHECK(entries(column(A, 1_c)(A = twelve)) == list{-1.1, -0.6, 0.9, 1.2});
    CHECK(entries(row(A, k)(A = twelve, k = 3)) == list{0.55, 1.2, -0.75});
    CHECK(entries(column(A, k)(A = twelve, k = 0)) == list{0.3, 1.7, -0.35, 0.55});
    CHECK(entries(diagonal(S)(S = nine)) == list{0.3, -0.6, -1.4});
    CHECK(trace(S)(S = nine) == Approx(-1.7));
    CHECK(entries(ctgrad::segment<1, 2>(v)(v = three)) == list{-0.4, 1.3});
    CHECK(
        entries(ctgrad::segment<20, 3>(p)(p = numbers(35))) == list{numbers(35)[20], numbers(35)[21], numbers(35)[22]});
}

TEST_CASE("vectors and matrices are put together from numbers and vectors") {
    CHECK(entries(vector_of(x, 2_c, x * x)(x = 3.0)) == list{3, 2, 9});
    CHECK(
        entries(ctgrad::matrix_of<2, 3>(x, 1_c, 2_c, 3_c, v[1_c], x + x)(x = 3.0, v = three)) ==
        list{3, 1, 2, 3, -0.4, 6});
    CHECK(entries(concat(v, x, v)(v = three, x = 5.0)) == list{0.7, -0.4, 1.3, 5, 0.7, -0.4, 1.3});
    CHECK(entries(concat(0_c, x)(x = 5.0)) == list{0, 5});
    auto const both = entries(concat(p, q)(p = numbers(35), q = numbers(21)));
    REQUIRE(both.size() == 56);
    for (std::size_t i = 0; i < 56; ++i) CHECK(both[i] == (i < 35 ? numbers(35)[i] : numbers(21)[i - 35]));
}

TEST_CASE("gradients of views and of what is put together") {
    check(squared_norm(row(A, 2_c)) + dot(column(A, 1_c), row(transpose(A), 0_c)));
    check(dot(row(A, k), square(v)) + prod(column(A, k)), k = 2);
    check(dot(diagonal(S), square(v)) + square(trace(S * S)));
    check(dot(ctgrad::segment<1, 2>(v), ctgrad::segment<0, 2>(square(v))));
    check(squared_norm(concat(v, sin(v[0_c]), row(A, 1_c))));
    check(dot(concat(1_c, v), column(A * S, 2_c)));
    check(dot(vector_of(v[0_c] * v[1_c], exp(v[2_c]), 2_c), square(v)));
    check(sum(ctgrad::matrix_of<3, 2>(v[0_c], 1_c, v[1_c], square(v[2_c]), trace(S), 3_c) * ctgrad::segment<0, 2>(v)));
    check(dot(cross(v, row(A, 0_c)), row(A, 3_c)));
    check(prod(v) + dot(ctgrad::prod<0>(A), v) + sum(ctgrad::prod<1>(A)));
}

TEST_CASE("gradients of segments and assemblies in loops") {
    auto const f = squared_norm(concat(p, sin(q))) + dot(ctgrad::segment<7, 21>(p), square(q)) + prod(1_c + p / 9_c);
    auto const g = gradient(f, p, q)(p = numbers(35), q = numbers(21));
    CHECK(largest_error(f, p, numbers(35), g[p], q = numbers(21)) < 2 * tolerance);  // values around 20
    CHECK(largest_error(f, q, numbers(21), g[q], p = numbers(35)) < 2 * tolerance);
}

TEST_CASE("gradients of neighbours: at both ends, in between, of segments of segments and of single entries") {
    auto const here = ctgrad::segment<0, 34>(p);
    auto const next = ctgrad::segment<1, 34>(p);
    auto const inner = ctgrad::segment<3, 20>(sin(ctgrad::segment<5, 28>(p)));
    auto const f = squared_norm(next - square(here)) + squared_norm(exp(inner)) + sum(exp(ctgrad::segment<34, 1>(p)));
    auto const g = gradient(f, p);
    CHECK(largest_error(f, p, numbers(35), g(p = numbers(35))[p]) < 2 * tolerance);  // values around 50
    CHECK(largest_error(g[p], p, numbers(35), hessian(f, p)(p = numbers(35))) < 10 * tolerance);  // around 100
    auto const along = dot(g[p], sin(p));
    CHECK(largest_error(along, p, numbers(35), gradient(along, p)(p = numbers(35))[p]) < 10 * tolerance);
}

TEST_CASE("the gradient of a product is finite and right where entries are 0") {
    CHECK(entries(gradient(prod(v), v)(v = {0.0, 2.0, 3.0})[v]) == list{6, 0, 0});
    CHECK(entries(gradient(prod(v), v)(v = {0.0, 2.0, 0.0})[v]) == list{0, 0, 0});
}

TEST_CASE("the vector product is orthogonal to both factors, by the right-hand rule") {
    constexpr auto w = ctgrad::symbol<"w", 3>;
    CHECK(entries(cross(v, w)(v = {1.0, 0.0, 0.0}, w = {0.0, 1.0, 0.0})) == list{0, 0, 1});
    CHECK(entries(cross(v, w)(v = {1.0, 2.0, 3.0}, w = {4.0, 5.0, 6.0})) == list{-3, 6, -3});
    static_assert(dot(v, cross(v, w)) == 0_c);
    static_assert(cross(v, w) == -cross(w, v));
}

TEST_CASE("norms and their gradients, at 0, too") {
    check(norm(v) + norm(A) * norm(row(A, 1_c)));
    check(dot(ctgrad::norm<0>(A), v) + squared_norm(ctgrad::norm<1>(S)) + sum(ctgrad::squared_norm<1>(A)));
    check(dot(normalize(v), row(A, 2_c)) + sum(normalize(S)));
    check(sum(ctgrad::logsumexp<0>(A)) + squared_norm(ctgrad::logsumexp<1>(S)) + dot(log_softmax(v), v));
    check(sum(cwise_product(log_softmax(A), square(A))));
    CHECK(norm(v)(v = {3.0, 0.0, 4.0}) == 5);
    CHECK(entries(normalize(v)(v = {3.0, 0.0, 4.0})) == list{0.6, 0, 0.8});
    CHECK(entries(normalize(v)(v = {0.0, 0.0, 0.0})) == list{0, 0, 0});
    CHECK(entries(gradient(norm(v), v)(v = {0.0, 0.0, 0.0})[v]) == list{0, 0, 0});
    CHECK(entries(hessian(norm(v), v)(v = {0.0, 0.0, 0.0})) == list(9, 0.0));
    CHECK(entries(jacobian(normalize(v), v)(v = {0.0, 0.0, 0.0})) == list(9, 0.0));
    static_assert(gradient(norm(v), v)[v] == v / norm(v));
}

TEST_CASE("second derivatives of norms, products and assemblies") {
    auto const f =
        norm(v) * prod(v) + dot(normalize(v), concat(v[2_c], ctgrad::segment<0, 2>(v))) + dot(v, cross(v, sin(v)));
    CHECK(largest_error(gradient(f, v)[v], v, three, hessian(f, v)(v = three)) < tolerance);
}

TEST_CASE("losses of predictions") {
    constexpr auto w = ctgrad::symbol<"w", 3>;
    CHECK(mean_squared_error(v, w)(v = {1.0, 2.0, 3.0}, w = {1.0, 0.0, 2.0}) == Approx(5.0 / 3));
    CHECK(huber_loss(v, w, 2_c)(v = {1.0, 5.0, -4.0}, w = {0.0, 0.0, 0.0}) == Approx((0.5 + 2 * 4 + 2 * 3) / 3));
    CHECK(huber_loss(v, w)(v = {0.5, 5.0, -4.0}, w = {0.0, 0.0, 0.0}) == Approx((0.125 + 4.5 + 3.5) / 3));
    check(mean_squared_error(A * S, cwise_product(A, A)));
    check(huber_loss(v, S * v, 0.3_c) + huber_loss(A, A * S, norm(v)));
    static_assert(gradient(mean_squared_error(v, w), v)[v] == 2_c * (v - w) / 3_c);
}

}  // namespace
