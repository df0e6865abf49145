// From whatever can lower itself to a frozen graph.
//
// A program is a type with
//     static constexpr int size_hint;                                             // about how many nodes: a guess
//     static constexpr void lower(graph::builder&, detail::list<graph::output>&);
#pragma once

#include <ctgrad/op/standard_rules.hpp>
#include <ctgrad/transform/compact.hpp>

namespace ctgrad::transform {

template <class Program, graph::capacity Capacity>
constexpr graph::frozen<Capacity> lower_into() {
    graph::builder raw;
    op::use_rules(raw, op::standard_rules);
    detail::list<graph::output> outputs;
    Program::lower(raw, outputs);
    graph::builder kept;
    detail::list<graph::output> const results = compaction(raw, kept).run(outputs);
    return {kept, results};
}

/// The graph of a program, as static constant data behind a type.
template <class Program>
struct lowered {
private:
    static constexpr int n = Program::size_hint;
    static constexpr graph::capacity guess{n + 64, 2 * n + 128, n + 256, n + 256, n / 4 + 32, n / 4 + 64, n / 4 + 32};
    static constexpr auto first = lower_into<Program, guess>();

    template <bool Fits>
    static constexpr auto const& settled() {
        if constexpr (Fits) return first;
        else return second<first.count>;
    }
    template <graph::capacity Exact>
    static constexpr auto second = lower_into<Program, Exact>();

public:
    static constexpr auto const& graph = settled<first.fits()>();
};

}  // namespace ctgrad::transform
