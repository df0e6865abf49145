// Products of vectors and matrices.
#pragma once

#include <ctgrad/expression/arithmetic.hpp>
#include <ctgrad/expression/custom.hpp>

namespace ctgrad {

/// The product of linear algebra, as `a * b`, for matrices and vectors.
/// Shape: (n, m) times (m) is (n), (n, m) times (m, k) is (n, k).
template <expression A, expression B>
CTGRAD_INLINE constexpr auto matmul(A, B) {
    if constexpr (!any_refused<A, B> && (A::shape.rank != 2 || B::shape.rank == 0 || !fits<op::product_op, A, B>))
        static_assert(
            takes_shapes<op::product_op, shape_t<A>, shape_t<B>>,
            "ctgrad::matmul(a, b): the columns of 'a' must equal the rows of 'b'");
    return call_t<op::product_op, A, B>{};
}

/// Sum of the products of corresponding entries.
/// Shape: two equal shapes to a scalar.
template <expression A, expression B>
CTGRAD_INLINE constexpr auto dot(A, B) {
    if constexpr (!fits<op::dot_op, A, B>)
        static_assert(
            takes_shapes<op::dot_op, shape_t<A>, shape_t<B>>, "ctgrad::dot(a, b): 'a' and 'b' must have equal shapes");
    return call_t<op::dot_op, A, B>{};
}

/// The matrix of the products a[i] b[j].
/// Shape: (n) and (m) to (n, m).
template <expression A, expression B>
CTGRAD_INLINE constexpr auto outer(A, B) {
    if constexpr (!fits<op::outer_op, A, B>)
        static_assert(
            takes_shapes<op::outer_op, shape_t<A>, shape_t<B>>, "ctgrad::outer(a, b): 'a' and 'b' must be vectors");
    return call_t<op::outer_op, A, B>{};
}

/// The vector product of three-dimensional space: orthogonal to both, by the right-hand rule.
/// Shape: two vectors of 3 to a vector of 3.
template <expression A, expression B>
CTGRAD_INLINE constexpr auto cross(A, B) {
    if constexpr (!fits<op::cross_op, A, B>)
        static_assert(
            takes_shapes<op::cross_op, shape_t<A>, shape_t<B>>,
            "ctgrad::cross(a, b): 'a' and 'b' must be vectors of three entries");
    return call_t<op::cross_op, A, B>{};
}

/// Product entry by entry.
/// Shape: equal shapes, or a scalar and anything.
template <class A, class B>
    requires formula<A, B>
CTGRAD_INLINE constexpr auto cwise_product(A, B) {
    using X = as_expression_t<A>;
    using Y = as_expression_t<B>;
    if constexpr (!fits<op::cwise_product_op, X, Y>)
        static_assert(
            takes_shapes<op::cwise_product_op, shape_t<X>, shape_t<Y>>,
            "ctgrad::cwise_product(a, b): the shapes must be equal, or one of them a scalar");
    return call_t<op::cwise_product_op, X, Y>{};
}

/// Quotient entry by entry.
/// Shape: equal shapes, or a scalar and anything.
template <class A, class B>
    requires formula<A, B>
CTGRAD_INLINE constexpr auto cwise_quotient(A, B) {
    using X = as_expression_t<A>;
    using Y = as_expression_t<B>;
    if constexpr (!fits<op::cwise_quotient_op, X, Y>)
        static_assert(
            takes_shapes<op::cwise_quotient_op, shape_t<X>, shape_t<Y>>,
            "ctgrad::cwise_quotient(a, b): the shapes must be equal, or one of them a scalar");
    return call_t<op::cwise_quotient_op, X, Y>{};
}

}  // namespace ctgrad
