// The verbs on ordinary functions: gradient(f)(x, y), jacobian(f)(x), ...
//
// A callable is traced in one constant evaluation (trace/callable.hpp); what is derived begins from the finished graph, in another.
#pragma once

#include <ctgrad/expression/evaluate.hpp>
#include <ctgrad/trace/callable.hpp>
#include <ctgrad/transform/import.hpp>
#include <ctgrad/transform/scalar_jacobian.hpp>

#include <tuple>
#include <utility>

namespace ctgrad {

namespace detail {

template <class T>
concept callable_like = __is_class(T) && !expression<T>;

/// Which arguments are differentiated by: those of the numbers given, all where none is.
template <int Count, int... Selected>
struct selection {
    static constexpr int size = sizeof...(Selected) == 0 ? Count : static_cast<int>(sizeof...(Selected));
    static constexpr int number(int k) {
        if constexpr (sizeof...(Selected) == 0) {
            return k;
        } else {
            constexpr int all[]{Selected...};
            return all[k];
        }
    }
    using sequence = std::make_integer_sequence<int, size>;
};

/// Which derivatives of a callable are results, after its value or without it.
enum class derivative_kind { gradient, jacobian };

/// A callable's derivatives as a program. `Structures`: of its arguments, with numbers of double.
template <derivative_kind Kind, bool WithValue, class F, class Selection, class... Structures>
struct derivative_program {
    using function = tracing::function_program<F, Structures...>;
    using list_of_structures = type_list<Structures...>;
    template <int K>
    using selected = element_t<Selection::number(K), list_of_structures>;
    static constexpr int values = tracing::structure<typename function::template result<double>>::entries;

    static constexpr int size_hint = 4 * transform::lowered<function>::graph.count.nodes;

    static constexpr void lower(graph::builder& g, list<graph::output>& outputs) {
        list<graph::output> const value = transform::importer(transform::lowered<function>::graph.view(), g).run();
        list<op::term> y;
        int memory = 0;
        for (graph::output const& o : value) {
            y.push(op::view(g, o.value));
            if (WithValue) outputs.push(o), memory = o.memory + 1;
        }
        list<op::term> x;
        list<graph::output> places;  // of the derivatives of the first value
        select_inputs(g, x, places, typename Selection::sequence{});
        list<op::term> const d = transform::scalar_jacobian(g, y, x);
        for (int row = 0; row < y.size(); ++row)
            for (int column = 0; column < x.size(); ++column) {
                graph::output o = places[column];
                o.value = d[row * x.size() + column].as_argument();
                o.memory += memory;
                if constexpr (Kind == derivative_kind::jacobian)
                    o.offset += row * columns_of(o.memory - memory, typename Selection::sequence{});
                outputs.push(o);
            }
    }

    template <class T>
    using value_result = typename function::template result<T>;
    template <class T, class Sequence>
    struct derivatives;
    template <class T, int... Ks>
    struct derivatives<T, std::integer_sequence<int, Ks...>> {
        template <int K>
        static constexpr auto type_of() {
            if constexpr (Kind == derivative_kind::gradient)
                return std::type_identity<typename tracing::structure<selected<K>>::template with<T>>{};
            else
                return std::type_identity<tensor<T, values, tracing::structure<selected<K>>::entries>>{};
        }
        using type = std::tuple<typename decltype(type_of<Ks>())::type...>;
    };
    template <class T>
    using derivative_result = typename derivatives<T, typename Selection::sequence>::type;
    template <class T>
    using result =
        std::conditional_t<WithValue, std::pair<value_result<T>, derivative_result<T>>, derivative_result<T>>;

