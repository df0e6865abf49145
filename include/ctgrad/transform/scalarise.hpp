// Small shapes become straight-line code: every entry of every node a scalar of its own, so that zeros and ones simplify
// away, brackets are decided, and common entries are shared.
#pragma once

#include <ctgrad/op/reduce.hpp>
#include <ctgrad/transform/reached.hpp>

namespace ctgrad::transform {

/// Operations that a graph costs entry by entry, or those of its nodes that are marked.
constexpr long scalar_operations(graph::view const& g, char const* marked = nullptr) {
    long total = 0;
    for (int id = 0; id < g.size(); ++id) {
        if (g[id].arguments == 0 || (marked != nullptr && marked[id] == 0)) continue;
        long volume = 1;
        for (int l = 0; l < g[id].labels; ++l) volume *= g.extent(id, l);
        total += volume;
    }
    return total;
}

/// Is every operation a scalar already?
constexpr bool is_scalar(graph::view const& g) {
    graph::node const* const nodes = g.nodes;
    for (int id = 0, end = g.count.nodes; id < end; ++id)
        if (nodes[id].labels != 0 && nodes[id].arguments != 0) return false;
    return true;
}

/// Is every operation of a graph a scalar, and every output?
constexpr bool has_only_scalars(graph::view const& g) {
    for (int o = 0; o < g.count.outputs; ++o)
        if (g.outputs[o].shape.rank != 0) return false;
    return is_scalar(g);
}

/// Most operations of a graph that is written out entry by entry. Beyond, loops are smaller and as fast.
inline constexpr long scalarise_limit = 400;

/// Has a graph a contraction that is faster in loops, and no brackets that writing it out would decide? The product of a matrix of 16 by
/// 16 and a vector takes twice the time when it is straight-line code (g++ 12, AVX-512), of 10 by 10 the same; and Clang's default lets no
/// constant evaluation optimise its 500 operations.
constexpr bool is_faster_in_loops(graph::view const& g) {
    constexpr long enough = 128;
    constexpr int shortest = 8;
    bool found = false;
    for (int id = 0; id < g.size(); ++id) {
        graph::node const& n = g[id];
        if (n.op == op::code<op::equal_op> && n.labels != 0) return false;
        if (n.rank == 0 || n.labels == n.rank) continue;
        long volume = 1;
        for (int l = 0; l < n.labels; ++l) volume *= g.extent(id, l) < shortest ? 0 : g.extent(id, l);
        found = found || volume >= enough;
    }
    return found;
}

template <std::same_as<graph::builder> Builder>
class scalarisation {
    graph::view g_;
    Builder& to_;
    detail::list<int> at_;          ///< by node: where its entries begin
    detail::list<op::term> entry_;  ///< row-major
    detail::list<op::term> const* inputs_ = nullptr;

    struct point {
        int label[graph::max_labels]{};
    };

    constexpr int extent(int id, int axis) const { return g_.extent(id, axis); }

    constexpr op::term read(graph::argument const& a, point const& p) {
        int offset = 0;
        bool dynamic = false;
        bool found = false;  // a position that is computed: written out, it is a selection of numbers, and no address
        for (int k = 0; k < a.rank; ++k) {
            graph::index const& i = g_.indices[a.axes + k];
            if (i.dynamic >= 0) {
                dynamic = true;
                found = found || g_[g_.arguments[i.dynamic].node].op != graph::input_code;
            }
            offset = offset * extent(a.node, k) + i.offset + (i.label >= 0 ? p.label[i.label] : 0);
        }
        if (!dynamic) return entry_[at_[a.node] + offset];
        if (g_[a.node].op == graph::input_code && !found && inputs_ == nullptr) return gathered_input(a, p);
        op::term const entry = gathered(a, p, 0, 0);
        return is_condition(g_[a.node]) ? op::constant(to_, 0) < entry : entry;
    }
    static constexpr bool is_condition(graph::node const& n) {
        return op::is_operator(n.op) && op::information_of[n.op].result == graph::kind::condition;
    }
    /// An entry of an input at a position that is known at run time only.
    constexpr op::term gathered_input(graph::argument const& a, point const& p) {
        graph::index axes[max_rank]{};
        for (int k = 0; k < a.rank; ++k) {
            graph::index const& i = g_.indices[a.axes + k];
            axes[k] = {-1, i.offset + (i.label >= 0 ? p.label[i.label] : 0), -1};
            if (i.dynamic >= 0) axes[k].dynamic = to_.arguments.push(read(g_.arguments[i.dynamic], p).as_argument());
        }
        int const begin = to_.indices.size();
        for (int k = 0; k < a.rank; ++k) to_.indices.push(axes[k]);
        return op::view(to_, {entry_[at_[a.node]].node, begin, a.rank});
    }
    /// An entry of a computed value at such a position: chosen among all.
    constexpr op::term gathered(graph::argument const& a, point const& p, int axis, int offset) {
        if (axis == a.rank) {  // selections choose among numbers, not among conditions
            op::term const entry = entry_[at_[a.node] + offset];
            return is_condition(to_[entry.node]) ? op::select(entry, 1, 0) : entry;
        }
        graph::index const& i = g_.indices[a.axes + axis];
        int const fixed = i.offset + (i.label >= 0 ? p.label[i.label] : 0);
        int const n = extent(a.node, axis);
        if (i.dynamic < 0) return gathered(a, p, axis + 1, offset * n + fixed);
        op::term const position = read(g_.arguments[i.dynamic], p);
        op::term result = gathered(a, p, axis + 1, offset * n + n - 1);
        for (int k = n - 2; k >= 0; --k) {
            op::term const here = op::make<op::equal_op>(position, op::constant(to_, k - fixed));
            result = op::select(here, gathered(a, p, axis + 1, offset * n + k), result);
        }
        return result;
    }

