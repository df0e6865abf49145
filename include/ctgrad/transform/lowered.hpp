// From whatever can lower itself to a frozen graph.
//
// A program is a type with
//     static constexpr int size_hint;                                             // about how many nodes: a guess
//     static constexpr void lower(graph::builder&, detail::list<graph::output>&);
// It derives from `exact_program` where nothing that it says may be rewritten but exactly.
#pragma once

#include <ctgrad/op/standard_rules.hpp>
#include <ctgrad/transform/compact.hpp>

namespace ctgrad::transform {

/// Base of the programs that are evaluated as they are written: with exact rewrites only, and sums in their order.
struct exact_program {};

// A builtin, not a requires-expression: see expression/expression.hpp.
template <class Program>
constexpr bool is_exact() {
    return __is_base_of(exact_program, Program);
}

/// How far the rewrites of a program may go.
template <class Program>
constexpr graph::soundness rewrites_of() {
    return is_exact<Program>() ? graph::soundness::exact : graph::soundness::assumes_finite;
}

/// Room for a graph of about n nodes.
constexpr graph::capacity guessed_capacity(int n) {
    return {n + 64, 2 * n + 128, n + 256, n + 256, n / 4 + 32, n / 4 + 64, n / 4 + 32};
}

template <class Program, graph::capacity Capacity>
CTGRAD_INLINE constexpr graph::frozen<Capacity> lower_into() {
    graph::builder raw;
    raw.rewrites = rewrites_of<Program>();
    op::use_rules(raw, op::standard_rules);
    detail::list<graph::output> outputs;
    Program::lower(raw, outputs);
    return finished<Capacity>(raw, outputs);
}

/// The graph of a program, as static constant data behind a type.
template <class Program>
struct lowered {
private:
    static constexpr auto first = lower_into<Program, guessed_capacity(Program::size_hint)>();

    template <bool Fits>
    CTGRAD_INLINE static constexpr auto const& settled() {
        if constexpr (Fits) return first;
        else return second<first.count>;
    }
    template <graph::capacity Exact>
    static constexpr auto second = lower_into<Program, Exact>();

public:
    static constexpr auto const& graph = settled<first.fits()>();
};

}  // namespace ctgrad::transform
