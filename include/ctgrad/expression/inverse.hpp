// Determinants, inverses and solutions of linear systems.
#pragma once

#include <ctgrad/expression/operand.hpp>
#include <ctgrad/op/inverse.hpp>

namespace ctgrad {

/// The determinant of a square matrix: a closed formula up to 3 rows, else elimination with partial pivoting.
/// Shape:      (n, n) to a scalar.
/// Derivative: the cofactors, up to 3 rows; else determinant(a) transpose(inverse(a)), which is not defined where a is singular.
/// Cost:       n^3 / 3 multiplications.
/// Source:     Golub and Van Loan, Matrix Computations, 4th ed. (2013), 3.4.
template <expression A>
CTGRAD_INLINE constexpr auto determinant(A) {
    if constexpr (!fits<op::determinant_op, A>)
        static_assert(
            takes_shapes<op::determinant_op, shape_t<A>>, "ctgrad::determinant(a): 'a' must be a square matrix");
    return call_t<op::determinant_op, A>{};
}

/// The inverse of a square matrix: a closed formula up to 3 rows, else elimination with partial pivoting. To solve a system, `solve` is
/// cheaper and more accurate. Of a singular matrix: infinities or NaN.
/// Shape:      (n, n) to (n, n).
/// Derivative: -y^T u y^T for the upstream gradient u; not through the elimination.
/// Cost:       4/3 n^3 multiplications.
/// Source:     Golub and Van Loan, Matrix Computations, 4th ed. (2013), 3.4.
template <expression A>
CTGRAD_INLINE constexpr auto inverse(A) {
    if constexpr (!fits<op::inverse_op, A>)
        static_assert(takes_shapes<op::inverse_op, shape_t<A>>, "ctgrad::inverse(a): 'a' must be a square matrix");
    return call_t<op::inverse_op, A>{};
}

/// The solution x of a x = b: a closed formula up to 3 rows, else elimination with partial pivoting. Infinities or NaN where a is
/// singular.
/// Shape:      (n, n) and (n) to (n); (n, n) and (n, m) to (n, m).
/// Derivative: g = solve(a^T, u) for b, -outer(g, x) for a; not through the elimination.
/// Cost:       n^3 / 3 multiplications, and n^2 for each column of b.
/// Source:     Giles, Collected matrix derivative results for forward and reverse mode algorithmic differentiation, AD 2008.
template <expression A, expression B>
CTGRAD_INLINE constexpr auto solve(A, B) {
    if constexpr (!any_refused<A, B> && !op::is_square(A::shape))
        static_assert(
            takes_shapes<op::solve_op, shape_t<A>, shape_t<B>>, "ctgrad::solve(a, b): 'a' must be a square matrix");
    else if constexpr (!fits<op::solve_op, A, B>)
        static_assert(
            takes_shapes<op::solve_op, shape_t<A>, shape_t<B>>,
            "ctgrad::solve(a, b): 'b' must be a vector or a matrix with as many rows as 'a'");
    return call_t<op::solve_op, A, B>{};
}

}  // namespace ctgrad
