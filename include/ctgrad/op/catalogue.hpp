// What passes ask an operator, as a table indexed by its code. Its formulas are in op/make.hpp.
#pragma once

#include <ctgrad/op/activation.hpp>
#include <ctgrad/op/arithmetic.hpp>
#include <ctgrad/op/comparison.hpp>
#include <ctgrad/op/exponential.hpp>
#include <ctgrad/op/extremum.hpp>
#include <ctgrad/op/hyperbolic.hpp>
#include <ctgrad/op/power.hpp>
#include <ctgrad/op/shift.hpp>
#include <ctgrad/op/special.hpp>
#include <ctgrad/op/trigonometric.hpp>

namespace ctgrad::op {

struct information {
    spelling name;
    int arity;
    kind result;
    bool commutative;
    bool expensive;
};

template <class... Ops>
struct information_table {
    information entries[sizeof...(Ops)]{{Ops::name, Ops::arity, Ops::result, Ops::commutative, Ops::expensive}...};

    constexpr explicit information_table(detail::type_list<Ops...>) {}
    constexpr information const& operator[](opcode op) const { return entries[op - graph::first_operator]; }
};

inline constexpr information_table information_of{catalogue{}};

/// Is the code an operator's, not a leaf's or the boundary's?
constexpr bool is_operator(opcode op) { return op >= graph::first_operator; }

/// Is it a division or a root: one instruction, but of several times the time of a product?
inline constexpr unsigned long long divisions = 1ULL << code<divide_op> | 1ULL << code<divide_or_zero_op> | 1ULL << code<sqrt_op>;
constexpr bool is_division(opcode which) { return (divisions >> which & 1U) != 0; }
/// The operators that are functions of the mathematics library, as a set: g++ takes the longer for an entry of the catalogue's table the
/// further back it is. Templates, so that the set is not found on mere inclusion.
template <class = void>
constexpr unsigned long long find_called() {
    unsigned long long result = 0;
    for (int k = 0; k < catalogue::size; ++k) {
        auto const which = static_cast<opcode>(graph::first_operator + k);
        if (information_of.entries[k].expensive && !is_division(which)) result |= 1ULL << which;
    }
    return result;
}
template <class = void>
inline constexpr unsigned long long called = find_called();

/// Is an operator a function that is called, not a few instructions?
template <std::same_as<opcode> Opcode>
constexpr bool is_call(Opcode which) {
    return (called<> >> which & 1U) != 0;
}

/// What the values of a node are.
constexpr kind kind_of(builder const& g, int node) {
    graph::node const& n = g[node];
    if (n.reduce >= reduction::first_maximum) return kind::integer;
    if (n.op == graph::input_code) return g.inputs[n.payload].kind;
    if (n.op == graph::position_code) return kind::integer;
    if (is_operator(n.op) && n.op != code<copy_op>) return information_of[n.op].result;
    return n.op == graph::constant_code ? kind::real : kind_of(g, g.argument_of(node, 0).node);
}

}  // namespace ctgrad::op
