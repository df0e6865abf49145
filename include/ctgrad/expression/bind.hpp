// Which binding serves which input of a program, and the memory that the program then reads and writes.
#pragma once

#include <ctgrad/expression/slot.hpp>
#include <ctgrad/expression/symbol.hpp>
#include <ctgrad/transform/lowered.hpp>

namespace ctgrad::detail {

/// What is wrong with the bindings of an evaluation: positions among the bindings or the inputs, -1: nothing.
struct binding_mistakes {
    int unknown = -1;  ///< a binding whose symbol is not in the formula
    int doubled = -1;  ///< a binding whose symbol was bound before
    int unbound = -1;  ///< an input that the graph reads and nobody binds

    constexpr bool none() const { return unknown < 0 && doubled < 0 && unbound < 0; }
};

template <int Count>
struct binding_table {
    int input[static_cast<unsigned>(Count) + 1]{};  ///< the input number of each binding
    binding_mistakes mistakes{};
};

constexpr int input_number(graph::view const& g, graph::input const& symbol) {
    for (int k = 0; k < g.count.inputs; ++k) {
        graph::input const& i = g.inputs[k];
        if (i.name == symbol.name) return i.kind == symbol.kind && i.shape == symbol.shape ? k : -1;
    }
    return -1;
}

template <int Count>
constexpr binding_table<Count> resolved(graph::view const& g, graph::input const* symbols) {
    binding_table<Count> table;
    list<int> binding_of(g.count.inputs, -1);
    for (int b = 0; b < Count; ++b) {
        int const k = input_number(g, symbols[b]);
        table.input[b] = k;
        if (k < 0)
            table.mistakes.unknown = b;
        else if (binding_of[k] >= 0)
            table.mistakes.doubled = b;
        else
            binding_of[k] = b;
    }
    for (int id = 0; id < g.size(); ++id)
        if (g[id].op == graph::input_code && binding_of[g[id].payload] < 0) table.mistakes.unbound = g[id].payload;
    for (int o = 0; o < g.count.outputs; ++o)
        if (g.outputs[o].target >= 0 && binding_of[g.outputs[o].target] < 0)
            table.mistakes.unbound = g.outputs[o].target;
    return table;
}

/// The table of a program, lowered, and the symbols of its bindings.
template <class Lowered, class... Symbols>
struct resolution_of {
    static constexpr graph::input symbols[sizeof...(Symbols) + 1]{Symbols::declaration..., {}};
    static constexpr auto table = resolved<static_cast<int>(sizeof...(Symbols))>(Lowered::graph.view(), symbols);
};
template <class Program, class... Symbols>
using resolution = resolution_of<transform::lowered<Program>, Symbols...>;

/// The values that an integer input may have because it is used as a position: `first <= value < end`.
struct position_range {
    int first = -0x7fffffff - 1;
    int end = 0x7fffffff;

    constexpr bool is_any() const { return first == -0x7fffffff - 1 && end == 0x7fffffff; }
};

constexpr void narrow(graph::view const& g, graph::argument const& a, position_range* ranges) {
    for (int k = 0; k < a.rank; ++k) {
        graph::index const& i = g.indices[a.axes + k];
        if (i.dynamic < 0) continue;
        graph::argument const& integer = g.arguments[i.dynamic];
        narrow(g, integer, ranges);
        if (g[integer.node].op != graph::input_code) continue;
        position_range& r = ranges[g[integer.node].payload];
        int const end = g.extent(a.node, k) - i.offset;
        if (-i.offset > r.first) r.first = -i.offset;
        if (end < r.end) r.end = end;
    }
}

template <int Inputs>
struct position_ranges {
    position_range of[static_cast<unsigned>(Inputs) + 1]{};

    constexpr explicit position_ranges(graph::view const& graph_in) {
        graph::view const& g = graph_in;
        // By hand: where a formula and a callable of the same shapes are evaluated in one translation unit, g++ 12 reads bounds that
        // were left at their defaults as 0.
        for (position_range& r : of) r = {-0x7fffffff - 1, 0x7fffffff};
        bool integers = false;
        for (int k = 0; k < g.count.inputs; ++k) integers = integers || g.inputs[k].kind == graph::kind::integer;
        if (!integers) return;
        for (int id = 0; id < g.size(); ++id)
            for (int m = 0; m < g[id].arguments; ++m) narrow(g, g.argument_of(id, m), of);
        for (int o = 0; o < g.count.outputs; ++o) narrow(g, g.outputs[o].value, of);
    }
};

template <class Lowered>
inline constexpr position_ranges<Lowered::graph.count.inputs> position_ranges_of{Lowered::graph.view()};

inline constexpr std::string_view position_message[]{
    "ctgrad: the value bound to '", "' is a position outside of its range"};

template <class Symbol>
inline constexpr message<static_cast<int>(
    position_message[0].size() + Symbol::declaration.name.size() + position_message[1].size())>
    position_outside{position_message[0], Symbol::declaration.name, position_message[1]};

/// The range of an input that a symbol is bound to.
template <class Lowered, int Input, class Symbol>
CTGRAD_INLINE constexpr position_range range_of_input() {
    if constexpr (Symbol::kind == graph::kind::integer) return position_ranges_of<Lowered>.of[Input];
    else return {};
}

/// Pointers to the values of the inputs, in the order of the program's inputs.
// Of their number, not of the program: no name of a function here has the formula in it.
template <int Inputs, class T>
struct input_pointers {
    T const* reals[static_cast<unsigned>(Inputs) + 1]{};
    int const* integers[static_cast<unsigned>(Inputs) + 1]{};

    template <int Input, position_range Range, class Slot>
    CTGRAD_INLINE constexpr void place(Slot const& slot) {
        if constexpr (Slot::symbol::kind == graph::kind::integer) {
            integers[Input] = slot.data();
            for (int k = 0; k < (Range.is_any() ? 0 : Slot::symbol::shape.volume()); ++k)
                if (slot.data()[k] < Range.first || slot.data()[k] >= Range.end) {
                    CTGRAD_CONTRACT(position_outside<typename Slot::symbol>.text);
                }
        } else {
            reals[Input] = slot.data();
        }
    }
};

}  // namespace ctgrad::detail
