// Gradients of all operators, alone and nested, against central differences.
#include "central_differences.hpp"

using namespace ctgrad::literals;
using central_differences::largest_error;
using central_differences::tolerance;

namespace {

constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto A = ctgrad::symbol<"A", 4, 3>;
constexpr auto B = ctgrad::symbol<"B", 3, 4>;
constexpr auto k = ctgrad::index_symbol<"k">;
constexpr auto K = ctgrad::index_symbol<"K", 4>;

// Entries without a pattern, no two equal, none near a kink of relu or abs.
std::vector<double> const three{0.7, -0.4, 1.3};
std::vector<double> const twelve{0.3, -1.1, 0.8, 1.7, -0.6, 0.25, -0.35, 0.9, -1.4, 0.55, 1.2, -0.75};

/// Checks the gradient of a formula with respect to the matrix A and the vector v. Both occur in what is differentiated, whether
/// they do in the formula or not.
template <class F, class... Others>
void check(F formula, Others const&... others) {
    auto const f = formula + sum(A) * sum(v);
    auto const g = gradient(f, A, v)(A = twelve, v = three, others...);
    CHECK(largest_error(f, A, twelve, g[A], v = three, others...) < tolerance);
    CHECK(largest_error(f, v, three, g[v], A = twelve, others...) < tolerance);
}

TEST_CASE("gradients of products of linear algebra") {
    check(sum(A * v));
    check(squared_norm(A * v));
    check(dot(v, transpose(A) * (A * v)));
    check(sum(square(A * transpose(A))));
    check(dot(outer(A * v, v), A));
    check(squared_norm(cwise_product(A, ctgrad::broadcast_rows<4>(v))));
    check(sum(cwise_quotient(A, 2_c + ctgrad::broadcast_rows<4>(square(v)))));
    check(element(A * B * A, 2_c, 1_c) * v[0_c], B = twelve);
}

TEST_CASE("gradients of functions that apply entry by entry") {
    check(sum(exp(A * v) / 10_c));
    check(sum(sin(A * v)) * sum(cos(v)));
    check(sum(tanh(A * v)) + sum(sigmoid(v)));
    check(sum(relu(A * v)) + sum(abs(A)));
    check(sum(log(1_c + square(A * v))));
    check(sum(sqrt(1_c + square(A))) + sum(pow(2_c + sin(v), v)));
    check(sum(max(A * v, 0.1_c)) + sum(min(v, 0.5_c)));
    check(sum(select(A > 0.5_c, square(A), sin(A))));
}

TEST_CASE("gradients of reductions") {
    check(mean(square(A)) + mean(v));
    check(dot(ctgrad::sum<0>(A), v) + squared_norm(ctgrad::sum<1>(A)));
    check(dot(ctgrad::mean<0>(square(A)), v));
    check(max_element(A * v) + max_element(v));
    check(dot(ctgrad::max_element<0>(A), v) + sum(ctgrad::min_element<1>(A)));
    check(logsumexp(A * v) + squared_norm(softmax(v)));
    check(squared_norm(softmax(A)));
}

TEST_CASE("gradients of losses") {
    check(hinge_loss(A * v, k), k = 2);
    check(hinge_loss(A * v, k, 0.25_c), k = 0);
    check(cross_entropy(A * v, k), k = 3);
    int const labels[4]{0, 2, 1, 2};
    check(hinge_loss(A, K) / 2_c, K = labels);
    check(cross_entropy(A + ctgrad::broadcast_rows<4>(v), K), K = labels);
}

TEST_CASE("gradients through entries") {
    check(v[k] * element(A, k, 1_c), k = 2);
    check(v[0_c] * v[2_c] + square(element(A, 3_c, 2_c)));
    check(v[k] * v[1_c], k = 1);
}

}  // namespace
