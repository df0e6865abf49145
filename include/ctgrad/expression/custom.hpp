// Operators of the user's, with forward and backward as in the lecture:
//
//     struct multiply {
//         static constexpr auto forward(auto a, auto b) { return a * b; }
//         static constexpr auto backward(auto upstream, auto /*output*/, auto a, auto b) {
//             return ctgrad::partials(upstream * b, upstream * a);
//         }
//     };
//     constexpr auto f = ctgrad::apply<multiply>(x, y);
//
// Both are formulas. `forward` is called with the arguments themselves and lowers like anything else. `backward` is called with
// placeholders of the right shapes; its formula is lowered during differentiation, with the placeholders standing for the values.
#pragma once

#include <ctgrad/expression/operand.hpp>
#include <ctgrad/op/custom.hpp>

namespace ctgrad {

/// The gradients with respect to the arguments of a custom operator, in their order.
template <class... Es>
struct partials_t {};

template <operand... Es>
constexpr partials_t<as_expression_t<Es>...> partials(Es...) {
    return {};
}

namespace detail {

/// What a backward function is given: number 0 is the upstream gradient, 1 the output, then the arguments.
template <int Number, graph::kind Kind, int... Extents>
struct placeholder : expression_base {
    using hana_tag = expression_tag;
    static constexpr extents shape = make_extents(Extents...);
    static constexpr graph::kind kind = Kind;
    static constexpr int size = 1;
    static constexpr unsigned hash = mixed(0x5bd1e995U, static_cast<unsigned>(Number));
    static constexpr op::symbolic lower(context& c) { return c[c.find(&placeholder::lower, hash)]; }

    template <class Position>
    constexpr auto operator[](Position) const;
};

template <int Number, class E, class Axes = std::make_integer_sequence<int, E::shape.rank>>
struct placeholder_for;
template <int Number, class E, int... Axes>
struct placeholder_for<Number, E, std::integer_sequence<int, Axes...>> {
    using type = placeholder<Number, E::kind, E::shape[Axes]...>;
};

template <class Partials>
inline constexpr int partials_count = -1;
template <class... Es>
inline constexpr int partials_count<partials_t<Es...>> = static_cast<int>(sizeof...(Es));

/// The name of a type without its namespaces, as the compiler spells it in a function's signature.
template <class T>
constexpr std::string_view type_name() {
    std::string_view const text = __PRETTY_FUNCTION__;
    std::size_t const from = text.find("T = ") + 4;
    std::string_view name = text.substr(from, text.find_first_of(";]", from) - from);
    std::size_t const qualified = name.substr(0, name.find('<')).rfind(':');
    return qualified == std::string_view::npos ? name : name.substr(qualified + 1);
}

/// A custom operator and the placeholders that its backward function is called with.
template <class Rule, class... Placeholders>
struct custom_rule {
    using partials = decltype(Rule::backward(Placeholders{}...));

    static constexpr void backward(
        op::symbolic const& upstream, op::symbolic const& output, op::symbolic const* operands,
        op::symbolic* gradients) {
        context c(upstream.graph());
        op::symbolic const given[]{upstream, output};
        int number = 0;
        ((c.remember(
              &Placeholders::lower, Placeholders::hash, number < 2 ? given + number : operands + (number - 2), 1),
          ++number),
         ...);
        lower_partials(c, gradients, partials{});
    }
    static constexpr graph::gradient_rule rule{type_name<Rule>(), &backward};

private:
    template <class... Es>
    static constexpr void lower_partials(context& c, op::symbolic* gradients, partials_t<Es...>) {
        ((*gradients++ = c.lower<Es>()), ...);
    }
};

template <class Rule, class Output, class Numbers, class... Args>
struct rule_for;
template <class Rule, class Output, int... Numbers, class... Args>
struct rule_for<Rule, Output, std::integer_sequence<int, Numbers...>, Args...> {
    using type = custom_rule<
        Rule, typename placeholder_for<0, Output>::type, typename placeholder_for<1, Output>::type,
        typename placeholder_for<Numbers + 2, Args>::type...>;
};

template <class Rule, class... Args>
using output_of = as_expression_t<decltype(Rule::forward(Args{}...))>;

template <class Rule, class... Args>
using custom_rule_of =
    typename rule_for<Rule, output_of<Rule, Args...>, std::make_integer_sequence<int, sizeof...(Args)>, Args...>::type;

template <class Partials, class... Args>
inline constexpr bool partials_fit = false;
template <class... Es, class... Args>
    requires(sizeof...(Es) == sizeof...(Args))
inline constexpr bool partials_fit<partials_t<Es...>, Args...> =
    (... && (any_refused<Es> || Es::shape.rank == 0 || Es::shape == Args::shape));

}  // namespace detail

/// The value of a custom operator's forward function, whose derivative is its backward function.
template <class Rule>
struct custom_op {
    using works_on_types = void;
    static constexpr op::spelling name{.text = detail::type_name<Rule>(), .latex = "", .c = ""};
    template <class... Args>
    static constexpr extents shape() {
        return detail::output_of<Rule, Args...>::shape;
    }
    template <class... Args>
    static constexpr op::symbolic lower(context& c) {
        op::symbolic const operands[]{c.lower<Args>()...};
        op::symbolic const output = c.lower<detail::output_of<Rule, Args...>>();
        return op::with_rule(
            detail::custom_rule_of<Rule, Args...>::rule, output, operands, static_cast<int>(sizeof...(Args)));
    }
};

/// A custom operator: `Rule::forward(a, ...)` gives the value, `Rule::backward(upstream, output, a, ...)` the gradients with
/// respect to the arguments, as `partials(...)`. Both are written in expressions, so higher derivatives follow.
/// Shape: that of the forward function's value; each gradient has the shape of its argument, or is a scalar that serves every entry.
template <class Rule, operand... Args>
CTGRAD_INLINE constexpr auto apply(Args...) {
    static_assert(
        sizeof...(Args) > 0 && static_cast<int>(sizeof...(Args)) <= op::max_custom_operands,
        "ctgrad::apply<op>(a...): an operator has one to eight arguments");
    if constexpr (
        any_refused<as_expression_t<Args>...> || any_refused<detail::output_of<Rule, as_expression_t<Args>...>>) {
        return refused{};
    } else {
        using rule = detail::custom_rule_of<Rule, as_expression_t<Args>...>;
        if constexpr (detail::partials_count<typename rule::partials> != static_cast<int>(sizeof...(Args))) {
            static_assert(
                error::never<Rule>,
                "ctgrad::apply<op>(a...): the backward function must return partials(...) with one gradient for each "
                "argument");
            return refused{};
        } else if constexpr (!detail::partials_fit<typename rule::partials, as_expression_t<Args>...>) {
            static_assert(
                error::never<Rule, shape_t<as_expression_t<Args>>...>,
                "ctgrad::apply<op>(a...): each gradient of the backward function must have the shape of its argument");
            return refused{};
        } else {
            return call_of<custom_op<Rule>, as_expression_t<Args>...>{};
        }
    }
}

}  // namespace ctgrad
