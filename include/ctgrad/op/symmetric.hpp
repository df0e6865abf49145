// Matrices that are promised to equal their transpose.
//
// The symmetric part (a + a^T) / 2 is what it is to formulas that are compared, and what it is differentiated as: the gradient
// is the symmetric part of the upstream gradient. What it buys is that only one of the two entries has to be read. Whoever
// makes an index map of such a matrix puts its two positions in order (`order_positions`), so that `a x` and `a^T x` are one node, and a
// product is taken column by column, where every lane is one row.
#pragma once

#include <ctgrad/op/inverse.hpp>

namespace ctgrad::op {

/// A matrix that equals its transpose. Derivative: the symmetric part.
struct symmetric_op : composed {
    static constexpr spelling name{.text = "symmetric", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) { return is_square(a) ? a : invalid_shape; }
    static constexpr symbolic apply(symbolic const& a) {
        builder& g = a.graph();
        if ((a.t.labels & 3U) != 3U) return part(a);  // the same in every row, or in every column
        if (is_symmetric(g, a.t.node)) return a;
        if (is_transposed(a.t)) return apply(transpose_op::apply(a));
        for (int k = 0; k < g.boundaries.size(); ++k)
            if (graph::boundary const& b = g.boundaries[k];
                b.symmetric && g.same_argument(g.boundary_operands[b.operands].value, a.t.as_argument()))
                return bounded(a, k);
        if (a.t.op == graph::input_code) g.inputs[a.t.data().payload].symmetric = true;
        graph::boundary const b{&rule, g.boundary_operands.push({a.t.as_argument(), a.shape()}), 1, true};
        return bounded(a, g.boundaries.push(b));
    }

private:
    static constexpr bool is_transposed(term const& t) {
        return t.rank == 2 && t.axis(0).is_label() && t.axis(1).is_label() && t.axis(0).label > t.axis(1).label;
    }
    static constexpr symbolic bounded(symbolic a, int boundary) {
        a.t = make_node(graph::boundary_code, reduction::sum, &a.t, 1, a.t.labels, 0, boundary);
        return a;
    }
    static constexpr symbolic part(symbolic const& a) {
        symbolic result = a;
        result.t = constant(a.graph(), rational{1, 2}) * (a.t + transpose_op::apply(a).t);
        return result;
    }
    static constexpr void backward(symbolic const& u, symbolic const&, symbolic const*, symbolic* gradients) {
        gradients[0] = part(u);
    }
    static constexpr graph::gradient_rule rule{"symmetric", &backward};
};

}  // namespace ctgrad::op
