// update(W = W - rate * gradient(f, W)[W], ...): a program of assignments, written in place.
#pragma once

#include <ctgrad/calculus/into.hpp>

namespace ctgrad {

/// A program of assignments: all right-hand sides see the old values, whatever the order in which the new ones are written.
template <class... Assignments>
struct update_t {
    enum : int { size_hint = detail::saturated_sum({Assignments::expression::size...}) };

    /// Evaluates the right-hand sides and writes them to what their symbols are bound to.
    template <class... Bindings>
    CTGRAD_INLINE constexpr void operator()(Bindings const&... bindings) const {
        run_as<update_t>(bindings...);
    }
    /// The same for a program that makes these assignments in its own way.
    template <class Program, class... Bindings>
    CTGRAD_INLINE static constexpr void run_as(Bindings const&... bindings) {
        if constexpr (std::is_same_v<decltype(mistake<Program, Bindings...>()), int>) {
            using T = detail::computed_t<detail::scalar_type<Bindings...>>;
            using table = detail::resolution<Program, typename Bindings::symbol...>;
            T* outputs[detail::outputs_of<Program>()];
            detail::run<Program, T, table>(outputs, detail::slot_of<T, writes<typename Bindings::symbol>>(bindings)...);
        }
    }

    CTGRAD_INLINE static constexpr void lower(context& c, detail::list<graph::output>& outputs) {
        (lower_one<typename Assignments::symbol, typename Assignments::expression>(c, outputs), ...);
    }
    CTGRAD_INLINE static constexpr void lower(graph::builder& g, detail::list<graph::output>& outputs) {
        context c(g);
        lower(c, outputs);
    }
    template <class T>
    using result = void;

private:
    template <class Symbol>
    static constexpr bool writes = (std::is_same_v<Symbol, typename Assignments::symbol> || ...);

    template <class Symbol, class E>
    CTGRAD_INLINE static constexpr void lower_one(context& c, detail::list<graph::output>& outputs) {
        int const target = c.graph()[c.lower<Symbol>().t.node].payload;
        outputs.push({c.lower<E>().t.as_argument(), E::shape, target});
    }
    template <class Program, class... Bindings>
    static constexpr auto mistake() {
        if constexpr (std::is_same_v<decltype(detail::mistake_in_bindings<Program, Bindings...>()), int>)
            return read_only<Bindings...>();
        else
            return detail::mistake_in_bindings<Program, Bindings...>();
    }
    template <class... Rest>
    static constexpr auto read_only() {
        if constexpr (sizeof...(Rest) == 0)
            return 0;
        else
            return read_only_one<Rest...>();
    }
    template <class Binding, class... Rest>
    static constexpr auto read_only_one() {
        using symbol = typename Binding::symbol;
        if constexpr (writes<symbol> && !detail::writable<Binding>)
            return error::symbol_that_cannot_be_written<symbol>{};
        else
            return read_only<Rest...>();
    }
};

/// Assignments in one fused pass: `step(W = w, x = sample)` overwrites `w`. The right-hand sides see the old values.
/// Shape:  of each right-hand side that of its symbol.
/// Errors: a symbol that is assigned twice; a symbol that is bound to what cannot be written.
template <class... Assignments>
    requires(sizeof...(Assignments) > 0)
constexpr auto update(Assignments...) {
    if constexpr ((detail::is_refused_binding<Assignments> || ...)) {
        return detail::refused_into{};
    } else if constexpr (!(detail::is_assignment<Assignments> && ...)) {
        static_assert(
            (detail::is_assignment<Assignments> && ...),
            "ctgrad::update(W = e, ...): each argument assigns an expression to a symbol");
        return detail::refused_into{};
    } else if constexpr (any_refused<typename Assignments::expression...>) {
        return detail::refused_into{};
    } else {
        static_assert(
            detail::distinct<typename Assignments::symbol...>(),
            "ctgrad::update(W = e, ...): a symbol is assigned twice");
        return update_t<Assignments...>{};
    }
}

}  // namespace ctgrad
