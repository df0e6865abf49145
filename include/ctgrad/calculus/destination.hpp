// `gradient(f).into(dx, dW)(x, W)`: what is derived of a callable is written to the caller's memory.
#pragma once

#include <ctgrad/calculus/call.hpp>

namespace ctgrad {

namespace detail {

/// The destination of one result, under the name that messages have for it, as if it were bound to a symbol.
template <class Structure>
struct destination_symbol;
template <>
struct destination_symbol<double> {
    using type = symbol_t<"destination", graph::kind::real>;
};
template <std::size_t N>
struct destination_symbol<std::array<double, N>> {
    using type = symbol_t<"destination", graph::kind::real, static_cast<int>(N)>;
};
template <int... Extents>
struct destination_symbol<tensor<double, Extents...>> {
    using type = symbol_t<"destination", graph::kind::real, Extents...>;
};

/// Memory of the structure of the result: written where it is, or, where its numbers have another type, by a copy.
template <class T, class V>
struct structure_destination {
    V& to;
    static constexpr bool same = std::is_same_v<computed_t<typename tracing::structure<V>::entry>, T>;
    std::conditional_t<same, type_list<>, typename tracing::structure<V>::template with<T>> copy{};

    CTGRAD_INLINE constexpr explicit structure_destination(V& value) : to(value) {}
    CTGRAD_INLINE constexpr void place(T**& next) {
        auto const note = [&](auto* first_entry, extents const&) { *next++ = computed_at<T>(first_entry); };
        if constexpr (same)
            tracing::structure<V>::visit(to, note);
        else
            tracing::structure<decltype(copy)>::visit(copy, note);
    }
    CTGRAD_INLINE constexpr void commit() {
        if constexpr (!same) tracing::structure<decltype(copy)>::convert(copy, to);
    }
};

/// Contiguous memory of whatever type, as a symbol would be bound to it.
template <class T, class Binding>
struct slot_destination {
    Binding bound;
    decltype(slot_of<T, true>(std::declval<Binding const&>())) slot;

    CTGRAD_INLINE constexpr explicit slot_destination(Binding const& b) : bound(b), slot(slot_of<T, true>(bound)) {}
    slot_destination(slot_destination const&) = delete;  // the slot may refer to what is bound
    slot_destination& operator=(slot_destination const&) = delete;

