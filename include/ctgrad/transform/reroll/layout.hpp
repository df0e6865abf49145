// How entries of an input are read by lists of values, and which shape the input has for that.
//
// A matrix is often an array of n * m numbers, read at m * i + j. Its memory is that of a matrix of n rows, so it may be declared as one.
#pragma once

#include <ctgrad/graph/frozen.hpp>

namespace ctgrad::transform::reroll {

/// Most axes of a list of values.
inline constexpr int most_axes = 4;

/// The extents of a list of values.
struct box {
    int rank = 0;
    int size[most_axes]{};

    constexpr int volume() const {
        int product = 1;
        for (int k = 0; k < rank; ++k) product *= size[k];
        return product;
    }
    /// How far neighbours along an axis are from each other.
    constexpr int step(int axis) const {
        int product = 1;
        for (int k = axis + 1; k < rank; ++k) product *= size[k];
        return product;
    }
    constexpr bool same(box const& o) const {
        if (rank != o.rank) return false;
        for (int k = 0; k < rank; ++k)
            if (size[k] != o.size[k]) return false;
        return true;
    }
    constexpr box first(int count) const {
        box b = *this;
        b.rank = count;
        return b;
    }
    constexpr box with(int extent) const {
        box b = *this;
        b.size[b.rank++] = extent;
        return b;
    }
    constexpr box without(int axis) const {
        box b = *this;
        --b.rank;
        for (int k = axis; k < b.rank; ++k) b.size[k] = b.size[k + 1];
        return b;
    }
};

/// Entries of an input: the first, and how far it is to the next along each axis of a list.
struct strides {
    int first = 0;
    int rank = 0;
    int along[most_axes]{};
};

template <std::same_as<graph::view> View>
class input_layout {
    struct stretch {
        int input = 0;
        int first = 0;
        int count = 0;
    };
    View g_;
    detail::list<char> in_loops_;      ///< by input
    detail::list<int> row_;            ///< by input: the length of its rows; 0: it is one row
    detail::list<stretch> stretches_;  ///< of inputs that are one row so far

    /// Do all that is read one after the other stay within rows of that length?
    constexpr bool keeps_rows(int input, int row) const {
        for (stretch const& s : stretches_)
            if (s.input == input && s.first % row + s.count > row) return false;
        return true;
    }

public:
    constexpr explicit input_layout(View const& graph_in) : g_(graph_in), in_loops_(graph_in.count.inputs) {
        for (int k = 0; k < g_.count.inputs; ++k) row_.push(g_.inputs[k].shape.rank == 2 ? g_.inputs[k].shape.size[1] : 0);
    }

    /// Can entries be read so? 0 if they can; else where the list breaks, -1 where it does everywhere.
    constexpr int accepts(int input, strides const& s, box const& b) {
        extents const& shape = g_.inputs[input].shape;
        if (shape.rank == 0 || shape.rank > 2) return -1;
        int row = row_.data[input];
        int longest = 0;
        for (int k = 0; k < s.rank; ++k)
            if (s.along[k] > longest) longest = s.along[k];
        if (row == 0 && longest > 1) {
            if (shape.size[0] % longest != 0 || !keeps_rows(input, longest)) return -1;
            row = longest;
        }
        int by_row = 0;
        int by_column = 0;
        int count = 1;
        for (int k = 0; k < s.rank; ++k) {
            int const rows = row == 0 ? 0 : s.along[k] / row;
            int const columns = row == 0 ? s.along[k] : s.along[k] % row;
            if (rows > 1 || columns > 1) return -1;
            by_row += rows;
            by_column += columns;
            if (columns == 1) count = b.size[k];
        }
        if (by_row > 1 || by_column > 1) return -1;
        if (row == 0) {
            stretches_.push({input, s.first, count});
        } else {
            if (s.first % row + count > row) return row - s.first % row;
            row_.data[input] = row;
        }
        in_loops_.data[input] = 1;
        return 0;
    }
    /// Is an input read along axes?
    constexpr bool is_read_in_loops(int input) const { return in_loops_.data[input] != 0; }
    /// The shape of an input that all its entries are read in.
    constexpr extents shape(int input) const {
        extents const& own = g_.inputs[input].shape;
        int const row = row_.data[input];
        return own.rank == 1 && row > 0 ? make_extents(own.size[0] / row, row) : own;
    }
    /// Entries of an input as an index map. Its rank is that of the shape.
    constexpr void write(int input, strides const& s, graph::index* axes) const {
        extents const in = shape(input);
        int const row = in.rank == 2 ? in.size[1] : in.size[0];
        int const last = in.rank - 1;
        axes[0] = {-1, s.first / row, -1};
        axes[last] = {-1, s.first % row, -1};
        for (int k = 0; k < s.rank; ++k) {
            if (s.along[k] / row != 0) axes[0].label = k;
            if (s.along[k] % row != 0) axes[last].label = k;
        }
    }
};

}  // namespace ctgrad::transform::reroll
