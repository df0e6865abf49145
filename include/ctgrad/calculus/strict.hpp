// strict(f): evaluated as it is written.
#pragma once

#include <ctgrad/calculus/gradient.hpp>
#include <ctgrad/calculus/program.hpp>
#include <ctgrad/calculus/update.hpp>

namespace ctgrad {

template <class Program>
struct strict_t;

namespace detail {

/// What a strict program offers besides evaluation: what the program does.
template <class Program>
struct strict_verbs {};

template <class F, class... Xs>
struct strict_verbs<gradient_t<F, Xs...>> {
    template <class X>
    constexpr auto operator[](X x) const {
        return strict_t<program_of<decltype(gradient_t<F, Xs...>{}[x])>>{};
    }
    template <class... Destinations>
    CTGRAD_INLINE constexpr auto into(Destinations const&... to) const {
        return detail::into<strict_t<gradient_t<F, Xs...>>>(to...);
    }
    using destinations = typename gradient_t<F, Xs...>::destinations;
    template <class T>
    using rest = typename gradient_t<F, Xs...>::template rest<T>;
};
template <class F, class... Xs>
struct strict_verbs<value_and_gradient_t<F, Xs...>> {
    template <class... Destinations>
    CTGRAD_INLINE constexpr auto into(Destinations const&... to) const {
        return detail::into<strict_t<value_and_gradient_t<F, Xs...>>>(to...);
    }
    using destinations = typename value_and_gradient_t<F, Xs...>::destinations;
    template <class T>
    using rest = typename value_and_gradient_t<F, Xs...>::template rest<T>;
};

}  // namespace detail

/// A program that is evaluated as it is written.
template <class Program>
struct strict_t : transform::exact_program, detail::strict_verbs<Program> {
    enum : int { size_hint = Program::size_hint };

    template <class... Bindings>
    CTGRAD_INLINE constexpr auto operator()(Bindings const&... bindings) const {
        return detail::evaluated<strict_t>(bindings...);
    }

    CTGRAD_INLINE static constexpr void lower(context& c, detail::list<graph::output>& outputs) { Program::lower(c, outputs); }
    CTGRAD_INLINE static constexpr void lower(graph::builder& g, detail::list<graph::output>& outputs) { Program::lower(g, outputs); }
    template <class T>
    using result = typename Program::template result<T>;
    template <class T>
    CTGRAD_INLINE static constexpr void addresses(result<T>& results, T**& next) {
        Program::template addresses<T>(results, next);
    }
};

template <class... Assignments>
struct strict_t<update_t<Assignments...>> : transform::exact_program {
    enum : int { size_hint = update_t<Assignments...>::size_hint };

    template <class... Bindings>
    CTGRAD_INLINE constexpr void operator()(Bindings const&... bindings) const {
        update_t<Assignments...>::template run_as<strict_t>(bindings...);
    }

    CTGRAD_INLINE static constexpr void lower(context& c, detail::list<graph::output>& outputs) {
        update_t<Assignments...>::lower(c, outputs);
    }
    CTGRAD_INLINE static constexpr void lower(graph::builder& g, detail::list<graph::output>& outputs) {
        update_t<Assignments...>::lower(g, outputs);
    }
    template <class T>
    using result = void;
};

/// `f` evaluated as it is written: to the bit what the formula gives in C++, operation by operation, in the same order. Nothing is
/// rewritten but exactly, no sum is reassociated, and no product contracted with a sum into a fused multiply-add. Sums over axes run
/// row by row. A derivative is strict in the same sense about the formulas of its local derivatives.
/// Errors: none of its own; `f` is an expression, a gradient, a program or an update.
/// Cost:   up to several times that of `f`: common subexpressions are still shared, but nothing is simplified, and no lanes are used.
template <evaluable F>
constexpr auto strict(F) {
    return strict_t<program_of<F>>{};
}

}  // namespace ctgrad
