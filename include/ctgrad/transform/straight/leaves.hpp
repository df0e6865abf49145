#pragma once

#include <ctgrad/graph/frozen.hpp>
#include <ctgrad/op/term.hpp>

namespace ctgrad::transform::straight {

/// The leaves of a graph of scalars in one that is under construction: the same graph, or one that is written anew.
class leaves {
    graph::view from_{};
    op::builder* to_;

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
    constexpr explicit leaves(op::builder& graph_in) : to_(&graph_in) {}
    constexpr leaves(graph::view const& from, op::builder& to) : from_(from), to_(&to) {}
    constexpr op::term operator()(graph::argument const& a) const {
        return op::view(*to_, from_.nodes == nullptr ? a : moved(a));
    }
};

}  // namespace ctgrad::transform::straight
