// From whatever can lower itself to a frozen graph.
//
// A program is a type with
//     static constexpr int size_hint;                                             // about how many nodes: a guess; see `runs_functions`
//     static constexpr void lower(graph::builder&, detail::list<graph::output>&);
// It derives from `exact_program` where nothing that it says may be rewritten but exactly.
#pragma once

#include <ctgrad/op/standard_rules.hpp>
#include <ctgrad/transform/compact.hpp>
#include <ctgrad/transform/derivations.hpp>

namespace ctgrad::transform {

/// Base of the programs that are evaluated as they are written: with exact rewrites only, and sums in their order.
struct exact_program {};

// A builtin, not a requires-expression: see expression/expression.hpp.
template <class Program>
CTGRAD_INLINE constexpr bool is_exact() {
    return __is_base_of(exact_program, Program);
}

/// How far the rewrites of a program may go.
template <class Program>
CTGRAD_INLINE constexpr graph::soundness rewrites_of() {
    return is_exact<Program>() ? graph::soundness::exact : graph::soundness::assumes_finite;
}

/// Added to the size of what runs a function of the user's while it is lowered, which need not be constant.
inline constexpr int runs_functions = 1 << 20;

/// Room for a graph of about so many nodes.
constexpr graph::capacity guessed_capacity(int size) {
    int const n = size % runs_functions;
    return {n + 64, 2 * n + 128, n + 256, n + 256, n / 4 + 32, n / 4 + 64, n / 4 + 32};
}

/// A finished graph as one that passes can add views to. Its nodes are not interned again.
constexpr detail::list<graph::output> thaw(graph::view const& from, graph::builder& to) {
    using detail::list;
    to.nodes = list<graph::node>::borrowed(from.nodes, from.count.nodes);
    to.arguments = list<graph::argument>::borrowed(from.arguments, from.count.arguments);
    to.indices = list<graph::index>::borrowed(from.indices, from.count.indices);
    to.extents_pool = list<int>::borrowed(from.extents_pool, from.count.extents_pool);
    to.constants = list<graph::constant>::borrowed(from.constants, from.count.constants);
    to.inputs = list<graph::input>::borrowed(from.inputs, from.count.inputs);
    return list<graph::output>::borrowed(from.outputs, from.count.outputs);
}

/// Base of the programs whose derivation takes most of the steps that Clang allows to a constant evaluation. Their graph is
/// compacted in another one.
struct long_program {};

template <class Program>
CTGRAD_INLINE constexpr bool is_long() {
    return __is_base_of(long_program, Program);
}

// Clang shows the line of a constant whose evaluation takes too many steps, and does not say which flag allows more: the line does.

/// A graph under construction as it is, with what nobody needs.
template <class Program, graph::capacity Capacity>
constexpr graph::frozen<Capacity> draft_into() {
    return graph::frozen<Capacity>([](auto& to) {
        graph::builder raw;
        raw.rewrites = rewrites_of<Program>();
        raw.collects_mistakes = true;
        op::use_rules(raw, op::standard_rules);
        detail::list<graph::output> outputs;
        Program::lower(raw, outputs);
        to.mistake = raw.found;
        to.take(raw);
        for (auto const& output : outputs) to.add_output(output);
    });
}

/// In the place of a graph that cannot be made: the compiler has said why, and nothing more is to be said.
struct no_graph {
    graph::mistake found = graph::mistake::not_constant;
    constexpr void operator()(graph::filling& to) const { to.mistake = found; }
};
inline constexpr graph::frozen<graph::capacity{}> empty_graph{no_graph{}};

template <class Program, class Linkage = detail::unit_linkage>
struct draft {
private:
    static constexpr auto first =  // beyond the limit: -fconstexpr-steps=100000000
        draft_into<Program, guessed_capacity(2 * Program::size_hint)>();

