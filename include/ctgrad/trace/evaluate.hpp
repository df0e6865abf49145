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
CTGRAD_INLINE constexpr decltype(auto) argument_with(V& v) {
    using E = std::conditional_t<std::is_same_v<typename tracing::structure<Structure>::entry, int>, int, T>;
    using structure = tracing::structure<std::remove_const_t<V>>;
    if constexpr (std::is_same_v<typename structure::entry, E>) {
        return (v);
    } else {
        typename structure::template with<E> converted{};
        structure::convert(v, converted);
        return converted;
    }
}

/// The inputs of a program, in the order of the blocks of its arguments. `Structures`: those of the arguments.
template <class Program, class T, class... Structures>
struct input_places {
    static constexpr int most = (tracing::structure<Structures>::blocks + ... + 1);
    T const* reals[static_cast<unsigned>(most)]{};
    int const* integers[static_cast<unsigned>(most)]{};
    int next = 0;

    template <class... Arguments>
    CTGRAD_INLINE constexpr explicit input_places(Arguments&&... arguments) {
        (tracing::structure<std::remove_cvref_t<Arguments>>::visit(arguments, *this), ...);
    }
    CTGRAD_INLINE constexpr evaluate::operands<T> operands() const { return {reals, integers}; }

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

/// Evaluates a program on arguments with numbers of V, or of what converts to that.
/// `Structures`: those of the arguments, of numbers of double or of int.
template <class Program, class V>
struct evaluation_in_place {
    using result = typename Program::template result<V>;

    template <class... Structures, class... Arguments>
    CTGRAD_INLINE static constexpr result on(type_list<Structures...>, Arguments&&... arguments) {
        using T = computed_t<V>;
        T* outputs[outputs_of<Program>()];
        result value = unset<result>{};
        place_result<Program, T, V>(value, outputs);
        evaluate::run<Program, T>(
            input_places<Program, T, Structures...>(argument_with<V, Structures>(arguments)...).operands(), outputs);
        return value;
    }
};
/// The same for a small result.
template <class Program, class V>
struct evaluation_by_copy {
    CTGRAD_INLINE static constexpr auto on(auto structures, auto const&... arguments) {
        return copied(evaluation_in_place<Program, V>::on(structures, arguments...));
    }
};
/// The same within a function that is traced. Tensors of traced numbers give references to their entries only where they may be changed.
template <class Program, class V>
struct traced_evaluation {
    static constexpr auto on(auto structures, auto... arguments) {
        return evaluation_in_place<Program, V>::on(structures, arguments...);
    }
};
template <class Program, class V>
using evaluation = std::conditional_t<
    evaluate::takes_programs<V>, traced_evaluation<Program, V>,
    std::conditional_t<is_copied<typename Program::template result<V>>, evaluation_by_copy<Program, V>, evaluation_in_place<Program, V>>>;

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
