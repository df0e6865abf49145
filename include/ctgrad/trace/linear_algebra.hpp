// What combines, reduces and takes apart tensors, for traced and for plain ones: see expression/ for what each function is.
#pragma once

#include <ctgrad/expression/linear_algebra.hpp>
#include <ctgrad/expression/loss.hpp>
#include <ctgrad/trace/values.hpp>

#define CTGRAD_TENSOR_FUNCTION(name)                                               \
    template <value_operand A>                                                     \
    constexpr auto name(A const& a) {                                              \
        return tracing::on_values<decltype(ctgrad::name(tracing::first<A>{}))>(a); \
    }
#define CTGRAD_TENSOR_FUNCTION_OF_TWO(name)                                                                 \
    template <class A, class B>                                                                             \
        requires value_operands<A, B>                                                                       \
    constexpr auto name(A const& a, B const& b) {                                                           \
        return tracing::on_values<decltype(ctgrad::name(tracing::first<A>{}, tracing::second<B>{}))>(a, b); \
    }
#define CTGRAD_TENSOR_REDUCTION(name)                                                    \
    template <int Axis = op::all_axes, value_operand A>                                  \
    constexpr auto name(A const& a) {                                                    \
        return tracing::on_values<decltype(ctgrad::name<Axis>(tracing::first<A>{}))>(a); \
    }

namespace ctgrad {

CTGRAD_TENSOR_FUNCTION_OF_TWO(matmul)
CTGRAD_TENSOR_FUNCTION_OF_TWO(dot)
CTGRAD_TENSOR_FUNCTION_OF_TWO(outer)
CTGRAD_TENSOR_FUNCTION_OF_TWO(cross)
CTGRAD_TENSOR_FUNCTION_OF_TWO(cwise_product)
CTGRAD_TENSOR_FUNCTION_OF_TWO(cwise_quotient)

CTGRAD_TENSOR_FUNCTION(transpose)
CTGRAD_TENSOR_FUNCTION(symmetric)
CTGRAD_TENSOR_FUNCTION(diagonal)
CTGRAD_TENSOR_FUNCTION(trace)
CTGRAD_TENSOR_FUNCTION(determinant)
CTGRAD_TENSOR_FUNCTION(inverse)
CTGRAD_TENSOR_FUNCTION_OF_TWO(solve)

CTGRAD_TENSOR_REDUCTION(sum)
CTGRAD_TENSOR_REDUCTION(mean)
CTGRAD_TENSOR_REDUCTION(prod)
CTGRAD_TENSOR_REDUCTION(max_element)
CTGRAD_TENSOR_REDUCTION(min_element)
CTGRAD_TENSOR_REDUCTION(logsumexp)
CTGRAD_TENSOR_REDUCTION(squared_norm)
CTGRAD_TENSOR_REDUCTION(norm)
CTGRAD_TENSOR_FUNCTION(softmax)
CTGRAD_TENSOR_FUNCTION(log_softmax)
CTGRAD_TENSOR_FUNCTION(normalize)

CTGRAD_TENSOR_FUNCTION_OF_TWO(mean_squared_error)
CTGRAD_TENSOR_FUNCTION_OF_TWO(huber_loss)
template <class A, class B, class Delta>
    requires value_operands<A, B, Delta>
constexpr auto huber_loss(A const& a, B const& b, Delta const& delta) {
    return tracing::on_values<decltype(ctgrad::huber_loss(tracing::first<A>{}, tracing::second<B>{}, tracing::third<Delta>{}))>(a, b, delta);
}

template <int Rows, value_operand A>
constexpr auto broadcast_rows(A const& a) {
    return tracing::on_values<decltype(ctgrad::broadcast_rows<Rows>(tracing::first<A>{}))>(a);
}
template <int Begin, int Count, value_operand A>
constexpr auto segment(A const& a) {
    return tracing::on_values<decltype(ctgrad::segment<Begin, Count>(tracing::first<A>{}))>(a);
}
template <class... Parts>
    requires value_operands<Parts...>
constexpr auto concat(Parts const&... parts) {
    return tracing::on_values_of([](auto... operands) { return ctgrad::concat(operands...); }, parts...);
}
template <class... Entries>
    requires(values_or_numbers<Entries...> && sizeof...(Entries) > 0)
constexpr auto vector_of(Entries const&... entries) {
    return tracing::on_values_of([](auto... operands) { return ctgrad::vector_of(operands...); }, entries...);
}
template <int Rows, int Columns, class... Entries>
    requires(values_or_numbers<Entries...> && sizeof...(Entries) > 0)
constexpr auto matrix_of(Entries const&... entries) {
    return tracing::on_values_of([](auto... operands) { return ctgrad::matrix_of<Rows, Columns>(operands...); }, entries...);
}

/// A custom operator of values.
template <class Rule, class... Args>
    requires value_operands<Args...>
constexpr auto apply(Args const&... args) {
    return tracing::on_values_of([](auto... operands) { return ctgrad::apply<Rule>(operands...); }, args...);
}

/// `a` where the condition holds, `b` elsewhere: the callable is not run once more, as it is for `if`.
template <class A, class B>
    requires values_or_numbers<A, B>
constexpr auto select(tracing::condition const& c, A const& a, B const& b) {
    if constexpr (tracing::are_numbers<A, B>) {
        traced const x = a;
        traced const y = b;
        if (c.record() == nullptr) return c.known() ? x : y;
        return traced(c.record(), op::select(c.term(), x.term(*c.record()), y.term(*c.record())));
    } else {
        return tracing::on_values<decltype(ctgrad::select(tracing::first<tracing::condition>{}, tracing::second<A>{}, tracing::third<B>{}))>(c, a, b);
    }
}

}  // namespace ctgrad

#undef CTGRAD_TENSOR_FUNCTION
#undef CTGRAD_TENSOR_FUNCTION_OF_TWO
#undef CTGRAD_TENSOR_REDUCTION
