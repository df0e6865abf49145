// What reads values in another order, picks entries from them, or puts entries together.
#pragma once

#include <ctgrad/expression/arithmetic.hpp>
#include <ctgrad/expression/custom.hpp>
#include <ctgrad/op/symmetric.hpp>

namespace ctgrad {

/// The transposed matrix.
/// Shape: (n, m) to (m, n).   Cost: none, it is read in another order.
template <expression A>
CTGRAD_INLINE constexpr auto transpose(A) {
    if constexpr (!fits<op::transpose_op, A>)
        static_assert(takes_shapes<op::transpose_op, shape_t<A>>, "ctgrad::transpose(a): 'a' must be a matrix");
    return call_t<op::transpose_op, A>{};
}

/// The diagonal of a square matrix.
/// Shape:      (n, n) to (n).
/// Derivative: to the diagonal.
/// Cost:       none, it is read where it stands.
template <expression A>
CTGRAD_INLINE constexpr auto diagonal(A) {
    if constexpr (!fits<op::diagonal_op, A>)
        static_assert(takes_shapes<op::diagonal_op, shape_t<A>>, "ctgrad::diagonal(a): 'a' must be a square matrix");
    return call_t<op::diagonal_op, A>{};
}
/// A matrix that the caller knows to be symmetric: a promise, by which half of the entries need not be read, and products with the
/// matrix and with its transpose are one. `dot(x, symmetric(A) * x)` with its gradient has one product.
/// Shape:      (n, n) to (n, n).
/// Derivative: the symmetric part of the upstream gradient, (u + u^T) / 2.
/// Errors:     where a binding breaks the promise, constant evaluation says so; at run time it is not checked, and either of two entries is
///             taken for both.
/// Cost:       none, it is read where it stands.
template <expression A>
CTGRAD_INLINE constexpr auto symmetric(A) {
    if constexpr (!fits<op::symmetric_op, A>)
        static_assert(takes_shapes<op::symmetric_op, shape_t<A>>, "ctgrad::symmetric(a): 'a' must be a square matrix");
    return call_t<op::symmetric_op, A>{};
}
/// The sum of the diagonal of a square matrix.
/// Shape:      (n, n) to a scalar.
/// Derivative: the identity matrix.
template <expression A>
CTGRAD_INLINE constexpr auto trace(A) {
    if constexpr (!fits<op::trace_op, A>)
        static_assert(takes_shapes<op::trace_op, shape_t<A>>, "ctgrad::trace(a): 'a' must be a square matrix");
    return call_t<op::trace_op, A>{};
}

/// A vector as each of N rows of a matrix.
/// Shape: (n) to (N, n).   Cost: none, it is read repeatedly.
template <int N, expression A>
CTGRAD_INLINE constexpr auto broadcast_rows(A) {
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
CTGRAD_INLINE constexpr auto element(A, Positions...) {
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
CTGRAD_INLINE constexpr auto element(A a, Positions...) {
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

namespace detail {

/// A row or a column.
template <class Op, int Axis, class A, class Position>
CTGRAD_INLINE constexpr auto line(A, Position) {
    if constexpr (any_refused<A, Position>)
        return refused{};
    else if constexpr (A::shape.rank != 2) {
        static_assert(takes_shapes<Op, shape_t<A>>, "ctgrad::row(a, i), ctgrad::column(a, j): 'a' must be a matrix");
        return refused{};
    } else if constexpr (!position_like<Position>) {
        static_assert(
            error::never<Position>,
            "ctgrad::row(a, i), ctgrad::column(a, j): the position is an integer literal, as in row(a, 0_c), or an "
            "index_symbol");
        return refused{};
    } else if constexpr (!in_range<Position>(A::shape[Axis])) {
        static_assert(
            takes_shapes<Op, shape_t<A>, Position>,
            "ctgrad::row(a, i), ctgrad::column(a, j): the position lies outside of 'a'");
        return refused{};
    } else {
        return call_of<Op, A, Position>{};
    }
}

}  // namespace detail

/// Row i of a matrix. The position is an integer constant or an `index_symbol`.
/// Shape:      (n, m) to (m).
/// Derivative: to that row; no other is touched.
/// Errors:     a constant outside; an integer symbol is checked when it is bound.
/// Cost:       none, it is read where it stands.
template <expression A, operand Position>
CTGRAD_INLINE constexpr auto row(A a, Position) {
    return detail::line<op::row_op, 0>(a, as_expression_t<Position>{});
}
/// Column j of a matrix. The position is an integer constant or an `index_symbol`.
/// Shape:      (n, m) to (n).
/// Derivative: to that column; no other is touched.
/// Errors:     a constant outside; an integer symbol is checked when it is bound.
/// Cost:       none, it is read where it stands.
template <expression A, operand Position>
CTGRAD_INLINE constexpr auto column(A a, Position) {
    return detail::line<op::column_op, 1>(a, as_expression_t<Position>{});
}

/// `Count` entries of a vector, from number `Begin` on.
/// Shape:      (n) to (Count).
/// Derivative: to those entries; no other is touched.
/// Cost:       none, they are read where they stand.
template <int Begin, int Count, expression A>
CTGRAD_INLINE constexpr auto segment(A) {
    if constexpr (!any_refused<A> && A::shape.rank != 1)
        static_assert(
            takes_shapes<op::segment_op<Begin, Count>, shape_t<A>>,
            "ctgrad::segment<begin, count>(v): 'v' must be a vector");
    else if constexpr (!fits<op::segment_op<Begin, Count>, A>)
        static_assert(
            takes_shapes<op::segment_op<Begin, Count>, shape_t<A>>,
            "ctgrad::segment<begin, count>(v): the segment must have entries, and lie within 'v'");
    return call_t<op::segment_op<Begin, Count>, A>{};
}

/// The entries of vectors and numbers, one after the other.
/// Shape:      (n), (m), ... to (n + m + ...); a number counts as a vector of one.
/// Derivative: to each its segment.
template <class... Parts>
    requires formula<Parts...>
CTGRAD_INLINE constexpr auto concat(Parts...) {
    if constexpr (!fits<op::concat_op, as_expression_t<Parts>...>)
        static_assert(
            takes_shapes<op::concat_op, shape_t<as_expression_t<Parts>>...>,
            "ctgrad::concat(a, b...): each must be a vector or a number");
    return call_t<op::concat_op, Parts...>{};
}

/// A vector of numbers: `vector_of(x * y, 1_c, z)`.
/// Shape:      scalars to (n).
/// Derivative: to each its entry.
template <class... Entries>
    requires formula<Entries...>
CTGRAD_INLINE constexpr auto vector_of(Entries...) {
    if constexpr (!fits<op::vector_of_op, as_expression_t<Entries>...>)
        static_assert(
            takes_shapes<op::vector_of_op, shape_t<as_expression_t<Entries>>...>,
            "ctgrad::vector_of(a, b...): each entry must be a number; concat puts vectors together");
    return call_t<op::vector_of_op, Entries...>{};
}

/// A matrix of numbers, row by row: `matrix_of<2, 2>(a, b, c, d)`.
/// Shape:      Rows times Columns scalars to (Rows, Columns).
/// Derivative: to each its entry.
template <int Rows, int Columns, class... Entries>
    requires formula<Entries...>
CTGRAD_INLINE constexpr auto matrix_of(Entries...) {
    static_assert(Rows > 0 && Columns > 0, "ctgrad::matrix_of<rows, columns>: an extent must be positive");
    if constexpr (static_cast<int>(sizeof...(Entries)) != Rows * Columns)
        static_assert(
            error::never<shape_type<Rows, Columns>, Entries...>,
            "ctgrad::matrix_of<rows, columns>(a, b...): as many entries as the matrix has");
    else if constexpr (!fits<op::matrix_of_op<Rows, Columns>, as_expression_t<Entries>...>)
        static_assert(
            takes_shapes<op::matrix_of_op<Rows, Columns>, shape_t<as_expression_t<Entries>>...>,
            "ctgrad::matrix_of<rows, columns>(a, b...): each entry must be a number");
    return call_t<op::matrix_of_op<Rows, Columns>, Entries...>{};
}

}  // namespace ctgrad
