// Derivatives of small values: written out entry by entry before they are derived.
#pragma once

#include <ctgrad/transform/derivations.hpp>
#include <ctgrad/transform/scalar_jacobian.hpp>
#include <ctgrad/transform/simplified.hpp>

namespace ctgrad::transform {

/// Writes a graph, some outputs of which are derivatives (derivations.hpp), out entry by entry.
/// Cost: one Jacobian of all values that are derived by all inputs that they are derived by. What nobody asked for is left to compaction.
template <std::same_as<builder> Builder>
class entry_derivation {
    struct block {
        graph::argument value{};
        int first = 0;  ///< its first entry among all
    };
    graph::view g_;
    Builder& to_;
    scalarisation<Builder> entries_;
    detail::list<block> values_;
    detail::list<term> value_entries_;
    detail::list<int> column_;  ///< by input: its first entry among those that are derived by, -1: it is none of them
    detail::list<term> columns_;

    constexpr bool is_same(graph::argument const& a, graph::argument const& b) const {
        if (a.node != b.node || a.rank != b.rank) return false;
        for (int k = 0; k < a.rank; ++k) {
            graph::index const& i = g_.indices[a.axes + k];
            graph::index const& j = g_.indices[b.axes + k];
            if (i.label != j.label || i.offset != j.offset || i.dynamic != j.dynamic) return false;
        }
        return true;
    }
    /// The first entry of a value among those that are derived, -1: it is none of them.
    constexpr int first_of(graph::argument const& value) const {
        for (block const& b : values_)
            if (is_same(b.value, value)) return b.first;
        return -1;
    }
    constexpr void collect() {
        column_ = detail::list<int>(g_.count.inputs, -1);
        for (int k = 0; k < g_.count.outputs; ++k) {
            graph::output const& o = g_.outputs[k];
            if (o.by < 0) continue;
            graph::input const& by = g_.inputs[o.by];
            if (first_of(o.of) < 0) {
                extents const shape = shape_of_derived(o, by);
                values_.push({o.of, value_entries_.size()});
                for (int flat = 0; flat < shape.volume(); ++flat) value_entries_.push(entries_.entry(o.of, shape, flat));
            }
            if (column_[o.by] >= 0) continue;
            column_[o.by] = columns_.size();
            for (int flat = 0; flat < by.shape.volume(); ++flat) columns_.push(entries_.input_entry(o.by, flat));
        }
    }

public:
    constexpr entry_derivation(graph::view const& graph_in, Builder& to)
        : g_(graph_in), to_(to), entries_(graph_in, to) {}

    constexpr detail::list<graph::output> run() {
        detail::list<graph::argument> wanted;
        for (int k = 0; k < g_.count.outputs; ++k) wanted.push(g_.outputs[k].by >= 0 ? g_.outputs[k].of : g_.outputs[k].value);
        entries_.write(wanted);
        collect();
        value_entries_ = simplified(to_, value_entries_);
        detail::list<term> const jacobian = scalar_jacobian(to_, value_entries_, columns_);
        detail::list<graph::output> results;
        for (int k = 0; k < g_.count.outputs; ++k) {
            graph::output const& o = g_.outputs[k];
            int const width = o.by >= 0 ? g_.inputs[o.by].shape.volume() : 1;
            int const first = first_of(o.by >= 0 ? o.of : o.value);
            for (int flat = 0; flat < o.shape.volume(); ++flat) {
                int const row = first + flat / width;
                term const t = o.by >= 0    ? jacobian[row * columns_.size() + column_[o.by] + flat % width]
                               : first >= 0 ? value_entries_[row]
                                            : entries_.entry(o.value, o.shape, flat);
                results.push({t.as_argument(), {}, o.target, o.memory, o.offset + flat});
            }
        }
        return results;
    }
};

/// The outputs of a graph, entry by entry.
// Not by a conditional expression: to g++ 12 the storage of one of its temporaries ends too early.
template <std::same_as<builder> Builder>
constexpr detail::list<graph::output> written_out(graph::view const& from, Builder& to) {
    if (has_derivations(from)) return entry_derivation(from, to).run();
    return scalarisation(from, to).run();
}

}  // namespace ctgrad::transform
