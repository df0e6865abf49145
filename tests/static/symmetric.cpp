// Matrices that are promised to be symmetric: identities, and what they cost.
#include <ctgrad/ctgrad.hpp>

#include <tuple>

using namespace ctgrad::literals;
using ctgrad::gradient;
using ctgrad::symmetric;

namespace {

constexpr auto x = ctgrad::symbol<"x", 3>;
constexpr auto y = ctgrad::symbol<"y", 3>;
constexpr auto A = ctgrad::symbol<"A", 3, 3>;
constexpr auto B = ctgrad::symbol<"B", 3, 3>;
constexpr auto i = ctgrad::index_symbol<"i">;
constexpr auto S = symmetric(A);

// ---- algebra
static_assert(transpose(S) == S);
static_assert(symmetric(transpose(A)) == S);
static_assert(symmetric(S) == S);
static_assert(2_c * S == A + transpose(A));
static_assert(S * x == transpose(S) * x);
static_assert(dot(x, S* y) == dot(y, S* x));
static_assert(dot(x, S* x) == dot(x, A* x));
static_assert(row(S, 1_c) == column(S, 1_c));
static_assert(row(S, i) == column(S, i));
static_assert(element(S, 0_c, 2_c) == element(S, 2_c, 0_c));
static_assert(trace(S) == trace(A));
static_assert(sum<0>(S) == sum<1>(S));
static_assert(transpose(S * B) == transpose(B) * S);
static_assert(symmetric(transpose(B) * B) == transpose(B) * B);
static_assert(symmetric(outer(x, x)) == outer(x, x));
static_assert(symmetric(ctgrad::identity<3>) == ctgrad::identity<3>);
static_assert(
    symmetric(ctgrad::broadcast_rows<3>(x)) == (broadcast_rows<3>(x) + transpose(broadcast_rows<3>(x))) / 2_c);
static_assert(S != A);
static_assert(S * B != B * S);

// ---- derivatives
static_assert(gradient(dot(x, S* x), x)[x] == 2_c * (S * x));
static_assert(gradient(dot(x, S* y), x)[x] == S * y);
static_assert(gradient(dot(x, S* y), y)[y] == S * x);
static_assert(gradient(dot(x, S* y), A)[A] == (outer(x, y) + outer(y, x)) / 2_c);
static_assert(gradient(squared_norm(S), A)[A] == 2_c * S);
static_assert(hessian(dot(x, S* x), x) == 2_c * S);
static_assert(jacobian(S * x, x) == S);
static_assert(jvp(S * x, x, y) == S * y);
static_assert(jvp(S * x, A, B) == symmetric(B) * x);
static_assert(vjp(S * x, x, y) == S * y);
static_assert(hvp(dot(x, S* x), x, y) == 2_c * (S * y));

// ---- cost: one product serves the value and the gradient
constexpr auto v = ctgrad::symbol<"v", 40>;
constexpr auto M = ctgrad::symbol<"M", 40, 40>;
static_assert(cost(value_and_gradient(dot(v, symmetric(M) * v), v)).multiplications < 40 * 40 + 3 * 40);
static_assert(cost(value_and_gradient(exp(dot(v, symmetric(M) * v)), v)).multiplications < 40 * 40 + 4 * 40);
static_assert(cost(value_and_gradient(dot(v, M* v), v)).multiplications > 2 * 40 * 40);

// ---- values
constexpr ctgrad::tensor<double, 3, 3> numbers{1, 2, 3, 2, 4, 5, 3, 5, 6};
constexpr ctgrad::tensor<double, 3> at{1, 2, 3};
static_assert(dot(x, S* x)(x = at, A = numbers) == dot(x, A* x)(x = at, A = numbers));
static_assert(symmetric(numbers) == numbers);
static_assert(symmetric(numbers) * at == numbers * at);

constexpr auto form = [](auto const& vector, auto const& matrix) { return dot(vector, symmetric(matrix) * vector); };
static_assert(std::get<0>(gradient<0>(form)(at, numbers)) == 2.0 * (numbers * at));
static_assert(std::get<1>(gradient(form)(at, numbers))(0, 2) == 3);

}  // namespace
