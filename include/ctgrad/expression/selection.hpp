// Absolute values, extrema, rounding and selection, entry by entry: what is smooth in pieces.
#pragma once

#include <ctgrad/expression/entrywise.hpp>
#include <ctgrad/op/compositions.hpp>

namespace ctgrad {

/// Absolute value.
/// Derivative: the sign; 0 at 0.
CTGRAD_FUNCTION(abs)
/// 1 where x is positive, -1 where it is negative, 0 at 0.
/// Derivative: 0 everywhere.
CTGRAD_FUNCTION(sign)
/// The largest integer that is not above x.
/// Derivative: 0 everywhere.
CTGRAD_FUNCTION(floor)
/// The smallest integer that is not below x.
/// Derivative: 0 everywhere.
CTGRAD_FUNCTION(ceil)
/// The larger: the max gate.
/// Shape:      equal shapes, or a scalar and anything.
/// Derivative: all to the larger; to `a` where they are equal.
CTGRAD_FUNCTION_OF_TWO(max)
/// The smaller.
/// Shape:      equal shapes, or a scalar and anything.
/// Derivative: all to the smaller; to `a` where they are equal.
CTGRAD_FUNCTION_OF_TWO(min)
/// `a`, but not below `b` nor above `c`.
/// Shape:      equal shapes, or scalars and anything.
/// Derivative: to `a` from `b` to `c`, both included; to the bound that is taken elsewhere.
CTGRAD_FUNCTION_OF_THREE(clamp)

/// `a` where the condition holds, `b` elsewhere, entry by entry.
/// Shape:      equal shapes, or scalars and anything.
/// Derivative: routed to what is taken; the other contributes exactly 0, even where it is infinite or NaN.
template <expression Condition, class A, class B>
    requires(operand<A>&& operand<B>)
CTGRAD_INLINE constexpr auto select(Condition, A, B) {
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
