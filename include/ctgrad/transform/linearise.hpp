// A function of scalars as its linearisation: a directed acyclic graph whose edges carry local derivatives. Every derivative of a
// straight-line function is found in it, in whatever order is cheapest (transform/scalar_jacobian.hpp).
//
// The vertices are the inputs, then the operations between inputs and outputs in SSA order. An input may be an entry of an array that
// is read at a fixed position; where an array is read at a position known at run time only, the edge to each entry has a bracket.
// An operation with two derivatives that are divided by the same number has another vertex below it.
#pragma once

#include <ctgrad/transform/differentiate.hpp>

namespace ctgrad::transform {

struct linearisation {
    struct edge {
        int to;  ///< the vertex that is differentiated by
        term partial;
    };

    int inputs = 0;
    detail::list<int> first;   ///< by vertex: its first edge; one more entry at the end
    detail::list<edge> edges;  ///< to vertices of lower number
    detail::list<int> output;  ///< by output: its vertex, -1 where it depends on no input

    constexpr int size() const { return first.size() - 1; }
};

template <std::same_as<builder> Builder>
class lineariser {
    Builder& g_;
    detail::list<term> const& inputs_;
    detail::list<int> slot_;    ///< by node: where its entries begin in `entry_`, -1: no input
    detail::list<int> entry_;   ///< by entry of an input node: its vertex, -1: not differentiated by
    detail::list<int> vertex_;  ///< by node
    linearisation result_;

    /// The row-major position of a constant index map among the entries of a node.
    constexpr int flat(graph::argument const& a) const {
        int at = 0;
        for (int k = 0; k < a.rank; ++k) at = at * g_.extent(a.node, k) + g_.indices.data[a.axes + k].offset;
        return at;
    }
    constexpr bool is_fixed(graph::argument const& a) const {
        for (int k = 0; k < a.rank; ++k)
            if (!g_.indices.data[a.axes + k].is_constant()) return false;
        return true;
    }
    constexpr void number_inputs() {
        for (term const& x : inputs_) {
            if (slot_.data[x.node] >= 0) continue;
            slot_.data[x.node] = entry_.size();
            int volume = 1;
            for (int k = 0; k < g_[x.node].rank; ++k) volume *= g_.extent(x.node, k);
            for (int k = 0; k < volume; ++k) entry_.push(-1);
        }
        for (int k = 0; k < inputs_.size(); ++k) {
            entry_.data[slot_.data[inputs_.data[k].node] + flat(inputs_.data[k].as_argument())] = k;
            result_.first.push(0);
        }
        result_.first.push(0);
        result_.inputs = inputs_.size();
    }
    /// The vertex of an argument that is read at a fixed position.
    constexpr int vertex_of(graph::argument a) const {
        return slot_.data[a.node] >= 0 ? entry_.data[slot_.data[a.node] + flat(a)] : vertex_.data[a.node];
    }
    constexpr void add_edge(int to, term partial) {
        if (to < 0 || op::is_zero(partial)) return;
        for (int e = result_.first.back(), end = result_.edges.length; e < end; ++e) {
            if (result_.edges.data[e].to != to) continue;
            result_.edges[e].partial = result_.edges[e].partial + partial;  // x * x: one operand, twice
            return;
        }
        result_.edges.push({to, partial});
    }
    /// Edges to an operand: to all entries that it may be, where it is read at a position that is known at run time.
    constexpr void add_edges(graph::argument a, term partial) {
        if (a.rank == 0 && slot_.data[a.node] < 0) return add_edge(vertex_.data[a.node], partial);
        if (is_fixed(a)) return add_edge(vertex_of(a), partial);
        int const base = slot_.data[a.node];
        if (base < 0) return;
        int volume = 1;
        for (int k = 0; k < a.rank; ++k) volume *= g_.extent(a.node, k);
        for (int at = 0; at < volume; ++at) {
            if (entry_.data[base + at] < 0) continue;
            term here = partial;
            for (int k = a.rank, rest = at; k-- > 0; rest /= g_.extent(a.node, k)) {
                graph::index const i = g_.indices.data[a.axes + k];
                int const wanted = rest % g_.extent(a.node, k) - i.offset;
                if (i.dynamic < 0 && wanted != 0) here = op::constant(g_, 0);
                if (i.dynamic < 0) continue;
                term const position = op::view(g_, g_.arguments.data[i.dynamic]);
                here = op::select(op::make<op::equal_op>(position, op::constant(g_, wanted)), here, 0);
            }
            add_edge(entry_.data[base + at], here);
        }
    }
    constexpr bool depends(graph::argument const& a) const {
        return is_fixed(a) ? vertex_of(a) >= 0 : slot_.data[a.node] >= 0;
    }
    // Derivatives by two operands that are divided by the same number b: the edges to the operands are those of a vertex t between, dy = dt / b,
    // with dt = da - y db for a quotient a / b, dt = x1 dx1 + x2 dx2 for a length. So what is above is multiplied by 1 / b once for both,
    // and what is below is not.
    static constexpr unsigned both = 3;

