// The verbs on ordinary functions: gradient(f)(x, y), jacobian(f)(x), ...
#pragma once

#include <ctgrad/calculus/destination.hpp>
#include <ctgrad/calculus/verbs.hpp>

namespace ctgrad {

namespace detail {

template <class T>
concept callable_like = __is_class(T) && !expression<T>;

// ---- what is asked of a callable and its arguments -----------------------------------------------------------------------------

template <class V>
constexpr bool may_hold_traced_numbers() {
    return !std::is_same_v<typename tracing::structure<V>::entry, tracing::fixed_numbers>;
}
template <class V>
constexpr bool is_made_of_numbers() {
    return scalar_like<typename tracing::structure<V>::entry>;
}

/// What follows the arguments of the function.
enum class further_arguments { none, like_the_selected, like_the_value };

template <further_arguments Further, int... Selected>
constexpr int arguments_of_function(int all) {
    if (Further == further_arguments::like_the_value) return all - 1;
    if (Further == further_arguments::none) return all;
    return sizeof...(Selected) == 0 ? all / 2 : all - static_cast<int>(sizeof...(Selected));
}

template <int From, class List, class Sequence>
struct sublist;
template <int From, class List, int... Is>
struct sublist<From, List, std::integer_sequence<int, Is...>> {
    using type = type_list<element_t<From + Is, List>...>;
};
template <int From, int Count, class List>
using sublist_t = typename sublist<From, List, std::make_integer_sequence<int, Count>>::type;

template <class F, class... Structures>
constexpr bool callable_with(type_list<Structures...>) {
    return std::is_invocable_v<F, tracing::traced_argument_t<Structures> const&...>;
}
template <class... As, class... Bs>
constexpr bool same_list(type_list<As...>, type_list<Bs...>) {
    return std::is_same_v<std::tuple<As...>, std::tuple<Bs...>>;
}

/// Is argument `k` an index: of integers, and not among those that are differentiated by? Where none is named, all are.
template <class Argument, int... Selected>
constexpr bool is_index(int k, int count) {
    using E = typename tracing::structure<Argument>::entry;
    return sizeof...(Selected) != 0 && k < count && (... && (k != Selected)) && std::is_integral_v<E> &&
           !std::is_same_v<E, bool>;
}

/// The structures of the arguments of a verb on a function of `Count` arguments.
template <int Count, class Sequence, class Arguments, int... Selected>
struct structures_of_arguments;
template <int Count, int... Ks, class... Arguments, int... Selected>
struct structures_of_arguments<Count, std::integer_sequence<int, Ks...>, type_list<Arguments...>, Selected...> {
    using type = type_list<typename tracing::structure<Arguments>::template with<
        std::conditional_t<is_index<Arguments, Selected...>(Ks, Count), int, double>>...>;
};

/// What a verb is evaluated for: arguments of the function, and what follows them.
template <class Verb, further_arguments Further, class F, class Arguments, int... Selected>
struct use_of_verb {
    static constexpr int count = arguments_of_function<Further, Selected...>(Arguments::size);
    static constexpr bool there = count >= 0 && (... && (Selected >= 0 && Selected < count));
    using function_arguments = sublist_t<0, there ? count : 0, Arguments>;
    using further = sublist_t<there ? count : 0, there ? Arguments::size - count : 0, Arguments>;
    using call = call_of_callable<F, selection<count, Selected...>, function_arguments, further>;

