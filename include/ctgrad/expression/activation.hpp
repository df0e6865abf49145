// Activation functions of neural networks, entry by entry.
#pragma once

#include <ctgrad/expression/entrywise.hpp>
#include <ctgrad/op/compositions.hpp>

namespace ctgrad {

/// Logistic function 1 / (1 + exp(-x)).
/// Derivative: s (1 - s).
CTGRAD_FUNCTION(sigmoid)
/// log(1 + exp(x)); exp never overflows.
/// Derivative: sigmoid(x).
CTGRAD_FUNCTION(softplus)
/// x where it is positive, 0 elsewhere.
/// Derivative: 1 or 0; 0 at 0.
CTGRAD_FUNCTION(relu)
/// x where it is positive, `slope` times x elsewhere; the slope is 0.01 where none is given.
/// Shape:      equal shapes, or a scalar and anything.
/// Derivative: 1 or the slope; the slope at 0.
template <expression A, operand... Slope>
    requires(sizeof...(Slope) <= 1)
CTGRAD_INLINE constexpr auto leaky_relu(A, Slope...) {
    if constexpr (!fits<op::leaky_relu_op, A, as_expression_t<Slope>...>)
        static_assert(
            takes_shapes<op::leaky_relu_op, shape_t<A>, shape_t<as_expression_t<Slope>>...>,
            "ctgrad::leaky_relu(x, slope): the shapes must be equal, or one of them a scalar");
    return call_t<op::leaky_relu_op, A, Slope...>{};
}
/// Exponential linear unit: x where it is positive, `scale` (exp(x) - 1) elsewhere; the scale is 1 where none is given.
/// Shape:      equal shapes, or a scalar and anything.
/// Derivative: 1, or scale exp(x); the scale at 0.
/// Source:     Clevert, Unterthiner and Hochreiter, Fast and accurate deep network learning by exponential linear units, ICLR 2016.
template <expression A, operand... Scale>
    requires(sizeof...(Scale) <= 1)
CTGRAD_INLINE constexpr auto elu(A, Scale...) {
    if constexpr (!fits<op::elu_op, A, as_expression_t<Scale>...>)
        static_assert(
            takes_shapes<op::elu_op, shape_t<A>, shape_t<as_expression_t<Scale>>...>,
            "ctgrad::elu(x, scale): the shapes must be equal, or one of them a scalar");
    return call_t<op::elu_op, A, Scale...>{};
}
/// Gaussian error linear unit: x times the normal distribution function of x, exactly.
/// Derivative: distribution plus x times density; tends to 0 and 1.
/// Source:     Hendrycks and Gimpel, Gaussian error linear units, arXiv:1606.08415.
CTGRAD_FUNCTION(gelu)
/// Sigmoid linear unit, or swish: x sigmoid(x).
/// Derivative: s (1 + x (1 - s)).
/// Source:     Elfwing, Uchibe and Doya, Sigmoid-weighted linear units for neural network function approximation in reinforcement
///             learning, Neural Networks 107 (2018).
CTGRAD_FUNCTION(silu)

}  // namespace ctgrad
