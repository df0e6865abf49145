// Which nodes of a graph some values need.
#pragma once

#include <ctgrad/graph/builder.hpp>
#include <ctgrad/graph/frozen.hpp>

namespace ctgrad::transform {

/// Read-only access to a graph under construction, until it grows.
constexpr graph::view view_of(graph::builder const& g) {
    return {g.nodes.data, g.arguments.data, g.indices.data, g.extents_pool.data, g.constants.data, g.inputs.data, nullptr,
            {.nodes = g.nodes.length, .indices = g.indices.length}};
}

/// The nodes that are needed by the values that were added, and by what these are made of.
template <std::same_as<graph::view> View>
class reached_nodes {
    View g_;
    detail::list<char> reached_;
    bool all_ = true;

public:
    constexpr explicit reached_nodes(View const& graph_in) : g_(graph_in), reached_(graph_in.count.nodes) {}

    /// Adds a value, and the integers in its index map.
    constexpr void add(graph::argument const& a) {
        reached_.data[a.node] = 1;
        for (int k = 0; k < a.rank; ++k)
            if (int const dynamic = g_.indices[a.axes + k].dynamic; dynamic >= 0) add(g_.arguments[dynamic]);
    }
    /// By node: is it needed?
    constexpr detail::list<char>& run() {
        graph::node const* const nodes = g_.nodes;
        graph::argument const* const arguments = g_.arguments;
        char* const reached = reached_.data;
        for (int id = g_.count.nodes; id-- > 0;) {
            if (reached[id] == 0) {
                all_ = false;
                continue;
            }
            graph::node const n = nodes[id];
            for (int k = n.arguments_at, end = k + n.arguments; k < end; ++k) {
                graph::argument const a = arguments[k];
                if (a.rank == 0) reached[a.node] = 1;
                else add(a);
            }
        }
        return reached_;
    }
    /// After that: are all of them?
    constexpr bool all() const { return all_; }
};

}  // namespace ctgrad::transform
