// Identities of vectors and matrices, and the usual tables of matrix calculus, that the canonical form decides; and some that are none.
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;
using ctgrad::gradient;
using ctgrad::jacobian;

namespace {

constexpr auto s = ctgrad::symbol<"s">;
constexpr auto u = ctgrad::symbol<"u", 3>;
constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto w = ctgrad::symbol<"w", 3>;
constexpr auto A = ctgrad::symbol<"A", 3, 3>;
constexpr auto B = ctgrad::symbol<"B", 3, 3>;
constexpr auto C = ctgrad::symbol<"C", 3, 3>;
constexpr auto M = ctgrad::symbol<"M", 2, 3>;
constexpr auto t = ctgrad::symbol<"t", 2>;
constexpr auto r = ctgrad::symbol<"r", 2>;
constexpr auto P = ctgrad::symbol<"P", 2, 2>;
constexpr auto Q = ctgrad::symbol<"Q", 2, 2>;
constexpr auto I = ctgrad::identity<3>;

// ---- algebra
static_assert(A * (B * C) == A * B * C);
static_assert(A * (u + v) == A * u + A * v);
static_assert((A + B) * u == A * u + B * u);
static_assert(s * A * u == A * (s * u));
static_assert(I * u == u);
static_assert(A * I == A);
static_assert(transpose(transpose(M)) == M);
static_assert(transpose(A * B) == transpose(B) * transpose(A));
static_assert(transpose(A + s * B) == transpose(A) + s * transpose(B));
static_assert(dot(u, v) == dot(v, u));
static_assert(dot(u, A* v) == dot(transpose(A) * u, v));
static_assert(outer(u, v) * w == dot(v, w) * u);
static_assert(outer(u, v) * outer(v, w) == squared_norm(v) * outer(u, w));
static_assert(transpose(outer(u, v)) == outer(v, u));
static_assert(A * outer(u, v) == outer(A * u, v));
static_assert(outer(u, v) * A == outer(u, transpose(A) * v));
static_assert(squared_norm(u + v) + squared_norm(u - v) == 2_c * (squared_norm(u) + squared_norm(v)));
static_assert(4_c * dot(u, v) == squared_norm(u + v) - squared_norm(u - v));
static_assert(squared_norm(A * u) == dot(u, transpose(A) * A * u));
static_assert(squared_norm(outer(u, v)) == squared_norm(u) * squared_norm(v));
static_assert(sum(u + s) == sum(u) + 3_c * s);
static_assert(sum(outer(u, v)) == sum(u) * sum(v));
static_assert(sum(A * u) == dot(sum<0>(A), u));
static_assert(mean(u) == sum(u) / 3_c);
static_assert(sum(cwise_product(u, v)) == dot(u, v));
static_assert(sum(cwise_product(A, B)) == sum(cwise_product(transpose(A), transpose(B))));

// ---- derivatives of scalars: linear and quadratic forms, norms
static_assert(gradient(dot(u, v), u)[u] == v);
static_assert(gradient(dot(w, A* u), u)[u] == transpose(A) * w);
static_assert(gradient(dot(w, A* u), A)[A] == outer(w, u));
static_assert(gradient(dot(u, A* u), u)[u] == (A + transpose(A)) * u);
static_assert(gradient(dot(u, A* u), A)[A] == outer(u, u));
static_assert(gradient(dot(u, u), u)[u] == 2_c * u);
static_assert(gradient(squared_norm(A * u - v), u)[u] == 2_c * (transpose(A) * (A * u - v)));
static_assert(gradient(squared_norm(A * u - v), A)[A] == 2_c * outer(A * u - v, u));
static_assert(gradient(dot(A * u - v, B*(A* u - v)), u)[u] == transpose(A) * ((B + transpose(B)) * (A * u - v)));
static_assert(gradient(squared_norm(M * u - t), u)[u] == 2_c * (transpose(M) * (M * u - t)));
static_assert(gradient(squared_norm(M), M)[M] == 2_c * M);
static_assert(gradient(squared_norm(A * B), A)[A] == 2_c * (A * B * transpose(B)));
static_assert(gradient(squared_norm(A * B), B)[B] == 2_c * (transpose(A) * A * B));
static_assert(gradient(dot(u, A* transpose(A) * v), A)[A] == (outer(u, v) + outer(v, u)) * A);
static_assert(gradient(dot(u, transpose(A) * (A * v)), A)[A] == A * (outer(u, v) + outer(v, u)));
static_assert(gradient(dot(u, A*(A* v)), A)[A] == outer(u, A* v) + outer(transpose(A) * u, v));
static_assert(gradient(sqrt(dot(u, u)), u)[u] == u / sqrt(dot(u, u)));
static_assert(gradient(1_c / dot(u, u), u)[u] == -2_c * u / square(dot(u, u)));
static_assert(gradient(exp(-dot(u, A* u) / 2_c), u)[u] == -exp(-dot(u, A* u) / 2_c) * ((A + transpose(A)) * u) / 2_c);
static_assert(
    gradient(dot(u, A* u) / dot(u, u), u)[u] ==
    ((A + transpose(A)) * u - 2_c * (dot(u, A* u) / dot(u, u)) * u) / dot(u, u));
static_assert(gradient(sum(A * u), u)[u] == sum<0>(A));
static_assert(gradient(sum(exp(A * u)), u)[u] == transpose(A) * exp(A * u));

// ---- Jacobians, Hessians and products with them
static_assert(jacobian(A * u, u) == A);
static_assert(jacobian(M * u + t, u) == M);
static_assert(jacobian(outer(u, v) * w, u) == dot(v, w) * I);
static_assert(jacobian(dot(v, w) * u, v) == outer(u, w));
static_assert(jacobian(dot(u, u) * u, u) == 2_c * outer(u, u) + dot(u, u) * I);
static_assert(hessian(dot(u, A* u), u) == A + transpose(A));
static_assert(hessian(squared_norm(A * u - v), u) == 2_c * transpose(A) * A);
static_assert(hvp(dot(u, A* u), u, w) == A * w + transpose(A) * w);
static_assert(vjp(A * B, A, C) == C * transpose(B));
static_assert(vjp(A * B, B, C) == transpose(A) * C);
static_assert(jvp(A * B, A, C) == C * B);
static_assert(jvp(A * A, A, C) == C * A + A * C);
static_assert(dot(w, jvp(A* exp(u), u, v)) == dot(vjp(A * exp(u), u, w), v));
static_assert(jacobian(softmax(u), u) * v == cwise_product(softmax(u), v) - dot(softmax(u), v) * softmax(u));
static_assert(hvp(logsumexp(u), u, v) == cwise_product(softmax(u), v) - dot(softmax(u), v) * softmax(u));
static_assert(gradient(logsumexp(A * u), u)[u] == transpose(A) * softmax(A * u));

// ---- traces, determinants, inverses, norms
static_assert(trace(A * B) == trace(B * A));
static_assert(trace(A * B * C) == trace(C * A * B));
static_assert(trace(transpose(A)) == trace(A));
static_assert(trace(A + s * B) == trace(A) + s * trace(B));
static_assert(trace(outer(u, v)) == dot(u, v));
static_assert(trace(transpose(A) * A) == squared_norm(A));
static_assert(trace(I) == 3_c);
static_assert(determinant(I) == 1_c);
static_assert(determinant(transpose(A)) == determinant(A));
static_assert(determinant(s * A) == pow(s, 3_c) * determinant(A));
static_assert(determinant(P * Q) == determinant(P) * determinant(Q));
static_assert(determinant(I + outer(u, v)) == 1_c + dot(u, v));
static_assert(dot(cross(u, v), u) == 0_c);
static_assert(cross(u, v) == -cross(v, u));
static_assert(cross(u, cross(v, w)) == dot(u, w) * v - dot(u, v) * w);
static_assert(squared_norm(cross(u, v)) == squared_norm(u) * squared_norm(v) - square(dot(u, v)));
static_assert(P * inverse(P) == ctgrad::identity<2>);
static_assert(inverse(P) * P == ctgrad::identity<2>);
static_assert(inverse(inverse(P)) == P);
static_assert(inverse(transpose(P)) == transpose(inverse(P)));
static_assert(determinant(inverse(P)) == 1_c / determinant(P));
static_assert(solve(P, t) == inverse(P) * t);
static_assert(P * solve(P, t) == t);
static_assert(square(norm(u)) == squared_norm(u));
static_assert(norm(s * u) == abs(s) * norm(u));
static_assert(dot(normalize(u), u) == norm(u));
static_assert(gradient(trace(A * B), A)[A] == transpose(B));
static_assert(gradient(trace(A), A)[A] == I);
static_assert(gradient(trace(A * A), A)[A] == 2_c * transpose(A));
static_assert(gradient(trace(transpose(A) * B), A)[A] == B);
static_assert(gradient(trace(A * B * transpose(A)), A)[A] == A * (B + transpose(B)));
static_assert(gradient(trace(A * B * A * C), A)[A] == transpose(B * A * C) + transpose(C * A * B));
static_assert(gradient(trace(A * A * A), A)[A] == 3_c * transpose(A * A));
static_assert(gradient(determinant(P), P)[P] == determinant(P) * transpose(inverse(P)));
static_assert(gradient(log(determinant(P)), P)[P] == transpose(inverse(P)));
static_assert(gradient(1_c / determinant(P), P)[P] == -transpose(inverse(P)) / determinant(P));
static_assert(gradient(dot(t, inverse(P) * r), P)[P] == -outer(transpose(inverse(P)) * t, inverse(P) * r));
static_assert(gradient(trace(inverse(P) * Q), P)[P] == -transpose(inverse(P) * Q * inverse(P)));
static_assert(gradient(dot(r, solve(P, t)), t)[t] == transpose(inverse(P)) * r);
static_assert(gradient(norm(u), u)[u] == u / norm(u));
static_assert(gradient(norm(u - v), v)[v] == (v - u) / norm(u - v));
static_assert(jacobian(normalize(u), u) == (I - outer(u, u) / squared_norm(u)) / norm(u));
static_assert(jacobian(cross(u, v), v) * w == cross(u, w));
static_assert(gradient(dot(w, cross(u, v)), u)[u] == cross(v, w));

// ---- what is no identity
static_assert(determinant(A + B) != determinant(A) + determinant(B));
static_assert(determinant(s * A) != s * determinant(A));
static_assert(trace(A * B) != trace(A) * trace(B));
static_assert(trace(A * B * C) != trace(B * A * C));
static_assert(inverse(P + Q) != inverse(P) + inverse(Q));
static_assert(inverse(P * Q) != inverse(P) * inverse(Q));
static_assert(cross(u, v) != cross(v, u));
static_assert(norm(u + v) != norm(u) + norm(v));
static_assert(gradient(determinant(P), P)[P] != inverse(P));
static_assert(A * B != B * A);
static_assert(transpose(A * B) != transpose(A) * transpose(B));
static_assert(A != transpose(A));
static_assert(dot(u, A* v) != dot(v, A* u));
static_assert(outer(u, v) != outer(v, u));
static_assert(square(dot(u, v)) != squared_norm(u) * squared_norm(v));
static_assert(squared_norm(u + v) != squared_norm(u) + squared_norm(v));
static_assert(gradient(dot(u, A* u), u)[u] != 2_c * (A * u));
static_assert(gradient(squared_norm(A * B), A)[A] != 2_c * (A * transpose(B) * B));
static_assert(exp(A * u) != A * exp(u));
static_assert(A * A != A * transpose(A));
static_assert(sum<0>(A) != sum<1>(A));
static_assert(softmax(u + v) != softmax(u) + softmax(v));
static_assert(hessian(dot(u, A* u), u) != 2_c * A);
static_assert(sum(A * B) != sum(A) * sum(B));

}  // namespace
