// `gradient(f, W).into(W = dw)(x = 2.0, W = w)`: results that are written through to the caller's memory.
#pragma once

#include <ctgrad/expression/evaluate.hpp>

namespace ctgrad {

namespace error {

template <class Symbol>
struct no_destination {
    static_assert(!sizeof(Symbol*), "ctgrad: into(x = memory, ...): a symbol of the gradient has no destination");
};

}  // namespace error

namespace detail {

/// The binding of a symbol among several.
template <class Symbol, class Value>
constexpr binding<Symbol, Value> const& binding_of(binding<Symbol, Value> const& b) {
    return b;
}

template <class Wanted, class Given>
struct destination_check;

/// The first mistake in a list of destinations, as in `mistake_in_bindings`.
template <class... Xs, class... Destinations>
struct destination_check<type_list<Xs...>, type_list<Destinations...>> {
    static constexpr auto mistake() {
        if constexpr ((is_refused_binding<Destinations> || ...))
            return type_list<>{};
        else if constexpr (!(is_binding<Destinations> && ...))
            return (0, ..., error::not_a_binding<Destinations>{});
        else
            return unknown<Destinations...>();
    }

private:
    template <class... Rest>
    static constexpr auto unknown() {
        if constexpr (sizeof...(Rest) == 0)
            return missing<Xs...>();
        else
            return unknown_one<Rest...>();
    }
    template <class D, class... Rest>
    static constexpr auto unknown_one() {
        using symbol = typename D::symbol;
        if constexpr (!(std::is_same_v<symbol, Xs> || ...))
            return error::unknown_symbol<symbol>{};
        else if constexpr ((std::is_same_v<symbol, typename Rest::symbol> || ...))
            return error::symbol_bound_twice<symbol>{};
        else if constexpr (!writable<D>)
            return error::symbol_that_cannot_be_written<symbol>{};
        else
            return unknown<Rest...>();
    }
    template <class... Rest>
    static constexpr auto missing() {
        if constexpr (sizeof...(Rest) == 0)
            return 0;
        else
            return missing_one<Rest...>();
    }
    template <class X, class... Rest>
    static constexpr auto missing_one() {
        if constexpr (!(std::is_same_v<X, typename Destinations::symbol> || ...))
            return error::no_destination<X>{};
        else
            return missing<Rest...>();
    }
};

/// Runs a program whose outputs, after the value that it returns (if any), go to the slots `to`.
template <class Program, class V, class Table, class... To>
struct run_into {
    using T = computed_t<V>;

    template <class... Slots>
    CTGRAD_INLINE static constexpr auto run(To&&... to, Slots&&... slots) {
        T* outputs[outputs_of<Program>()];
        T** next = outputs;
        if constexpr (std::is_void_v<typename Program::template rest<V>>) {
            ((*next++ = to.data()), ...);
            detail::run<Program, T, Table>(outputs, slots...);
            (to.commit(), ...);
        } else {
            typename Program::template rest<V> rest;
            *next++ = computed_at<T>(&rest);
            ((*next++ = to.data()), ...);
            detail::run<Program, T, Table>(outputs, slots...);
            (to.commit(), ...);
            return rest;
        }
    }
};

}  // namespace detail

/// A program with destinations for its results.
template <class Program, class Symbols, class... Destinations>
struct into_t;

template <class Program, class... Xs, class... Destinations>
struct into_t<Program, detail::type_list<Xs...>, Destinations...> : Destinations... {
    /// Evaluates, writes the results to their destinations, and returns the value where the program has one.
    template <class... Bindings>
    CTGRAD_INLINE constexpr auto operator()(Bindings const&... bindings) const {
        if constexpr (std::is_same_v<decltype(detail::mistake_in_bindings<Program, Bindings...>()), int>) {
            using V = detail::scalar_type<Bindings...>;
            using T = detail::computed_t<V>;
            using table = detail::resolution<Program, typename Bindings::symbol...>;
            return detail::
                run_into<Program, V, table, decltype(detail::slot_of<T, true>(detail::binding_of<Xs>(*this)))...>::run(
                    detail::slot_of<T, true>(detail::binding_of<Xs>(*this))..., detail::slot_of<T, false>(bindings)...);
        }
    }
};

namespace detail {

struct refused_into {
    constexpr void operator()(auto const&...) const {}
};

template <class Program, class... Destinations>
CTGRAD_INLINE constexpr auto into(Destinations const&... to) {
    using symbols = typename Program::destinations;
    if constexpr (std::is_same_v<decltype(destination_check<symbols, type_list<Destinations...>>::mistake()), int>)
        return into_t<Program, symbols, Destinations...>{to...};
    else
        return refused_into{};
}

}  // namespace detail

}  // namespace ctgrad
