// gradient and value_and_gradient: the verbs with several results, fused into one pass.
#pragma once

#include <ctgrad/calculus/differential.hpp>
#include <ctgrad/calculus/into.hpp>
#include <ctgrad/expression/evaluate.hpp>
#include <ctgrad/expression/hana.hpp>

#include <boost/hana/at_key.hpp>

namespace ctgrad {

namespace detail {

template <class T, class... Xs>
using gradient_map = result_map<boost::hana::pair<Xs, value_t<T, Xs>>...>;

template <class X, class T>
constexpr T* address_of(T& value) {
    return &value;
}
template <class X, class T, int... Extents>
constexpr T* address_of(tensor<T, Extents...>& value) {
    return value.data();
}

/// The outputs of a gradient: after `lower` of the value, if that is wanted.
template <class F, class... Xs>
CTGRAD_INLINE constexpr void lower_gradient(context& c, list<graph::output>& outputs) {
    int const at = sweep<F, Xs...>::lower(c);
    extents const shapes[]{Xs::shape...};
    for (int k = 0; k < static_cast<int>(sizeof...(Xs)); ++k) outputs.push({c[at + k].t.as_argument(), shapes[k]});
}

}  // namespace detail

/// The gradient of a scalar with respect to symbols. `g[x]` is the partial derivative, again an expression; `g(x = ...)` evaluates
/// all of them in one pass to a hana::map; `g.into(x = dx)(x = ...)` writes them to the caller's memory.
template <class F, class... Xs>
struct gradient_t {
    using destinations = detail::type_list<Xs...>;
    enum : int { size_hint = detail::saturated_sum({4 * F::size}) };

    template <class X>
    constexpr auto operator[](X) const {
        static_assert(
            detail::index_of<X>(destinations{}) >= 0,
            "ctgrad: gradient(f, x...)[y]: 'y' is not one of the symbols of this gradient");
        if constexpr (sizeof...(Xs) == 1)
            return partial_of<F, X>{};
        else
            return partial_of<F, X, Xs...>{};
    }
    template <class... Bindings>
    CTGRAD_INLINE constexpr auto operator()(Bindings const&... bindings) const {
        return detail::evaluated<gradient_t>(bindings...);
    }
    /// Where the partial derivatives go: `into(W = dw)`. Every symbol of the gradient has one destination.
    template <class... Destinations>
    CTGRAD_INLINE constexpr auto into(Destinations const&... to) const {
        return detail::into<gradient_t>(to...);
    }

    CTGRAD_INLINE static constexpr void lower(context& c, detail::list<graph::output>& outputs) {
        detail::lower_gradient<F, Xs...>(c, outputs);
    }
    CTGRAD_INLINE static constexpr void lower(graph::builder& g, detail::list<graph::output>& outputs) {
        context c(g);
        lower(c, outputs);
    }
    template <class T>
    using result = detail::gradient_map<T, Xs...>;
    template <class T>
    CTGRAD_INLINE static constexpr void addresses(result<T>& map, T**& next) {
        ((*next++ = detail::address_of<Xs>(boost::hana::at_key(map, Xs{}))), ...);
    }
    /// What is returned where the partial derivatives go elsewhere.
    template <class T>
    using rest = void;
};

/// What `auto [value, g] = value_and_gradient(f, x)(...)` takes apart.
template <class Value, class Gradient>
struct value_with_gradient {
    Value value;
    Gradient gradient;
};

namespace detail {

template <class Value, class Gradient>
struct unset<value_with_gradient<Value, Gradient>> {
    CTGRAD_INLINE constexpr operator value_with_gradient<Value, Gradient>() const {  // NOLINT
        return {unset<Value>{}, unset<Gradient>{}};
    }
};

}  // namespace detail

/// A scalar and its gradient, evaluated in one pass.
template <class F, class... Xs>
struct value_and_gradient_t {
    using destinations = detail::type_list<Xs...>;
    enum : int { size_hint = detail::saturated_sum({4 * F::size}) };

