// The one chain rule, read the other way: the tangent of a node is
//
//     tangent[o1..or] = sum over the reduced labels, and over the arguments m, of  (d op / d arg m) * tangent of arg m[its labels]
#pragma once

#include <ctgrad/transform/differentiate.hpp>

namespace ctgrad::transform {

namespace differentiation {

/// A term over the axes of a node, seen through an index map over another space.
template <std::same_as<builder> Builder>
constexpr term seen_through(Builder& g, term const& t, graph::argument const& a, int space) {
    op::label_map map = op::label_map::identity();
    for (int k = 0; k < a.rank; ++k) map.to[k] = g.indices[a.axes + k];
    return op::relabeled(t, map, space);
}

/// The tangent behind a rule of the user's, who has written the gradient only: it is linear in the upstream gradient u, so its
/// transpose is the derivative with respect to u of its product with the tangents of the operands.
template <std::same_as<builder> Builder>
constexpr term through_boundary(Builder& g, int id, detail::list<term> const& tangents) {
    graph::boundary const b = g.boundaries[g[id].payload];
    symbolic const value = op::whole_value(g, id);
    symbolic const upstream = op::whole_value(g, g.auxiliary_node(value.shape()));
    symbolic operands[op::max_custom_operands]{};
    symbolic gradients[op::max_custom_operands]{};
    for (int k = 0; k < b.count; ++k) operands[k] = op::boundary_operand(g, b, k);
    b.rule->backward(upstream, value, operands, gradients);
    term total{};
    for (int k = 0; k < b.count; ++k) {
        graph::argument const a = operands[k].t.as_argument();
        if (a.node >= tangents.size() || !tangents[a.node].exists()) continue;
        term const t = seen_through(g, tangents[a.node], a, operands[k].space);
        add_to(total, op::sum(op::chain_rule::product(gradients[k].t, t), operands[k].axes(), operands[k].space));
    }
    if (!total.exists()) return op::constant(g, 0);
    int const inputs[]{upstream.t.node};
    return reverse(g, op::scalar(total), op::constant(g, 1), inputs)[0];
}

}  // namespace differentiation

/// The derivative of `output` along a direction of each of the input nodes: a value of the shape of the output.
/// Cost:   one sweep over the nodes that depend on the inputs.
/// Source: Griewank and Walther, Evaluating Derivatives, 2nd ed. (2008), ch. 3.
template <std::same_as<builder> Builder>
constexpr symbolic forward(
    Builder& g, symbolic const& output, detail::entries<int> inputs, detail::entries<symbolic> directions) {
    using namespace differentiation;
    int const last = output.t.node;
    detail::list<char> const depends = dependents(g, last, inputs);
    detail::list<term> tangent(last + 1, op::no_term);
    for (int k = 0; k < inputs.length; ++k)
        if (inputs[k] <= last) tangent[inputs[k]] = directions[k].t;
    for (int id = 0; id <= last; ++id) {
        if (depends[id] == 0 || g[id].arguments == 0) continue;
        if (g[id].op == graph::boundary_code) {
            tangent[id] = through_boundary(g, id, tangent);
            continue;
        }
        graph::node const n = g[id];
        local_operands const o(g, n, id);
        term const y = value_of(g, id, n, o);
        for (int m = 0; m < n.arguments; ++m) {
            graph::argument const a = g.argument_of(id, m);
            if (depends[a.node] == 0 || !tangent[a.node].exists()) continue;
            term const t = seen_through(g, tangent[a.node], a, o.space);
            add_to(tangent[id], op::sum(times_derivative(g, n, o, m, y, t), o.reduced, o.space));
        }
    }
    symbolic result = output;
    result.t = depends[last] != 0 && tangent[last].exists()
                   ? seen_through(g, tangent[last], output.t.as_argument(), output.space)
                   : op::constant(g, 0);
    return result;
}
template <std::same_as<builder> Builder>
constexpr symbolic forward(Builder& g, symbolic const& output, int input, symbolic const& direction) {
    return forward(g, output, detail::entries<int>(&input, 1), detail::entries<symbolic>(&direction, 1));
}

}  // namespace ctgrad::transform
