// From the nodes of a graph to canonical polynomials.
#pragma once

#include <ctgrad/op/custom.hpp>
#include <ctgrad/transform/canonical/extremum.hpp>
#include <ctgrad/transform/canonical/function.hpp>
#include <ctgrad/transform/canonical/summation.hpp>

namespace ctgrad::transform::canonical {

/// Reads values of one graph into a store. A node is a polynomial whose labels are its axes.
template <class Store>
class reader {
    graph::builder const& g_;
    Store& f_;
    detail::list<int> poly_;  ///< of each node, -1: not read yet
    detail::list<int> uses_;

    constexpr bool is_sum(int id) const {
        graph::node const& n = g_[id];
        return n.labels == n.rank &&
               (n.op == op::code<op::add_op> || n.op == op::code<op::subtract_op> || n.op == op::code<op::negate_op>);
    }
    /// Is an argument a sum that only this node uses, and as it is? Long sums are then added up once, not step by step.
    constexpr bool is_inner_sum(int id, graph::argument const& a) const {
        if (!is_sum(a.node) || uses_[a.node] != 1 || a.rank != g_[id].rank || a.rank != g_[a.node].rank) return false;
        for (int k = 0; k < a.rank; ++k)
            if (!g_.indices[a.axes + k].is_label() || g_.indices[a.axes + k].label != k) return false;
        return true;
    }
    constexpr void count_use(graph::argument const& a) {
        ++uses_[a.node];
        for (int k = 0; k < a.rank; ++k)
            if (int const dynamic = g_.indices[a.axes + k].dynamic; dynamic >= 0) count_use(g_.arguments[dynamic]);
    }

    constexpr int entry(graph::index const& i) {
        if (i.is_label()) return i.label;
        int p = f_.constant({i.offset, 1});
        if (i.label >= 0) p = f_.sum(p, position(f_, i.label));
        if (i.dynamic >= 0) p = f_.sum(p, value(g_.arguments[i.dynamic]));
        return entry_of_poly(f_, p);
    }
    /// An argument over the labels at hand.
    constexpr int value(graph::argument const& a) {
        relabeling map;
        for (int k = 0; k < a.rank; ++k) {
            int const e = entry(g_.indices[a.axes + k]);
            if (e != k) map.set(k, e);
        }
        return substitute(f_, poly_[a.node], map);
    }

    constexpr int input(int id) {
        graph::node const& n = g_[id];
        int const mark = f_.atoms.mark();
        f_.atoms.push(input_atom);
        f_.atoms.push(n.payload);
        for (int k = 0; k < n.rank; ++k) f_.atoms.push(k);
        return f_.poly_of_atom(f_.intern_atom(mark));
    }
    constexpr int constant(int id) {
        graph::constant const& c = g_.constants[g_[id].payload];
        if (c.which == graph::constant::name::rational) return f_.constant(c.value);
        if (c.which != graph::constant::name::binary) return f_.poly_of_atom(f_.atom(named_atom, static_cast<int>(c.which)));
        if (c.binary == 0) return f_.constant({});
        if (!(c.binary < 0 || c.binary > 0)) return f_.poly_of_atom(f_.opaque());  // NaN: no value that equals another
        auto const bits = std::bit_cast<unsigned long long>(c.binary < 0 ? -c.binary : c.binary);
        int const atom = f_.atom(named_atom, static_cast<int>(c.which), static_cast<int>(bits >> 32U), static_cast<int>(bits & 0xFFFFFFFFU));
        return f_.scaled(f_.poly_of_atom(atom), {c.binary < 0 ? -1 : 1, 1});
    }
    /// A sum, with the summands of its inner sums.
    constexpr int sum_node(int id) {
        struct part {
            int node;
            rational sign;
        };
        detail::list<part> open;
        open.push({id, {1, 1}});
        int const mark = f_.terms.size();
        while (!open.empty()) {
            part const p = open.back();
            open.truncate(open.size() - 1);
            bool const subtracts = g_[p.node].op != op::code<op::add_op>;
            for (int m = 0; m < g_[p.node].arguments; ++m) {
                graph::argument const a = g_.argument_of(p.node, m);
                rational const own = subtracts && m == g_[p.node].arguments - 1 ? -p.sign : p.sign;
                if (is_inner_sum(p.node, a))
                    open.push({a.node, own});
                else
                    f_.append(value(a), own);
            }
        }
        return f_.finish(mark);
    }
    /// The boundary of a function of whole values that is not looked into, or nullptr.
    constexpr graph::boundary const* opaque(int id) const {
        if (g_[id].op != graph::boundary_code) return nullptr;
        graph::boundary const& b = g_.boundaries[g_[id].payload];
        return b.rule->opaque && g_[id].labels <= 2 ? &b : nullptr;
    }
    /// An entry of such a function: a function of its operands, each one atom whatever its shape, and of the entry's position.
    constexpr int opaque_value(int id, graph::boundary const& b) {
        constexpr graph::opcode of_operands = 200;
        constexpr graph::opcode of_position = 201;
        unsigned name = 0;
        for (char const c : b.rule->name) name = (name * 31U + static_cast<unsigned char>(c)) & 0xFFFFFFU;
        int p = f_.constant({static_cast<long long>(name), 1});
        for (int k = 0; k < b.count; ++k) {
            graph::boundary_operand const& operand = g_.boundary_operands[b.operands + k];
            int labels[graph::max_labels]{};
            for (int l = 0; l < operand.shape.rank; ++l) {
                labels[l] = l;
                f_.extent[l] = operand.shape[l];
            }
            int const whole = f_.poly_of_atom(named_extremum(f_, whole_value, value(operand.value), labels, operand.shape.rank));
            int const pair[]{p, whole};
            p = function(f_, of_operands, pair, 2);
        }
        set_extents(id);
        int entry[]{p, 0, 0};
        for (int l = 0; l < g_[id].labels; ++l) entry[1 + l] = position(f_, l);
        return function(f_, of_position, entry, 1 + g_[id].labels);
    }
    /// What a matrix that is promised to be symmetric is the same as, in whatever order its entries were read.
    constexpr int symmetric_part(int p) {
        relabeling exchanged;
        exchanged.set(0, 1);
        exchanged.set(1, 0);
        return f_.scaled(f_.sum(p, substitute(f_, p, exchanged)), {1, 2});
    }
    constexpr void set_extents(int id) {
        for (int l = 0; l < g_[id].labels; ++l) f_.extent[l] = g_.extent(id, l);
    }

