// derivative, jacobian, hessian, vjp, jvp, hvp: one expression in, one expression out.
#pragma once

#include <ctgrad/calculus/differential.hpp>

namespace ctgrad {

namespace detail {

template <int Order, class F, class X>
struct repeated_derivative {
    using type = partial_of<typename repeated_derivative<Order - 1, F, X>::type, X>;
};
template <class F, class X>
struct repeated_derivative<0, F, X> {
    using type = F;
};

/// Checks what all derivatives ask for; the message names the type that is no symbol.
template <class F, class X>
constexpr bool differentiable() {
    if constexpr (any_refused<F, X>)
        return false;
    else {
        static_assert(real_symbol<X>, "ctgrad: a derivative is taken with respect to a symbol");
        static_assert(numbers<F>, "ctgrad: a derivative is taken of a number, not of a condition or an index");
        return real_symbol<X> && numbers<F>;
    }
}

}  // namespace detail

/// The derivative of a scalar with respect to a scalar symbol; `derivative<n>` is the n-th.
/// Shape:  scalars.
/// Errors: a function or a symbol with extents: `gradient`, `jacobian`.
template <int Order = 1, class F, expression X>
    requires formula<F, X>
constexpr auto derivative(F, X) {
    using G = as_expression_t<F>;
    static_assert(Order >= 0, "ctgrad::derivative<n>(f, x): n must not be negative");
    if constexpr (!detail::differentiable<G, X>())
        return refused{};
    else if constexpr (G::shape.rank != 0 || X::shape.rank != 0) {
        static_assert(
            takes_shapes<partial_op, shape_t<G>, shape_t<X>>,
            "ctgrad::derivative(f, x): 'f' and 'x' must be scalars: use gradient or jacobian");
        return refused{};
    } else {
        return typename detail::repeated_derivative<Order, G, X>::type{};
    }
}

/// All partial derivatives of a value with respect to a symbol.
/// Shape: the axes of f, then those of x.   Cost: one reverse sweep for all entries of f together.
template <class F, expression X>
    requires formula<F, X>
constexpr auto jacobian(F, X) {
    using G = as_expression_t<F>;
    if constexpr (!detail::differentiable<G, X>())
        return refused{};
    else if constexpr (G::shape.rank > transform::max_jacobian_rank || G::shape.rank + X::shape.rank > max_rank) {
        static_assert(
            takes_shapes<jacobian_op, shape_t<G>, shape_t<X>>,
            "ctgrad::jacobian(f, x): too many axes: at most 4 of 'f', and 8 together");
        return refused{};
    } else {
        return jacobian_of<G, X>{};
    }
}

/// The second partial derivatives of a scalar with respect to a symbol: the Jacobian of the gradient.
/// Shape: the axes of x, twice.
template <class F, expression X>
    requires formula<F, X>
constexpr auto hessian(F, X) {
    using G = as_expression_t<F>;
    if constexpr (!detail::differentiable<G, X>())
        return refused{};
    else if constexpr (G::shape.rank != 0) {
        static_assert(takes_shapes<partial_op, shape_t<G>>, "ctgrad::hessian(f, x): 'f' must be a scalar");
        return refused{};
    } else {
        return jacobian(partial_of<G, X>{}, X{});
    }
}

/// Vector-Jacobian product: the gradient with respect to x of dot(u, f), u held fixed. The lecture's backward step.
/// Shape: `u` that of f, the result that of x.   Cost: one reverse sweep.
template <class F, expression X, class U>
    requires(formula<F, X>&& operand<U>)
constexpr auto vjp(F, X, U) {
    using G = as_expression_t<F>;
    using V = as_expression_t<U>;
    if constexpr (any_refused<V> || !detail::differentiable<G, X>())
        return refused{};
    else if constexpr (!(G::shape == V::shape)) {
        static_assert(
            takes_shapes<vjp_op, shape_t<G>, shape_t<V>>, "ctgrad::vjp(f, x, u): 'u' must have the shape of 'f'");
        return refused{};
    } else {
        return vjp_of<G, X, V>{};
    }
}

/// Jacobian-vector product: the derivative of f along the direction d of x.
/// Shape: `d` that of x, the result that of f.   Cost: one forward sweep.
template <class F, expression X, class D>
    requires(formula<F, X>&& operand<D>)
constexpr auto jvp(F, X, D) {
    using G = as_expression_t<F>;
    using V = as_expression_t<D>;
    if constexpr (any_refused<V> || !detail::differentiable<G, X>())
        return refused{};
    else if constexpr (!(X::shape == V::shape)) {
        static_assert(
            takes_shapes<jvp_op, shape_t<X>, shape_t<V>>, "ctgrad::jvp(f, x, d): 'd' must have the shape of 'x'");
        return refused{};
    } else {
        return jvp_of<G, X, V>{};
    }
}

/// Hessian-vector product: the derivative of the gradient along the direction d of x.
/// Shape: `d` and the result that of x.   Cost: a reverse and a forward sweep; the Hessian is never formed.
template <class F, expression X, class D>
    requires(formula<F, X>&& operand<D>)
constexpr auto hvp(F, X x, D d) {
    using G = as_expression_t<F>;
    if constexpr (!detail::differentiable<G, X>())
        return refused{};
    else if constexpr (G::shape.rank != 0) {
        static_assert(takes_shapes<partial_op, shape_t<G>>, "ctgrad::hvp(f, x, d): 'f' must be a scalar");
        return refused{};
    } else {
        return jvp(partial_of<G, X>{}, x, d);
    }
}

}  // namespace ctgrad
