// Formulas as subjects of the laws. Constant evaluation lowers and differentiates them, as it does for every program: functions that
// lower formulas do not exist at run time (detail/inline.hpp).
#pragma once

#include <ctgrad/calculus/derivative.hpp>
#include <ctgrad/calculus/gradient.hpp>
#include <ctgrad/testing/subject.hpp>

#include <string_view>
#include <utility>

namespace ctgrad::testing {

namespace formulas {

/// The shape that the formula lowers to, whatever its shape rule says.
template <class F>
constexpr extents lowered_shape() {
    graph::builder g;
    context c(g);
    return c.lower<F>().shape();
}

/// A symbol with the shape of an expression.
template <detail::fixed_string Name, class E, class Axes = std::make_integer_sequence<int, E::shape.rank>>
struct symbol_like;
template <detail::fixed_string Name, class E, int... Axes>
struct symbol_like<Name, E, std::integer_sequence<int, Axes...>> {
    using type = symbol_t<Name, graph::kind::real, E::shape[Axes]...>;
};

/// "d x" for the symbol x.
template <class X>
constexpr auto direction_name_of() {
    constexpr std::string_view name = X::declaration.name;
    char text[name.size() + 3]{'d', ' '};
    for (std::size_t k = 0; k < name.size(); ++k) text[k + 2] = name[k];
    return detail::fixed_string(text);
}
template <class X>
using direction_t = typename symbol_like<direction_name_of<X>(), X>::type;

template <class F>
evaluator evaluator_of() {
    return evaluator(transform::lowered<expression_program<F>>::graph.view());
}

/// A formula and its real symbols.
template <class F, class... Xs>
struct with_symbols {
    using upstream_symbol = typename symbol_like<"upstream", F>::type;

    static void describe(subject& s) {
        static constexpr extents shape = lowered_shape<F>();
        s.shape = shape;
        s.stated_shape = F::shape;
        (s.variables.push_back({std::string(Xs::declaration.name), Xs::shape}), ...);
    }
    template <class X>
    static std::vector<evaluator> second() {
        return {evaluator_of<jvp_of<vjp_of<F, X, upstream_symbol>, Xs, direction_t<Xs>>>()...};
    }
    static derivatives differentiate() {
        return {
            evaluator_of<F>(),
            {evaluator_of<vjp_of<F, Xs, upstream_symbol>>()...},
            {evaluator_of<jvp_of<F, Xs, direction_t<Xs>>>()...},
            {second<Xs>()...}};
    }
};

}  // namespace formulas

}  // namespace ctgrad::testing
