// Evaluation: `f(x = 2.0, W = w)`.
//
// What can be evaluated is described by a program (see transform/lowered.hpp) that also says what its result is:
//     template <class T> using result;                                            // void where it only writes
//     template <class T> static constexpr void addresses(result<T>&, T**& next);  // where its outputs go, in order
#pragma once

#include <ctgrad/evaluate/run.hpp>
#include <ctgrad/expression/bind.hpp>
#include <ctgrad/expression/results.hpp>

namespace ctgrad {

namespace error {

template <detail::fixed_string Name>
struct unbound_symbol {
    static_assert(
        Name.view() == "" && Name.view() != "",
        "ctgrad: a symbol of the formula is not bound: add x = value for the symbol that is named below or above");
};
template <bool IsLinear>
struct backward_function {
    static_assert(
        IsLinear,
        "ctgrad: forward mode (jvp, hvp) goes through an operator whose backward function is not linear in the "
        "upstream gradient");
};
template <class Symbol>
struct symbol_bound_twice {
    static_assert(!sizeof(Symbol*), "ctgrad: a symbol is bound twice");
};
template <class Symbol>
struct unknown_symbol {
    static_assert(!sizeof(Symbol*), "ctgrad: a symbol is bound that does not occur in the formula");
};
template <class Symbol>
struct symbol_that_cannot_be_written {
    static_assert(
        !sizeof(Symbol*),
        "ctgrad: a symbol that is written to must be bound to something that can be written: not to a constant or a "
        "temporary");
};
template <class Argument>
struct not_a_binding {
    static_assert(!sizeof(Argument*), "ctgrad: f(x = value, ...): each argument of an evaluation is a binding");
};

}  // namespace error

namespace detail {

/// The scalar type of an evaluation: the floating-point (or other) type that the numbers bound have in common; integers do
/// not count, and are converted to double where there is nothing else.
template <class T>
struct scalar_choice {
    using type = T;
};
template <class A, class B>
constexpr auto operator|(scalar_choice<A> a, scalar_choice<B> b) {
    if constexpr (std::is_void_v<B> || std::is_same_v<A, B>)
        return a;
    else if constexpr (std::is_void_v<A>)
        return b;
    else if constexpr (std::is_arithmetic_v<A> != std::is_arithmetic_v<B>) {
        if constexpr (std::is_arithmetic_v<B>)
            return a;
        else
            return b;
    } else {
        return scalar_choice<std::common_type_t<A, B>>{};
    }
}

template <class Binding>
constexpr auto scalar_of() {
    if constexpr (Binding::symbol::kind == graph::kind::integer)
        return scalar_choice<void>{};
    else {
        using E = typename source<typename Binding::value_type>::entry;
        if constexpr (std::is_integral_v<E>)
            return scalar_choice<void>{};
        else
            return scalar_choice<E>{};
    }
}

template <class T>
using or_double = std::conditional_t<std::is_void_v<T>, double, T>;

template <class... Bindings>
using scalar_type = or_double<typename decltype((scalar_choice<void>{} | ... | scalar_of<Bindings>()))::type>;

template <class Argument>
inline constexpr bool is_binding = false;
template <class Symbol, class Value>
inline constexpr bool is_binding<binding<Symbol, Value>> = true;

template <fixed_string Empty, class Program, int Input>
constexpr auto input_name() {
    constexpr std::string_view name = transform::lowered<Program>::graph.inputs[Input].name;
    fixed_string<name.size()> text;
    for (std::size_t k = 0; k < name.size(); ++k) text.text[k] = name[k];
    return text;
}

/// The mistake that an input is not bound. One that is no symbol is left over of a backward function.
template <class Program, int Input, bool LeftOver>
struct unbound_input {
    using type = error::unbound_symbol<input_name<"", Program, Input>()>;
};
template <class Program, int Input>
struct unbound_input<Program, Input, true> {
    using type = error::backward_function<(Program::size_hint < 0)>;
};

/// The first mistake in the bindings of an evaluation, as a type whose instantiation is the message; int where there is none.
template <class Program, class... Bindings>
CTGRAD_INLINE constexpr auto mistake_in_bindings() {
    using list = type_list<Bindings...>;
    if constexpr (transform::lowered<Program>::graph.mistake != graph::mistake::none)
        return type_list<>{};
    else if constexpr ((is_refused_binding<Bindings> || ...))
        return type_list<>{};
    else if constexpr (!(is_binding<Bindings> && ...))
        return (0, ..., error::not_a_binding<Bindings>{});
    else {
        constexpr binding_mistakes m = resolution<Program, typename Bindings::symbol...>::table.mistakes;
        if constexpr (m.unknown >= 0)
            return error::unknown_symbol<typename element_t<m.unknown, list>::symbol>{};
        else if constexpr (m.doubled >= 0)
            return error::symbol_bound_twice<typename element_t<m.doubled, list>::symbol>{};
        else if constexpr (m.unbound >= 0)
            return typename unbound_input<
                Program, m.unbound,
                transform::is_any_left_over(transform::lowered<Program>::graph.inputs + m.unbound, 1)>::type{};
        else
            return 0;
    }
}

/// Lets output `O` overwrite its target, if it has one.
template <class Program, int O, class T>
CTGRAD_INLINE constexpr void redirect(T** outputs, T const* const* reals) {
    constexpr int target = transform::lowered<Program>::graph.outputs[O].target;
    if constexpr (target >= 0) outputs[O] = const_cast<T*>(reals[target]);
}

// Which input each binding serves is a constant at each place: arrays with constant indices only are registers to the compiler.
// Slots are taken as Slots&&: a temporary bound to `Slot const&` would be a constant object, and Clang holds evaluation to that.
template <class Program, class T, class Table, int... B, int... O, class... Slots>
CTGRAD_INLINE constexpr void run_bound(
    std::integer_sequence<int, B...>, std::integer_sequence<int, O...>, T** outputs, Slots&&... slots) {
    using lowered = transform::lowered<Program>;
    input_pointers<lowered::graph.count.inputs, T> in;
    (in.template place<Table::table.input[B], range_of_input<lowered, Table::table.input[B], typename std::remove_reference_t<Slots>::symbol>()>(slots), ...);
    (redirect<Program, O>(outputs, in.reals), ...);
    evaluate::run<Program, T>(evaluate::operands<T>{in.reals, in.integers}, outputs);
    (slots.commit(), ...);
}

/// How many outputs may overwrite a target: none, where none has one.
template <class Program>
CTGRAD_INLINE constexpr int redirected_outputs() {
    auto const& g = transform::lowered<Program>::graph;
    int count = 0;
    for (int o = 0; o < g.count.outputs; ++o)
        if (g.outputs[o].target >= 0) count = o + 1;
    return count;
}

template <class Program, class T, class Table, class... Slots>
CTGRAD_INLINE constexpr void run(T** outputs, Slots&&... slots) {
    run_bound<Program, T, Table>(
        std::make_integer_sequence<int, static_cast<int>(sizeof...(Slots))>{},
        std::make_integer_sequence<int, redirected_outputs<Program>()>{}, outputs, slots...);
}

template <class Program>
CTGRAD_INLINE constexpr unsigned outputs_of() {
    return static_cast<unsigned>(transform::lowered<Program>::graph.count.outputs) + 1;
}

template <class T, class V, int... O>
CTGRAD_INLINE void computed_outputs(V* const* from, T** outputs, std::integer_sequence<int, O...>) {
    ((outputs[O] = computed_at<T>(from[O])), ...);
}

/// Where the outputs go that are returned. V: what the result is made of; T: what is computed with.
template <class Program, class T, class V>
CTGRAD_INLINE constexpr void place_result(typename Program::template result<V>& result, T** outputs) {
    if constexpr (std::is_same_v<T, V>) {
        Program::template addresses<T>(result, outputs);
    } else {
        V* places[outputs_of<Program>()]{};
        V** next = places;
        Program::template addresses<V>(result, next);
        computed_outputs<T, V>(
            places, outputs, std::make_integer_sequence<int, transform::lowered<Program>::graph.count.outputs>{});
    }
}

/// What a program yields at bindings without a mistake. Compilers make the result where the caller wants it, and do not copy it, if it
/// is a variable of the outermost block (g++ 12) and its type is named before (clang++ 19).
template <class Program, class V, class... Bindings>
CTGRAD_INLINE constexpr typename Program::template result<V> result_of(Bindings const&... bindings) {
    using T = computed_t<V>;
    T* outputs[outputs_of<Program>()];
    typename Program::template result<V> result = unset<typename Program::template result<V>>{};
    place_result<Program, T, V>(result, outputs);
    run<Program, T, resolution<Program, typename Bindings::symbol...>>(outputs, slot_of<T, false>(bindings)...);
    return result;
}

/// Evaluates a program at the values of its symbols.
template <class Program, class... Bindings>
CTGRAD_INLINE constexpr auto evaluated(Bindings const&... bindings) {
    if constexpr (!std::is_same_v<decltype(mistake_in_bindings<Program, Bindings...>()), int>)
        return typename Program::template result<double>();
    else if constexpr (is_copied<typename Program::template result<scalar_type<Bindings...>>>)
        return copied(result_of<Program, scalar_type<Bindings...>>(bindings...));
    else
        return result_of<Program, scalar_type<Bindings...>>(bindings...);
}

}  // namespace detail

/// One expression as a program.
template <class E>
struct expression_program {
    enum : int { size_hint = E::size };
    CTGRAD_INLINE static constexpr void lower(context& c, detail::list<graph::output>& outputs) {
        outputs.push({c.lower<E>().t.as_argument(), E::shape});
    }
    CTGRAD_INLINE static constexpr void lower(graph::builder& g, detail::list<graph::output>& outputs) {
        context c(g);
        lower(c, outputs);
    }
    template <class T>
    using result = value_t<T, E>;
    template <class T>
    CTGRAD_INLINE static constexpr void addresses(result<T>& value, T**& next) {
        if constexpr (E::shape.rank == 0)
            *next++ = &value;
        else
            *next++ = value.data();
    }
};

template <class Op, class... Args>
template <class... Bindings>
CTGRAD_INLINE constexpr auto call<Op, Args...>::type::operator()(Bindings const&... bindings) const {
    return detail::evaluated<expression_program<type>>(bindings...);
}
template <detail::fixed_string Name, graph::kind Kind, int... Extents>
template <class... Bindings>
CTGRAD_INLINE constexpr auto symbol_t<Name, Kind, Extents...>::operator()(Bindings const&... bindings) const {
    return detail::evaluated<expression_program<symbol_t>>(bindings...);
}

}  // namespace ctgrad
