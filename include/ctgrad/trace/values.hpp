// The functions of formulas on values: on traced numbers and tensors while a callable is traced, and on tensors of plain numbers.
//
// There is one definition of each function, that of expression/. For values it is asked for its formula of placeholders of the same
// shapes, so that its checks and messages are the same; the formula is lowered with the operands in the place of the placeholders, or,
// for plain numbers, is a program of its own.
#pragma once

#include <ctgrad/expression/custom.hpp>
#include <ctgrad/trace/evaluate.hpp>
#include <ctgrad/trace/traced_tensor.hpp>

#include <string_view>

namespace ctgrad {

namespace tracing {

/// Stands for a value that was refused with a message: what is made of it is refused silently.
struct refused_value : traced_base {
    template <class T>
    constexpr operator T() const {  // NOLINT: implicit, as what it stands for would be used
        return T{};
    }
    constexpr refused_value operator[](auto const&) const { return {}; }
    constexpr refused_value operator()(auto const&...) const { return {}; }
    template <class B>
    friend constexpr refused_value operator+(refused_value, B const&) {
        return {};
    }
    template <class B>
    friend constexpr refused_value operator-(refused_value, B const&) {
        return {};
    }
    template <class B>
    friend constexpr refused_value operator*(refused_value, B const&) {
        return {};
    }
    template <class B>
    friend constexpr refused_value operator/(refused_value, B const&) {
        return {};
    }
};

/// A plain position or label as an operand, and plain labels of the rows of a matrix.
struct position_value {
    int plain;
};
template <int... Extents>
struct labels {
    tensor<int, Extents...> values;
};

}  // namespace tracing

namespace detail {

template <>
struct owner<tracing::position_value> {
    using type = int;
};
template <int... Extents>
struct owner<tracing::labels<Extents...>> {
    using type = tensor<int, Extents...>;
};
CTGRAD_INLINE constexpr int owned(tracing::position_value const& v) { return v.plain; }
template <int... Extents>
CTGRAD_INLINE constexpr auto const& owned(tracing::labels<Extents...> const& v) {
    return v.values;
}

}  // namespace detail

namespace tracing {

/// The placeholder of an operand in a formula, and the structure of numbers that it is for a program.
template <int Number, class X>
struct stand_in {
    using type = detail::placeholder<Number, graph::kind::real>;
    using structure = double;
};
template <int Number>
struct stand_in<Number, position_value> {
    using type = detail::placeholder<Number, graph::kind::integer>;
    using structure = int;
};
template <int Number>
struct stand_in<Number, traced_integer> : stand_in<Number, position_value> {};
template <int Number, int... Extents>
struct stand_in<Number, labels<Extents...>> {
    using type = detail::placeholder<Number, graph::kind::integer, Extents...>;
    using structure = tensor<int, Extents...>;
};
template <int Number, int... Extents>
struct stand_in<Number, tensor<traced_integer, Extents...>> {
    using type = detail::placeholder<Number, graph::kind::integer, Extents...>;
    using structure = tensor<int, Extents...>;
};
template <int Number>
struct stand_in<Number, refused_value> {
    using type = refused;
};
template <int Number>
struct stand_in<Number, condition> {
    using type = detail::placeholder<Number, graph::kind::condition>;
};
template <int Number, class T, int... Extents>
struct stand_in<Number, tensor<T, Extents...>> {
    using type = detail::placeholder<Number, graph::kind::real, Extents...>;
    using structure = tensor<double, Extents...>;
};
template <int Number, class T, int... Extents>
struct stand_in<Number, tensor_view<T, Extents...>> : stand_in<Number, tensor<T, Extents...>> {};

template <int Number, class X>
using stand_in_t = typename stand_in<Number, X>::type;
template <class X>
using first = stand_in_t<0, X>;
template <class X>
using second = stand_in_t<1, X>;
template <class X>
using third = stand_in_t<2, X>;

/// Are all operands numbers, traced or plain?
template <class... Xs>
concept are_numbers = (... && (is_traced_number<Xs> || std::is_arithmetic_v<Xs>));

// ---- operands as values of the graph ---------------------------------------------------------------------------------------------

template <class X>
    requires(is_traced_number<X> || std::is_arithmetic_v<X>)
constexpr op::symbolic symbolic_of(recorder& r, X const& x) {
    return op::scalar(as_traced(x).term(r));
}
constexpr op::symbolic symbolic_of(recorder& r, condition const& c) {
    return op::scalar(c.record() != nullptr ? c.term() : op::constant(r.graph(), c.known() ? 1 : 0));
}
constexpr op::symbolic symbolic_of(recorder& r, position_value const& x) {
    return op::scalar(op::constant(r.graph(), x.plain));
}
template <int... Extents>
constexpr op::symbolic symbolic_of(recorder& r, tensor<traced, Extents...> const& x) {
    return x.value(r);
}
template <int... Extents>
constexpr op::symbolic symbolic_of(recorder& r, tensor<traced_integer, Extents...> const& x) {
    return x.value(r);
}
template <class T, int... Extents>
constexpr op::symbolic symbolic_of(recorder& r, tensor<T, Extents...> const& x) {
    return tensor<traced, Extents...>(x).value(r);
}
template <class T, int... Extents>
constexpr op::symbolic symbolic_of(recorder& r, tensor_view<T, Extents...> const& x) {
    return tensor<traced, Extents...>(x).value(r);
}

template <class X>
constexpr recorder* recorder_of_value(X const& x) {
    if constexpr (requires { x.record(); })
        return x.record();
    else
        return nullptr;
}
template <int... Extents>
constexpr recorder* recorder_of_value(tensor_view<traced, Extents...> const& x) {
    for (traced const& entry : x)
        if (entry.record() != nullptr) return entry.record();
    return nullptr;
}
template <int... Extents>
constexpr recorder* recorder_of_value(tensor_view<traced const, Extents...> const& x) {
    for (traced const& entry : x)
        if (entry.record() != nullptr) return entry.record();
    return nullptr;
}

template <class X>
inline constexpr bool is_traced = __is_base_of(traced_base, X) || std::is_same_v<X, condition>;
template <int... Extents>
inline constexpr bool is_traced<tensor_view<traced, Extents...>> = true;
template <int... Extents>
inline constexpr bool is_traced<tensor_view<traced const, Extents...>> = true;

// ---- results -----------------------------------------------------------------------------------------------------------------------

template <class E>
constexpr auto as_value(recorder& r, op::symbolic const& v) {
    if constexpr (E::kind == graph::kind::condition)
        return condition(&r, v.t);
    else if constexpr (E::shape.rank == 0)
        return traced(&r, v.t);
    else
        return value_t<traced, E>(&r, v);
}

/// The entries of a value that depends on no input.
// A template, so that the interpreter is not instantiated on mere inclusion.
template <std::same_as<graph::builder> Builder>
constexpr detail::list<traced> computed(Builder& g, op::symbolic const& v) {
    detail::list<graph::output> outputs;
    outputs.push({v.t.as_argument(), v.shape()});
    graph::view const view{
        g.nodes.begin(),     g.arguments.begin(), g.indices.begin(), g.extents_pool.begin(),
        g.constants.begin(), g.inputs.begin(),    outputs.begin(),   {.nodes = g.size(), .outputs = 1}};
    detail::list<double> numbers(v.shape().volume(), 0.0);
    double* const to = numbers.data;
    evaluate::interpreter<double>(view, {nullptr, nullptr}).run(&to);
    detail::list<traced> entries;
    for (double const x : numbers) entries.push(traced(x));
    return entries;
}
template <class E>
constexpr auto as_plain_value(graph::builder& g, op::symbolic const& v) {
    detail::list<traced> const entries = computed(g, v);
    if constexpr (E::kind == graph::kind::condition) {
        return condition(entries[0].number() != 0);
    } else if constexpr (E::shape.rank == 0) {
        return entries[0];
    } else {
        value_t<traced, E> result;
        for (int k = 0; k < result.size(); ++k) result.data()[k] = entries[k];
        return result;
    }
}

// ---- formulas ----------------------------------------------------------------------------------------------------------------------

/// A formula of placeholders as a program.
template <class E, class... Placeholders>
struct formula_of_values {
    static constexpr int size_hint = 8 * E::size;

