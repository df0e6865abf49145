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

/// An argument with entries of the scalar type, or of int where the structure is one of integers: itself, where it has those.
template <class T, class Structure, class V>
CTGRAD_INLINE constexpr decltype(auto) argument_with(V const& v) {
    using E = std::conditional_t<std::is_same_v<typename tracing::structure<Structure>::entry, int>, int, T>;
    if constexpr (std::is_same_v<typename tracing::structure<V>::entry, E>) {
        return (v);
    } else {
        typename tracing::structure<V>::template with<E> converted{};
        tracing::structure<V>::convert(v, converted);
        return converted;
    }
}

/// The inputs of a program, in the order of the blocks of its arguments.
template <class Program, class T, int Inputs>
struct input_places {
    T const* reals[static_cast<unsigned>(Inputs) + 1]{};
    int const* integers[static_cast<unsigned>(Inputs) + 1]{};
    int next = 0;

    template <class V>
    CTGRAD_INLINE constexpr void operator()(V const* first, extents const&) {
        reals[next++] = computed_at<T>(first);
    }
    CTGRAD_INLINE constexpr void operator()(int const* first, extents const& shape) {
        constexpr auto const& ranges = position_ranges_of<transform::lowered<Program>>;
        position_range const range = ranges.of[next];
        for (int k = 0; k < (range.is_any() ? 0 : shape.volume()); ++k)
            if (first[k] < range.first || first[k] >= range.end) {
                CTGRAD_CONTRACT("ctgrad: an integer argument of a function is a position outside of its range");
            }
        integers[next++] = first;
    }
    CTGRAD_INLINE constexpr void operator()(auto& traced_tensor) { reals[next++] = traced_tensor.data(); }
};

/// Runs a program on arguments with numbers of V.
template <class Program, class V, class... Arguments>
CTGRAD_INLINE constexpr void run_program(computed_t<V>** outputs, Arguments&&... arguments) {
    using T = computed_t<V>;
    input_places<Program, T, (tracing::structure<std::remove_cvref_t<Arguments>>::blocks + ... + 0)> in;
    (tracing::structure<std::remove_cvref_t<Arguments>>::visit(arguments, in), ...);
    evaluate::run<Program, T>(evaluate::operands<T>{in.reals, in.integers}, outputs);
}
template <class Program, class V, class... Arguments>
CTGRAD_INLINE constexpr typename Program::template result<V> run_on(Arguments&... arguments) {
    computed_t<V>* outputs[outputs_of<Program>()];
    typename Program::template result<V> result = unset<typename Program::template result<V>>{};
    place_result<Program, computed_t<V>, V>(result, outputs);
    run_program<Program, V>(outputs, arguments...);
    return result;
}

template <class Program, class T, class... Arguments>
CTGRAD_INLINE constexpr auto run_on_constants(Arguments const&... arguments) {
    if constexpr (is_copied<typename Program::template result<T>>)
        return copied(run_on<Program, T>(arguments...));
    else
        return run_on<Program, T>(arguments...);
}
/// Tensors of traced numbers give references to their entries only where they may be changed.
template <class Program, class T, class... Arguments>
constexpr auto run_on_copies(Arguments... arguments) {
    return run_on<Program, T>(arguments...);
}
/// `Structures`: those of the arguments, of numbers of double or of int.
template <class Program, class T, class... Structures, class... Arguments>
CTGRAD_INLINE constexpr auto evaluated_on(type_list<Structures...>, Arguments const&... arguments) {
    if constexpr (evaluate::takes_programs<T>)
        return run_on_copies<Program, T>(argument_with<T, Structures>(arguments)...);
    else
        return run_on_constants<Program, T>(argument_with<T, Structures>(arguments)...);
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