    template <int... Ks>
    static constexpr bool like_selected(std::integer_sequence<int, Ks...>) {
        return same_list(further{}, type_list<typename call::template selected<Ks>...>{});
    }
    static constexpr bool is_valid() {
        static_assert(there, "ctgrad: gradient<n>(f)(...): there is no argument n; they are counted from 0");
        if constexpr (!there) {
            return false;
        } else if constexpr (!callable_with<F>(function_arguments{})) {
            static_assert(
                callable_with<F>(function_arguments{}),
                "ctgrad: the function cannot be called with arguments of these types when its numbers are traced: it "
                "must "
                "be a template of its scalar type, such as [](auto x) or template <class T>, and take that many "
                "arguments");
            return false;
        } else if constexpr (std::is_same_v<typename call::template value<double>, tracing::refused_value>) {
            return false;  // with a message where it was refused
        } else if constexpr (!tracing::traces<typename call::function>()) {
            return false;  // likewise
        } else {
            return fits();
        }
    }

private:
    static constexpr bool fits() {
        constexpr bool one_value = call::values == 1;
        constexpr bool scalar = std::is_same_v<Verb, gradient_verb_on_callable> ||
                                std::is_same_v<Verb, value_and_gradient_verb> || std::is_same_v<Verb, hessian_verb> ||
                                std::is_same_v<Verb, hvp_verb>;
        static_assert(
            !scalar || one_value,
            "ctgrad::gradient(f), hessian(f), hvp(f): 'f' must return one number: use jacobian or vjp");
        constexpr bool one_argument = !std::is_same_v<Verb, hessian_verb> || call::selected_sequence::size() == 1;
        static_assert(
            one_argument, "ctgrad::hessian(f): 'f' must have one argument, or one that is selected: hessian<0>(f)");
        constexpr bool alike = Further == further_arguments::like_the_selected
                                   ? like_selected(typename call::selected_sequence{})
                               : Further == further_arguments::like_the_value
                                   ? same_list(further{}, type_list<typename call::template value<double>>{})
                                   : true;
        static_assert(
            alike,
            "ctgrad::jvp(f)(x..., dx...), hvp(f)(x..., dx...), vjp(f)(x..., u): a direction has the type of its "
            "argument, 'u' that of the value");
        return (!scalar || one_value) && one_argument && alike;
    }
};

}  // namespace detail

/// A verb applied to a callable: a function of the callable's arguments, and of what the verb itself takes.
template <class Verb, detail::further_arguments Further, class F, int... Selected>
struct verb_on_callable {
    template <class... Arguments>
    using structures = typename detail::structures_of_arguments<
        detail::arguments_of_function<Further, Selected...>(static_cast<int>(sizeof...(Arguments))),
        std::make_integer_sequence<int, sizeof...(Arguments)>, detail::type_list<Arguments...>, Selected...>::type;
    template <class... Arguments>
    using use = detail::use_of_verb<Verb, Further, F, structures<Arguments...>, Selected...>;

    /// With results entry by entry: for what is known of each entry.
    template <class... Arguments>
    using program_in_numbers = typename detail::chosen_program<Verb, typename use<Arguments...>::call, true>::type;
    /// So it is within a function that is traced, too.
    template <class... Arguments>
    using program = typename detail::chosen_program<
        Verb, typename use<Arguments...>::call, evaluate::takes_programs<detail::scalar_of_arguments<Arguments...>>>::type;

    /// What is evaluated for arguments of these types: for `cost` and `workspace_bytes`.
    template <class... Arguments>
    static constexpr program<Arguments...> program_for{};

    /// Can it be evaluated for arguments of these types? The message says why not.
    template <class... Arguments>
    static constexpr bool accepts() {
        constexpr bool templates = (detail::may_hold_traced_numbers<Arguments>() && ...);
        static_assert(
            templates,
            "ctgrad: a struct as an argument of a function must be a template of its scalar type: template <class T> "
            "struct camera");
        constexpr bool numbers_only = !templates || (detail::is_made_of_numbers<Arguments>() && ...);
        static_assert(
            numbers_only,
            "ctgrad: an argument of a function that is differentiated is a number, or made of numbers: a std::array, a "
            "ctgrad::tensor, or a struct described to Boost.Hana; its size has to be part of its type");
        if constexpr (!templates || !numbers_only)
            return false;
        else if constexpr (!use<Arguments...>::is_valid())
            return false;
        else
            return transform::lowered<program<Arguments...>>::graph.mistake == graph::mistake::none;
    }

