// Programs whose inputs are values, one after the other: numbers, arrays, tensors, structs of these.
#pragma once

#include <ctgrad/expression/evaluate.hpp>
#include <ctgrad/trace/members.hpp>
#include <ctgrad/trace/structure.hpp>

namespace ctgrad::detail {

/// The scalar type that the arguments of a callable have in common.
template <class Argument>
constexpr auto scalar_of_argument() {
    using E = typename tracing::structure<Argument>::entry;
    if constexpr (std::is_integral_v<E>)
        return scalar_choice<void>{};
    else
        return scalar_choice<E>{};
}
template <class... Arguments>
using scalar_of_arguments =
    or_double<typename decltype((scalar_choice<void>{} | ... | scalar_of_argument<Arguments>()))::type>;

template <class V>
using structure_of = typename tracing::structure<V>::template with<double>;

/// An argument with entries of the scalar type: itself, where it has those.
template <class T, class V>
CTGRAD_INLINE constexpr decltype(auto) argument_with(V const& v) {
    if constexpr (std::is_same_v<typename tracing::structure<V>::entry, T>) {
        return (v);
    } else {
        typename tracing::structure<V>::template with<T> converted{};
        tracing::structure<V>::convert(v, converted);
        return converted;
    }
}

template <class Program, class V, class... Arguments>
CTGRAD_INLINE constexpr auto run_on(Arguments const&... arguments) {
    using T = computed_t<V>;
    constexpr int inputs = (tracing::structure<Arguments>::blocks + ... + 0);
    T const* reals[static_cast<unsigned>(inputs) + 1]{};
    T const** next_input = reals;
    auto const note = [&](V const* first, extents const&) { *next_input++ = computed_at<T>(first); };
    (tracing::structure<Arguments>::visit(arguments, note), ...);
    int const* integers[static_cast<unsigned>(inputs) + 1]{};
    T* outputs[outputs_of<Program>];
    typename Program::template result<V> result;
    place_result<Program, T, V>(result, outputs);
    evaluate::run<Program, T>(evaluate::operands<T>{reals, integers}, outputs);
    return result;
}

template <class Program, class T, class... Arguments>
CTGRAD_INLINE constexpr auto evaluated_on(Arguments const&... arguments) {
    return run_on<Program, T>(argument_with<T>(arguments)...);
}

/// The type of a value that owns its entries, and such a value.
template <class V>
struct owner {
    using type = V;
};
template <class T, int... Extents>
struct owner<tensor_view<T, Extents...>> {
    using type = tensor<std::remove_const_t<T>, Extents...>;
};
template <class V>
using owner_of = typename owner<V>::type;
template <class V>
CTGRAD_INLINE constexpr V const& owned(V const& v) {
    return v;
}
template <class T, int... Extents>
CTGRAD_INLINE constexpr auto owned(tensor_view<T, Extents...> const& v) {
    tensor<std::remove_const_t<T>, Extents...> copy{};
    for (int k = 0; k < copy.size(); ++k) copy.entries[k] = v.data()[k];
    return copy;
}

}  // namespace ctgrad::detail
