// Jacobians: the reverse sweep with a seed that carries the axes of the value as batch labels.
#pragma once

#include <ctgrad/transform/differentiate.hpp>

namespace ctgrad::transform {

/// Most axes of a value that has a Jacobian.
inline constexpr int max_jacobian_rank = graph::max_labels - graph::first_batch_label;

/// The Jacobians of `output` with respect to each of the input nodes.
/// Shape: the axes of the output, then those of the input.
/// Cost:  one sweep; the seed, the product of the brackets [axis k == batch label k], collapses in it.
template <std::same_as<builder> Builder>
constexpr detail::list<symbolic> jacobians(Builder& g, symbolic const& output, detail::entries<int> inputs) {
    term seed = op::constant(g, 1);
    if (output.rank > 0) {
        int const space = op::make_space(g, output.shape());
        for (int k = 0; k < output.rank; ++k) g.extents_pool[space + graph::first_batch_label + k] = output.extent(k);
        for (int k = 0; k < output.rank; ++k) {
            term const batch = op::position(g, space, graph::first_batch_label + k);
            seed = op::select(op::make<op::equal_op>(op::position(g, space, k), batch), seed, 0);
        }
    }
    detail::list<term> const adjoints = reverse(g, output, seed, inputs);
    detail::list<symbolic> result;
    for (int n = 0; n < adjoints.size(); ++n) {
        symbolic const x = op::whole_value(g, inputs[n]);
        extents const shape = concatenated(output.shape(), x.shape());
        op::label_map map = op::label_map::identity();
        for (int k = 0; k < output.rank; ++k) map.to[graph::first_batch_label + k] = {k, 0, -1};
        for (int l = 0; l < x.rank; ++l) map.to[l] = {output.rank + l, 0, -1};
        result.push(op::shaped(op::relabeled(adjoints[n], map, op::make_space(g, shape)), shape));
        g.derivations.push({result.back().t.as_argument(), output.t.as_argument(), g[x.t.node].payload});
    }
    return result;
}

/// The Jacobian of `output` with respect to the input node `input`.
template <std::same_as<builder> Builder>
constexpr symbolic jacobian(Builder& g, symbolic const& output, int input) {
    int const inputs[]{input};
    return jacobians(g, output, inputs)[0];
}

}  // namespace ctgrad::transform
