// Determinants, inverses and solutions of linear systems. Up to three rows they are closed formulas, beyond Gaussian elimination.
//
// Derivatives never go through the elimination: the rules of matrix calculus say what they are, in the same functions, so that higher
// derivatives follow. Nor does comparing formulas look into an elimination: beyond three rows the functions are atoms.
// Source: Giles, Collected matrix derivative results for forward and reverse mode algorithmic differentiation, AD 2008.
#pragma once

#include <ctgrad/op/custom.hpp>
#include <ctgrad/op/elimination.hpp>
#include <ctgrad/op/products.hpp>

namespace ctgrad::op {

inline constexpr int largest_closed_form = 3;

constexpr bool is_square(extents const& a) { return a.rank == 2 && a[0] == a[1]; }

/// The cofactor of an entry of a matrix of two or three rows: the determinant of what is left without its row and column, with its sign.
constexpr term cofactor(symbolic const& a, int i, int j) {
    if (a.extent(0) == 2) {
        term const minor = entry(a, 1 - i, 1 - j);
        return i == j ? minor : -minor;
    }
    int const i1 = (i + 1) % 3;
    int const i2 = (i + 2) % 3;
    int const j1 = (j + 1) % 3;
    int const j2 = (j + 2) % 3;
    return entry(a, i1, j1) * entry(a, i2, j2) - entry(a, i1, j2) * entry(a, i2, j1);
}

constexpr term closed_determinant(symbolic const& a) {
    int const n = a.extent(0);
    if (n == 1) return entry(a, 0, 0);
    term sum = entry(a, 0, 0) * cofactor(a, 0, 0);
    for (int j = 1; j < n; ++j) sum = sum + entry(a, 0, j) * cofactor(a, 0, j);
    return sum;
}

constexpr symbolic closed_inverse(symbolic const& a) {
    int const n = a.extent(0);
    term const scale = 1 / closed_determinant(a);
    term entries[largest_closed_form * largest_closed_form]{};
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j) entries[i * n + j] = n == 1 ? scale : scale * cofactor(a, j, i);
    return assembled(a.graph(), a.shape(), entries);
}

/// The solution of a X = b by elimination; `b` over labels 0 and 2.
constexpr symbolic eliminated_solution(symbolic const& a, term const& b, int columns, extents const& shape) {
    builder& g = a.graph();
    int const n = a.extent(0);
    term const matrix = moved(a, make_space(g, make_extents(n, n, columns), b.space), {0, 1});
    detail::list<term> x = back_substitution(elimination(g, n, matrix, b, columns));
    int const space = make_space(g, shape, b.space);
    label_map map = label_map::identity();
    map.to[2] = {1, 0, -1};
    for (term& t : x) t = relabeled(t, map, space);
    term result = constant(g, 0);
    for (int k = n - 1; k >= 0; --k)
        result = select(make<equal_op>(position(g, space, 0), constant(g, k)), x[k], result);
    return shaped(result, shape);
}

/// The inverse of a square matrix. Derivative: -Y^T U Y^T for the upstream gradient U.
struct inverse_op : composed {
    static constexpr spelling name{.text = "inverse", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) { return is_square(a) ? a : invalid_shape; }
    static constexpr symbolic apply(symbolic const& a) {
        if (a.extent(0) <= largest_closed_form) return with_rule(closed, closed_inverse(a), &a, 1);
        return with_rule(eliminating, eliminated(a), &a, 1);
    }

private:
    static constexpr symbolic eliminated(symbolic const& a) {
        builder& g = a.graph();
        int const n = a.extent(0);
        int const space = make_space(g, make_extents(n, n, n), a.t.space);
        term const unit = select(make<equal_op>(position(g, space, 0), position(g, space, 2)), 1, 0);
        return eliminated_solution(a, unit, n, a.shape());
    }
    static constexpr void backward(symbolic const& u, symbolic const& y, symbolic const*, symbolic* gradients) {
        symbolic const transposed = transpose_op::apply(y);
        gradients[0] = entrywise_apply<negate_op>(product_op::apply(product_op::apply(transposed, u), transposed));
    }
    static constexpr graph::gradient_rule closed{"inverse", &backward};
    static constexpr graph::gradient_rule eliminating{"inverse", &backward, true};
};

/// The solution x of a x = b, for a vector b or for each column of a matrix.
/// Derivative: solve(a^T, u) for b, and minus its outer product with x for a.
struct solve_op : composed {
    static constexpr spelling name{.text = "solve", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a, extents const& b) {
        return is_square(a) && (b.rank == 1 || b.rank == 2) && a[1] == b[0] ? b : invalid_shape;
    }
    static constexpr symbolic apply(symbolic const& a, symbolic const& b) {
        symbolic const operands[]{a, b};
        return with_rule(a.extent(0) <= largest_closed_form ? closed : eliminating, solution(a, b), operands, 2);
    }

private:
    static constexpr symbolic solution(symbolic const& a, symbolic const& b) {
        if (a.extent(0) <= largest_closed_form) return product_op::apply(closed_inverse(a), b);
        int const columns = b.rank == 2 ? b.extent(1) : 1;
        int const space = make_space(a.graph(), make_extents(a.extent(0), a.extent(0), columns), b.t.space);
        return eliminated_solution(a, b.rank == 2 ? moved(b, space, {0, 2}) : moved(b, space, {0}), columns, b.shape());
    }
    static constexpr void backward(symbolic const& u, symbolic const& x, symbolic const* in, symbolic* gradients) {
        symbolic const back = apply(transpose_op::apply(in[0]), u);
        symbolic const both = x.rank == 1 ? outer_op::apply(back, x) : product_op::apply(back, transpose_op::apply(x));
        gradients[0] = entrywise_apply<negate_op>(both);
        gradients[1] = back;
    }
    static constexpr graph::gradient_rule closed{"solve", &backward};
    static constexpr graph::gradient_rule eliminating{"solve", &backward, true};
};

/// The determinant of a square matrix. Derivative: the cofactors, up to three rows; else y inverse(a)^T, which is not defined where a is
/// singular.
struct determinant_op : composed {
    static constexpr spelling name{.text = "determinant", .latex = "\\det", .c = ""};
    static constexpr extents shape(extents const& a) { return is_square(a) ? extents{} : invalid_shape; }
    static constexpr symbolic apply(symbolic const& a) {
        if (a.extent(0) <= largest_closed_form) return scalar(closed_determinant(a));
        return with_rule(eliminating, eliminated(a), &a, 1);
    }

private:
    static constexpr symbolic eliminated(symbolic const& a) {
        int const n = a.extent(0);
        elimination const e(
            a.graph(), n, moved(a, make_space(a.graph(), make_extents(n, n), a.t.space), {0, 1}), no_term, 1);
        term product = e.pivot(0);
        for (int k = 1; k < n; ++k) product = product * e.pivot(k);
        for (term const& s : e.sign) product = product * s;
        return scalar(product);
    }
    static constexpr void backward(symbolic const& u, symbolic const& y, symbolic const* a, symbolic* gradients) {
        symbolic const scale = entrywise_apply<multiply_op>(u, y);
        gradients[0] = product_op::apply(scale, transpose_op::apply(inverse_op::apply(a[0])));
    }
    static constexpr graph::gradient_rule eliminating{"determinant", &backward, true};
};

}  // namespace ctgrad::op