    static constexpr void lower(graph::builder& g, detail::list<graph::output>& outputs) {
        constexpr std::string_view names[]{"a", "b", "c", "d", "e", "f", "g", "h"};
        context c(g);
        int next = 0;
        ((lower_input<Placeholders>(c, names[next]), ++next), ...);
        outputs.push({c.lower<E>().t.as_argument(), E::shape});
    }
    template <class T>
    using result = value_t<T, E>;
    template <class T>
    static constexpr void addresses(result<T>& value, T**& next) {
        expression_program<E>::template addresses<T>(value, next);
    }

private:
    template <class P>
    static constexpr void lower_input(context& c, std::string_view name) {
        op::symbolic const value = op::whole_value(c.graph(), c.graph().input_node({name, P::kind, P::shape}));
        c.remember(&P::lower, P::hash, &value, 1);
    }
};

/// A formula with the operands that its placeholders stand for.
template <class E, class Sequence, class... Xs>
struct application;
template <class E, int... Numbers, class... Xs>
struct application<E, std::integer_sequence<int, Numbers...>, Xs...> {
    static constexpr op::symbolic lower(recorder& r, Xs const&... xs) {
        context c(r.graph());
        op::symbolic const values[]{symbolic_of(r, xs)...};
        (c.remember(
             &stand_in_t<Numbers, Xs>::lower, stand_in_t<Numbers, Xs>::hash, values + Numbers, 1),
         ...);
        return c.lower<E>();
    }
    static constexpr auto compute(Xs const&... xs) {
        using program = formula_of_values<E, stand_in_t<Numbers, Xs>...>;
        return detail::evaluation<program, detail::scalar_of_arguments<detail::owner_of<Xs>...>>::on(
            detail::type_list<typename stand_in<Numbers, Xs>::structure...>{}, detail::owned(xs)...);
    }
};

/// A formula E of placeholders, of values.
template <class E, class... Xs>
constexpr auto on_values(Xs const&... xs) {
    using operation = application<E, std::make_integer_sequence<int, sizeof...(Xs)>, Xs...>;
    if constexpr (std::is_same_v<E, refused>) {
        return refused_value{};
    } else if constexpr (!(is_traced<Xs> || ...)) {
        return operation::compute(xs...);
    } else {
        recorder* r = nullptr;
        ((r = recorder_of_value(xs) != nullptr ? recorder_of_value(xs) : r), ...);
        if (r != nullptr) return as_value<E>(*r, operation::lower(*r, xs...));
        graph::builder g;
        recorder plain(g);
        return as_plain_value<E>(g, operation::lower(plain, xs...));
    }
}

template <class Formula, int... Numbers, class... Xs>
auto formula_for(Formula const& f, std::integer_sequence<int, Numbers...>, detail::type_list<Xs...>)
    -> decltype(f(stand_in_t<Numbers, Xs>{}...));

/// The same of any number of values, for a formula that is given as a function of expressions.
template <class Formula, class... Xs>
constexpr auto on_values_of(Formula const& f, Xs const&... xs) {
    return on_values<decltype(formula_for(
        f, std::make_integer_sequence<int, sizeof...(Xs)>{}, detail::type_list<Xs...>{}))>(xs...);
}

}  // namespace tracing

/// What the functions of formulas apply to besides expressions: traced numbers, tensors of traced and of plain numbers.
// No expression is asked anything but whether it is one.
template <class X>
concept value_operand = !expression<X> && (traced_value<X> || detail::is_tensor<X>);
template <class... Xs>
concept values_or_numbers = (!expression<Xs> && ...) && ((value_operand<Xs> || std::is_arithmetic_v<Xs>)&&...);
template <class... Xs>
concept value_operands = values_or_numbers<Xs...> && (value_operand<Xs> || ...);

namespace detail {

template <class... Xs>
constexpr bool can_be_combined() {
    constexpr bool possible = value_operands<Xs...>;
    static_assert(
        possible,
        "ctgrad: an operator on a tensor: the other operand must be a number or a tensor; in a formula, bind a symbol to "
        "the tensor");
    return possible;
}

template <class A, class B>
constexpr auto operator_on_values(plus_sign, A const& a, B const& b) {
    if constexpr (can_be_combined<A, B>())
        return tracing::on_values<decltype(tracing::first<A>{} + tracing::second<B>{})>(a, b);
    else
        return tracing::refused_value{};
}
template <class A, class B>
constexpr auto operator_on_values(minus_sign, A const& a, B const& b) {
    if constexpr (can_be_combined<A, B>())
        return tracing::on_values<decltype(tracing::first<A>{} - tracing::second<B>{})>(a, b);
    else
        return tracing::refused_value{};
}
template <class A, class B>
constexpr auto operator_on_values(times_sign, A const& a, B const& b) {
    if constexpr (can_be_combined<A, B>())
        return tracing::on_values<decltype(tracing::first<A>{} * tracing::second<B>{})>(a, b);
    else
        return tracing::refused_value{};
}
template <class A, class B>
constexpr auto operator_on_values(division_sign, A const& a, B const& b) {
    if constexpr (can_be_combined<A, B>())
        return tracing::on_values<decltype(tracing::first<A>{} / tracing::second<B>{})>(a, b);
    else
        return tracing::refused_value{};
}
template <class A>
constexpr auto operator_on_values(minus_sign, A const& a) {
    return tracing::on_values<decltype(-tracing::first<A>{})>(a);
}

}  // namespace detail

}  // namespace ctgrad
