#pragma once

#include <ctgrad/transform/linearise.hpp>

namespace ctgrad::transform {

/// The derivatives of scalar outputs along a direction: forward mode, one tangent for each output.
/// Inputs:     input nodes, or entries of them at fixed positions; `direction` has a scalar for each.
/// Requires:   a function of scalars (`is_scalar_function`).
/// Cost:       one sweep.
/// Source:     Griewank and Walther, Evaluating Derivatives, 2nd ed. (2008), ch. 3.
template <std::same_as<builder> Builder>
constexpr detail::list<term> scalar_tangents(
    Builder& g, detail::list<term> const& outputs, detail::list<term> const& inputs,
    detail::list<term> const& direction) {
    linearisation const l = lineariser(g, inputs).run(outputs);
    detail::list<term> tangent = direction;
    for (int v = l.inputs; v < l.size(); ++v) {
        term sum{};
        for (int e = l.first[v]; e < l.first[v + 1]; ++e)
            differentiation::add_to(sum, op::chain_rule::product(tangent[l.edges[e].to], l.edges[e].partial));
        tangent.push(sum.exists() ? sum : op::constant(g, 0));
    }
    detail::list<term> result;
    for (int const v : l.output) result.push(v >= 0 ? tangent[v] : op::constant(g, 0));
    return result;
}

}  // namespace ctgrad::transform
