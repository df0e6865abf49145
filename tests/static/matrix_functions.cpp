// Functions of whole matrices are compared as such: what they are computed by plays no role beyond three rows.
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

namespace {

constexpr auto A = ctgrad::symbol<"A", 5, 5>;
constexpr auto B = ctgrad::symbol<"B", 5, 5>;
constexpr auto b = ctgrad::symbol<"b", 5>;
constexpr auto c = ctgrad::symbol<"c", 5>;

static_assert(inverse(A) == inverse(A));
static_assert(inverse(A) != inverse(B));
static_assert(inverse(A) != inverse(transpose(A)));
static_assert(inverse(A + B) == inverse(B + A));
static_assert(inverse(transpose(transpose(A))) == inverse(A));
static_assert(solve(A, b) != solve(A, c));
static_assert(solve(A, 2_c * b) + c == c + solve(A, b + b));
static_assert(determinant(A) * determinant(B) == determinant(B) * determinant(A));
static_assert(determinant(A) != determinant(B));
static_assert(determinant(A * B) != determinant(A));

static_assert(gradient(dot(c, solve(A, b)), b)[b] == solve(transpose(A), c));
static_assert(gradient(dot(c, solve(A, b)), A)[A] == -outer(solve(transpose(A), c), solve(A, b)));
static_assert(gradient(determinant(A), A)[A] == determinant(A) * transpose(inverse(A)));
static_assert(gradient(log(determinant(A)), A)[A] == transpose(inverse(A)));
static_assert(gradient(trace(B * inverse(A)), A)[A] == -transpose(inverse(A) * B * inverse(A)));

// up to three rows, formulas are opened
constexpr auto C = ctgrad::symbol<"C", 2, 2>;
constexpr auto D = ctgrad::symbol<"D", 2, 2>;
static_assert(
    determinant(C) == element(C, 0_c, 0_c) * element(C, 1_c, 1_c) - element(C, 0_c, 1_c) * element(C, 1_c, 0_c));
static_assert(determinant(transpose(C)) == determinant(C));
static_assert(determinant(2_c * C) == 4_c * determinant(C));

constexpr auto u = ctgrad::symbol<"u", 3>;
constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto w = ctgrad::symbol<"w", 3>;
static_assert(dot(u, cross(v, w)) == dot(w, cross(u, v)));
static_assert(gradient(dot(u, cross(v, w)), v)[v] == cross(w, u));
static_assert(trace(outer(u, v)) == dot(u, v));
static_assert(vector_of(u[0_c], u[1_c], u[2_c])[1_c] == u[1_c]);
static_assert(gradient(norm(u), u)[u] == u / norm(u));
static_assert(trace(ctgrad::identity<3> * outer(u, v)) == dot(u, v));
static_assert(gradient(trace(C * D), C)[C] == transpose(D));

}  // namespace
