// What only reads a value in another order, picks entries from it, or puts entries together.
#pragma once

#include <ctgrad/op/composed.hpp>

namespace ctgrad::op {

/// The entry of a value at constant positions.
constexpr term entry(symbolic const& a, int i, int j = 0) { return viewed(a, 0, {{-1, i, -1}, {-1, j, -1}}); }

/// A vector or matrix of numbers, row by row: entry i is select(i == 0, first, select(i == 1, second, ...)). Brackets for the last,
/// too, so that its gradient is one entry like that of the others.
constexpr symbolic assembled(builder& g, extents const& shape, term const* entries) {
    int const space = make_space(g, shape);
    int const columns = shape.rank == 2 ? shape[1] : 1;
    auto const chosen = [&](int axis, int count, auto const& candidate) {
        term result = constant(g, 0);
        for (int k = count - 1; k >= 0; --k)
            result = select(make<equal_op>(position(g, space, axis), constant(g, k)), candidate(k), result);
        return result;
    };
    term const t = chosen(0, shape[0], [&](int i) {
        return shape.rank == 1 ? entries[i] : chosen(1, columns, [&](int j) { return entries[i * columns + j]; });
    });
    return shaped(t, shape);
}

/// out[i, j] = a[j, i]. A view: no work.
struct transpose_op : composed {
    static constexpr spelling name{.text = "transpose", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) { return a.rank == 2 ? make_extents(a[1], a[0]) : invalid_shape; }
    static constexpr symbolic apply(symbolic const& a) {
        extents const result = make_extents(a.extent(1), a.extent(0));
        return shaped(moved(a, make_space(a.graph(), result), {1, 0}), result);
    }
};

/// A vector as each of N rows. Shape: (n) to (N, n). A view: no work.
template <int N>
struct broadcast_rows_op : composed {
    static constexpr spelling name{.text = "broadcast_rows", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) { return a.rank == 1 ? make_extents(N, a[0]) : invalid_shape; }
    static constexpr symbolic apply(symbolic const& a) {
        extents const result = make_extents(N, a.extent(0));
        return shaped(moved(a, make_space(a.graph(), result), {1}), result);
    }
};

/// An entry: `v[i]`, `element(A, i, j)`. The positions are integer constants or integer symbols.
struct element_op : composed {
    static constexpr spelling name{.text = "element", .latex = "", .c = ""};
    static constexpr symbolic apply(symbolic const& a, std::same_as<symbolic> auto const&... positions) {
        symbolic const at[]{positions...};
        label_map map = label_map::identity();
        term t = a.t;
        for (int k = 0; k < a.rank; ++k) {
            as_index(at[k].t, map.to[k]);
            if (map.to[k].is_constant() && label_in_pieces(t, 1U << k) >= 0) t = piece(t, k, map.to[k].offset);
        }
        return scalar(relabeled(t, map, t.space));
    }
    static constexpr extents shape(extents const& a, std::same_as<extents> auto const&... positions) {
        bool const scalars = ((positions.rank == 0) && ...);
        return scalars && a.rank == static_cast<int>(sizeof...(positions)) ? extents{} : invalid_shape;
    }
};

/// out[i] = a[i, i]. A view: no work.
struct diagonal_op : composed {
    static constexpr spelling name{.text = "diagonal", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) {
        return a.rank == 2 && a[0] == a[1] ? make_extents(a[0]) : invalid_shape;
    }
    static constexpr symbolic apply(symbolic const& a) {
        extents const result = make_extents(a.extent(0));
        return shaped(moved(a, make_space(a.graph(), result), {0, 0}), result);
    }
};

/// Sum of the diagonal.
struct trace_op : composed {
    static constexpr spelling name{.text = "trace", .latex = "\\mathrm{tr}", .c = ""};
    static constexpr extents shape(extents const& a) { return a.rank == 2 && a[0] == a[1] ? extents{} : invalid_shape; }
    static constexpr symbolic apply(symbolic const& a) {
        symbolic const d = diagonal_op::apply(a);
        return scalar(sum(d.t, d.axes(), d.space));
    }
};

/// out[j] = a[i, j]. A view: no work.
struct row_op : composed {
    static constexpr spelling name{.text = "row", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a, extents const& i) {
        return a.rank == 2 && i.rank == 0 ? make_extents(a[1]) : invalid_shape;
    }
    static constexpr symbolic apply(symbolic const& a, symbolic const& i) {
        extents const result = make_extents(a.extent(1));
        index at{};
        as_index(i.t, at);
        return shaped(viewed(a, make_space(a.graph(), result), {at, {0, 0, -1}}), result);
    }
};

/// out[i] = a[i, j]. A view: no work.
struct column_op : composed {
    static constexpr spelling name{.text = "column", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a, extents const& j) {
        return a.rank == 2 && j.rank == 0 ? make_extents(a[0]) : invalid_shape;
    }
    static constexpr symbolic apply(symbolic const& a, symbolic const& j) {
        extents const result = make_extents(a.extent(0));
        index at{};
        as_index(j.t, at);
        return shaped(viewed(a, make_space(a.graph(), result), {{0, 0, -1}, at}), result);
    }
};

/// out[i] = a[Begin + i], of Count entries. A view: no work.
template <int Begin, int Count>
struct segment_op : composed {
    static constexpr spelling name{.text = "segment", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) {
        bool const inside = Begin >= 0 && Count > 0 && Count <= a[0] && Begin <= a[0] - Count;
        return a.rank == 1 && inside ? make_extents(Count) : invalid_shape;
    }
    static constexpr symbolic apply(symbolic const& a) {
        extents const result = make_extents(Count);
        return shaped(viewed(a, make_space(a.graph(), result), {{0, Begin, -1}}), result);
    }
};

/// The entries of vectors and numbers, one after the other: out[i] = sum over the parts and k of [i == begin of the part + k] part[k].
struct concat_op : composed {
    static constexpr spelling name{.text = "concat", .latex = "", .c = ""};
    static constexpr extents shape(std::same_as<extents> auto const&... parts) {
        return ((parts.rank <= 1) && ...) ? make_extents((parts.volume() + ...)) : invalid_shape;
    }
    static constexpr symbolic apply(std::same_as<symbolic> auto const&... values) {
        symbolic const parts[]{values...};
        extents const result = shape(values.shape()...);
        builder& g = parts[0].graph();
        term total = constant(g, 0);
        int begin = 0;
        for (symbolic const& part : parts) {
            int const size = part.shape().volume();
            int const space = make_space(g, make_extents(result[0], size));
            term const here = position(g, space, 0);
            if (part.rank == 0) {
                total = total + select(make<equal_op>(here, constant(g, begin)), part.t, 0);
            } else {
                term const there = position_at(g, result[0], space, {1, begin, -1});
                total = total + sum(select(make<equal_op>(here, there), moved(part, space, {1}), 0), 2U, space);
            }
            begin += size;
        }
        return shaped(total, result);
    }
};

/// A vector of numbers.
struct vector_of_op : composed {
    static constexpr spelling name{.text = "vector_of", .latex = "", .c = ""};
    static constexpr extents shape(std::same_as<extents> auto const&... entries) {
        return ((entries.rank == 0) && ...) ? make_extents(static_cast<int>(sizeof...(entries))) : invalid_shape;
    }
    static constexpr symbolic apply(std::same_as<symbolic> auto const&... entries) {
        term const list[]{entries.t...};
        return assembled(*list[0].g, make_extents(static_cast<int>(sizeof...(entries))), list);
    }
};

/// A matrix of numbers, row by row.
template <int Rows, int Columns>
struct matrix_of_op : composed {
    static constexpr spelling name{.text = "matrix_of", .latex = "", .c = ""};
    static constexpr extents shape(std::same_as<extents> auto const&... entries) {
        bool const fits = static_cast<int>(sizeof...(entries)) == Rows * Columns && ((entries.rank == 0) && ...);
        return fits ? make_extents(Rows, Columns) : invalid_shape;
    }
    static constexpr symbolic apply(std::same_as<symbolic> auto const&... entries) {
        term const list[]{entries.t...};
        return assembled(*list[0].g, make_extents(Rows, Columns), list);
    }
};

}  // namespace ctgrad::op