    constexpr int read_node(int id) {
        graph::node const& n = g_[id];
        set_extents(id);
        switch (n.op) {
            case graph::input_code:
                return input(id);
            case graph::constant_code:
                return constant(id);
            case graph::position_code:
                return position(f_, 0);
            case graph::boundary_code:
                if (op::is_symmetric(g_, id)) return symmetric_part(value(g_.argument_of(id, 0)));
                return opaque(id) != nullptr ? opaque_value(id, *opaque(id)) : value(g_.argument_of(id, 0));
            default:
                break;
        }
        if (is_sum(id)) return sum_node(id);
        int x[3]{};
        for (int m = 0; m < n.arguments; ++m) x[m] = value(g_.argument_of(id, m));
        int const p = function(f_, n.op, x, n.arguments);
        if (n.labels == n.rank) return p;
        label_set over = 0;
        int labels[graph::max_labels]{};
        for (int l = n.rank; l < n.labels; ++l) {
            over |= bit(l);
            labels[l - n.rank] = l;
        }
        return n.reduce == graph::reduction::sum ? sum_over(f_, p, over)
                                                 : extremum(f_, n.reduce, p, labels, n.labels - n.rank);
    }

public:
    constexpr reader(graph::builder const& graph_in, Store& store_in)
        : g_(graph_in), f_(store_in), poly_(graph_in.size(), -1), uses_(graph_in.size(), 0) {}

    /// Reads all that the arguments reach.
    constexpr void read(graph::argument const* roots, int count) {
        for (int k = 0; k < count; ++k) {
            count_use(roots[k]);
            ++uses_[roots[k].node];  // a root is never an inner sum
        }
        for (int id = g_.size() - 1; id >= 0; --id) {
            if (uses_[id] == 0) continue;
            if (auto const* b = opaque(id)) {
                for (int k = 0; k < b->count; ++k) count_use(g_.boundary_operands[b->operands + k].value);
                continue;
            }
            for (int m = 0; m < g_[id].arguments; ++m) count_use(g_.argument_of(id, m));
        }
        detail::list<char> inner(g_.size(), 0);
        for (int id = g_.size() - 1; id >= 0; --id) {
            if (uses_[id] == 0 || !is_sum(id)) continue;
            for (int m = 0; m < g_[id].arguments; ++m)
                if (graph::argument const a = g_.argument_of(id, m); is_inner_sum(id, a)) inner[a.node] = 1;
        }
        for (int id = 0; id < g_.size(); ++id)
            if (uses_[id] != 0 && inner[id] == 0) poly_[id] = read_node(id);
    }

    /// The polynomial of a value over its axes.
    constexpr int polynomial(op::symbolic const& v) {
        for (int l = 0; l < graph::max_labels; ++l) f_.extent[l] = g_.extents_pool[v.space + l];
        return value(v.t.as_argument());
    }
};

}  // namespace ctgrad::transform::canonical
