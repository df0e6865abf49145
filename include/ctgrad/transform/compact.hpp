#pragma once

#include <ctgrad/op/custom.hpp>
#include <ctgrad/transform/reached.hpp>

#include <string_view>

namespace ctgrad::transform {

/// Forward mode through an operator of the user's differentiates its backward function by an auxiliary upstream gradient, which is left
/// over where that function is not linear in it. It becomes an input of this name, which nobody binds.
inline constexpr std::string_view left_over_upstream = "upstream gradient of a backward function that is not linear";

/// Is one of the inputs left over?
constexpr bool is_any_left_over(graph::input const* inputs, int count) {
    for (int k = 0; k < count; ++k)
        if (inputs[k].name == left_over_upstream) return true;
    return false;
}

/// Copies what the outputs reach into an empty graph, a builder or a finished one: dead nodes go, and so do boundaries, which matter to
/// differentiation only. All symbols stay declared, used or not: one that simplification removed may still be bound. Hidden inputs go
/// with their nodes.
template <class Target>
class compaction {
    graph::builder& from_;
    Target& to_;
    bool bounded_;
    detail::list<int> place_;
    detail::list<int> axes_;  ///< by index map: 16 times its place in the new graph plus its rank; 0: not there yet

    /// An argument in the new graph's pools (not yet in its pool of arguments).
    constexpr graph::argument moved(graph::argument a) {
        if (bounded_) a = through_boundaries(a);
        if (a.rank == 0) return {place_.data[a.node], 0, 0};
        bool const noted = a.axes < axes_.length;
        if (noted && axes_.data[a.axes] % 16 == a.rank) return {place_.data[a.node], axes_.data[a.axes] / 16, a.rank};
        graph::index axes[max_rank]{};
        bool identity = true;
        for (int k = 0; k < a.rank; ++k) {
            axes[k] = from_.indices.data[a.axes + k];
            identity = identity && axes[k].is_label() && axes[k].label == k;
            if (axes[k].dynamic >= 0) {
                graph::argument const integer = moved(from_.arguments[axes[k].dynamic]);
                axes[k].dynamic = to_.add_argument(integer);
            }
        }
        int const at = identity ? 0 : to_.add_index(axes[0]);
        for (int k = 1; !identity && k < a.rank; ++k) to_.add_index(axes[k]);
        if (noted) axes_.data[a.axes] = 16 * at + a.rank;
        return {place_.data[a.node], at, a.rank};
    }
    /// The argument that a boundary stands around, seen through the boundary.
    constexpr graph::argument through_boundaries(graph::argument a) const {
        while (from_[a.node].op == graph::boundary_code) {
            op::label_map map;
            for (int k = 0; k < a.rank; ++k) map.to[k] = from_.indices[a.axes + k];
            a = op::remapped(from_, from_.argument_of(a.node, 0), map);
        }
        return a;
    }

    constexpr bool has_hidden_inputs() const {
        bool any = false;
        for (auto const& i : from_.inputs) any = any || i.hidden;
        return any;
    }
    /// Where nothing goes: the pools as they are.
    constexpr detail::list<graph::output> copied(detail::list<graph::output> outputs) {
        to_.take(from_);
        for (int k = 0; k < outputs.length; ++k)
            if (outputs.data[k].memory < 0) outputs.data[k].memory = k;
        return outputs;
    }

public:
    constexpr compaction(graph::builder& from, Target& to)
        : from_(from), to_(to), bounded_(!from.boundaries.empty()), place_(detail::list<int>::unset(from.size())), axes_(from.indices.length) {}

    constexpr detail::list<graph::output> run(detail::list<graph::output> outputs) {
        reached_nodes wanted(view_of(from_));
        for (auto const& o : outputs) {
            wanted.add(o.value);
            if (o.by >= 0) wanted.add(o.of);
        }
        detail::list<char> const& reached = wanted.run();
        if constexpr (std::is_same_v<Target, graph::filling>)
            if (wanted.all() && !bounded_ && !has_hidden_inputs()) return copied(static_cast<detail::list<graph::output>&&>(outputs));
        detail::list<int> input_place;
        for (auto const& i : from_.inputs) input_place.push(i.hidden ? -1 : to_.declare(i));
        graph::node const* const nodes = from_.nodes.data;
        graph::argument const* const arguments = from_.arguments.data;
        char const* const is_reached = reached.data;
        int* const place_of = place_.data;
        for (int id = 0, size = from_.nodes.length; id < size; ++id) {
            if (is_reached[id] == 0) continue;
            graph::node n = nodes[id];
            if (n.op == graph::boundary_code) continue;
            if (n.op == graph::constant_code) {
                place_of[id] = to_.constant_node(from_.constants.data[n.payload]);
                continue;
            }
            if (n.op == graph::input_code) {
                int& place = input_place[n.payload];
                if (place < 0) {
                    graph::input i = from_.inputs[n.payload];
                    i.name = left_over_upstream;
                    place = to_.declare(i);
                }
                n.payload = place;
            }
            graph::argument x[3];
            for (int m = 0; m < n.arguments; ++m) {
                graph::argument const a = arguments[n.arguments_at + m];
                if (a.rank == 0 && !bounded_) x[m] = {place_of[a.node], 0, 0};
                else x[m] = moved(a);
            }
            for (int l = 0; l < n.labels; ++l) to_.add_extent(from_.extents_pool.data[n.extents_at + l]);
            place_of[id] = to_.add_operation(n, x);
        }
        for (int k = 0; k < outputs.length; ++k) {
            graph::output& o = outputs.data[k];
            o.value = moved(o.value);
            if (o.by >= 0) {
                o.of = moved(o.of);
                o.by = input_place[o.by];
            }
            if (o.memory < 0) o.memory = k;
            if (o.target >= 0) o.target = input_place[o.target];
        }
        return outputs;
    }
};

/// Writes what the outputs of a graph under construction reach into constant data.
template <std::same_as<graph::filling> Filling>
constexpr void finish(graph::builder& from, detail::list<graph::output> const& outputs, Filling& to) {
    to.count.boundaries = from.boundaries.size();
    to.mistake = from.found;
    if (to.count.boundaries == 0) {
        for (auto const& output : compaction(from, to).run(outputs)) to.add_output(output);
        return;
    }
    graph::builder merged;  // nodes may be equal that differed by a boundary
    auto const results = compaction(from, merged).run(outputs);
    for (auto const& output : compaction(merged, to).run(results)) to.add_output(output);
}

/// The same as a value.
struct finishing {
    graph::builder& from;
    detail::list<graph::output> const& outputs;

    template <std::same_as<graph::filling> Filling>
    constexpr void operator()(Filling& to) const {
        finish(from, outputs, to);
    }
};
template <graph::capacity Capacity>
constexpr graph::frozen<Capacity> finished(graph::builder& from, detail::list<graph::output> const& outputs) {
    return graph::frozen<Capacity>(finishing{from, outputs});
}

}  // namespace ctgrad::transform
