// Products, composed of the multiply operator with labels: each function is a formula in index notation.
#pragma once

#include <ctgrad/op/views.hpp>

namespace ctgrad::op {

/// Product of linear algebra: scalar times anything, matrix times vector, matrix times matrix.
struct product_op : composed {
    static constexpr spelling name{.text = "*", .latex = " ", .c = "*", .precedence = 5};
    static constexpr extents shape(extents const& a, extents const& b) {
        if (a.rank == 0) return b;
        if (b.rank == 0) return a;
        if (a.rank != 2 || b.rank > 2 || a[1] != b[0]) return invalid_shape;
        return b.rank == 1 ? make_extents(a[0]) : make_extents(a[0], b[1]);
    }
    static constexpr symbolic apply(symbolic const& a, symbolic const& b) {
        if (a.rank == 0 || b.rank == 0) return entrywise_apply<multiply_op>(a, b);
        builder& g = a.graph();
        if (b.rank == 1) {  // out[i] = sum_k a[i, k] b[k]
            int const space = make_space(g, make_extents(a.extent(0), a.extent(1)));
            return shaped(sum(moved(a, space, {0, 1}) * moved(b, space, {1}), 2U, space), make_extents(a.extent(0)));
        }
        // out[i, j] = sum_k a[i, k] b[k, j]
        int const space = make_space(g, make_extents(a.extent(0), b.extent(1), a.extent(1)));
        return shaped(
            sum(moved(a, space, {0, 2}) * moved(b, space, {2, 1}), 4U, space), make_extents(a.extent(0), b.extent(1)));
    }
};

/// Sum of the products of corresponding entries. Shape: equal shapes to a scalar.
struct dot_op : composed {
    static constexpr spelling name{.text = "dot", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a, extents const& b) { return a == b ? extents{} : invalid_shape; }
    static constexpr symbolic apply(symbolic const& a, symbolic const& b) {
        return scalar(sum(a.t * b.t, a.axes(), a.space));
    }
};

/// out[i, j] = a[i] b[j]. Shape: two vectors to a matrix.
struct outer_op : composed {
    static constexpr spelling name{.text = "outer", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a, extents const& b) {
        return a.rank == 1 && b.rank == 1 ? make_extents(a[0], b[0]) : invalid_shape;
    }
    static constexpr symbolic apply(symbolic const& a, symbolic const& b) {
        extents const result = make_extents(a.extent(0), b.extent(0));
        int const space = make_space(a.graph(), result);
        return shaped(moved(a, space, {0}) * moved(b, space, {1}), result);
    }
};

/// The vector product of three-dimensional space: out[i] = a[i+1] b[i+2] - a[i+2] b[i+1], indices modulo 3.
struct cross_op : composed {
    static constexpr spelling name{.text = "cross", .latex = "\\times", .c = ""};
    static constexpr extents shape(extents const& a, extents const& b) {
        return a == make_extents(3) && b == a ? a : invalid_shape;
    }
    static constexpr symbolic apply(symbolic const& a, symbolic const& b) {
        term entries[3]{};
        for (int i = 0; i < 3; ++i) {
            int const j = (i + 1) % 3;
            int const k = (i + 2) % 3;
            entries[i] = entry(a, j) * entry(b, k) - entry(a, k) * entry(b, j);
        }
        return assembled(a.graph(), make_extents(3), entries);
    }
};

/// Product entry by entry. Shape: equal shapes, or a scalar and anything.
struct cwise_product_op : composed {
    static constexpr spelling name{.text = "cwise_product", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a, extents const& b) {
        return a.rank == 0 ? b : b.rank == 0 || a == b ? a : invalid_shape;
    }
    static constexpr symbolic apply(symbolic const& a, symbolic const& b) { return entrywise_apply<multiply_op>(a, b); }
};

/// Quotient entry by entry. Shape: equal shapes, or a scalar and anything.
struct cwise_quotient_op : composed {
    static constexpr spelling name{.text = "cwise_quotient", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a, extents const& b) { return cwise_product_op::shape(a, b); }
    static constexpr symbolic apply(symbolic const& a, symbolic const& b) { return entrywise_apply<divide_op>(a, b); }
};

}  // namespace ctgrad::op