    template <class T>
    static constexpr void addresses(result<T>& r, T**& next) {
        auto const note = [&](T* first, extents const&) { *next++ = first; };
        if constexpr (WithValue) {
            tracing::structure<value_result<T>>::visit(r.first, note);
            tracing::structure<derivative_result<T>>::visit(r.second, note);
        } else {
            tracing::structure<derivative_result<T>>::visit(r, note);
        }
    }

private:
    template <int... Ks>
    static constexpr int columns_of(int k, std::integer_sequence<int, Ks...>) {
        constexpr int entries[]{tracing::structure<selected<Ks>>::entries...};
        return entries[k];
    }
    /// The entries of the selected arguments, and where the derivative with respect to each goes.
    template <int... Ks>
    static constexpr void select_inputs(
        graph::builder& g, list<op::term>& x, list<graph::output>& places, std::integer_sequence<int, Ks...>) {
        constexpr int blocks[]{tracing::structure<Structures>::blocks...};
        int memory = 0;
        for (int const argument : {Selection::number(Ks)...}) {
            int input = 0;
            for (int a = 0; a < argument; ++a) input += blocks[a];
            int offset = 0;
            for (int b = 0; b < blocks[argument]; ++b, ++input) {
                int const node = g.input_node(g.inputs[input]);
                extents const shape = g.inputs[input].shape;
                for (int k = 0; k < shape.volume(); ++k) {
                    x.push(tracing::entry_of_input(g, node, shape, k));
                    places.push({{}, {}, -1, memory, offset++});
                }
                if (Kind == derivative_kind::gradient) ++memory, offset = 0;
            }
            if (Kind == derivative_kind::jacobian) ++memory;
        }
    }
};

template <int... Numbers>
constexpr bool distinct_numbers() {
    constexpr int all[]{Numbers..., -1};
    for (unsigned a = 0; a < sizeof...(Numbers); ++a)
        for (unsigned b = 0; b < a; ++b)
            if (all[a] == all[b]) return false;
    return true;
}

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

/// An argument with entries of the scalar type: itself, where it has those.
template <class T, class V>
CTGRAD_INLINE constexpr decltype(auto) argument_with(V const& v) {
    if constexpr (std::is_same_v<typename tracing::structure<V>::entry, T>) {
        return (v);
    } else {
        typename tracing::structure<V>::template with<T> converted{};
        tracing::structure<V>::convert(v, converted);
        return converted;
    }
}

template <class Program, class V, class... Arguments>
CTGRAD_INLINE constexpr auto run_on(Arguments const&... arguments) {
    using T = computed_t<V>;
    constexpr int inputs = (tracing::structure<Arguments>::blocks + ... + 0);
    T const* reals[static_cast<unsigned>(inputs) + 1]{};
    T const** next_input = reals;
    auto const note = [&](V const* first, extents const&) { *next_input++ = computed_at<T>(first); };
    (tracing::structure<Arguments>::visit(arguments, note), ...);
    int const* integers[static_cast<unsigned>(inputs) + 1]{};
    T* outputs[outputs_of<Program>];
    typename Program::template result<V> result;
    place_result<Program, T, V>(result, outputs);
    evaluate::run<Program, T>(evaluate::operands<T>{reals, integers}, outputs);
    return result;
}

template <class Program, class T, class... Arguments>
CTGRAD_INLINE constexpr auto evaluated_on(Arguments const&... arguments) {
    return run_on<Program, T>(argument_with<T>(arguments)...);
}

}  // namespace detail

namespace detail {

/// Can the callable be called with these arguments, and differentiated by those that are selected? Says so where not.
template <class F, int... Selected, class... Arguments>
constexpr bool takes(type_list<Arguments...>) {
    constexpr bool there = (... && (Selected >= 0 && Selected < static_cast<int>(sizeof...(Arguments))));
    static_assert(there, "ctgrad: gradient<n>(f)(...): there is no argument n; they are counted from 0");
    constexpr bool callable = std::is_invocable_v<F, tracing::traced_argument_t<Arguments> const&...>;
    if constexpr (there)
        static_assert(
            callable,
            "ctgrad: the function cannot be called with arguments of these types when its numbers are traced: it must "
            "be a template of its scalar type, such as [](auto x) or template <class T>, and take that many arguments");
    return there && callable;
}

}  // namespace detail

/// A verb applied to a callable: a function of the callable's arguments.
template <detail::derivative_kind Kind, bool WithValue, class F, int... Selected>
struct derivative_of_callable {
    /// What is evaluated for arguments of these types: for `cost` and `workspace_bytes`.
    template <class... Arguments>
    static constexpr detail::derivative_program<
        Kind, WithValue, F, detail::selection<static_cast<int>(sizeof...(Arguments)), Selected...>,
        detail::structure_of<Arguments>...>
        program_for{};

    template <class... Arguments>
    CTGRAD_INLINE constexpr auto operator()(Arguments const&... arguments) const {
        if constexpr (detail::takes<F, Selected...>(detail::type_list<Arguments...>{})) {
            using program = std::remove_const_t<decltype(program_for<Arguments...>)>;
            return detail::evaluated_on<program, detail::scalar_of_arguments<Arguments...>>(arguments...);
        } else {
            return refused_result{};
        }
    }
};

namespace detail {

template <
    template <derivative_kind, bool, class, int...> class Verb, derivative_kind Kind, bool WithValue, class F,
    int... Arguments>
constexpr auto verb_on_callable() {
    if constexpr (!__is_empty(F)) {
        static_assert(
            __is_empty(F),
            "ctgrad: the function has a state, such as what a lambda captures: that is not known while the function is "
            "traced; "
            "pass it as a further argument, and say by gradient<0>(f) which arguments to differentiate by");
        return refused{};
    } else if constexpr (!distinct_numbers<Arguments...>()) {
        static_assert(distinct_numbers<Arguments...>(), "ctgrad: gradient<n...>(f): an argument is named twice");
        return refused{};
    } else {
        return Verb<Kind, WithValue, F, Arguments...>{};
    }
}

}  // namespace detail

/// The gradient of a function of numbers, as a function of the same arguments: `gradient(f)(x, y)` is a std::tuple of the partial
/// derivatives, each of the type of its argument. `gradient<0, 2>(f)`: of the arguments 0 and 2 only.
/// Cost: one reverse sweep, at compile time.
template <int... Arguments, detail::callable_like F>
constexpr auto gradient(F) {
    return detail::verb_on_callable<
        derivative_of_callable, detail::derivative_kind::gradient, false, F, Arguments...>();
}
/// The value and the gradient of a function in one pass: `auto [value, gradient] = value_and_gradient(f)(x, y)`.
template <int... Arguments, detail::callable_like F>
constexpr auto value_and_gradient(F) {
    return detail::verb_on_callable<derivative_of_callable, detail::derivative_kind::gradient, true, F, Arguments...>();
}
/// The Jacobian of a function: a std::tuple with a tensor<T, outputs, inputs> for each argument.
template <int... Arguments, detail::callable_like F>
constexpr auto jacobian(F) {
    return detail::verb_on_callable<
        derivative_of_callable, detail::derivative_kind::jacobian, false, F, Arguments...>();
}
/// The value and the Jacobian of a function in one pass.
template <int... Arguments, detail::callable_like F>
constexpr auto value_and_jacobian(F) {
    return detail::verb_on_callable<derivative_of_callable, detail::derivative_kind::jacobian, true, F, Arguments...>();
}

}  // namespace ctgrad