    template <class... Bindings>
    CTGRAD_INLINE constexpr auto operator()(Bindings const&... bindings) const {
        return detail::evaluated<value_and_gradient_t>(bindings...);
    }
    /// Where the partial derivatives go; the value is returned.
    template <class... Destinations>
    CTGRAD_INLINE constexpr auto into(Destinations const&... to) const {
        return detail::into<value_and_gradient_t>(to...);
    }

    CTGRAD_INLINE static constexpr void lower(context& c, detail::list<graph::output>& outputs) {
        outputs.push({detail::simplified_value<F>::lower(c).t.as_argument(), F::shape});
        detail::lower_gradient<F, Xs...>(c, outputs);
    }
    CTGRAD_INLINE static constexpr void lower(graph::builder& g, detail::list<graph::output>& outputs) {
        context c(g);
        lower(c, outputs);
    }
    template <class T>
    using result = value_with_gradient<T, detail::gradient_map<T, Xs...>>;
    template <class T>
    CTGRAD_INLINE static constexpr void addresses(result<T>& r, T**& next) {
        *next++ = &r.value;
        gradient_t<F, Xs...>::template addresses<T>(r.gradient, next);
    }
    template <class T>
    using rest = T;
};

namespace detail {

/// The real symbols of an expression, in the order of first use.
template <class F, class Numbers>
struct symbols_of;

template <class F>
struct input_symbols {
    static constexpr auto const& graph = transform::lowered<expression_program<F>>::graph;

    template <int Input, class Axes>
    struct at;
    template <int Input, int... Axes>
    struct at<Input, std::integer_sequence<int, Axes...>> {
        using type = symbol_t<
            input_name<"", expression_program<F>, Input>(), graph.inputs[Input].kind,
            graph.inputs[Input].shape[Axes]...>;
    };
    template <int Input>
    using type = typename at<Input, std::make_integer_sequence<int, graph.inputs[Input].shape.rank>>::type;

    static constexpr int reals() {
        int count = 0;
        for (int k = 0; k < graph.count.inputs; ++k) count += graph.inputs[k].kind == graph::kind::real ? 1 : 0;
        return count;
    }
    /// The input number of the n-th real symbol.
    static constexpr int real(int n) {
        int k = 0;
        while (graph.inputs[k].kind != graph::kind::real || n-- > 0) ++k;
        return k;
    }
};

template <template <class, class...> class Verb, class F, int... Ns>
CTGRAD_INLINE constexpr auto of_all_symbols(std::integer_sequence<int, Ns...>) {
    return Verb<F, typename input_symbols<F>::template type<input_symbols<F>::real(Ns)>...>{};
}

template <template <class, class...> class Verb, class F, class... Xs>
CTGRAD_INLINE constexpr auto gradient_verb() {
    if constexpr (any_refused<F, Xs...>)
        return refused{};
    else if constexpr (F::shape.rank != 0 || !numbers<F>) {
        static_assert(
            takes_shapes<partial_op, shape_t<F>>, "ctgrad::gradient(f, x...): 'f' must be a scalar: use jacobian");
        return refused{};
    } else if constexpr (sizeof...(Xs) == 0) {
        return of_all_symbols<Verb, F>(std::make_integer_sequence<int, input_symbols<F>::reals()>{});
    } else {
        static_assert((real_symbol<Xs> && ...), "ctgrad::gradient(f, x...): 'x' must be symbols");
        static_assert(distinct<Xs...>(), "ctgrad::gradient(f, x...): a symbol is named twice");
        return Verb<F, Xs...>{};
    }
}

}  // namespace detail

/// The gradient of a scalar with respect to the symbols named, or to all its symbols where none is.
/// Shape: of each entry that of the symbol.   Cost: one reverse sweep for all symbols.
template <expression F, expression... Xs>
CTGRAD_INLINE constexpr auto gradient(F, Xs...) {
    return detail::gradient_verb<gradient_t, F, Xs...>();
}

/// A scalar and its gradient in one pass: `auto [value, g] = value_and_gradient(f, x)(x = 2.0)`.
template <expression F, expression... Xs>
CTGRAD_INLINE constexpr auto value_and_gradient(F, Xs...) {
    return detail::gradient_verb<value_and_gradient_t, F, Xs...>();
}

}  // namespace ctgrad
