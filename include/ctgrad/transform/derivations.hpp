// Which results of a program are derived again, entry by entry.
//
// A derivative of a tensor is derived tensor by tensor, one sweep for all of its entries: that is a formula again, to be printed and
// compared, and the best there is where loops run. Where the value is small, and becomes straight-line code, its entries are numbers, and
// Jacobians of these are cheaper in another order (scalar_jacobian.hpp), of a value that was simplified before. So an output that is a
// derivative says of what and by what, and whoever writes the graph out entry by entry derives it again (derive_entries.hpp).
#pragma once

#include <ctgrad/transform/scalarise.hpp>
#include <ctgrad/transform/straight/guarded.hpp>

namespace ctgrad::transform {

/// Operations of values that are derived entry by entry, and entries of their derivatives.
inline constexpr long most_derived_operations = 300;
inline constexpr int most_derived_entries = 256;
/// Rows of Jacobians that are worth it: of a gradient alone, a sweep is the cheapest order.
inline constexpr int least_rows = 2;

/// The shape of the value that an output is the derivative of.
constexpr extents shape_of_derived(graph::output const& o, graph::input const& by) {
    extents s = o.shape;
    s.rank -= by.shape.rank;
    return s;
}

// A template, as `simplified`.
template <std::same_as<graph::builder> Builder>
class derivation_search {
    Builder const& g_;
    detail::list<graph::output>& outputs_;

    constexpr void look_up(graph::output& o) const {
        for (graph::derivation const& d : g_.derivations) {
            if (!g_.same_argument(d.value, o.value)) continue;
            o.by = d.by;
            o.of = d.of;
            return;
        }
    }
    /// A gradient of which there is a derivative, too, is a value.
    constexpr void keep_values() {
        detail::list<graph::argument> values;
        for (graph::output const& o : outputs_)
            if (o.by >= 0) values.push(o.of);
        for (graph::output& o : outputs_)
            for (graph::argument const& v : values)
                if (g_.same_argument(o.value, v)) o.by = -1;
    }
    /// By node: do the outputs need it, or what they are derivatives of?
    constexpr detail::list<char> reached_by(graph::argument graph::output::*derivative) const {
        reached_nodes search(view_of(g_));
        for (graph::output const& o : outputs_) search.add(o.by >= 0 ? o.*derivative : o.value);
        return search.run();
    }
    /// Is what is derived small, and such that the cheapest order may be chosen? With contractions, only where all would be written out in
    /// any case: loops over longer ones are faster. An input that only the value needs is one that nobody has to bind.
    constexpr bool is_small() const {
        detail::list<char> const by_values = reached_by(&graph::output::of);
        detail::list<char> const by_outputs = reached_by(&graph::output::value);
        bool contracted = false;
        for (int id = 0; id < g_.nodes.length; ++id) {
            graph::node const& n = g_.nodes.data[id];
            if (by_values.data[id] == 0) continue;
            if (n.op == graph::input_code && by_outputs.data[id] == 0) return false;
            if (straight::is_in(straight::guarded_operators, n.op)) return false;
            contracted = contracted || n.rank != n.labels;
        }
        return scalar_operations(view_of(g_), by_values.data) <= most_derived_operations &&
               (!contracted || scalar_operations(view_of(g_), by_outputs.data) <= scalarise_limit);
    }
    constexpr bool is_worth_it() const {
        int rows = 0;
        int entries = 0;
        for (int k = 0; k < outputs_.size(); ++k) {
            graph::output const& o = outputs_[k];
            if (o.by < 0) continue;
            entries += o.shape.volume();
            bool known = false;
            for (int before = 0; before < k; ++before)
                known = known || (outputs_[before].by >= 0 && g_.same_argument(outputs_[before].of, o.of));
            if (!known) rows += shape_of_derived(o, g_.inputs[o.by]).volume();
        }
        return rows >= least_rows && entries <= most_derived_entries && is_small();
    }

public:
    constexpr derivation_search(Builder const& graph_in, detail::list<graph::output>& outputs)
        : g_(graph_in), outputs_(outputs) {}

    constexpr void run() {
        if (g_.derivations.empty() || !g_.boundaries.empty() || !g_.allows(graph::soundness::assumes_finite)) return;
        for (graph::output& o : outputs_)
            if (o.target < 0) look_up(o);
        keep_values();
        if (is_worth_it()) return;
        for (graph::output& o : outputs_) o.by = -1;
    }
};

/// Lets the outputs of a program say of what they are derivatives.
// Of the program, so that nothing of this is instantiated on mere inclusion.
template <class Program, std::same_as<graph::builder> Builder>
constexpr void note_derivatives(Builder const& g, detail::list<graph::output>& outputs) {
    derivation_search(g, outputs).run();
}

/// Are there outputs that are derived again?
constexpr bool has_derivations(graph::view const& g) {
    for (int o = 0; o < g.count.outputs; ++o)
        if (g.outputs[o].by >= 0) return true;
    return false;
}

}  // namespace ctgrad::transform
