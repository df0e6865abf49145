// Value and derivatives, when all are there, as cheaper straight-line code (see straight/).
#pragma once

#include <ctgrad/transform/compact.hpp>
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

/// Leaves of a finished graph in one that is written anew.
class importer {
    graph::view from_;
    builder* to_;

    constexpr graph::argument moved(graph::argument const& a) const {
        graph::node const& n = from_[a.node];
        int node = 0;
        if (n.op == graph::input_code)
            node = to_->input_node(from_.inputs[n.payload]);
        else if (n.op == graph::constant_code)
            node = to_->constant_node(from_.constants[n.payload]);
        else
            node = to_->position_node(from_.extent(a.node, 0));
        if (a.rank == 0) return {node, 0, 0};
        graph::index axes[max_rank]{};
        for (int k = 0; k < a.rank; ++k) {
            axes[k] = from_.indices[a.axes + k];
            if (axes[k].dynamic >= 0) axes[k].dynamic = to_->arguments.push(moved(from_.arguments[axes[k].dynamic]));
        }
        int const at = to_->indices.size();
        for (int k = 0; k < a.rank; ++k) to_->indices.push(axes[k]);
        return {node, at, a.rank};
    }

public:
    constexpr importer(graph::view const& from, builder& to) : from_(from), to_(&to) {}
    constexpr term operator()(graph::argument const& a) const { return op::view(*to_, moved(a)); }
};

constexpr long cost_of(graph::node const* nodes, int size) {
    long total = 0;
    for (graph::node const *n = nodes, *end = nodes + size; n != end; ++n) total += straight::cost_of(n->op);
    return total;
}

}  // namespace optimisation

/// May a graph become cheaper?
constexpr bool is_optimisable(graph::view const& g) {
    if (g.size() < smallest_optimised || g.size() > largest_optimised) return false;
    for (graph::node const *n = g.nodes, *end = g.nodes + g.size(); n != end; ++n)
        if (n->arguments != 0 && (n->labels != 0 || (straight::guarded_operators >> n->op & 1U) != 0)) return false;
    return true;
}

/// Writes a cheaper form of a finished graph of scalars; without outputs where none was found.
// A template, as `simplified`.
template <std::same_as<graph::view> View>
constexpr detail::list<graph::output> optimise(View const& from, builder& to) {
    using namespace straight;
    network n;
    detail::list<graph::output> results;
    if (!simplification::read(n, from, from.size(), optimisation::outputs_of_graph{from})) return results;
    half_angles(n).run();
    masks(n).run();
    equal_values(n).run();
    collection(n).run(longest_searched_sum);
    extraction(n, longest_searched_sum).run();
    equal_values(n).run();
    signs(n).run();
    for (int k = 0; k < from.count.inputs; ++k) to.declare(from.inputs[k]);
    detail::list<term> const terms = writer(n, to, optimisation::importer(from, to)).run();
    if (optimisation::cost_of(from.nodes, from.size()) <= optimisation::cost_of(to.nodes.begin(), to.size()))
        return results;
    for (int k = 0; k < from.count.outputs; ++k) {
        results.push(from.outputs[k]);
        results.back().value = terms[k].as_argument();
    }
    return results;
}

template <graph::capacity Capacity>
constexpr graph::frozen<Capacity> optimise_into(graph::view const& from) {
    graph::builder to;
    auto const results = optimise(from, to);
    return finished<Capacity>(to, results);
}

}  // namespace ctgrad::transform
