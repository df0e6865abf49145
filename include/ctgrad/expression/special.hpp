// The error function and the family of the gamma function, entry by entry.
#pragma once

#include <ctgrad/expression/entrywise.hpp>
#include <ctgrad/op/special.hpp>

namespace ctgrad {

namespace detail {

template <class N>
constexpr bool is_order() {
    if constexpr (is_constant<N>)
        return N::value.is_integer() && N::value.numerator >= 0;
    else
        return false;
}

}  // namespace detail

/// Error function.
/// Derivative: 2 / sqrt(pi) exp(-x^2).
CTGRAD_FUNCTION(erf)
/// 1 - erf(x), without cancellation for large x.
/// Derivative: -2 / sqrt(pi) exp(-x^2).
CTGRAD_FUNCTION(erfc)
/// Logarithm of the absolute value of the gamma function. Infinite at 0, -1, -2, ...
/// Derivative: digamma(x).
CTGRAD_FUNCTION(lgamma)
/// The derivative of lgamma. Domain: all but 0, -1, -2, ...
/// Derivative: polygamma(1_c, x).
CTGRAD_FUNCTION(digamma)

/// The n-th derivative of digamma. Domain: all but 0, -1, -2, ...
/// Derivative: polygamma(n + 1, x).
/// Errors:     n must be an integer constant that is not negative.
template <operand Order, expression A>
CTGRAD_INLINE constexpr auto polygamma(Order, A) {
    using N = as_expression_t<Order>;
    if constexpr (any_refused<N, A>)
        return refused{};
    else if constexpr (!detail::is_order<N>()) {
        static_assert(
            error::never<N>, "ctgrad::polygamma(n, x): 'n' must be an integer literal that is not negative, as 1_c");
        return refused{};
    } else {
        return call_t<op::polygamma_op, N, A>{};
    }
}

}  // namespace ctgrad
