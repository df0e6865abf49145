// Jacobians: the reverse sweep with a seed that carries the axes of the value as batch labels.
#pragma once

#include <ctgrad/transform/differentiate.hpp>

namespace ctgrad::transform {

/// Most axes of a value that has a Jacobian.
inline constexpr int max_jacobian_rank = graph::max_labels - graph::first_batch_label;

/// The Jacobian of `output` with respect to the input node `input`.
/// Shape: the axes of the output, then those of the input.
/// Cost:  one sweep; the seed, the product of the brackets [axis k == batch label k], collapses in it.
constexpr symbolic jacobian(builder& g, symbolic const& output, int input) {
    symbolic const x = op::whole_value(g, input);
    extents const shape = concatenated(output.shape(), x.shape());
    term seed = op::constant(g, 1);
    if (output.rank > 0) {
        int const space = op::make_space(g, output.shape());
        for (int k = 0; k < output.rank; ++k) g.extents_pool[space + graph::first_batch_label + k] = output.extent(k);
        for (int k = 0; k < output.rank; ++k) {
            term const batch = op::position(g, space, graph::first_batch_label + k);
            seed = op::select(op::make<op::equal_op>(op::position(g, space, k), batch), seed, 0);
        }
    }
    int const inputs[]{input};
    term const adjoint = reverse(g, output, seed, inputs)[0];
    op::label_map map = op::label_map::identity();
    for (int k = 0; k < output.rank; ++k) map.to[graph::first_batch_label + k] = {k, 0, -1};
    for (int l = 0; l < x.rank; ++l) map.to[l] = {output.rank + l, 0, -1};
    return op::shaped(op::relabeled(adjoint, map, op::make_space(g, shape)), shape);
}

}  // namespace ctgrad::transform
