// Which entries of a result are 0 whatever the inputs are: known at compile time.
#pragma once

#include <ctgrad/calculus/callable.hpp>
#include <ctgrad/calculus/program.hpp>

namespace ctgrad {

namespace detail {

template <class Program>
CTGRAD_INLINE constexpr auto const& graph_of_numbers() {
    constexpr bool is_written_out = transform::has_only_scalars(transform::lowered<Program>::graph.view());
    if constexpr (is_written_out) return transform::lowered<Program>::graph;
    else return schedule::planning::scalarised_graph<Program>();
}

constexpr bool is_structural_zero(graph::view const& g, graph::argument const& a) {
    graph::node const& n = g[a.node];
    if (n.op != graph::constant_code) return false;
    graph::constant const& c = g.constants[n.payload];
    return c.which == graph::constant::name::rational && c.value.numerator == 0;
}

template <class Program>
constexpr auto sparsity_of() {
    auto const g = graph_of_numbers<Program>().view();
    typename Program::template result<bool> pattern{};
    bool* places[outputs_of<Program>()]{};
    bool** next_place = places;
    Program::template addresses<bool>(pattern, next_place);
    for (int k = 0; k < g.count.outputs; ++k)
        places[g.outputs[k].memory][g.outputs[k].offset] = !is_structural_zero(g, g.outputs[k].value);
    return pattern;
}

/// The pattern of a verb's result, as a function of the arguments' types.
template <class Verb>
struct sparsity_of_verb {
    template <class... Arguments>
    constexpr auto operator()(Arguments const&...) const {
        if constexpr (Verb::template accepts<Arguments...>())
            return sparsity_of<typename Verb::template program_in_numbers<Arguments...>>();
        else
            return refused_result{};
    }
};

}  // namespace detail

/// Which entries of what can be evaluated may differ from 0: `sparsity(jacobian(f, v))` has the form of the result, with bool entries,
/// false where simplification finds 0 whatever the symbols are.
/// Cost: nothing at run time. Larger formulas of tensors are written out entry by entry for it, at compile time.
template <evaluable F>
constexpr auto sparsity(F) {
    return detail::sparsity_of<program_of<F>>();
}
/// The same for derivatives of an ordinary function. Only the types of the arguments count:
/// `constexpr auto [by_camera, by_point] = sparsity(jacobian(f))(camera{}, point{})`.
template <class Verb, detail::further_arguments Further, class F, int... Selected>
constexpr auto sparsity(verb_on_callable<Verb, Further, F, Selected...>) {
    return detail::sparsity_of_verb<verb_on_callable<Verb, Further, F, Selected...>>{};
}

}  // namespace ctgrad
