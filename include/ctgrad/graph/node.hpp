// The one kind of node.
//
//     out[o1..or] = reduce over the remaining labels of  op(arg1[index map], arg2[index map], ...)
//
// over a space of labels 0..labels-1, each with an extent: the first `rank` are the axes of the result, the rest are reduced.
// A scalar is the case without labels; so is every node of a straight-line formula, and such a node is as small as it would
// be in a graph that knew nothing of tensors, because index maps live in a pool of their own.
#pragma once

#include <string_view>

#include <ctgrad/math/rational.hpp>
#include <ctgrad/shape/extents.hpp>

namespace ctgrad::graph {

/// Most labels of one node, axes and reduced labels together. While a Jacobian is derived, the highest four are the axes of
/// the function's value: formulas number their own labels from 0 and never meet them.
inline constexpr int max_labels = 16;
inline constexpr int first_batch_label = 12;

/// Leaves and the boundary have fixed codes; operators follow in the order of the catalogue (op/catalogue.hpp).
using opcode = short;
inline constexpr opcode input_code = 0;     ///< payload: position in the table of inputs
inline constexpr opcode constant_code = 1;  ///< payload: position in the table of constants
inline constexpr opcode position_code = 2;  ///< value: its own position along its one axis
inline constexpr opcode boundary_code = 3;  ///< the value of its argument, with a gradient rule of the user's (payload)
inline constexpr opcode first_operator = 4;

/// An operator as one of a bit set of codes. -1, where a node reduces, has the last bit.
constexpr unsigned long long operator_bit(opcode op) { return 1ULL << (op & 63); }

/// What the labels that are not axes of the result are reduced with. The `first_*` reductions give the position (row-major
/// over the reduced labels) of the first extremum: it is what the gradient of an extremum is routed by.
enum class reduction : unsigned char { sum, maximum, minimum, first_maximum, first_minimum };

/// What a value is: a number of the scalar type, an integer (labels, positions), or a truth value.
enum class kind : unsigned char { real, integer, condition };

/// One entry of an index map: `label + offset + value(dynamic)`, each part optional.
struct index {
    int label = -1;    ///< -1: none
    int offset = 0;
    int dynamic = -1;  ///< position in the pool of arguments of an integer value, -1: none

    constexpr bool is_label() const { return label >= 0 && offset == 0 && dynamic < 0; }
    constexpr bool is_constant() const { return label < 0 && dynamic < 0; }
};

/// A value seen through an index map: the entries `axes .. axes + rank` of the pool of indices. Without values of its own, as `node`.
struct argument {
    int node;
    int axes;
    int rank;
};

/// Without values of its own: g++ makes the entries of an array of these one by one otherwise.
struct node {
    opcode op;
    reduction reduce;
    unsigned char rank;
    unsigned char labels;
    unsigned char arguments;
    int payload;
    int extents_at;
    int arguments_at;
};

/// An exact constant: a rational, one of the named irrational numbers, or a number of double that is no rational of 64-bit integers:
/// 6.6e-34, an infinity, -0.
struct constant {
    enum class name : unsigned char { rational, pi, e, binary };
    math::rational value{};
    name which = name::rational;
    double binary = 0;  ///< whole, where `which` says so

    friend constexpr bool operator==(constant const&, constant const&) = default;
};

/// A symbol: what it is called, whether it holds numbers or integers, and its shape.
struct input {
    std::string_view name{};
    graph::kind kind = kind::real;
    extents shape{};
    bool symmetric = false;  ///< promised to equal its transpose; constant evaluation holds the bindings to it
    bool hidden = false;     ///< no symbol of the formula: one that was replaced, or an auxiliary variable of a pass
};

/// What is wrong with a program, where its graph cannot be made: `not_constant` where the compiler has said why.
enum class mistake : unsigned char { none, endless_branching, position_outside, endless_rewriting, not_constant };

}  // namespace ctgrad::graph
