#pragma once

#include <ctgrad/calculus/derivative.hpp>
#include <ctgrad/calculus/substitute.hpp>
#include <ctgrad/expression/functions.hpp>

namespace ctgrad {

namespace detail {

constexpr long long factorial(int n) { return n <= 1 ? 1 : n * factorial(n - 1); }

/// (x - a)^n / n! times the n-th derivative at a.
template <int N, class F, class X, class A>
constexpr auto taylor_term(F f, X x, A a) {
    auto const coefficient = substitute(derivative<N>(f, x), X{} = a);
    if constexpr (N == 0)
        return coefficient;
    else
        return coefficient * constant<1, factorial(N)> * pow(x - a, constant<N>);
}

template <class F, class X, class A, int... Ns>
constexpr auto taylor(F f, X x, A a, std::integer_sequence<int, Ns...>) {
    return (taylor_term<Ns>(f, x, a) + ...);
}

}  // namespace detail

/// The Taylor polynomial of a scalar f in the scalar x around the point a, of the given order.
template <int Order, expression F, expression X, operand A>
constexpr auto taylor(F f, X x, A) {
    static_assert(Order >= 0 && Order <= 20, "ctgrad::taylor<n>(f, x, a): n from 0 to 20");
    using P = as_expression_t<A>;
    if constexpr (!detail::differentiable<F, X>() || any_refused<P>)
        return refused{};
    else if constexpr (F::shape.rank != 0 || X::shape.rank != 0 || P::shape.rank != 0) {
        static_assert(
            takes_shapes<partial_op, shape_t<F>, shape_t<X>, shape_t<P>>,
            "ctgrad::taylor<n>(f, x, a): 'f', 'x' and 'a' must be scalars");
        return refused{};
    } else {
        return detail::taylor(f, x, P{}, std::make_integer_sequence<int, Order + 1>{});
    }
}

}  // namespace ctgrad