    template <class... Arguments>
    CTGRAD_INLINE constexpr auto operator()(Arguments const&... arguments) const {
        if constexpr (accepts<Arguments...>())
            return detail::evaluation<program<Arguments...>, detail::scalar_of_arguments<Arguments...>>::on(
                structures<Arguments...>{}, arguments...);
        else
            return refused_result{};
    }
    /// Where the results go: `gradient(f).into(dx, dW)(x, W)` writes each to memory of the caller's, without a copy where that has the
    /// scalar type of the evaluation. A destination is an object like the result, or contiguous memory of its shape, row by row.
    /// What comes with a value (value_and_gradient, value_and_jacobian) returns that.
    template <class... Destinations>
    CTGRAD_INLINE constexpr auto into(Destinations&&... to) const {
        return verb_into<verb_on_callable, Destinations...>{{static_cast<Destinations&&>(to)...}};
    }
};

namespace detail {

template <class Verb, further_arguments Further, class F, int... Arguments>
constexpr auto verb_of() {
    if constexpr (!__is_empty(F)) {
        static_assert(
            __is_empty(F),
            "ctgrad: the function has a state, such as what a lambda captures: that is not known while the function is "
            "traced; pass it as a further argument, and say by gradient<0>(f) which arguments to differentiate by");
        return refused{};
    } else if constexpr (!distinct_numbers<Arguments...>()) {
        static_assert(distinct_numbers<Arguments...>(), "ctgrad: gradient<n...>(f): an argument is named twice");
        return refused{};
    } else {
        return verb_on_callable<Verb, Further, F, Arguments...>{};
    }
}

}  // namespace detail

/// The gradient of a function of numbers, as a function of the same arguments: `gradient(f)(x, y)` is a std::tuple of the partial
/// derivatives, each of the type of its argument. `gradient<0, 2>(f)`: of the arguments 0 and 2 only.
/// Cost: one reverse sweep, at compile time.
template <int... Arguments, detail::callable_like F>
constexpr auto gradient(F) {
    return detail::verb_of<detail::gradient_verb_on_callable, detail::further_arguments::none, F, Arguments...>();
}
/// The value and the gradient of a function in one pass: `auto [value, gradient] = value_and_gradient(f)(x, y)`.
template <int... Arguments, detail::callable_like F>
constexpr auto value_and_gradient(F) {
    return detail::verb_of<detail::value_and_gradient_verb, detail::further_arguments::none, F, Arguments...>();
}
/// The Jacobian of a function: a std::tuple with a tensor<T, outputs, inputs> for each argument.
template <int... Arguments, detail::callable_like F>
constexpr auto jacobian(F) {
    return detail::verb_of<detail::jacobian_verb, detail::further_arguments::none, F, Arguments...>();
}
/// The value and the Jacobian of a function in one pass.
template <int... Arguments, detail::callable_like F>
constexpr auto value_and_jacobian(F) {
    return detail::verb_of<detail::value_and_jacobian_verb, detail::further_arguments::none, F, Arguments...>();
}
/// The second derivatives of a function of one argument, or by one: `hessian(f)(v)` is a tensor<T, n, n>.
template <int... Arguments, detail::callable_like F>
constexpr auto hessian(F) {
    return detail::verb_of<detail::hessian_verb, detail::further_arguments::none, F, Arguments...>();
}
/// Jacobian-vector product, forward mode: `jvp(f)(x, y, dx, dy)` is the derivative of f along the direction (dx, dy), of the type of
/// the value. `jvp<0>(f)(x, y, dx)`: y is held fixed.
template <int... Arguments, detail::callable_like F>
constexpr auto jvp(F) {
    return detail::verb_of<detail::jvp_verb, detail::further_arguments::like_the_selected, F, Arguments...>();
}
/// Vector-Jacobian product, reverse mode: `vjp(f)(x, y, u)` is the gradient of the product of u with the value, u held fixed.
template <int... Arguments, detail::callable_like F>
constexpr auto vjp(F) {
    return detail::verb_of<detail::vjp_verb, detail::further_arguments::like_the_value, F, Arguments...>();
}
/// Hessian-vector product: `hvp(f)(x, y, dx, dy)` is the derivative of the gradient along the direction (dx, dy).
/// Cost: a reverse and a forward sweep; the Hessian is never formed.
template <int... Arguments, detail::callable_like F>
constexpr auto hvp(F) {
    return detail::verb_of<detail::hvp_verb, detail::further_arguments::like_the_selected, F, Arguments...>();
}

}  // namespace ctgrad