    constexpr op::term operation(int id, point const& p) {
        graph::node const& n = g_[id];
        op::term x[3]{};
        for (int m = 0; m < n.arguments; ++m) x[m] = read(g_.argument_of(id, m), p);
        return op::make(n.op, x, n.arguments);
    }
    /// `best` is the extremum so far, `where` its position.
    constexpr op::term combined(graph::reduction how, op::term& best, op::term const& where, op::term const& x, int position) {
        using graph::reduction;
        if (how == reduction::sum) return best + x;
        if (how == reduction::maximum) return op::make<op::max_op>(best, x);
        if (how == reduction::minimum) return op::make<op::min_op>(best, x);
        op::term const better = how == reduction::first_maximum ? best < x : x < best;
        best = op::select(better, x, best);
        return op::select(better, op::constant(to_, position), where);
    }
    constexpr op::term node_entry(int id, int out, int reduced) {
        graph::node const& n = g_[id];
        op::term best{};
        op::term where{};
        for (int inner = 0; inner < reduced; ++inner) {
            point p;
            int rest = out;
            for (int l = n.rank; l-- > 0; rest /= extent(id, l)) p.label[l] = rest % extent(id, l);
            rest = inner;
            for (int l = n.labels; l-- > n.rank; rest /= extent(id, l)) p.label[l] = rest % extent(id, l);
            op::term const x = operation(id, p);
            bool const locates = n.reduce >= graph::reduction::first_maximum;
            if (inner == 0) {
                best = x;
                if (locates) where = op::constant(to_, 0);
            } else if (locates) {
                where = combined(n.reduce, best, where, x, inner);
            } else {
                best = combined(n.reduce, best, where, x, inner);
            }
        }
        return where.exists() ? where : best;
    }
    constexpr op::term leaf_entry(int id, int flat) {
        graph::node const& n = g_[id];
        if (n.op == graph::constant_code) return op::constant(to_, g_.constants[n.payload]);
        if (n.op == graph::position_code) return op::constant(to_, flat);
        return input_entry(n.payload, flat);
    }

public:
    constexpr scalarisation(graph::view const& graph_in, Builder& to) : g_(graph_in), to_(to) {}
    /// `inputs`: by input, terms that take the place of its entries.
    constexpr scalarisation(graph::view const& graph_in, Builder& to, detail::list<op::term> const* inputs)
        : g_(graph_in), to_(to), inputs_(inputs) {}

    /// An entry of an input, by its row-major position.
    constexpr op::term input_entry(int input, int flat) {
        if (inputs_ != nullptr) return inputs_[input][flat];
        extents const& shape = g_.inputs[input].shape;
        int const node = to_.input_node(g_.inputs[input]);
        int const begin = to_.indices.size();
        int position[max_rank]{};
        for (int l = shape.rank, rest = flat; l-- > 0; rest /= shape[l]) position[l] = rest % shape[l];
        for (int k = 0; k < shape.rank; ++k) to_.indices.push({-1, position[k], -1});
        return op::view(to_, {node, shape.rank == 0 ? 0 : begin, shape.rank});
    }
    /// Writes the entries of all nodes that some values need.
    constexpr void write(detail::list<graph::argument> const& wanted) {
        for (int k = 0; k < g_.count.inputs && inputs_ == nullptr; ++k) to_.declare(g_.inputs[k]);
        reached_nodes search(g_);
        for (graph::argument const& a : wanted) search.add(a);
        detail::list<char> const& reached = search.run();
        for (int id = 0; id < g_.size(); ++id) {
            int volume = reached.data[id];
            int reduced = 1;
            for (int l = 0; l < g_[id].labels; ++l) (l < g_[id].rank ? volume : reduced) *= extent(id, l);
            at_.push(entry_.size());
            for (int out = 0; out < volume; ++out) {
                op::term const e = g_[id].arguments == 0 ? leaf_entry(id, out) : node_entry(id, out, reduced);
                entry_.push(e);
            }
        }
    }
    /// An entry of one of these values, by its row-major position.
    constexpr op::term entry(graph::argument const& value, extents const& shape, int flat) {
        point p;
        for (int l = shape.rank; l-- > 0; flat /= shape[l]) p.label[l] = flat % shape[l];
        return read(value, p);
    }

    /// The outputs: each becomes as many scalar ones as it has entries.
    constexpr detail::list<graph::output> run() {
        detail::list<graph::argument> wanted;
        for (int o = 0; o < g_.count.outputs; ++o) wanted.push(g_.outputs[o].value);
        write(wanted);
        detail::list<graph::output> results;
        for (int o = 0; o < g_.count.outputs; ++o) {
            graph::output const& out = g_.outputs[o];
            for (int flat = 0; flat < out.shape.volume(); ++flat)
                results.push(
                    {entry(out.value, out.shape, flat).as_argument(), {}, out.target, out.memory, out.offset + flat});
        }
        return results;
    }
};

}  // namespace ctgrad::transform
