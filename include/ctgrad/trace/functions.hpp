// The functions of mathematics on traced numbers, and on tensors entry by entry: what expression/ has for formulas. They are found by
// argument: in a callable, `sin(x)` after `using std::sin` is this one for a traced x. The catalogue says what each is (op/,
// docs/functions.md).
#pragma once

#include <ctgrad/expression/functions.hpp>
#include <ctgrad/trace/values.hpp>

#define CTGRAD_TRACED_FUNCTION(name)                                                   \
    template <value_operand A>                                                         \
    constexpr auto name(A const& a) {                                                  \
        if constexpr (tracing::are_numbers<A>)                                         \
            return tracing::apply<op::name##_op>(a);                                   \
        else                                                                           \
            return tracing::on_values<decltype(ctgrad::name(tracing::first<A>{}))>(a); \
    }
#define CTGRAD_TRACED_FUNCTION_OF_TWO(name)                                                                     \
    template <class A, class B>                                                                                 \
        requires value_operands<A, B>                                                                           \
    constexpr auto name(A const& a, B const& b) {                                                               \
        if constexpr (tracing::are_numbers<A, B>)                                                               \
            return tracing::apply<op::name##_op>(a, b);                                                         \
        else                                                                                                    \
            return tracing::on_values<decltype(ctgrad::name(tracing::first<A>{}, tracing::second<B>{}))>(a, b); \
    }
#define CTGRAD_TRACED_FUNCTION_OF_THREE(name)                                                                                           \
    template <class A, class B, class C>                                                                                                \
        requires value_operands<A, B, C>                                                                                                \
    constexpr auto name(A const& a, B const& b, C const& c) {                                                                           \
        if constexpr (tracing::are_numbers<A, B, C>)                                                                                    \
            return tracing::apply<op::name##_op>(a, b, c);                                                                              \
        else                                                                                                                            \
            return tracing::on_values<decltype(ctgrad::name(tracing::first<A>{}, tracing::second<B>{}, tracing::third<C>{}))>(a, b, c); \
    }
// What the standard library does not have is there for plain numbers, too: a function that is differentiated can be called.
#define CTGRAD_TRACED_ACTIVATION(name)                                                 \
    template <class A>                                                                 \
        requires values_or_numbers<A>                                                  \
    constexpr auto name(A const& a) {                                                  \
        if constexpr (tracing::are_numbers<A> && value_operand<A>)                     \
            return tracing::apply<op::name##_op>(a);                                   \
        else                                                                           \
            return tracing::on_values<decltype(ctgrad::name(tracing::first<A>{}))>(a); \
    }
#define CTGRAD_TRACED_ACTIVATION_OF_TWO(name)                                                                   \
    template <class A, class B>                                                                                 \
        requires values_or_numbers<A, B>                                                                        \
    constexpr auto name(A const& a, B const& b) {                                                               \
        if constexpr (tracing::are_numbers<A, B> && value_operands<A, B>)                                       \
            return tracing::apply<op::name##_op>(a, b);                                                         \
        else                                                                                                    \
            return tracing::on_values<decltype(ctgrad::name(tracing::first<A>{}, tracing::second<B>{}))>(a, b); \
    }

namespace ctgrad {

CTGRAD_TRACED_FUNCTION(square)
CTGRAD_TRACED_FUNCTION(sqrt)
CTGRAD_TRACED_FUNCTION(cbrt)
CTGRAD_TRACED_FUNCTION_OF_TWO(pow)
CTGRAD_TRACED_FUNCTION_OF_TWO(hypot)
CTGRAD_TRACED_FUNCTION_OF_THREE(fma)

CTGRAD_TRACED_FUNCTION(exp)
CTGRAD_TRACED_FUNCTION(exp2)
CTGRAD_TRACED_FUNCTION(expm1)
CTGRAD_TRACED_FUNCTION(log)
CTGRAD_TRACED_FUNCTION(log2)
CTGRAD_TRACED_FUNCTION(log10)
CTGRAD_TRACED_FUNCTION(log1p)

CTGRAD_TRACED_FUNCTION(sin)
CTGRAD_TRACED_FUNCTION(cos)
CTGRAD_TRACED_FUNCTION(tan)
CTGRAD_TRACED_FUNCTION(asin)
CTGRAD_TRACED_FUNCTION(acos)
CTGRAD_TRACED_FUNCTION(atan)
CTGRAD_TRACED_FUNCTION_OF_TWO(atan2)
CTGRAD_TRACED_FUNCTION(sinh)
CTGRAD_TRACED_FUNCTION(cosh)
CTGRAD_TRACED_FUNCTION(tanh)
CTGRAD_TRACED_FUNCTION(asinh)
CTGRAD_TRACED_FUNCTION(acosh)
CTGRAD_TRACED_FUNCTION(atanh)

CTGRAD_TRACED_FUNCTION(erf)
CTGRAD_TRACED_FUNCTION(erfc)
CTGRAD_TRACED_FUNCTION(lgamma)
CTGRAD_TRACED_FUNCTION(digamma)

CTGRAD_TRACED_FUNCTION(abs)
CTGRAD_TRACED_FUNCTION(sign)
CTGRAD_TRACED_FUNCTION(floor)
CTGRAD_TRACED_FUNCTION(ceil)
CTGRAD_TRACED_FUNCTION_OF_TWO(max)
CTGRAD_TRACED_FUNCTION_OF_TWO(min)
CTGRAD_TRACED_FUNCTION_OF_THREE(clamp)

CTGRAD_TRACED_ACTIVATION(sigmoid)
CTGRAD_TRACED_ACTIVATION(softplus)
CTGRAD_TRACED_ACTIVATION(relu)
CTGRAD_TRACED_ACTIVATION(leaky_relu)
CTGRAD_TRACED_ACTIVATION_OF_TWO(leaky_relu)
CTGRAD_TRACED_ACTIVATION(elu)
CTGRAD_TRACED_ACTIVATION_OF_TWO(elu)
CTGRAD_TRACED_ACTIVATION(gelu)
CTGRAD_TRACED_ACTIVATION(silu)

/// The C library's names for what the catalogue calls abs, max and min.
template <value_operand A>
constexpr auto fabs(A const& a) {
    return abs(a);
}
template <class A, class B>
    requires value_operands<A, B>
constexpr auto fmax(A const& a, B const& b) { return max(a, b); }
template <class A, class B>
    requires value_operands<A, B>
constexpr auto fmin(A const& a, B const& b) { return min(a, b); }

}  // namespace ctgrad

#undef CTGRAD_TRACED_ACTIVATION
#undef CTGRAD_TRACED_ACTIVATION_OF_TWO
#undef CTGRAD_TRACED_FUNCTION
#undef CTGRAD_TRACED_FUNCTION_OF_TWO
#undef CTGRAD_TRACED_FUNCTION_OF_THREE
