// A finished graph: constant data that outlives the constant evaluation that built it.
//
// The builder's pools are heap arrays, which may not escape a constant evaluation, and their sizes are not known before it
// ends. So the result is copied into arrays of a guessed capacity; where the guess was too small, the rest is only counted, and the
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
    int stride[max_rank]{};  ///< by axis, from one entry to the next; all 0: row by row
    int by = -1;      ///< the input that it is the derivative by, along its last axes ...
    argument of{};    ///< ... of this value, along the others; -1: derived by nobody, or nobody needs to know
};

struct capacity {
    int nodes = 0;
    int arguments = 0;
    int indices = 0;
    int extents_pool = 0;
    int constants = 0;
    int inputs = 0;
    int outputs = 0;
    int boundaries = 0;  ///< that there were, around operators with a gradient rule of their own: a finished graph has none

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

/// A finished graph while it is written, by the functions of a builder, but that nothing is looked up. What does not fit is counted.
struct filling {
    node* nodes;
    argument* arguments;
    index* indices;
    int* extents_pool;
    constant* constants;
    input* inputs;
    output* outputs;
    capacity room;
    capacity count{};  ///< what there is, or what there would be where it did not fit
    graph::mistake mistake = graph::mistake::none;

    constexpr bool fits() const { return room.covers(count); }
    /// The prefixes of a builder's pools.
    constexpr void add_prefixes() {
        for (int l = 0; l < max_labels; ++l) add_index({l, 0, -1});
        for (int l = 0; l < max_labels; ++l) add_extent(0);
    }
    constexpr int add_argument(argument const& a) {
        if (count.arguments < room.arguments) arguments[count.arguments] = a;
        return count.arguments++;
    }
    constexpr int add_index(index const& i) {
        if (count.indices < room.indices) indices[count.indices] = i;
        return count.indices++;
    }
    constexpr int add_extent(int extent) {
        if (count.extents_pool < room.extents_pool) extents_pool[count.extents_pool] = extent;
        return count.extents_pool++;
    }
    constexpr int declare(input const& i) {
        if (count.inputs < room.inputs) inputs[count.inputs] = i;
        return count.inputs++;
    }
    /// All of a graph under construction but for its outputs, as it is.
    constexpr void take(builder const& from) {
        count.nodes = from.nodes.length;
        count.arguments = from.arguments.length;
        count.indices = from.indices.length;
        count.extents_pool = from.extents_pool.length;
        count.constants = from.constants.length;
        count.inputs = from.inputs.length;
        if (!fits()) return;
        for (int k = 0, end = count.nodes; k < end; ++k) nodes[k] = from.nodes.data[k];
        for (int k = 0, end = count.arguments; k < end; ++k) arguments[k] = from.arguments.data[k];
        for (int k = 0, end = count.indices; k < end; ++k) indices[k] = from.indices.data[k];
        for (int k = 0, end = count.extents_pool; k < end; ++k) extents_pool[k] = from.extents_pool.data[k];
        for (int k = 0, end = count.constants; k < end; ++k) constants[k] = from.constants.data[k];
        for (int k = 0, end = count.inputs; k < end; ++k) inputs[k] = from.inputs.data[k];
    }
    /// A node whose extents were just added.
    constexpr int add_operation(node n, argument const* x) {
        n.extents_at = count.extents_pool - n.labels;
        n.arguments_at = count.arguments;
        count.arguments += n.arguments;
        if (count.arguments <= room.arguments)
            for (int m = 0; m < n.arguments; ++m) arguments[n.arguments_at + m] = x[m];
        if (count.nodes < room.nodes) nodes[count.nodes] = n;
        return count.nodes++;
    }
    constexpr int constant_node(constant const& c) {
        if (count.constants < room.constants) constants[count.constants] = c;
        return add_operation({constant_code, reduction::sum, 0, 0, 0, count.constants++, 0, 0}, nullptr);
    }
    constexpr void add_output(output const& o) {
        if (count.outputs < room.outputs) outputs[count.outputs] = o;
        ++count.outputs;
    }
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
    graph::mistake mistake = graph::mistake::none;
    capacity count{};  ///< what there is, or what there would be where it did not fit

    /// `write` fills it.
    template <class Write>
    constexpr explicit frozen(Write const& write) {
        filling to{nodes, arguments, indices, extents_pool, constants, inputs, outputs, Capacity};
        to.add_prefixes();
        write(to);
        mistake = to.mistake;
        count = to.count;
    }

    constexpr bool fits() const { return Capacity.covers(count); }
    constexpr graph::view view() const {
        return {nodes, arguments, indices, extents_pool, constants, inputs, outputs, count};
    }
};

}  // namespace ctgrad::graph
