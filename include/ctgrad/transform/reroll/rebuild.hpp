// A graph of numbers, written anew with the families that were found in it.
#pragma once

#include <ctgrad/op/symbolic.hpp>
#include <ctgrad/transform/reroll/search.hpp>

namespace ctgrad::transform::reroll {

template <std::same_as<graph::view> View>
class rebuild {
    using term = op::term;
    using family = typename families<View>::family;
    using operand = typename families<View>::operand;

    values<View>& values_;
    search<View>& search_;
    graph::builder& to_;
    detail::list<term> numbers_;   ///< by node
    detail::list<term> families_;  ///< by family

    constexpr term entries(int input, strides const& s, int space) {
        extents const shape = search_.found.layout.shape(input);
        graph::index axes[max_rank]{};
        search_.found.layout.write(input, s, axes);
        int const node = to_.input_node(to_.inputs[input]);
        int const at = to_.indices.length;
        for (int k = 0; k < shape.rank; ++k) to_.indices.push(axes[k]);
        return op::view(to_, {node, at, shape.rank}, space);
    }
    constexpr term number(int value) {
        if (value >= 0) return numbers_.data[value];
        int const input = values_.input_of(-1 - value);
        int const flat = -1 - value - values_.first_entry.data[input];
        extents const shape = search_.found.layout.shape(input);
        return shape.rank <= 2 ? entries(input, {.first = flat}, 0) : entry(op::whole(to_, to_.input_node(to_.inputs[input]), 0), shape, flat);
    }
    /// An entry of a value, by its row-major position.
    constexpr term entry(term const& t, extents const& shape, int flat) {
        op::label_map map = op::label_map::identity();
        for (int k = shape.rank; k-- > 0; flat /= shape.size[k]) map.to[k] = {-1, flat % shape.size[k], -1};
        return op::relabeled(t, map, 0);
    }
    static constexpr extents shape_of(box const& b) {
        extents shape{.rank = b.rank};
        for (int k = 0; k < b.rank; ++k) shape.size[k] = b.size[k];
        return shape;
    }
    constexpr term value(reference const& r, int space) {
        if (r.what == reference::kind::number) return number(r.id);
        if (r.what == reference::kind::entries) return entries(r.id, r.entries, space);
        op::label_map map = op::label_map::identity();
        for (int k = 0; k < search_.found.nodes.data[r.id].rank; ++k) map.to[k] = {r.label[k], r.offset[k], -1};
        return op::relabeled(made(r.id), map, space);
    }
    constexpr term made(int id) {
        if (!families_.data[id].exists()) {
            term const t = make(search_.found.nodes.data[id]);
            families_.data[id] = t;
        }
        return families_.data[id];
    }
    constexpr term make(family const& f) {
        int const space = f.labels.rank == 0 ? 0 : op::make_space(to_, shape_of(f.labels));
        operand const* const x = search_.found.operands.data + f.operands;
        if (f.what == family::kind::reduction)
            return op::sum(value(x[0].value, space), (1U << f.labels.rank) - (1U << f.rank), space);
        if (f.what == family::kind::operation) {
            term t[3]{};
            for (int m = 0; m < f.count; ++m) t[m] = value(x[m].value, space);
            return op::make(f.op, t, f.count);
        }
        term total{};
        for (int pass = 0; pass < 2; ++pass)  // what is subtracted comes last
            for (int k = 0; k < f.count; ++k) {
                if (x[k].minus != (pass == 1)) continue;
                term const t = value(x[k].value, space);
                total = !total.exists() ? (x[k].minus ? -t : t) : x[k].minus ? total - t : total + t;
            }
        return total;
    }
    constexpr term made_number(int id) {
        graph::node const& n = values_.g.nodes[id];
        if (n.op == graph::constant_code) return op::constant(to_, values_.g.constants[n.payload]);
        if (n.op == graph::input_code) return op::view(to_, {to_.input_node(to_.inputs[n.payload]), 0, 0});
        if (auto const m = search_.member_of(id); m.family >= 0) {
            family const& f = search_.found.nodes.data[m.family];
            return entry(made(m.family), shape_of(f.labels.first(f.rank)), m.position);
        }
        if (int const f = search_.family_of_sum(id); f >= 0) return made(f);
        term x[3]{};
        for (int m = 0; m < n.arguments; ++m) x[m] = number(values_.operands.data[n.arguments_at + m]);
        return op::make(n.op, x, n.arguments);
    }

public:
    constexpr rebuild(values<View>& values_in, search<View>& search_in, graph::builder& to)
        : values_(values_in), search_(search_in), to_(to), numbers_(values_in.g.count.nodes),
          families_(search_in.found.nodes.length) {}

    /// The outputs, in the graph under construction.
    constexpr detail::list<graph::output> run() {
        View const& g = values_.g;
        for (int k = 0; k < g.count.inputs; ++k) {
            graph::input i = g.inputs[k];
            i.shape = search_.found.layout.shape(k);
            to_.declare(i);
        }
        for (int id = 0; id < g.count.nodes; ++id) {
            if (!search_.is_needed(id)) continue;
            term const t = made_number(id);
            numbers_.data[id] = t;
        }
        detail::list<graph::output> results;
        int next = 0;
        for (int o = 0; o < g.count.outputs;) {
            graph::output out = g.outputs[o];
            if (next < search_.outputs.length && search_.outputs.data[next].first == o) {
                auto const& r = search_.outputs.data[next++].of;
                out.shape = shape_of(r.axes);
                out.value = value(r.value, op::make_space(to_, out.shape)).as_argument();
                o += r.count;
            } else {
                out.value = number(values_.value_of(out.value)).as_argument();
                ++o;
            }
            results.push(out);
        }
        return results;
    }
};

}  // namespace ctgrad::transform::reroll
