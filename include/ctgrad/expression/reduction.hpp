// Reductions, of all entries or along an axis.
#pragma once

#include <ctgrad/expression/arithmetic.hpp>
#include <ctgrad/op/norm.hpp>
#include <ctgrad/op/softmax.hpp>

namespace ctgrad {

namespace detail {

template <class Op, class A>
CTGRAD_INLINE constexpr auto reduced(A) {
    if constexpr (!fits<Op, A>)
        static_assert(
            takes_shapes<Op, shape_t<A>>, "ctgrad: a reduction along an axis that the argument does not have");
    return call_t<Op, A>{};
}

}  // namespace detail

/// Sum of all entries; `sum<k>(a)` along axis k.
/// Shape: a scalar, or that of `a` without axis k.
template <int Axis = op::all_axes, expression A>
CTGRAD_INLINE constexpr auto sum(A a) {
    return detail::reduced<op::sum_op<Axis>>(a);
}
/// Arithmetic mean of all entries; `mean<k>(a)` along axis k.
template <int Axis = op::all_axes, expression A>
CTGRAD_INLINE constexpr auto mean(A a) {
    return detail::reduced<op::mean_op<Axis>>(a);
}
/// Product of all entries; `prod<k>(a)` along axis k. Pairs of products, in a tree.
/// Shape:      a scalar, or that of `a` without axis k.
/// Derivative: the product of the others; finite where entries are 0.
template <int Axis = op::all_axes, expression A>
CTGRAD_INLINE constexpr auto prod(A a) {
    return detail::reduced<op::prod_op<Axis>>(a);
}
/// Largest entry; `max_element<k>(a)` along axis k. Derivative: to the first of equals.
template <int Axis = op::all_axes, expression A>
CTGRAD_INLINE constexpr auto max_element(A a) {
    return detail::reduced<op::max_element_op<Axis>>(a);
}
/// Smallest entry; `min_element<k>(a)` along axis k. Derivative: to the first of equals.
template <int Axis = op::all_axes, expression A>
CTGRAD_INLINE constexpr auto min_element(A a) {
    return detail::reduced<op::min_element_op<Axis>>(a);
}

/// log(sum(exp(a))) of all entries; `logsumexp<k>(a)` along axis k. Never overflows. Derivative: softmax.
template <int Axis = op::all_axes, expression A>
CTGRAD_INLINE constexpr auto logsumexp(A a) {
    return detail::reduced<op::logsumexp_op<Axis>>(a);
}
/// exp(a) / sum(exp(a)): of a vector, or of each row of a matrix; never overflows.
template <expression A>
CTGRAD_INLINE constexpr auto softmax(A) {
    if constexpr (!fits<op::softmax_op, A>)
        static_assert(takes_shapes<op::softmax_op, shape_t<A>>, "ctgrad::softmax(a): 'a' must be a vector or a matrix");
    return call_t<op::softmax_op, A>{};
}
/// log(softmax(a)): of a vector, or of each row of a matrix; neither overflows nor loses small probabilities.
template <expression A>
CTGRAD_INLINE constexpr auto log_softmax(A) {
    if constexpr (!fits<op::log_softmax_op, A>)
        static_assert(
            takes_shapes<op::log_softmax_op, shape_t<A>>, "ctgrad::log_softmax(a): 'a' must be a vector or a matrix");
    return call_t<op::log_softmax_op, A>{};
}

/// Sum of the squares of all entries; `squared_norm<k>(a)` along axis k. Derivative: 2 a.
template <int Axis = op::all_axes, expression A>
CTGRAD_INLINE constexpr auto squared_norm(A a) {
    return detail::reduced<op::squared_norm_op<Axis>>(a);
}
/// Euclidean length of all entries; `norm<k>(a)` along axis k. Overflows where the sum of squares does.
/// Shape:      a scalar, or that of `a` without axis k.
/// Derivative: a / norm(a); 0 at 0.
template <int Axis = op::all_axes, expression A>
CTGRAD_INLINE constexpr auto norm(A a) {
    return detail::reduced<op::norm_op<Axis>>(a);
}
/// a / norm(a); 0 at 0.
/// Shape:      that of `a`.
/// Derivative: (u - y dot(y, u)) / norm(a) for the upstream gradient u; 0 at 0.
template <expression A>
CTGRAD_INLINE constexpr auto normalize(A) {
    return call_t<op::normalize_op, A>{};
}

}  // namespace ctgrad