    CTGRAD_INLINE constexpr void place(T**& next) {
        *next++ = slot.data();
    }
    CTGRAD_INLINE constexpr void commit() { slot.commit(); }
};

template <class Structure, class Value>
constexpr bool has_structure() {
    using V = std::remove_cvref_t<Value>;
    if constexpr (!std::is_lvalue_reference_v<Value> || std::is_const_v<std::remove_reference_t<Value>>)
        return false;
    else if constexpr (!(requires { typename tracing::structure<V>::entry; }))
        return false;
    else if constexpr (!std::is_arithmetic_v<typename tracing::structure<V>::entry>)
        return false;
    else
        return std::is_same_v<structure_of<V>, Structure>;
}
template <class Structure, class Value>
constexpr bool can_be_written() {
    if constexpr (has_structure<Structure, Value>()) {
        return true;
    } else if constexpr (requires { typename destination_symbol<Structure>::type; }) {
        using symbol = typename destination_symbol<Structure>::type;
        using S = source<std::remove_cvref_t<Value>>;
        if constexpr (!(requires { typename S::entry; }))
            return false;
        else if constexpr (!layout_fits(S::shape, symbol::shape))
            return false;
        else
            return writable<binding<symbol, Value>>;
    } else {
        return false;
    }
}

template <class T, class Structure, class Value>
CTGRAD_INLINE constexpr auto destination_of(Value&& value) {
    if constexpr (has_structure<Structure, Value>()) {
        return structure_destination<T, std::remove_reference_t<Value>>(value);
    } else {
        using symbol = typename destination_symbol<Structure>::type;
        using held_value = typename held<Value>::type;
        check_size<symbol>(value);
        return slot_destination<T, binding<symbol, held_value>>(binding<symbol, held_value>{value});
    }
}

/// What of a result goes to destinations: what there is for each argument one by one, where there is such; and what is returned: the value
/// that comes with it.
template <bool ForEachArgument, class Result>
struct written_parts {
    using structures = type_list<Result>;
    using returned = void;
};
template <class... Parts>
struct written_parts<true, std::tuple<Parts...>> {
    using structures = type_list<Parts...>;
    using returned = void;
};
template <class Value, class... Parts>
struct written_parts<true, std::pair<Value, std::tuple<Parts...>>> {
    using structures = type_list<Parts...>;
    using returned = Value;
};

template <class Structures, class... Values>
inline constexpr bool can_all_be_written = false;
template <class... Structures, class... Values>
    requires(sizeof...(Structures) == sizeof...(Values))
inline constexpr bool can_all_be_written<type_list<Structures...>, Values...> = (can_be_written<Structures, Values>() && ...);

/// Runs a program by `run(outputs)`, whose outputs, after the value that is returned (if any), go to the destinations `to`.
template <class Program, class V, class Returned, class Run, class... Destinations>
CTGRAD_INLINE constexpr auto with_destinations(Run const& run, Destinations&&... to) {
    using T = computed_t<V>;
    T* outputs[outputs_of<Program>()];
    T** next = outputs;
    if constexpr (std::is_void_v<Returned>) {
        (to.place(next), ...);
        run(outputs);
        (to.commit(), ...);
    } else {
        typename tracing::structure<Returned>::template with<V> value{};
        structure_destination<T, decltype(value)>(value).place(next);
        (to.place(next), ...);
        run(outputs);
        (to.commit(), ...);
        return value;
    }
}

}  // namespace detail

/// A verb on a callable with destinations for its results, `Values`.
template <class Verb, class... Values>
struct verb_into {
    std::tuple<Values...> to;

    /// Evaluates, writes the results to their destinations, and returns the value where the verb gives one besides.
    template <class... Arguments>
    CTGRAD_INLINE constexpr auto operator()(Arguments const&... arguments) const {
        if constexpr (Verb::template accepts<Arguments...>()) {
            using program = typename Verb::template program<Arguments...>;
            using parts = detail::written_parts<program::for_each_argument, typename program::template result<double>>;
            constexpr bool as_many = parts::structures::size == static_cast<int>(sizeof...(Values));
            static_assert(
                as_many,
                "ctgrad: gradient(f).into(dx, ...)(x, ...): one destination for each argument that is differentiated by, "
                "one for a Hessian or a jvp");
            if constexpr (as_many) {
                constexpr bool all_written = detail::can_all_be_written<typename parts::structures, Values...>;
                static_assert(
                    all_written,
                    "ctgrad: gradient(f).into(dx, ...)(x, ...): a destination is an object like the result, or contiguous "
                    "memory of its shape, that can be written: not a constant or a temporary");
                if constexpr (all_written)
                    return run<program, detail::scalar_of_arguments<Arguments...>, typename parts::returned>(
                        typename parts::structures{}, std::make_integer_sequence<int, sizeof...(Values)>{},
                        typename Verb::template structures<Arguments...>{}, arguments...);
            }
        }
    }

private:
    template <class Program, class V, class Returned, class... Parts, int... Ks, class... Structures, class... Arguments>
    CTGRAD_INLINE constexpr auto run(
        detail::type_list<Parts...>, std::integer_sequence<int, Ks...>, detail::type_list<Structures...>,
        Arguments const&... arguments) const {
        using T = detail::computed_t<V>;
        return detail::with_destinations<Program, V, Returned>(
            [&](T** place_of_outputs) {
                evaluate::run<Program, T>(
                    detail::input_places<Program, T, Structures...>(detail::argument_with<V, Structures>(arguments)...).operands(),
                    place_of_outputs);
            },
            detail::destination_of<T, Parts>(static_cast<Values>(std::get<static_cast<unsigned>(Ks)>(to)))...);
    }
};

}  // namespace ctgrad
