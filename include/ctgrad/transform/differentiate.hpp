// The one chain rule. For argument m of a node with upstream gradient u,
//
//     gradient of arg m [its labels] = sum over all other labels of  u[o1..or] * (d op / d arg m)[all labels]
//
// The lecture's scalar gate, its Jacobian-vector product and its matrix-multiply rule are this rule for different labels. Where
// an index map is no plain permutation (an element, a diagonal, a gather), the entry that an argument was read at is said by an
// Iverson bracket, and sums over brackets collapse (op/reduce.hpp).
//
// A Jacobian is the same sweep with a seed that has further labels, the batch labels: one for each axis of the function's value.
#pragma once

#include <ctgrad/detail/entries.hpp>
#include <ctgrad/op/custom.hpp>

namespace ctgrad::transform {

using op::builder;
using op::symbolic;
using op::term;

namespace differentiation {

constexpr void add_to(term& sum, term contribution) {
    if (sum.g == nullptr) {
        sum = contribution;
        return;
    }
    term const x[]{sum, contribution};
    sum = op::make(op::code<op::add_op>, x, 2);
}

/// Which nodes depend on one of the inputs.
constexpr detail::list<char> dependents(builder const& g, int last, detail::entries<int> inputs) {
    detail::list<char> depends(last + 1);
    for (int const id : inputs)
        if (id <= last) depends[id] = 1;
    for (int id = 0; id <= last; ++id) {
        graph::node const n = g.nodes.data[id];
        for (int m = 0; m < n.arguments; ++m) depends.data[id] |= depends.data[g.arguments.data[n.arguments_at + m].node];
    }
    return depends;
}

/// The operands of a node over its own labels.
struct local_operands {
    term x[3]{};
    int count = 0;
    int space = 0;
    unsigned labels = 0;
    unsigned reduced = 0;

