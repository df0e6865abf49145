// Substitution: inputs are replaced by values, and everything that depends on them is made anew, so that what has become
// simpler folds.
#pragma once

#include <ctgrad/detail/entries.hpp>
#include <ctgrad/op/custom.hpp>

namespace ctgrad::transform {

template <std::same_as<graph::builder> Builder>
class substitution {
    Builder& g_;
    detail::list<op::term> image_;  ///< of the nodes that change, over their axes

    constexpr bool changes(int id) const { return id < image_.size() && image_[id].exists(); }
    constexpr bool changes(graph::argument const& a) const {
        if (changes(a.node)) return true;
        for (int k = 0; k < a.rank; ++k) {
            graph::index const& i = g_.indices[a.axes + k];
            if (i.dynamic >= 0 && changes(g_.arguments[i.dynamic])) return true;
        }
        return false;
    }
    /// An entry of an index map; a position that is an integer symbol may be replaced, too.
    constexpr graph::index replaced(graph::index i, int space) {
        if (i.dynamic < 0) return i;
        graph::argument const a = g_.arguments[i.dynamic];
        if (!changes(a)) return i;
        graph::index at{};
        op::as_index(replaced(a, space), at);
        return {i.label >= 0 ? i.label : at.label, i.offset + at.offset, at.dynamic};
    }
    /// What an argument becomes, over the labels that its index map uses.
    constexpr op::term replaced(graph::argument const& a, int space) {
        graph::index axes[max_rank]{};
        for (int k = 0; k < a.rank; ++k) axes[k] = replaced(g_.indices[a.axes + k], space);
        if (changes(a.node)) {
            op::label_map map = op::label_map::identity();
            for (int k = 0; k < a.rank; ++k) map.to[k] = axes[k];
            return op::relabeled(image_[a.node], map, space);
        }
        int at = a.axes;
        if (changes(a)) {
            at = g_.indices.size();
            for (int k = 0; k < a.rank; ++k) g_.indices.push(axes[k]);
        }
        return op::view(g_, {a.node, at, a.rank}, space);
    }

    constexpr op::term remade_boundary(int id) {
        graph::boundary const b = g_.boundaries[g_[id].payload];
        op::symbolic value = op::whole_value(g_, id);
        value.t = replaced(g_.argument_of(id, 0), value.space);
        op::symbolic operands[op::max_custom_operands]{};
        for (int k = 0; k < b.count; ++k) {
            operands[k] = op::boundary_operand(g_, b, k);
            operands[k].t = replaced(operands[k].t.as_argument(), operands[k].space);
        }
        return op::with_rule(*b.rule, value, operands, b.count).t;
    }
    constexpr op::term remade(int id) {
        graph::node const n = g_[id];
        if (n.op == graph::boundary_code) return remade_boundary(id);
        extents own{.rank = n.labels};
        for (int l = 0; l < n.labels; ++l) own.size[l] = g_.extent(id, l);
        int const space = n.labels == 0 ? 0 : op::make_space(g_, own);
        op::term x[3]{};
        for (int m = 0; m < n.arguments; ++m) x[m] = replaced(g_.argument_of(id, m), space);
        unsigned const reduced = ((1U << n.labels) - 1) & ~((1U << n.rank) - 1);
        if (n.reduce != graph::reduction::sum) return op::extremum(x[0], reduced, n.reduce);
        return op::sum(op::make(n.op, x, n.arguments), reduced, space);
    }

public:
    constexpr explicit substitution(Builder& graph_in) : g_(graph_in) {}

    /// The value `of` with each of the input nodes replaced by the value beside it.
    /// Requires: equal shapes and kinds.   Cost: one sweep over the nodes that depend on the inputs.
    constexpr op::symbolic run(op::symbolic const& of, detail::entries<int> inputs, op::symbolic const* values) {
        int last = of.t.node;  // an index map may name an input that is younger than the node that it is seen through
        for (int const id : inputs) last = id > last ? id : last;
        image_ = detail::list<op::term>(last + 1, op::no_term);
        for (int const id : inputs) image_[id] = (values++)->t;
        for (int id = 0; id <= of.t.node; ++id) {
            bool remake = false;
            for (int m = 0; !changes(id) && m < g_[id].arguments; ++m)
                remake = remake || changes(g_.argument_of(id, m));
            if (remake) image_[id] = remade(id);
        }
        op::symbolic result = of;
        result.t = replaced(of.t.as_argument(), of.space);
        return result;
    }
};

}  // namespace ctgrad::transform
