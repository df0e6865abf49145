#include "central_differences.hpp"

using namespace ctgrad::literals;
using central_differences::largest_error;
using central_differences::tolerance;

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto d = ctgrad::symbol<"d", 3>;
constexpr auto u = ctgrad::symbol<"u", 4>;
constexpr auto A = ctgrad::symbol<"A", 4, 3>;
constexpr auto D = ctgrad::symbol<"D", 4, 3>;

std::vector<double> const three{0.7, -0.4, 1.3};
std::vector<double> const direction{-0.9, 0.6, 0.35};
std::vector<double> const four{0.2, -0.8, 1.1, 0.5};
std::vector<double> const twelve{0.3, -1.1, 0.8, 1.7, -0.6, 0.25, -0.35, 0.9, -1.4, 0.55, 1.2, -0.75};
std::vector<double> const other_twelve{-0.2, 0.4, 1.5, -0.7, 0.65, 0.1, 0.95, -1.3, 0.45, -0.85, 0.15, 1.05};

TEST_CASE("derivatives of any order") {
    auto const f = exp(2_c * x) * sin(y * x);
    CHECK(ctgrad::derivative<0>(f, x)(x = 0.3, y = 0.7) == f(x = 0.3, y = 0.7));
    CHECK(largest_error(f, x, {0.3}, derivative(f, x)(x = 0.3, y = 0.7), y = 0.7) < tolerance);
    CHECK(
        largest_error(derivative(f, x), x, {0.3}, ctgrad::derivative<2>(f, x)(x = 0.3, y = 0.7), y = 0.7) < tolerance);
    CHECK(
        largest_error(ctgrad::derivative<2>(f, x), x, {0.3}, ctgrad::derivative<3>(f, x)(x = 0.3, y = 0.7), y = 0.7) <
        10 * tolerance);  // third derivatives are around 10
    CHECK(
        derivative(derivative(f, x), y)(x = 0.3, y = 0.7) == Approx(derivative(derivative(f, y), x)(x = 0.3, y = 0.7)));
}

TEST_CASE("Jacobians have the axes of the value, then those of the symbol") {
    auto const f = tanh(A * v);
    auto const by_v = jacobian(f, v);
    static_assert(shape(by_v) == ctgrad::make_extents(4, 3));
    CHECK(largest_error(f, v, three, by_v(A = twelve, v = three), A = twelve) < tolerance);
    auto const by_A = jacobian(f, A);
    static_assert(shape(by_A) == ctgrad::make_extents(4, 4, 3));
    CHECK(largest_error(f, A, twelve, by_A(A = twelve, v = three), v = three) < tolerance);
    CHECK(jacobian(dot(v, v), v)(v = three) == gradient(dot(v, v), v)(v = three)[v]);
    CHECK(jacobian(x * v, x)(x = 2.0, v = three) == v(v = three));
    auto const symmetric = jacobian(softmax(v), v)(v = three);
    CHECK(symmetric(0, 1) == Approx(symmetric(1, 0)));
}

TEST_CASE("the chain rule of Jacobians is their product") {
    auto const inner = sin(A * v);
    auto const outer_function = transpose(A) * square(u);
    auto const composed = substitute(outer_function, u = inner);
    auto const product = substitute(jacobian(outer_function, u), u = inner) * jacobian(inner, v);
    auto const whole = jacobian(composed, v)(A = twelve, v = three);
    auto const parts = product(A = twelve, v = three);
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j) CHECK(whole(i, j) == Approx(parts(i, j)));
}

TEST_CASE("Hessians") {
    auto const f = exp(dot(v, d)) + logsumexp(A * v);
    auto const h = hessian(f, v)(A = twelve, v = three, d = direction);
    CHECK(largest_error(gradient(f, v)[v], v, three, h, A = twelve, d = direction) < tolerance);
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < i; ++j) CHECK(h(i, j) == Approx(h(j, i)));
    CHECK(hessian(pow(x, 2_c), x)(x = 0.0) == 2.0);
    auto const by_matrix = hessian(squared_norm(A * v), A);
    static_assert(shape(by_matrix) == ctgrad::make_extents(4, 3, 4, 3));
    CHECK(by_matrix(v = three)(1, 0, 1, 2) == Approx(2 * 0.7 * 1.3));
    CHECK(by_matrix(v = three)(1, 0, 2, 2) == 0.0);
}

