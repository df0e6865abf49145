// The functions that apply entry by entry.
#pragma once

#include <ctgrad/expression/arithmetic.hpp>

namespace ctgrad {

namespace detail {

template <class Op, class A, class B>
constexpr auto entrywise(A, B) {
    if constexpr (!fits<Op, A, B>)
        static_assert(
            takes_shapes<Op, shape_t<A>, shape_t<B>>,
            "ctgrad: a function of two arguments: the shapes must be equal, or one of them a scalar");
    return call_t<Op, A, B>{};
}

}  // namespace detail

/// Exponential function, entry by entry. Derivative: itself.
template <expression A>
constexpr auto exp(A) {
    return call_t<op::exp_op, A>{};
}
/// Natural logarithm, entry by entry. Domain: x > 0. Derivative: 1 / x.
template <expression A>
constexpr auto log(A) {
    return call_t<op::log_op, A>{};
}
/// Square root, entry by entry. Domain: x >= 0. Derivative: 1 / (2 sqrt(x)), infinite at 0.
template <expression A>
constexpr auto sqrt(A) {
    return call_t<op::sqrt_op, A>{};
}
/// x * x, entry by entry.
template <expression A>
constexpr auto square(A) {
    return call_t<op::square_op, A>{};
}
/// a raised to the power b, entry by entry. Small integer exponents become products: defined for every a.
/// Shape:      equal shapes, or a scalar and anything.
/// Derivative: b pow(a, b - 1) and pow(a, b) log(a).
template <class A, class B>
    requires formula<A, B>
constexpr auto pow(A, B) { return detail::entrywise<op::pow_op>(as_expression_t<A>{}, as_expression_t<B>{}); }

/// Sine, entry by entry; the angle in radians. Derivative: cos(x).
template <expression A>
constexpr auto sin(A) {
    return call_t<op::sin_op, A>{};
}
/// Cosine, entry by entry; the angle in radians. Derivative: -sin(x).
template <expression A>
constexpr auto cos(A) {
    return call_t<op::cos_op, A>{};
}
/// Hyperbolic tangent, entry by entry. Derivative: 1 - tanh(x)^2.
template <expression A>
constexpr auto tanh(A) {
    return call_t<op::tanh_op, A>{};
}

/// Logistic function 1 / (1 + exp(-x)), entry by entry. Derivative: s (1 - s).
template <expression A>
constexpr auto sigmoid(A) {
    return call_t<op::sigmoid_op, A>{};
}
/// x where it is positive, 0 elsewhere, entry by entry. Derivative: 1 or 0, 0 at 0.
template <expression A>
constexpr auto relu(A) {
    return call_t<op::relu_op, A>{};
}

/// Absolute value, entry by entry. Derivative: the sign, 0 at 0.
template <expression A>
constexpr auto abs(A) {
    return call_t<op::abs_op, A>{};
}
/// The larger, entry by entry: the max gate.
/// Shape:      equal shapes, or a scalar and anything.
/// Derivative: all to the larger; to `a` where they are equal.
template <class A, class B>
    requires formula<A, B>
constexpr auto max(A, B) { return detail::entrywise<op::max_op>(as_expression_t<A>{}, as_expression_t<B>{}); }
/// The smaller, entry by entry.
/// Shape:      equal shapes, or a scalar and anything.
/// Derivative: all to the smaller; to `a` where they are equal.
template <class A, class B>
    requires formula<A, B>
constexpr auto min(A, B) { return detail::entrywise<op::min_op>(as_expression_t<A>{}, as_expression_t<B>{}); }

/// `a` where the condition holds, `b` elsewhere, entry by entry.
/// Shape:      equal shapes, or scalars and anything.
/// Derivative: routed to what is taken; the other contributes exactly 0, even where it is infinite or NaN.
template <expression Condition, class A, class B>
    requires(operand<A>&& operand<B>)
constexpr auto select(Condition, A, B) {
    using X = as_expression_t<A>;
    using Y = as_expression_t<B>;
    if constexpr (any_refused<Condition, X, Y>)
        return refused{};
    else if constexpr (Condition::kind != graph::kind::condition || !numbers<X, Y>) {
        static_assert(
            error::never<Condition>,
            "ctgrad::select(condition, a, b): the first argument must be a comparison, the others numbers");
        return refused{};
    } else if constexpr (!fits<op::select_op, Condition, X, Y>) {
        static_assert(
            takes_shapes<op::select_op, shape_t<Condition>, shape_t<X>, shape_t<Y>>,
            "ctgrad::select(condition, a, b): the shapes must be equal, or scalars");
        return refused{};
    } else {
        return call_of<op::select_op, Condition, X, Y>{};
    }
}

}  // namespace ctgrad
