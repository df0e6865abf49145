// Jacobians of functions of scalars, entry by entry.
#pragma once

#include <ctgrad/transform/eliminate.hpp>
#include <ctgrad/transform/straight/guarded.hpp>

namespace ctgrad::transform {

namespace accumulation {

/// One reverse sweep for each output.
template <std::same_as<builder> Builder>
constexpr detail::list<term> reverse(Builder& g, linearisation const& l) {
    detail::list<term> result;
    for (int const output : l.output) {
        detail::list<term> adjoint(output < l.inputs ? l.inputs : output + 1, op::no_term);
        if (output >= 0) adjoint[output] = op::constant(g, 1);
        for (int v = output; v >= l.inputs; --v) {
            term const u = adjoint.data[v];
            if (u.g == nullptr) continue;
            for (int e = l.first.data[v]; e < l.first.data[v + 1]; ++e) {
                linearisation::edge const to = l.edges.data[e];
                differentiation::add_to(adjoint.data[to.to], op::chain_rule::product(u, to.partial));
            }
        }
        for (int k = 0; k < l.inputs; ++k) result.push(adjoint[k].exists() ? adjoint[k] : op::constant(g, 0));
    }
    return result;
}

/// An entry of a value of several axes, as a scalar.
template <std::same_as<builder> Builder>
constexpr term entry_of(Builder& g, term t, term const& at) {
    op::label_map map = op::label_map::identity();
    for (int k = 0; k < at.rank; ++k) {
        map.to[k] = at.axis(k);
        if (op::label_in_pieces(t, 1U << k) >= 0) t = op::piece(t, k, at.axis(k).offset);
    }
    return op::relabeled(t, map, op::make_space(g, {}));
}

/// The same where some operation has labels: the sweep of transform/differentiate.hpp.
template <std::same_as<builder> Builder>
constexpr detail::list<term> reverse_of_tensors(
    Builder& g, detail::list<term> const& outputs, detail::list<term> const& inputs) {
    detail::list<int> nodes;
    detail::list<int> which;
    for (term const& x : inputs) {
        int k = 0;
        while (k < nodes.size() && nodes[k] != x.node) ++k;
        if (k == nodes.size()) nodes.push(x.node);
        which.push(k);
    }
    detail::list<term> result;
    for (term const& y : outputs) {
        detail::list<term> const gradients = transform::reverse(g, op::scalar(y), op::constant(g, 1), nodes);
        for (int k = 0; k < inputs.size(); ++k) result.push(entry_of(g, gradients[which[k]], inputs[k]));
    }
    return result;
}

}  // namespace accumulation

/// The derivatives of scalar outputs with respect to scalar inputs: row by row, one row for each output. An entry that is 0 whatever
/// the inputs are is the constant 0.
/// Inputs: input nodes, or entries of them at fixed positions.
/// Cost:   a reverse sweep for each output, after the elimination of vertices that are cheaper gone. Not where there are exponentials:
///         products of derivatives alone may overflow where the adjoint is 0 (straight/guarded.hpp).
// A template, as `simplified`.
template <std::same_as<builder> Builder>
constexpr detail::list<term> scalar_jacobian(
    Builder& g, detail::list<term> const& outputs, detail::list<term> const& inputs) {
    if (!is_scalar_function(g, outputs)) return accumulation::reverse_of_tensors(g, outputs, inputs);
    linearisation l = lineariser(g, inputs).run(outputs);
    if (g.allows(graph::soundness::assumes_finite) && (g.operators & straight::guarded_operators) == 0)
        elimination(l).run();
    return accumulation::reverse(g, l);
}

/// The second derivatives of a scalar output with respect to scalar inputs: row by row.
/// Cost:   the Jacobian of the gradient, of which one half is derived and the other is the same by Schwarz' theorem.
template <std::same_as<builder> Builder>
constexpr detail::list<term> scalar_hessian(Builder& g, term const& output, detail::list<term> const& inputs) {
    detail::list<term> outputs;
    outputs.push(output);
    detail::list<term> result = scalar_jacobian(g, scalar_jacobian(g, outputs, inputs), inputs);
    if (!g.boundaries.empty()) return result;  // a rule of the user's need not be the derivative of anything
    int const n = inputs.size();
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < i; ++j) result[i * n + j] = result[j * n + i];
    return result;
}

}  // namespace ctgrad::transform
