// program(f, h, k): several results, one fused pass. function(f, x, y): arguments by position.
#pragma once

#include <ctgrad/expression/evaluate.hpp>

#include <boost/hana/at.hpp>
#include <boost/hana/tuple.hpp>

namespace ctgrad {

namespace detail {

/// What can be evaluated, as a program: an expression, or an object of calculus/.
template <class F>
struct as_program {
    using type = F;
};
template <expression F>
struct as_program<F> {
    using type = expression_program<F>;
};

struct ordinary_program {};

}  // namespace detail

/// The program behind whatever can be evaluated.
template <class F>
using program_of = typename detail::as_program<F>::type;

template <class F>
concept evaluable = requires {
    program_of<F>::size_hint;
};

/// Several results in one pass. It is strict where one of its parts is.
template <class... Programs>
struct program_t : std::conditional_t<
                       (__is_base_of(transform::exact_program, Programs) || ...), transform::exact_program,
                       detail::ordinary_program> {
    enum : int { size_hint = detail::saturated_sum({Programs::size_hint...}) };

    template <class... Bindings>
    CTGRAD_INLINE constexpr auto operator()(Bindings const&... bindings) const {
        return detail::evaluated<program_t>(bindings...);
    }

    CTGRAD_INLINE static constexpr void lower(context& c, detail::list<graph::output>& outputs) {
        (Programs::lower(c, outputs), ...);
    }
    CTGRAD_INLINE static constexpr void lower(graph::builder& g, detail::list<graph::output>& outputs) {
        context c(g);
        lower(c, outputs);
    }
    template <class T>
    using result = boost::hana::tuple<typename Programs::template result<T>...>;
    template <class T>
    CTGRAD_INLINE static constexpr void addresses(result<T>& results, T**& next) {
        addresses<T>(results, next, std::make_integer_sequence<int, sizeof...(Programs)>{});
    }

private:
    template <class T, int... Is>
    CTGRAD_INLINE static constexpr void addresses(result<T>& results, T**& next, std::integer_sequence<int, Is...>) {
        (Programs::template addresses<T>(boost::hana::at_c<static_cast<std::size_t>(Is)>(results), next), ...);
    }
};

/// Several expressions, gradients, ... as one program: what they have in common is computed once. Evaluates to a hana::tuple.
template <evaluable... Fs>
CTGRAD_INLINE constexpr auto program(Fs...) {
    return program_t<program_of<Fs>...>{};
}

/// A function of positional arguments.
template <class F, class... Xs>
struct function_t {
    template <class... Values>
    CTGRAD_INLINE constexpr auto operator()(Values&&... values) const {
        static_assert(sizeof...(Values) == sizeof...(Xs), "ctgrad::function(f, x...): one value for each symbol");
        if constexpr (sizeof...(Values) == sizeof...(Xs))
            return F{}((Xs{} = static_cast<Values&&>(values))...);
        else
            return typename program_of<F>::template result<double>();
    }
};

/// What can be evaluated, as a function of the values of the symbols in the order in which they are named.
template <evaluable F, expression... Xs>
CTGRAD_INLINE constexpr auto function(F, Xs...) {
    static_assert((symbol_expression<Xs> && ...), "ctgrad::function(f, x...): 'x' must be symbols");
    return function_t<F, Xs...>{};
}

}  // namespace ctgrad
