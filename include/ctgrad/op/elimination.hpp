// Gaussian elimination with partial pivoting, as formulas: every step is a few values over labels, and what is left shrinks by a row
// and a column. The row of the pivot is found when the formula is evaluated, by the reduction that says where a maximum is; rows
// are exchanged by selecting. So nothing but the operators of the catalogue is needed to schedule, write out, interpret or print it.
#pragma once

#include <ctgrad/op/views.hpp>

namespace ctgrad::op {

/// What elimination leaves: an upper triangular matrix, its right-hand sides, and the sign of the permutation of the rows. Row k of the
/// matrix is a term over label 1, from the diagonal on; that of the right-hand sides one over label 2.
/// Cost:   n^3 / 3 multiplications, n^2 for each right-hand side.
/// Source: Golub and Van Loan, Matrix Computations, 4th ed. (2013), 3.4.
struct elimination {
    builder& g;
    int n;
    int right_hand_sides;
    int batch;  ///< a space that has the batch labels
    detail::list<term> row;
    detail::list<term> right;
    detail::list<term> sign;  ///< of the exchange in each step but the last

    /// `a` over labels 0 and 1; `b` over labels 0 and 2, or no term.
    constexpr elimination(builder& graph, int size, term a, term b, int columns)
        : g(graph),
          n(size),
          right_hand_sides(columns),
          batch(b.exists() && b.labels != 0 ? b.space : a.space) {
        for (int rows = n; rows > 1; --rows) step(a, b, rows);
        row.push(placed(a, {-1, 0, -1}, {1, 0, -1}, space_of(1)));
        if (b.exists()) right.push(placed(b, {-1, 0, -1}, {1, 0, -1}, space_of(1)));
    }

    constexpr term pivot(int k) const { return substituted(row[k], 1, {-1, 0, -1}); }

private:
    constexpr int space_of(int rows) const { return make_space(g, make_extents(rows, rows, right_hand_sides), batch); }
    /// A term at other rows and columns of its matrix.
    static constexpr term placed(term const& t, index const& at_row, index const& at_column, int space) {
        label_map map = label_map::identity();
        map.to[0] = at_row;
        map.to[1] = at_column;
        return relabeled(t, map, space);
    }

    /// Eliminates the first of `rows` rows and columns.
    constexpr void step(term& a, term& b, int rows) {
        constexpr index top{-1, 0, -1};
        constexpr index below{0, 1, -1};
        constexpr index right_of{1, 1, -1};
        constexpr index same_column{1, 0, -1};
        int const space = space_of(rows);
        int const rest = space_of(rows - 1);
        term const candidates = make<abs_op>(placed(a, {0, 0, -1}, top, space));
        term const found = extremum(candidates, 1U, reduction::first_maximum);
        index const pivot_row{-1, 0, g.arguments.push(found.as_argument())};
        term const is_pivot_row = make<equal_op>(position_at(g, rows, rest, below), found);
        // rows below the first, with the first in the place of the pivot's
        auto const exchanged = [&](term const& t, index const& column) {
            return select(is_pivot_row, placed(t, top, column, rest), placed(t, below, column, rest));
        };
        row.push(placed(a, pivot_row, same_column, space));
        sign.push(select(make<equal_op>(found, constant(g, 0)), 1, -1));
        // where the pivot is 0, so is the column below it
        term const factor = make<divide_or_zero_op>(exchanged(a, top), pivot(n - rows));
        if (b.exists()) {
            right.push(placed(b, pivot_row, same_column, space));
            b = exchanged(b, same_column) - factor * right[n - rows];
        }
        a = exchanged(a, right_of) - factor * placed(row[n - rows], {0, 0, -1}, right_of, rest);
    }
};

/// Row k of the solution, for every right-hand side, from the last to the first.
constexpr detail::list<term> back_substitution(elimination const& e) {
    detail::list<term> x(e.n, no_term);
    for (int k = e.n - 1; k >= 0; --k) {
        term rest = e.right[k];
        for (int j = k + 1; j < e.n; ++j) rest = rest - substituted(e.row[k], 1, {-1, j - k, -1}) * x[j];
        x[k] = rest / e.pivot(k);
    }
    return x;
}

}  // namespace ctgrad::op
