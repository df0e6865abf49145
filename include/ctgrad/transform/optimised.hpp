// Value and derivatives, when all are there, as cheaper straight-line code (see straight/).
#pragma once

#include <ctgrad/transform/compact.hpp>
#include <ctgrad/transform/scalarise.hpp>
#include <ctgrad/transform/simplified.hpp>

namespace ctgrad::transform {

/// Graphs of more nodes are left as they are.
inline constexpr int largest_optimised = 600;
/// Graphs of fewer have nothing in common.
inline constexpr int smallest_optimised = 6;

namespace optimisation {

struct outputs_of_graph {
    graph::view const& g;
    constexpr int size() const { return g.count.outputs; }
    constexpr graph::argument at(int k) const { return g.outputs[k].value; }
};

/// What is known of a graph of scalars.
struct survey {
    detail::list<char> is_constant;  ///< by node: is it a number, or made of numbers? A compiler computes with those itself.
    long cost = 0;                   ///< of all nodes that are not

    constexpr survey(graph::node const* nodes, graph::argument const* arguments, int count) : is_constant(count) {
        char* const known = is_constant.data;
        for (int id = 0; id < count; ++id) {
            graph::node const n = nodes[id];
            if (n.arguments == 0) {
                if (n.op == graph::constant_code) known[id] = 1;
                continue;
            }
            bool constant = true;
            for (int k = n.arguments_at, end = k + n.arguments; constant && k < end; ++k) constant = known[arguments[k].node] != 0;
            if (constant) known[id] = 1;
            else cost += straight::cost_of(n.op);
        }
    }
};
template <std::same_as<graph::view> View>
constexpr long cost_of(View const& g) {
    return survey(g.nodes, g.arguments, g.count.nodes).cost;
}

}  // namespace optimisation

/// May a graph become cheaper?
constexpr bool is_optimisable(graph::view const& g) {
    if (g.size() < smallest_optimised || g.size() > largest_optimised) return false;
    return is_scalar(g);
}

/// Writes a cheaper form of a finished graph of scalars; without outputs where none was found.
// A template, as `simplified`.
template <std::same_as<graph::view> View>
constexpr detail::list<graph::output> optimise(View const& from, builder& to) {
    using namespace straight;
    network n;
    detail::list<graph::output> results;
    if (!simplification::read(n, from, optimisation::outputs_of_graph{from})) return results;
    half_angles(n).run();
    if (!n.ordered) masks(n).run();
    equal_values equals(n);
    if (!n.ordered) equals.run();
    collection(n).run(longest_searched_sum);
    extraction(n, longest_searched_sum).run();
    if (!n.ordered) equals.run();
    to.reserve(from.size() + from.count.inputs);
    for (int k = 0; k < from.count.inputs; ++k) to.declare(from.inputs[k]);
    signs turned(n);
    detail::list<term> const terms = writer(n, to, leaves(from, to)).run(&turned);
    if (optimisation::cost_of(from) <= optimisation::cost_of(view_of(to)))
        return results;
    for (int k = 0; k < from.count.outputs; ++k) {
        results.push(from.outputs[k]);
        results.back().value = terms[k].as_argument();
    }
    return results;
}

/// Fills a graph with a cheaper form of another, or leaves it without outputs.
struct optimising {
    graph::view from;

    template <std::same_as<graph::filling> Filling>
    constexpr void operator()(Filling& to) const {
        graph::builder cheaper;
        auto const results = optimise(from, cheaper);
        finish(cheaper, results, to);
    }
};

}  // namespace ctgrad::transform
