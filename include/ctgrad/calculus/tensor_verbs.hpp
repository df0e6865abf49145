// What the verbs on callables derive where an operation has labels: derivatives of tensors by tensors, each a value of its own.
//
// The parts of a value are numbers and whole tensors (trace/callable.hpp). What is derived by a tensor is one value; what is derived by an
// array of numbers, which a callable can only read entry by entry, is taken apart again.
#pragma once

#include <ctgrad/calculus/call.hpp>
#include <ctgrad/transform/forward.hpp>
#include <ctgrad/transform/jacobian.hpp>
#include <ctgrad/transform/simplified.hpp>

namespace ctgrad::detail::tensors {

constexpr list<int> nodes_of(list<argument_block> const& blocks) {
    list<int> nodes;
    for (argument_block const& b : blocks) nodes.push(b.node);
    return nodes;
}

/// A value that consists of numbers, in a cheaper form if there is one.
template <std::same_as<graph::builder> Builder>
constexpr piece_list simplified(Builder& g, piece_list pieces) {
    if (!transform::may_be_simplified(g)) return pieces;
    term_list terms;
    for (piece const& p : pieces) {
        if (p.value.rank != 0) return pieces;
        terms.push(p.value.t);
    }
    term_list const cheaper = transform::simplified(g, terms);
    for (int k = 0; k < pieces.size(); ++k) pieces[k].value = op::scalar(cheaper[k]);
    return pieces;
}

/// What is derived by a block, as parts of a structure like that of the arguments.
constexpr void add_parts(op::symbolic const& v, argument_block const& b, piece_list& parts) {
    if (b.shape.whole || v.rank == 0)
        parts.push({v, b.first});
    else
        for (int k = 0; k < b.shape.volume(); ++k) parts.push({op::scalar(tracing::entry_at(v, k)), b.first + k});
}

/// The gradient of a number by each block.
template <std::same_as<graph::builder> Builder>
constexpr list<op::symbolic> gradients(
    Builder& g, op::symbolic const& y, list<argument_block> const& blocks) {
    term_list const terms = transform::reverse(g, y, op::constant(g, 1), nodes_of(blocks));
    list<op::symbolic> result;
    for (int k = 0; k < blocks.size(); ++k) result.push(op::shaped(terms[k], blocks[k].shape));
    return result;
}
template <std::same_as<graph::builder> Builder>
constexpr piece_list gradient_parts(
    Builder& g, op::symbolic const& y, list<argument_block> const& blocks) {
    list<op::symbolic> const values = gradients(g, y, blocks);
    piece_list parts;
    for (int k = 0; k < blocks.size(); ++k) add_parts(values[k], blocks[k], parts);
    return parts;
}

/// Writes the rows of a Jacobian that belong to a part of the value, the columns of one block.
constexpr void write_rows(
    op::symbolic const& jacobian, piece const& row, argument_block const& b, int memory, list<graph::output>& outputs) {
    auto const write = [&](op::symbolic const& written, int at) {
        outputs.push({written.t.as_argument(), written.shape(), -1, memory, at});
    };
    int const begin = row.first * b.columns + b.column;
    if (row.value.rank == 0 && !b.shape.whole) {
        for (int k = 0; k < b.shape.volume(); ++k) write(op::scalar(tracing::entry_at(jacobian, k)), begin + k);
    } else if (b.columns == b.shape.volume()) {
        write(jacobian, begin);
    } else {
        extents const rows = row.value.shape();
        for (int i = 0; i < rows.volume(); ++i) {
            op::symbolic v = jacobian;
            for (int k = 0, rest = i, size = rows.volume(); k < rows.rank; ++k, rest %= size) {
                size /= rows[k];
                v = tracing::slice_at(v, rest / size);
            }
            write(v, begin + i * b.columns);
        }
    }
}
template <std::same_as<graph::builder> Builder>
constexpr void write_jacobian(
    Builder& g, piece_list const& y, list<argument_block> const& blocks, int memory,
    list<graph::output>& outputs) {
    list<int> const nodes = nodes_of(blocks);
    for (piece const& row : y) {
        list<op::symbolic> const jacobians = transform::jacobians(g, row.value, nodes);
        for (int k = 0; k < blocks.size(); ++k)
            write_rows(jacobians[k], row, blocks[k], memory + blocks[k].argument, outputs);
    }
}

/// The derivative of a value along directions.
template <std::same_as<graph::builder> Builder>
constexpr op::symbolic along(
    Builder& g, op::symbolic const& y, list<int> const& nodes, list<op::symbolic> const& directions) {
    return transform::forward(g, y, nodes, directions);
}

/// The part of a block from an entry on that has the shape of a part of the value: a number, the whole block, or a stretch of a flat one.
constexpr op::term part_of_block(op::symbolic const& block, op::symbolic const& part, int first) {
    if (part.rank == 0) return tracing::entry_at(block, first);
    if (part.rank == block.rank && first == 0 && part.extent(0) == block.extent(0)) return block.t;
    op::label_map map = op::label_map::identity();
    map.to[0] = {0, first, -1};
    return op::relabeled(block.t, map, part.space);
}

/// The product of the parts of a value with what is given for the blocks of one like it.
template <class Structure, std::same_as<graph::builder> Builder>
constexpr op::symbolic product_with_blocks(
    Builder& g, piece_list const& y, list<op::symbolic> const& upstream) {
    list<tracing::block> const blocks = tracing::blocks_of<Structure>();
    op::term total = op::constant(g, 0);
    int next = 0;
    int first = 0;
    for (int b = 0; b < blocks.size(); ++b) {
        int const end = first + blocks[b].volume();
        for (; next < y.size() && y[next].first < end; ++next) {
            op::symbolic const& v = y[next].value;
            op::term const weight = part_of_block(upstream[b], v, y[next].first - first);
            total = total + op::sum(weight * v.t, v.axes(), v.space);
        }
        first = end;
    }
    return op::scalar(total);
}

}  // namespace ctgrad::detail::tensors
