#pragma once

#include <ctgrad/graph/frozen.hpp>

namespace ctgrad::transform {

/// Copies a finished graph into one under construction. Nothing is simplified anew.
/// Requires: where the order of inputs matters, that those of the finished graph are the first.
/// Cost:     one pass.
template <std::same_as<graph::builder> Builder>
class importer {
    graph::view from_;
    Builder& to_;
    detail::list<int> place_;
    detail::list<int> axes_;  ///< by index map: 16 times its place in the new graph plus its rank; 0: not there yet

    constexpr graph::argument moved(graph::argument const& a) {
        if (a.rank == 0 || a.axes == 0)
            return {place_.data[a.node], 0, a.rank};  // the identity map is at the same place in all graphs
        if (axes_.data[a.axes] % 16 == a.rank) return {place_.data[a.node], axes_.data[a.axes] / 16, a.rank};
        graph::index axes[max_rank]{};
        for (int k = 0; k < a.rank; ++k) {
            axes[k] = from_.indices[a.axes + k];
            if (axes[k].dynamic < 0) continue;
            graph::argument const integer = moved(from_.arguments[axes[k].dynamic]);
            axes[k].dynamic = to_.arguments.push(integer);
        }
        int const at = to_.indices.size();
        for (int k = 0; k < a.rank; ++k) to_.indices.push(axes[k]);
        axes_.data[a.axes] = 16 * at + a.rank;
        return {place_.data[a.node], at, a.rank};
    }
    constexpr int copy(graph::node n) {
        if (n.op == graph::constant_code) return to_.constant_node(from_.constants[n.payload]);
        if (n.op == graph::input_code) return to_.input_node(from_.inputs[n.payload]);
        graph::argument x[3]{};
        for (int m = 0; m < n.arguments; ++m) x[m] = moved(from_.arguments[n.arguments_at + m]);
        for (int l = 0; l < n.labels; ++l) to_.add_extent(from_.extents_pool[n.extents_at + l]);
        return to_.add_operation(n, x);  // index maps are shared
    }

public:
    constexpr importer(graph::view const& from, Builder& to) : from_(from), to_(to), axes_(from.count.indices) {}

    /// The outputs, in the graph under construction.
    constexpr detail::list<graph::output> run() {
        for (int k = 0; k < from_.count.inputs; ++k) to_.declare(from_.inputs[k]);
        to_.reserve(to_.size() + 6 * from_.count.nodes);
        place_.reserve(from_.count.nodes);
        for (int id = 0; id < from_.size(); ++id) {
            int const at = copy(from_.nodes[id]);
            place_.push(at);
        }
        detail::list<graph::output> outputs;
        for (int o = 0; o < from_.count.outputs; ++o) {
            graph::output out = from_.outputs[o];
            out.value = moved(out.value);
            out.by = -1;
            outputs.push(out);
        }
        return outputs;
    }
};

}  // namespace ctgrad::transform