    template <class Draft, bool Fits = Draft::first.fits()>
    static constexpr auto const& settled(int) {
        if constexpr (Fits) return first;
        else return second<first.count>;
    }
    template <class>
    static constexpr auto const& settled(long) {
        return empty_graph;
    }
    template <graph::capacity Exact>
    static constexpr auto second = draft_into<Program, Exact>();

public:
    static constexpr auto const& graph = settled<draft>(0);
};

template <class Program, graph::capacity Capacity>
CTGRAD_INLINE constexpr graph::frozen<Capacity> lower_into() {
    graph::builder raw;
    if constexpr (is_long<Program>()) {
        auto const drafted = thaw(draft<Program>::graph.view(), raw);
        raw.found = draft<Program>::graph.mistake;
        return graph::frozen<Capacity>(finishing{raw, drafted});
    }
    raw.rewrites = rewrites_of<Program>();
    raw.collects_mistakes = true;
    op::use_rules(raw, op::standard_rules);
    detail::list<graph::output> outputs;
    Program::lower(raw, outputs);
    note_derivatives<Program>(raw, outputs);
    return graph::frozen<Capacity>(finishing{raw, outputs});
}

/// Tells what is wrong with a program. In a function, because Clang takes nothing from a class with an assertion that fails.
template <class Program, graph::mistake Mistake>
constexpr void tell() {
    static_assert(
        Mistake != graph::mistake::not_constant,
        "ctgrad: the function cannot be run while the program compiles: it calls one that is not constexpr, or does what "
        "no constant expression may, or takes more steps than the compiler's limits allow (g++: "
        "-fconstexpr-ops-limit, -fconstexpr-loop-limit; clang++: -fconstexpr-steps); constexpr auto y = f(1.0) shows where");
    static_assert(
        Mistake != graph::mistake::endless_branching,
        "ctgrad: a loop depends on values of the arguments, or more than 128 ways through the function do: how often it "
        "runs has to be known while the program compiles");
    static_assert(Mistake != graph::mistake::position_outside, "ctgrad: a position lies outside of a tensor");
    static_assert(
        Mistake != graph::mistake::endless_rewriting,
        "ctgrad: simplify(f, rule<...>(from, to)): a rule applies to what it has made, without end");
}

/// Can it be lowered at all? It cannot where code of the user's is run that is not constant. (g++ remembers what the call yields; Clang
/// runs it twice: 2 to 10 % of the time for a long function.)
template <class Program, int = lower_into<Program, guessed_capacity(Program::size_hint)>().count.nodes>
CTGRAD_INLINE constexpr bool can_be_lowered(int) {
    return true;
}
template <class Program>
CTGRAD_INLINE constexpr bool can_be_lowered(long) {
    return false;
}

/// The graph of a program that can be lowered.
template <class Program, class Linkage>
struct lowered_once {
private:
    static constexpr auto first =  // beyond the limit: -fconstexpr-steps=100000000
        lower_into<Program, guessed_capacity(Program::size_hint)>();

    template <class Lowered, bool Fits = Lowered::first.fits()>
    CTGRAD_INLINE static constexpr auto const& settled(int) {
        if constexpr (first.mistake != graph::mistake::none) tell<Program, first.mistake>();
        if constexpr (Fits) return first;
        else return second<first.count>;
    }
    template <class>
    CTGRAD_INLINE static constexpr auto const& settled(long) {
        return empty_graph;
    }
    template <graph::capacity Exact>
    static constexpr auto second = lower_into<Program, Exact>();

public:
    static constexpr auto const& graph = settled<lowered_once>(0);
};

/// Functions of the user's are tried first. The message says why not.
template <class Program>
CTGRAD_INLINE constexpr bool may_be_lowered() {
    if constexpr (Program::size_hint < runs_functions) {
        return true;
    } else if constexpr (can_be_lowered<Program>(0)) {  // named once: Clang runs it wherever it is
        return true;
    } else {
        tell<Program, graph::mistake::not_constant>();
        return false;
    }
}
/// The graph of a program, as static constant data behind a type.
template <class Program, class Linkage = detail::unit_linkage, bool Possible = may_be_lowered<Program>()>
struct lowered : lowered_once<Program, Linkage> {};
template <class Program, class Linkage>
struct lowered<Program, Linkage, false> {
    static constexpr auto const& graph = empty_graph;
};

}  // namespace ctgrad::transform
