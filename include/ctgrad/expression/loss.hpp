// Losses: how far predictions are from what they should be.
#pragma once

#include <ctgrad/expression/operand.hpp>
#include <ctgrad/op/loss.hpp>

namespace ctgrad {

namespace detail {

template <class Op, class Scores, class Label, class... More>
CTGRAD_INLINE constexpr auto loss(Scores, Label, More...) {
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
CTGRAD_INLINE constexpr auto hinge_loss(Scores scores, Label, Margin...) {
    return detail::loss<op::hinge_loss_op>(scores, as_expression_t<Label>{}, as_expression_t<Margin>{}...);
}

/// Negative logarithm of the softmax probability of the label; never overflows. Derivative: softmax minus one-hot.
/// Shape: a vector of scores and a label, or a matrix and a vector of labels: the mean over the rows.
template <expression Scores, operand Label>
CTGRAD_INLINE constexpr auto cross_entropy(Scores scores, Label) {
    return detail::loss<op::cross_entropy_op>(scores, as_expression_t<Label>{});
}

/// Mean of the squared differences of all entries.
/// Shape:      equal shapes to a scalar.
/// Derivative: 2 (a - b) / n.
template <class A, class B>
    requires formula<A, B>
CTGRAD_INLINE constexpr auto mean_squared_error(A, B) {
    using X = as_expression_t<A>;
    using Y = as_expression_t<B>;
    if constexpr (!fits<op::mean_squared_error_op, X, Y>)
        static_assert(
            takes_shapes<op::mean_squared_error_op, shape_t<X>, shape_t<Y>>,
            "ctgrad::mean_squared_error(a, b): 'a' and 'b' must have equal shapes");
    return call_t<op::mean_squared_error_op, X, Y>{};
}

/// Mean of r^2 / 2 where |r| <= delta, of delta (|r| - delta / 2) elsewhere, for the differences r of all entries; delta is 1 where none
/// is given.
/// Shape:      equal shapes, and a scalar, to a scalar.
/// Derivative: r / n, or the sign of r times delta / n; continuous.
/// Source:     Huber, Robust estimation of a location parameter, Annals of Mathematical Statistics 35 (1964).
template <class A, class B, operand... Delta>
    requires(formula<A, B> && sizeof...(Delta) <= 1)
CTGRAD_INLINE constexpr auto huber_loss(A, B, Delta...) {
    using X = as_expression_t<A>;
    using Y = as_expression_t<B>;
    if constexpr (!fits<op::huber_loss_op, X, Y, as_expression_t<Delta>...>)
        static_assert(
            takes_shapes<op::huber_loss_op, shape_t<X>, shape_t<Y>, shape_t<as_expression_t<Delta>>...>,
            "ctgrad::huber_loss(a, b, delta): 'a' and 'b' must have equal shapes, and 'delta' be a number");
    return call_t<op::huber_loss_op, X, Y, Delta...>{};
}

}  // namespace ctgrad
