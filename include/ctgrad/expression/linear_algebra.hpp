#pragma once

#include <ctgrad/expression/arithmetic.hpp>
#include <ctgrad/expression/custom.hpp>
#include <ctgrad/op/creation.hpp>

namespace ctgrad {

/// The product of linear algebra, as `a * b`, for matrices and vectors.
/// Shape: (n, m) times (m) is (n), (n, m) times (m, k) is (n, k).
template <expression A, expression B>
constexpr auto matmul(A, B) {
    if constexpr (!any_refused<A, B> && (A::shape.rank != 2 || B::shape.rank == 0 || !fits<op::product_op, A, B>))
        static_assert(
            takes_shapes<op::product_op, shape_t<A>, shape_t<B>>,
            "ctgrad::matmul(a, b): the columns of 'a' must equal the rows of 'b'");
    return call_t<op::product_op, A, B>{};
}

/// Sum of the products of corresponding entries.
/// Shape: two equal shapes to a scalar.
template <expression A, expression B>
constexpr auto dot(A, B) {
    if constexpr (!fits<op::dot_op, A, B>)
        static_assert(
            takes_shapes<op::dot_op, shape_t<A>, shape_t<B>>, "ctgrad::dot(a, b): 'a' and 'b' must have equal shapes");
    return call_t<op::dot_op, A, B>{};
}

/// The matrix of the products a[i] b[j].
/// Shape: (n) and (m) to (n, m).
template <expression A, expression B>
constexpr auto outer(A, B) {
    if constexpr (!fits<op::outer_op, A, B>)
        static_assert(
            takes_shapes<op::outer_op, shape_t<A>, shape_t<B>>, "ctgrad::outer(a, b): 'a' and 'b' must be vectors");
    return call_t<op::outer_op, A, B>{};
}

/// The transposed matrix.
/// Shape: (n, m) to (m, n).   Cost: none, it is read in another order.
template <expression A>
constexpr auto transpose(A) {
    if constexpr (!fits<op::transpose_op, A>)
        static_assert(takes_shapes<op::transpose_op, shape_t<A>>, "ctgrad::transpose(a): 'a' must be a matrix");
    return call_t<op::transpose_op, A>{};
}

/// Product entry by entry.
/// Shape: equal shapes, or a scalar and anything.
template <class A, class B>
    requires formula<A, B>
constexpr auto cwise_product(A, B) {
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
constexpr auto cwise_quotient(A, B) {
    using X = as_expression_t<A>;
    using Y = as_expression_t<B>;
    if constexpr (!fits<op::cwise_quotient_op, X, Y>)
        static_assert(
            takes_shapes<op::cwise_quotient_op, shape_t<X>, shape_t<Y>>,
            "ctgrad::cwise_quotient(a, b): the shapes must be equal, or one of them a scalar");
    return call_t<op::cwise_quotient_op, X, Y>{};
}

/// Sum of the squares of all entries.
template <expression A>
constexpr auto squared_norm(A) {
    return call_t<op::squared_norm_op, A>{};
}

/// A vector as each of N rows of a matrix.
/// Shape: (n) to (N, n).   Cost: none, it is read repeatedly.
template <int N, expression A>
constexpr auto broadcast_rows(A) {
    if constexpr (!fits<op::broadcast_rows_op<N>, A>)
        static_assert(
            takes_shapes<op::broadcast_rows_op<N>, shape_t<A>>, "ctgrad::broadcast_rows<n>(v): 'v' must be a vector");
    return call_t<op::broadcast_rows_op<N>, A>{};
}

namespace detail {

template <class Position>
concept position_like = (expression<Position> && Position::shape.rank == 0 && Position::kind == graph::kind::integer) ||
                        (is_constant<Position>);

/// A constant position may lie outside; an integer symbol is checked when it is bound.
template <class Position>
constexpr bool in_range(int extent) {
    if constexpr (is_constant<Position>)
        return Position::value.is_integer() && Position::value.numerator >= 0 && Position::value.numerator < extent;
    else
        return true;
}

template <class A, class... Positions, int... Axes>
constexpr bool all_in_range(std::integer_sequence<int, Axes...>) {
    return (in_range<Positions>(A::shape[Axes]) && ...);
}

template <class A, class... Positions>
constexpr auto element(A, Positions...) {
    if constexpr (any_refused<A, Positions...>)
        return refused{};
    else if constexpr (A::shape.rank != static_cast<int>(sizeof...(Positions))) {
        static_assert(
            takes_shapes<op::element_op, shape_t<A>>, "ctgrad::element(a, i...): one position for each axis of 'a'");
        return refused{};
    } else if constexpr (!(position_like<Positions> && ...)) {
        static_assert(
            error::never<Positions...>,
            "ctgrad::element(a, i...): a position is an integer literal, as in v[0_c], or an index_symbol");
        return refused{};
    } else if constexpr (!all_in_range<A, Positions...>(std::make_integer_sequence<int, sizeof...(Positions)>{})) {
        static_assert(
            takes_shapes<op::element_op, shape_t<A>, Positions...>,
            "ctgrad::element(a, i...): a position lies outside of 'a'");
        return refused{};
    } else {
        return call_of<op::element_op, A, Positions...>{};
    }
}

}  // namespace detail

/// An entry of a vector, a matrix, ...: `element(A, i, j)`. Each position is an integer constant or an `index_symbol`.
/// Derivative: to that entry; no other is touched.
/// Errors:     a constant outside; an integer symbol is checked when it is bound.
template <expression A, operand... Positions>
constexpr auto element(A a, Positions...) {
    return detail::element(a, as_expression_t<Positions>{}...);
}

template <class Op, class... Args>
template <class Position>
constexpr auto call<Op, Args...>::type::operator[](Position) const {
    return detail::element(type{}, as_expression_t<Position>{});
}
template <detail::fixed_string Name, graph::kind Kind, int... Extents>
template <class Position>
constexpr auto symbol_t<Name, Kind, Extents...>::operator[](Position) const {
    return detail::element(symbol_t{}, as_expression_t<Position>{});
}

template <int Number, graph::kind Kind, int... Extents>
template <class Position>
constexpr auto detail::placeholder<Number, Kind, Extents...>::operator[](Position) const {
    return detail::element(placeholder{}, as_expression_t<Position>{});
}

/// Arrays of zeros and of ones, and the identity matrix.
template <int... Extents>
inline constexpr call_of<op::filled_op<0, Extents...>> zeros{};
template <int... Extents>
inline constexpr call_of<op::filled_op<1, Extents...>> ones{};
template <int N>
inline constexpr call_of<op::identity_op<N>> identity{};

/// The numbers pi and e, to the precision of the scalar type.
inline constexpr call_of<op::pi_op> pi{};
inline constexpr call_of<op::e_op> e{};

}  // namespace ctgrad
