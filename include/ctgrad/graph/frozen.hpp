// A finished graph: constant data that outlives the constant evaluation that built it.
//
// The builder's pools are heap arrays, which may not escape a constant evaluation, and their sizes are not known before it
// ends. So the result is copied into arrays of a guessed capacity; where the guess was too small, the copy only counts, and the
// evaluation is repeated once with the counts as capacities. Each pass is a constant evaluation of its own, because
// compilers limit the steps of each.
#pragma once

#include <ctgrad/graph/builder.hpp>

namespace ctgrad::graph {

/// One result of a graph: a value seen through the axes of its shape.
struct output {
    argument value{};
    extents shape{};
    int target = -1;  ///< the input whose memory it overwrites, -1: memory of its own
    int memory = -1;  ///< the caller's array that it is written to ...
    int offset = 0;   ///< ... and from which entry on
};

struct capacity {
    int nodes = 0;
    int arguments = 0;
    int indices = 0;
    int extents_pool = 0;
    int constants = 0;
    int inputs = 0;
    int outputs = 0;

    constexpr bool covers(capacity const& o) const {
        return nodes >= o.nodes && arguments >= o.arguments && indices >= o.indices && extents_pool >= o.extents_pool &&
               constants >= o.constants && inputs >= o.inputs && outputs >= o.outputs;
    }
};

/// Read-only access to a graph, wherever its arrays live.
struct view {
    node const* nodes;
    argument const* arguments;
    index const* indices;
    int const* extents_pool;
    constant const* constants;
    input const* inputs;
    output const* outputs;
    capacity count;

    constexpr int size() const { return count.nodes; }
    constexpr node const& operator[](int id) const { return nodes[id]; }
    constexpr argument const& argument_of(int id, int m) const { return arguments[nodes[id].arguments_at + m]; }
    constexpr int extent(int id, int label) const { return extents_pool[nodes[id].extents_at + label]; }
};

template <capacity Capacity>
struct frozen {
    node nodes[static_cast<unsigned>(Capacity.nodes + 1)]{};
    argument arguments[static_cast<unsigned>(Capacity.arguments + 1)]{};
    index indices[static_cast<unsigned>(Capacity.indices + 1)]{};
    int extents_pool[static_cast<unsigned>(Capacity.extents_pool + 1)]{};
    constant constants[static_cast<unsigned>(Capacity.constants + 1)]{};
    input inputs[static_cast<unsigned>(Capacity.inputs + 1)]{};
    output outputs[static_cast<unsigned>(Capacity.outputs + 1)]{};
    capacity count{};  ///< what there is, or what there would be where it did not fit

    constexpr frozen(builder const& from, detail::list<output> const& results) {
        count = {from.nodes.size(),     from.arguments.size(), from.indices.size(), from.extents_pool.size(),
                 from.constants.size(), from.inputs.size(),    results.size()};
        if (!fits()) return;
        copy(from.nodes, nodes);
        copy(from.arguments, arguments);
        copy(from.indices, indices);
        copy(from.extents_pool, extents_pool);
        copy(from.constants, constants);
        copy(from.inputs, inputs);
        copy(results, outputs);
    }
    constexpr bool fits() const { return Capacity.covers(count); }
    constexpr graph::view view() const {
        return {nodes, arguments, indices, extents_pool, constants, inputs, outputs, count};
    }

private:
    template <class T>
    static constexpr void copy(detail::list<T> const& from, T* to) {
        for (int i = 0; i < from.size(); ++i) to[i] = from[i];
    }
};

}  // namespace ctgrad::graph
