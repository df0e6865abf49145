// How a function that applies entry by entry is declared: its operator is named like it.
#pragma once

#include <ctgrad/expression/operand.hpp>

#define CTGRAD_FUNCTION(name)              \
    template <expression A>                \
    CTGRAD_INLINE constexpr auto name(A) { \
        return call_t<op::name##_op, A>{}; \
    }

// In two steps: an operand that is refused ends the first, where nothing depends on what it would be.
#define CTGRAD_FUNCTION_OF_TWO(name)                                                           \
    namespace detail {                                                                         \
    template <class X, class Y>                                                                \
    CTGRAD_INLINE constexpr auto name##_of(X, Y) {                                             \
        if constexpr (!fits<op::name##_op, X, Y>)                                              \
            static_assert(                                                                     \
                takes_shapes<op::name##_op, shape_t<X>, shape_t<Y>>,                           \
                "ctgrad::" #name "(a, b): the shapes must be equal, or one of them a scalar"); \
        return call_t<op::name##_op, X, Y>{};                                                  \
    }                                                                                          \
    }                                                                                          \
    template <class A, class B>                                                                \
        requires formula<A, B>                                                                 \
    CTGRAD_INLINE constexpr auto name(A, B) {                                                  \
        return detail::name##_of(as_expression_t<A>{}, as_expression_t<B>{});                  \
    }

#define CTGRAD_FUNCTION_OF_THREE(name)                                                              \
    namespace detail {                                                                              \
    template <class X, class Y, class Z>                                                            \
    CTGRAD_INLINE constexpr auto name##_of(X, Y, Z) {                                               \
        if constexpr (!fits<op::name##_op, X, Y, Z>)                                                \
            static_assert(                                                                          \
                takes_shapes<op::name##_op, shape_t<X>, shape_t<Y>, shape_t<Z>>,                    \
                "ctgrad::" #name "(a, b, c): the shapes must be equal, or scalars");                \
        return call_t<op::name##_op, X, Y, Z>{};                                                    \
    }                                                                                               \
    }                                                                                               \
    template <class A, class B, class C>                                                            \
        requires formula<A, B, C>                                                                   \
    CTGRAD_INLINE constexpr auto name(A, B, C) {                                                    \
        return detail::name##_of(as_expression_t<A>{}, as_expression_t<B>{}, as_expression_t<C>{}); \
    }