TEST_CASE("products with Jacobians agree with the Jacobian") {
    auto const f = sigmoid(A * v) + u;
    auto const j = jacobian(f, v);
    auto const backward = vjp(f, v, u)(A = twelve, v = three, u = four);
    auto const transposed = (transpose(j) * u)(A = twelve, v = three, u = four);
    auto const forward = jvp(f, v, d)(A = twelve, v = three, u = four, d = direction);
    auto const straight = (j * d)(A = twelve, v = three, u = four, d = direction);
    for (int i = 0; i < 3; ++i) CHECK(backward[i] == Approx(transposed[i]));
    for (int i = 0; i < 4; ++i) CHECK(forward[i] == Approx(straight[i]));
}

/// jvp and vjp are transposes of each other: u . (J d) = (J^T u) . d
template <class F, class... Others>
void check_transposes(F f, Others const&... others) {
    auto const left = dot(u, jvp(f, v, d))(v = three, d = direction, u = four, others...);
    auto const right = dot(vjp(f, v, u), d)(v = three, d = direction, u = four, others...);
    CHECK(left == Approx(right));
}

TEST_CASE("forward and reverse mode are transposes of each other") {
    check_transposes(exp(A * v), A = twelve);
    check_transposes(relu(A * v) / (1_c + dot(v, v)), A = twelve);
    check_transposes(max_element(v) * (A * v), A = twelve);
    check_transposes(ctgrad::sum<1>(softmax(A * outer(v, v))), A = twelve);
    check_transposes(ctgrad::max_element<1>(cwise_product(A, ctgrad::broadcast_rows<4>(v))), A = twelve);
    check_transposes(logsumexp(v) * (A * v) * v[1_c], A = twelve);
}

TEST_CASE("the direction may be a matrix") {
    auto const f = squared_norm(A * v);
    auto const along = jvp(f, A, D)(A = twelve, D = other_twelve, v = three);
    CHECK(along == Approx(dot(gradient(f, A)[A], D)(A = twelve, D = other_twelve, v = three)));
}

TEST_CASE("Hessian times vector, without the Hessian") {
    auto const f = logsumexp(A * v) * dot(v, v);
    auto const product = hvp(f, v, d)(A = twelve, v = three, d = direction);
    auto const formed = (hessian(f, v) * d)(A = twelve, v = three, d = direction);
    for (int i = 0; i < 3; ++i) CHECK(product[i] == Approx(formed[i]));
}

TEST_CASE("the tangent may contain the symbol: it is held fixed") {
    CHECK(vjp(x * x, x, x)(x = 3.0) == 18.0);
    CHECK(jvp(x * x, x, x)(x = 3.0) == 18.0);
}

TEST_CASE("substitution replaces all at once") {
    auto const f = x - 2_c * y;
    CHECK(substitute(f, x = y, y = x)(x = 1.0, y = 10.0) == 8.0);
    CHECK(substitute(f, x = x * y)(x = 3.0, y = 2.0) == 2.0);
    CHECK(
        substitute(squared_norm(A * v), v = d + d)(A = twelve, d = three) ==
        Approx(4 * squared_norm(A * v)(A = twelve, v = three)));
    CHECK(substitute(substitute(f, x = y), y = 5_c)() == -5.0);
    // the derivative is taken first, then seen at the point
    CHECK(substitute(derivative(x * x * x, x), x = y)(y = 2.0) == 12.0);
    CHECK(derivative(substitute(x * x * x, x = y * y), y)(y = 2.0) == 192.0);
}

TEST_CASE("the Taylor polynomial approaches the function") {
    auto const f = exp(sin(x));
    auto const polynomial = ctgrad::taylor<4>(f, x, 0.5_c);
    // remainder: the fifth derivative is below 20 between 0.4 and 0.6, so less than 20 * 0.1^5 / 120
    CHECK(std::abs(polynomial(x = 0.6) - f(x = 0.6)) < 2e-6);
    CHECK(std::abs(polynomial(x = 0.6) - f(x = 0.6)) > 1e-9);
    CHECK(polynomial(x = 0.5) == Approx(f(x = 0.5)));
}

}  // namespace