    /// A product of a and 1 / b is a quotient: b becomes an operand, the derivatives are those times b. Returns 1 / b; no term where neither
    /// factor is a reciprocal.
    constexpr term quotient(graph::argument* x, term const* factors, term const& y, term* partials) const {
        int const m = op::is_reciprocal(factors[1]) ? 1 : 0;
        if (m == 0 && !op::is_reciprocal(factors[0])) return op::no_term;
        x[m] = g_.argument_of(x[m].node, 1);
        partials[m] = -y;
        partials[1 - m] = op::constant(g_, 1);
        return factors[m];
    }
    /// Turns two quotients with the same divisor into what is divided. Returns the reciprocal of the divisor; no term where there is none.
    constexpr term taken_out(term* partials) const {
        bool const negative[]{op::is<op::negate_op>(partials[0]), op::is<op::negate_op>(partials[1])};
        term const a = negative[0] ? op::operand(partials[0], 0) : partials[0];
        term const b = negative[1] ? op::operand(partials[1], 0) : partials[1];
        if (a.op != b.op || !(op::is<op::divide_op>(a) || op::is<op::divide_or_zero_op>(a))) return op::no_term;
        term const divisor = op::operand(a, 1);
        if (!op::same(divisor, op::operand(b, 1))) return op::no_term;
        partials[0] = negative[0] ? -op::operand(a, 0) : op::operand(a, 0);
        partials[1] = negative[1] ? -op::operand(b, 0) : op::operand(b, 0);
        term const reciprocal[]{op::constant(g_, 1), divisor};
        return op::make(a.op, reciprocal, 2);
    }
    constexpr void add_operation(int id) {
        graph::node const n = g_.nodes.data[id];
        graph::argument x[3]{};
        unsigned active = 0;
        for (int m = 0; m < n.arguments; ++m) {
            x[m] = g_.arguments.data[n.arguments_at + m];
            if (x[m].rank == 0 ? vertex_.data[x[m].node] >= 0 || slot_.data[x[m].node] >= 0 : depends(x[m])) active |= 1U << m;
        }
        if (active == 0) return;
        if (n.op == graph::boundary_code) {
            add_boundary(id);
        } else {
            differentiation::local_operands const o(g_, n, id);
            term const y = differentiation::value_of(g_, id, n, o);
            term partials[3]{};
            term common = active == both && n.op == op::code<op::multiply_op> ? quotient(x, o.x, y, partials) : op::no_term;
            if (!common.exists()) {
                for (int m = 0; m < n.arguments; ++m)
                    if ((active >> m & 1U) != 0) partials[m] = op::formulas_of[n.op].derivative(m, o.x, y);
                if (active == both) common = taken_out(partials);
            }
            for (int m = 0; m < n.arguments; ++m)
                if ((active >> m & 1U) != 0) add_edges(x[m], partials[m]);
            if (common.exists()) {
                int const between = result_.first.length - 1;
                result_.first.push(result_.edges.length);
                add_edge(between, common);
            }
        }
        int const first = result_.first.length - 1;
        if (result_.edges.length == result_.first.data[first]) return;  // all derivatives are 0
        vertex_.data[id] = first;
        result_.first.push(result_.edges.length);
    }
    /// What a rule of the user's says, for an upstream gradient of 1.
    constexpr void add_boundary(int id) {
        graph::boundary const b = g_.boundaries[g_[id].payload];
        symbolic operands[op::max_custom_operands]{};
        symbolic gradients[op::max_custom_operands]{};
        for (int k = 0; k < b.count; ++k) operands[k] = op::boundary_operand(g_, b, k);
        b.rule->backward(op::scalar(op::constant(g_, 1)), op::whole_value(g_, id), operands, gradients);
        for (int k = 0; k < b.count; ++k) add_edges(operands[k].t.as_argument(), gradients[k].t);
    }

public:
    constexpr lineariser(Builder& graph_in, detail::list<term> const& inputs)
        : g_(graph_in),
          inputs_(inputs),
          slot_(graph_in.size(), -1),
          vertex_(graph_in.size(), -1) {}

    constexpr linearisation run(detail::list<term> const& outputs) {
        number_inputs();
        result_.edges.reserve(2 * g_.size());
        int last = -1;
        for (term const& y : outputs)
            if (last < y.node) last = y.node;
        detail::list<char> reached(last + 1, 0);
        for (term const& y : outputs) reached[y.node] = 1;
        for (int id = last; id >= 0; --id) {
            if (reached.data[id] == 0) continue;
            graph::node const n = g_.nodes.data[id];
            for (int k = n.arguments_at, end = k + n.arguments; k < end; ++k) reached.data[g_.arguments.data[k].node] = 1;
            if (n.op != graph::boundary_code) continue;
            graph::boundary const b = g_.boundaries[n.payload];
            for (int k = 0; k < b.count; ++k) reached[g_.boundary_operands[b.operands + k].value.node] = 1;
        }
        for (int id = 0; id <= last; ++id)
            if (reached.data[id] != 0 && g_.nodes.data[id].arguments != 0 && slot_.data[id] < 0) add_operation(id);
        for (term const& y : outputs) result_.output.push(is_fixed(y.as_argument()) ? vertex_of(y.as_argument()) : -1);
        return std::move(result_);
    }
};

/// Are all operations between inputs and outputs scalar, so that they can be linearised?
constexpr bool is_scalar_function(builder const& g, detail::list<term> const& outputs) {
    int last = -1;
    for (term const& y : outputs)
        if (last < y.node) last = y.node;
    detail::list<char> reached(last + 1, 0);
    for (term const& y : outputs) {
        reached[y.node] = 1;
        if (y.labels != 0) return false;
    }
    for (int id = last; id >= 0; --id) {
        if (reached.data[id] == 0) continue;
        graph::node const n = g.nodes.data[id];
        if (n.arguments != 0 && n.labels != 0) return false;
        for (int k = n.arguments_at, end = k + n.arguments; k < end; ++k) reached.data[g.arguments.data[k].node] = 1;
        if (n.op != graph::boundary_code) continue;
        graph::boundary const b = g.boundaries[n.payload];
        for (int k = 0; k < b.count; ++k)
            if (g.boundary_operands[b.operands + k].shape.rank != 0) return false;
    }
    return true;
}

}  // namespace ctgrad::transform
