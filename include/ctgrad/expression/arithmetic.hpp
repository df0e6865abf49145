// The operators + - * / and comparisons on expressions.
#pragma once

#include <ctgrad/expression/operand.hpp>
#include <ctgrad/op/products.hpp>

#include <boost/hana/integral_constant.hpp>

namespace ctgrad {

namespace detail {

/// Arithmetic of two constants is done at once, exactly; where the result does not fit, the operation is kept.
template <class Op, math::rational Folded, class A, class B>
CTGRAD_INLINE constexpr auto constant_or_call() {
    if constexpr (Folded.representable())
        return constant_t<Folded.numerator, Folded.denominator>{};
    else
        return call_of<Op, A, B>{};
}

template <class A, class B>
CTGRAD_INLINE constexpr auto sum(A, B) {
    if constexpr (is_constant<A> && is_constant<B>)
        return constant_or_call<op::add_op, A::value + B::value, A, B>();
    else {
        if constexpr (!fits<op::add_op, A, B>)
            static_assert(
                takes_shapes<op::add_op, shape_t<A>, shape_t<B>>,
                "ctgrad: a + b: the shapes must be equal, or one of them a scalar");
        return call_t<op::add_op, A, B>{};
    }
}

template <class A, class B>
CTGRAD_INLINE constexpr auto difference(A, B) {
    if constexpr (is_constant<A> && is_constant<B>)
        return constant_or_call<op::subtract_op, A::value - B::value, A, B>();
    else {
        if constexpr (!fits<op::subtract_op, A, B>)
            static_assert(
                takes_shapes<op::subtract_op, shape_t<A>, shape_t<B>>,
                "ctgrad: a - b: the shapes must be equal, or one of them a scalar");
        return call_t<op::subtract_op, A, B>{};
    }
}

template <class A, class B>
CTGRAD_INLINE constexpr auto product(A, B) {
    if constexpr (is_constant<A> && is_constant<B>)
        return constant_or_call<op::multiply_op, A::value * B::value, A, B>();
    else if constexpr (A::shape.rank == 0 || B::shape.rank == 0)
        return call_t<op::multiply_op, A, B>{};
    else {
        if constexpr (A::shape.rank == 1 && B::shape.rank == 1)
            static_assert(
                takes_shapes<op::product_op, shape_t<A>, shape_t<B>>,
                "ctgrad: a * b: two vectors do not multiply with '*': use dot, outer or cwise_product");
        else if constexpr (!fits<op::product_op, A, B>)
            static_assert(
                takes_shapes<op::product_op, shape_t<A>, shape_t<B>>,
                "ctgrad: a * b: the columns of 'a' must equal the rows of 'b'");
        return call_t<op::product_op, A, B>{};
    }
}

template <class A, class B>
CTGRAD_INLINE constexpr auto quotient(A, B) {
    if constexpr (is_constant<A> && is_constant<B>)
        return constant_or_call<op::divide_op, A::value / B::value, A, B>();
    else {
        if constexpr (B::shape.rank != 0 && !any_refused<A, B>)
            static_assert(
                takes_shapes<op::divide_op, shape_t<A>, shape_t<B>>,
                "ctgrad: a / b: the divisor must be a scalar: use cwise_quotient to divide entry by entry");
        return call_t<op::divide_op, A, B>{};
    }
}

template <class Op, class A, class B>
CTGRAD_INLINE constexpr auto comparison(A, B) {
    if constexpr (!fits<Op, A, B>)
        static_assert(
            takes_shapes<Op, shape_t<A>, shape_t<B>>,
            "ctgrad: a comparison: the shapes must be equal, or one of them a scalar");
    return call_t<Op, A, B>{};
}

}  // namespace detail

/// Sum, entry by entry.
/// Shape: equal shapes, or a scalar and anything.
template <class A, class B>
    requires formula<A, B>
CTGRAD_INLINE constexpr auto operator+(A, B) { return detail::sum(as_expression_t<A>{}, as_expression_t<B>{}); }

/// Difference, entry by entry.
/// Shape: equal shapes, or a scalar and anything.
template <class A, class B>
    requires formula<A, B>
CTGRAD_INLINE constexpr auto operator-(A, B) { return detail::difference(as_expression_t<A>{}, as_expression_t<B>{}); }

/// Product of linear algebra: scalar times anything, matrix times vector, matrix times matrix.
/// Shape:  (n, m) times (m) is (n), (n, m) times (m, k) is (n, k).
/// Errors: two vectors: `dot`, `outer` and `cwise_product` say which product is meant.
template <class A, class B>
    requires formula<A, B>
CTGRAD_INLINE constexpr auto operator*(A, B) { return detail::product(as_expression_t<A>{}, as_expression_t<B>{}); }

/// Quotient by a scalar.
/// Shape: that of a.
template <class A, class B>
    requires formula<A, B>
CTGRAD_INLINE constexpr auto operator/(A, B) { return detail::quotient(as_expression_t<A>{}, as_expression_t<B>{}); }

/// The opposite, entry by entry.
template <expression A>
CTGRAD_INLINE constexpr auto operator-(A) {
    if constexpr (detail::is_constant<A>)
        return constant_t<-A::value.numerator, A::value.denominator>{};
    else
        return call_t<op::negate_op, A>{};
}
template <expression A>
CTGRAD_INLINE constexpr A operator+(A a) {
    return a;
}

/// A condition, entry by entry: for `select`.
/// Shape: equal shapes, or a scalar and anything.
template <class A, class B>
    requires formula<A, B>
CTGRAD_INLINE constexpr auto operator<(A, B) { return detail::comparison<op::less_op>(as_expression_t<A>{}, as_expression_t<B>{}); }
template <class A, class B>
    requires formula<A, B>
CTGRAD_INLINE constexpr auto operator<=(A, B) {
    return detail::comparison<op::less_equal_op>(as_expression_t<A>{}, as_expression_t<B>{});
}
template <class A, class B>
    requires formula<A, B>
CTGRAD_INLINE constexpr auto operator>(A, B) { return detail::comparison<op::less_op>(as_expression_t<B>{}, as_expression_t<A>{}); }
template <class A, class B>
    requires formula<A, B>
CTGRAD_INLINE constexpr auto operator>=(A, B) {
    return detail::comparison<op::less_equal_op>(as_expression_t<B>{}, as_expression_t<A>{});
}

// Hana's own operators take anything where one operand is a Hana integral constant. These are more specialised.
#define CTGRAD_WITH_HANA_CONSTANT(symbol)                                       \
    template <expression A, class T, T N>                                       \
    CTGRAD_INLINE constexpr auto operator symbol(A a, boost::hana::integral_constant<T, N>) { \
        return a symbol constant_t<static_cast<long long>(N)>{};                \
    }                                                                           \
    template <class T, T N, expression B>                                       \
    CTGRAD_INLINE constexpr auto operator symbol(boost::hana::integral_constant<T, N>, B b) { \
        return constant_t<static_cast<long long>(N)> {}                         \
        symbol b;                                                               \
    }
CTGRAD_WITH_HANA_CONSTANT(+)
CTGRAD_WITH_HANA_CONSTANT(-)
CTGRAD_WITH_HANA_CONSTANT(*)
CTGRAD_WITH_HANA_CONSTANT(/)
CTGRAD_WITH_HANA_CONSTANT(<)
CTGRAD_WITH_HANA_CONSTANT(<=)
CTGRAD_WITH_HANA_CONSTANT(>)
CTGRAD_WITH_HANA_CONSTANT(>=)
#undef CTGRAD_WITH_HANA_CONSTANT

}  // namespace ctgrad
