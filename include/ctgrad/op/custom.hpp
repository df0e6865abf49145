// Operators of the user's, with forward and backward as in the lecture.
//
// `forward` is a formula, so it lowers like any other; a boundary node around its value remembers that gradients pass through
// `backward`. The boundary is transparent to everything but differentiation.
#pragma once

#include <ctgrad/op/symbolic.hpp>

namespace ctgrad::op {

inline constexpr int max_custom_operands = 8;

}  // namespace ctgrad::op

namespace ctgrad::graph {

struct gradient_rule {
    std::string_view name;
    /// Writes the gradient with respect to each operand.
    void (*backward)(op::symbolic const& upstream, op::symbolic const& output, op::symbolic const* operands,
                     op::symbolic* gradients);
    /// Do formulas that are compared see a function of the operands, not what it is computed by?
    bool opaque = false;
};

}  // namespace ctgrad::graph

namespace ctgrad::op {

/// The value `output`, computed from `operands`, with a gradient rule around it.
constexpr symbolic with_rule(graph::gradient_rule const& rule, symbolic const& output, symbolic const* operands, int count) {
    builder& g = output.graph();
    graph::boundary b{&rule, g.boundary_operands.size(), count};
    for (int k = 0; k < count; ++k) g.boundary_operands.push({operands[k].t.as_argument(), operands[k].shape()});
    symbolic result = output;
    result.t = make_node(graph::boundary_code, reduction::sum, &output.t, 1, output.t.labels, 0, g.boundaries.push(b));
    return result;
}

/// Operand `k` of a boundary as a value.
constexpr symbolic boundary_operand(builder& g, graph::boundary const& b, int k) {
    graph::boundary_operand const o = g.boundary_operands[b.operands + k];
    int const space = make_space(g, o.shape);
    return {view(g, o.value, space), o.shape.rank, space};
}

}  // namespace ctgrad::op
