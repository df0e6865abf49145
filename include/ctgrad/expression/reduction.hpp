// Reductions, of all entries or along an axis, and the losses that are made of them.
#pragma once

#include <ctgrad/expression/arithmetic.hpp>
#include <ctgrad/op/loss.hpp>

namespace ctgrad {

namespace detail {

template <class Op, class A>
constexpr auto reduced(A) {
    if constexpr (!fits<Op, A>)
        static_assert(
            takes_shapes<Op, shape_t<A>>, "ctgrad: a reduction along an axis that the argument does not have");
    return call_t<Op, A>{};
}

}  // namespace detail

/// Sum of all entries; `sum<k>(a)` along axis k.
/// Shape: a scalar, or that of `a` without axis k.
template <int Axis = op::all_axes, expression A>
constexpr auto sum(A a) {
    return detail::reduced<op::sum_op<Axis>>(a);
}
/// Arithmetic mean of all entries; `mean<k>(a)` along axis k.
template <int Axis = op::all_axes, expression A>
constexpr auto mean(A a) {
    return detail::reduced<op::mean_op<Axis>>(a);
}
/// Largest entry; `max_element<k>(a)` along axis k. Derivative: to the first of equals.
template <int Axis = op::all_axes, expression A>
constexpr auto max_element(A a) {
    return detail::reduced<op::max_element_op<Axis>>(a);
}
/// Smallest entry; `min_element<k>(a)` along axis k. Derivative: to the first of equals.
template <int Axis = op::all_axes, expression A>
constexpr auto min_element(A a) {
    return detail::reduced<op::min_element_op<Axis>>(a);
}

/// log(sum(exp(a))) of all entries; never overflows. Derivative: softmax.
template <expression A>
constexpr auto logsumexp(A) {
    return call_t<op::logsumexp_op, A>{};
}
/// exp(a) / sum(exp(a)): of a vector, or of each row of a matrix; never overflows.
template <expression A>
constexpr auto softmax(A) {
    if constexpr (!fits<op::softmax_op, A>)
        static_assert(takes_shapes<op::softmax_op, shape_t<A>>, "ctgrad::softmax(a): 'a' must be a vector or a matrix");
    return call_t<op::softmax_op, A>{};
}

namespace detail {

template <class Op, class Scores, class Label, class... More>
constexpr auto loss(Scores, Label, More...) {
    if constexpr (any_refused<Scores, Label, More...>)
        return refused{};
    else if constexpr (!numbers<Scores, More...> || !(Label::kind == graph::kind::integer || is_constant<Label>)) {
        static_assert(
            error::never<Label>,
            "ctgrad: a loss of scores and a label: the label is an index_symbol or an integer literal");
        return refused{};
    } else if constexpr (!fits<Op, Scores, Label, More...>) {
        static_assert(
            takes_shapes<Op, shape_t<Scores>, shape_t<Label>, shape_t<More>...>,
            "ctgrad: a loss of scores and labels: a vector of scores has one label, a matrix one for each row");
        return refused{};
    } else {
        return call_of<Op, Scores, Label, More...>{};
    }
}

}  // namespace detail

/// Multiclass support-vector loss: the sum over the wrong classes j of max(0, s[j] - s[label] + margin), margin 1.
/// Shape: a vector of scores and a label, or a matrix and a vector of labels: the mean over the rows.
/// Source: Weston and Watkins, Support vector machines for multi-class pattern recognition, ESANN 1999.
template <expression Scores, operand Label, operand... Margin>
    requires(sizeof...(Margin) <= 1)
constexpr auto hinge_loss(Scores scores, Label, Margin...) {
    return detail::loss<op::hinge_loss_op>(scores, as_expression_t<Label>{}, as_expression_t<Margin>{}...);
}

/// Negative logarithm of the softmax probability of the label; never overflows. Derivative: softmax minus one-hot.
/// Shape: a vector of scores and a label, or a matrix and a vector of labels: the mean over the rows.
template <expression Scores, operand Label>
constexpr auto cross_entropy(Scores scores, Label) {
    return detail::loss<op::cross_entropy_op>(scores, as_expression_t<Label>{});
}

}  // namespace ctgrad