    constexpr local_operands(builder& g, graph::node const& n, int id) {
        if (n.labels != 0) {
            extents own{.rank = n.labels};
            for (int l = 0; l < n.labels; ++l) own.size[l] = g.extent(id, l);
            space = op::make_space(g, own);
        }
        labels = (1U << n.labels) - 1;
        reduced = labels & ~((1U << n.rank) - 1);
        count = n.arguments;
        for (int m = 0; m < count; ++m) {
            graph::argument const a = g.arguments.data[n.arguments_at + m];
            x[m] = op::view(g, a, space);
        }
    }
};

/// The value of a node over all its labels, before it is reduced.
template <std::same_as<builder> Builder>
constexpr term value_of(Builder& g, int id, graph::node const& n, local_operands const& o) {
    if (n.labels == 0) return {&g, id, 0, 0, o.space, 0U, n.op};
    if (n.reduce != graph::reduction::sum) return op::no_term;
    return n.rank == n.labels ? op::whole(g, id, o.space) : op::make(n.op, o.x, n.arguments);
}

/// d op / d arg m of a node, over all its labels, multiplied with `u`. `y`: the node's value.
template <std::same_as<builder> Builder>
constexpr term times_derivative(Builder& g, graph::node const& n, local_operands const& o, int m, term const& y, term const& u) {
    if (n.reduce != graph::reduction::sum) {  // an extremum routes to the first position that attains it
        graph::reduction const where = n.reduce == graph::reduction::maximum ? graph::reduction::first_maximum
                                                                            : graph::reduction::first_minimum;
        term here{};
        for (unsigned rest = o.reduced; rest != 0; rest &= rest - 1) {
            int const l = std::countr_zero(rest);
            term const at = op::position(g, o.space, l);
            here = here.exists() ? g.extents_pool[o.space + l] * here + at : at;
        }
        return op::select(op::make<op::equal_op>(here, op::extremum(o.x[0], o.reduced, where)), u, 0);
    }
    return op::chain_rule::product(u, op::formulas_of[n.op].derivative(m, o.x, y));
}

/// Moves a contribution from the labels of a node to the axes of the argument that it is the gradient of.
template <std::same_as<builder> Builder>
constexpr term scattered(Builder& g, term c, graph::argument const& target, unsigned labels, int space) {
    if (target.rank == 0 && labels == 0) return c;
    extents axes{.rank = target.rank};
    op::label_map map = op::label_map::identity();
    unsigned mapped = 0;
    for (int k = 0; k < target.rank; ++k) {
        axes.size[k] = g.extent(target.node, k);
        graph::index const i = g.indices[target.axes + k];
        if (i.is_label() && (labels >> i.label & 1U) != 0 && (mapped >> i.label & 1U) == 0 &&
            g.extents_pool[space + i.label] == axes.size[k]) {
            mapped |= 1U << i.label;
            map.to[i.label] = {k, 0, -1};
        }
    }
    unsigned left = 0;
    extents wider = axes;
    for (unsigned rest = labels & ~mapped; rest != 0; rest &= rest - 1) {
        int const l = std::countr_zero(rest);
        wider.size[wider.rank] = g.extents_pool[space + l];
        left |= 1U << wider.rank;
        map.to[l] = {wider.rank++, 0, -1};
    }
    int const to = op::make_space(g, wider, c.space);  // with the batch labels of the contribution
    c = op::relabeled(c, map, to);
    for (int k = 0; k < target.rank; ++k) {
        graph::index const i = op::remapped(g, g.indices[target.axes + k], map);
        if (i.is_label() && i.label == k) continue;
        bool const offset_label = i.label >= 0 && i.dynamic < 0;
        term at = offset_label                          ? op::position_at(g, axes.size[k], to, i)
                  : i.offset != 0 || i.is_constant() ? op::constant(g, i.offset)
                                                        : op::no_term;
        if (i.dynamic >= 0) {
            graph::argument const a = g.arguments[i.dynamic];
            add_to(at, op::view(g, a, to));
        }
        if (i.label >= 0 && !offset_label) add_to(at, op::position(g, to, i.label));
        c = op::select(op::make<op::equal_op>(op::position(g, to, k), at), c, 0);
    }
    return op::sum(c, left, to);
}

}  // namespace differentiation

/// Gradients of the value `output`, with the upstream gradient `seed` over the same labels (and perhaps batch labels), with
/// respect to each of the input nodes: terms over the input's axes (and the batch labels).
/// Cost:   one sweep over the nodes that depend on the inputs; each local derivative is built once.
/// Source: Griewank and Walther, Evaluating Derivatives, 2nd ed. (2008), ch. 3.
template <std::same_as<builder> Builder>
constexpr detail::list<term> reverse(Builder& g, symbolic const& output, term const& seed, detail::entries<int> inputs) {
    using namespace differentiation;
    int const last = output.t.node;
    detail::list<char> const depends = dependents(g, last, inputs);
    detail::list<term> adjoint(last + 1);
    if (depends[last] != 0) adjoint[last] = scattered(g, seed, output.t.as_argument(), output.axes(), output.space);
    for (int id = last; id >= 0; --id) {
        term const u = adjoint.data[id];
        if (depends.data[id] == 0 || u.g == nullptr || g.nodes.data[id].arguments == 0 || op::is_zero(u)) continue;
        if (g[id].op == graph::boundary_code) {
            graph::boundary const b = g.boundaries[g[id].payload];
            symbolic operands[op::max_custom_operands]{};
            symbolic gradients[op::max_custom_operands]{};
            for (int k = 0; k < b.count; ++k) operands[k] = op::boundary_operand(g, b, k);
            symbolic const value = op::whole_value(g, id);
            symbolic upstream = value;
            upstream.t = u;
            b.rule->backward(upstream, value, operands, gradients);
            for (int k = 0; k < b.count; ++k) {
                graph::argument const a = operands[k].t.as_argument();
                if (depends[a.node] != 0)
                    add_to(adjoint[a.node], scattered(g, gradients[k].t, a, operands[k].axes(), operands[k].space));
            }
            continue;
        }
        graph::node const n = g.nodes.data[id];
        local_operands const o(g, n, id);
        term const y = value_of(g, id, n, o);
        for (int m = 0; m < o.count; ++m) {
            graph::argument const a = g.arguments.data[n.arguments_at + m];
            if (depends.data[a.node] == 0) continue;
            bool const scalars = a.rank == 0 && o.labels == 0;
            // x * x: what goes to one place is added up before it is scattered
            if (!scalars && m > 0 && g.same_argument(a, g.arguments.data[n.arguments_at + m - 1])) continue;
            term c = times_derivative(g, n, o, m, y, u);
            if (!scalars && m + 1 < o.count && g.same_argument(a, g.arguments.data[n.arguments_at + m + 1]))
                c = c + times_derivative(g, n, o, m + 1, y, u);
            if (c.op == graph::constant_code && op::is_zero(c)) continue;
            add_to(adjoint.data[a.node], scalars ? c : scattered(g, c, a, o.labels, o.space));
        }
    }
    detail::list<term> gradients;
    for (int const id : inputs) {
        bool const reached = id <= last && adjoint[id].exists();
        gradients.push(reached ? adjoint[id] : op::constant(g, 0));
    }
    return gradients;
}

}  // namespace ctgrad::transform
