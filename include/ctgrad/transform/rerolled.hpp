// Loops that tracing wrote out become loops again.
//
// A function of a std::array is traced number by number: a loop of a hundred iterations becomes a hundred copies of its body. Derived as
// numbers, they stay copies, in which a compiler finds no loop again: straight-line code of some thousand operations is three times as
// slow as the loop, and takes long to compile. So the copies are looked for before anything is derived (reroll/families.hpp), and become
// one operation with a label. What is derived then, are tensors.
//
// Only where that is most of a graph that is too large to be written out entry by entry, which it would be again (scalarise.hpp).
#pragma once

#include <ctgrad/transform/lowered.hpp>
#include <ctgrad/transform/reroll/rebuild.hpp>
#include <ctgrad/transform/scalarise.hpp>
#include <ctgrad/transform/settled.hpp>

namespace ctgrad::transform {

/// What is quick to see of a graph in which there may be loops. Where an operator has a gradient rule of its own, the function is traced
/// again, and this graph is not what is derived.
constexpr bool may_have_loops(graph::view const& g) {
    if (g.count.nodes <= scalarise_limit || g.count.boundaries != 0) return false;
    bool is_long = false;
    for (int k = 0; k < g.count.inputs; ++k) is_long = is_long || g.inputs[k].shape.volume() >= reroll::shortest_loop;
    if (!is_long || scalar_operations(g) <= scalarise_limit || !has_only_scalars(g)) return false;
    for (int k = graph::max_labels; k < g.count.indices; ++k)
        if (!g.indices[k].is_constant()) return false;
    return true;
}

/// Are loops most of a graph in which there may be some? A constant evaluation of its own: where they are not, what writes them is not even instantiated.
template <std::same_as<graph::view> View>
constexpr bool has_loops(View const& g) {
    reroll::values<View> values(g);
    return reroll::search<View>(values).pays(static_cast<int>(scalar_operations(g)));
}

/// Fills a graph with another one, in which these are loops. A template, so that it is not instantiated on mere inclusion: Clang would do
/// that, as no type in it depends on the capacity.
template <std::same_as<graph::view> View>
struct rerolling {
    View from;

    template <std::same_as<graph::filling> Filling>
    constexpr void operator()(Filling& to) const {
        graph::builder raw;
        op::use_rules(raw, op::standard_rules);
        reroll::values<View> values(from);
        reroll::search<View> search(values);
        auto const outputs = reroll::rebuild<View>(values, search, raw).run();
        finish(raw, outputs, to);
    }
};

template <class Program>
struct rerolling_of {
    CTGRAD_INLINE static constexpr graph::capacity guess() {
        constexpr int n = reroll::most_left;
        return {n, 2 * n, 2 * n, 2 * n, n / 4, lowered<Program>::graph.count.inputs, n / 8};
    }

    template <graph::capacity Room>
    using type = graph::frozen<Room>;
    CTGRAD_INLINE static constexpr rerolling<graph::view> source() { return {lowered<Program>::graph.view()}; }
};

/// The graph of a program, with loops where it had the same again and again.
template <class Program, class Linkage = detail::unit_linkage>
struct rerolled {
private:
    template <class Of>
    CTGRAD_INLINE static constexpr auto const& chosen() {
        if constexpr (found) return settled<rerolling_of<Of>>::value;
        else return lowered<Of>::graph;
    }

    // Most functions are small: then the search is not even instantiated.
    CTGRAD_INLINE static constexpr bool is_found() {
        if constexpr (may_have_loops(lowered<Program>::graph.view())) return has_loops(lowered<Program>::graph.view());
        else return false;
    }

public:
    static constexpr bool found = is_found();  // beyond the limit: -fconstexpr-steps=100000000
    static constexpr auto const& graph = chosen<Program>();
};

}  // namespace ctgrad::transform
