// The plan of a program, as static constant data behind a type.
#pragma once

#include <ctgrad/schedule/build.hpp>
#include <ctgrad/transform/derive_entries.hpp>
#include <ctgrad/transform/equal_values.hpp>
#include <ctgrad/transform/index_sets.hpp>
#include <ctgrad/transform/lowered.hpp>
#include <ctgrad/transform/optimised.hpp>
#include <ctgrad/transform/scalarise.hpp>
#include <ctgrad/transform/settled.hpp>

namespace ctgrad::schedule {

namespace planning {

using transform::settled;

// Functions of a graph, not of a program: where a local variable has a destructor, Clang tries whether its initialiser is constant,
// and writes down why not, with the type of the program in full. With shared subexpressions that is exponentially long.
struct writing_out {
    graph::view from;
    graph::soundness rewrites;

    template <std::same_as<graph::filling> Filling>
    constexpr void operator()(Filling& to) const {
        graph::builder entries;
        entries.rewrites = rewrites;
        op::use_rules(entries, op::standard_rules);
        auto const results = transform::written_out(from, entries);
        transform::finish(entries, results, to);
    }
};

template <class Program>
struct writing_out_of {
    CTGRAD_INLINE static constexpr graph::capacity guess() {
        constexpr int n = 2 * static_cast<int>(transform::scalarise_limit);
        return {n, 2 * n, n, n, n / 4, n / 4 + transform::lowered<Program>::graph.count.inputs, n};
    }

    template <graph::capacity Room>
    using type = graph::frozen<Room>;
    CTGRAD_INLINE static constexpr writing_out source() {
        return {transform::lowered<Program>::graph.view(), transform::rewrites_of<Program>()};
    }
};
/// The graph of a program, written out entry by entry.
template <class Program>
CTGRAD_INLINE constexpr auto const& scalarised_graph() {
    return settled<writing_out_of<Program>>::value;
}

/// Is a graph small enough to be written out entry by entry?
template <graph::capacity Capacity>
constexpr bool is_small(graph::frozen<Capacity> const& g) {
    return !transform::is_scalar(g.view()) && transform::scalar_operations(g.view()) <= transform::scalarise_limit &&
           !transform::is_faster_in_loops(g.view());
}

constexpr bool may_be_split(graph::view const& g) {
    return g.size() <= transform::largest_split && transform::has_brackets_of_labels(g);
}

struct splitting_index_sets {
    graph::view from;
    graph::soundness rewrites;

    template <std::same_as<graph::filling> Filling>
    constexpr void operator()(Filling& to) const {
        graph::builder split;
        split.rewrites = rewrites;
        auto const outputs = transform::importer(from, split).run();
        auto const parts = transform::index_set_splitting<graph::builder>(split).run(outputs);
        transform::finish(split, parts, to);
    }
};

/// Room for a graph whose index sets are split: a few parts for each output.
constexpr graph::capacity room_for_parts(graph::capacity c) {
    return {4 * c.nodes + 16,     4 * c.arguments + 32, 4 * c.indices + 64,    4 * c.extents_pool + 64,
            2 * c.constants + 16, c.inputs,             4 * c.outputs + 4};
}

template <class Program>
struct splitting_of {
    CTGRAD_INLINE static constexpr graph::capacity guess() { return room_for_parts(transform::lowered<Program>::graph.count); }

    template <graph::capacity Room>
    using type = graph::frozen<Room>;
    CTGRAD_INLINE static constexpr splitting_index_sets source() {
        return {transform::lowered<Program>::graph.view(), transform::rewrites_of<Program>()};
    }
};

/// The graph of a program with its index sets split, if there is something to split.
template <class Program>
CTGRAD_INLINE constexpr auto const& split_graph() {
    if constexpr (may_be_split(transform::lowered<Program>::graph.view())) return settled<splitting_of<Program>>::value;
    else return transform::lowered<Program>::graph;
}

/// The graph that constant evaluation runs. A bracket of two labels would be asked for each pair of positions.
template <class Program>
CTGRAD_INLINE constexpr auto const& interpreted_graph() {
    if constexpr (is_small(transform::lowered<Program>::graph)) return transform::lowered<Program>::graph;
    else return split_graph<Program>();
}

/// The graph of a program, written out where it is small; else with its index sets split.
template <class Program>
CTGRAD_INLINE constexpr auto const& plain_graph() {
    if constexpr (transform::has_derivations(transform::lowered<Program>::graph.view())) return scalarised_graph<Program>();
    else if constexpr (is_small(transform::lowered<Program>::graph)) return scalarised_graph<Program>();
    else return split_graph<Program>();
}

/// Is there a cheaper form of a graph? It has no outputs where there is none.
template <class Making>
CTGRAD_INLINE constexpr bool is_there() {
    return settled<Making>::first.count.outputs > 0;
}

/// Room for the cheaper form of a graph: what it needs, and a few constants.
constexpr graph::capacity guessed_room(graph::capacity c) {
    c.nodes += 16;
    c.arguments += 32;
    c.indices += graph::max_labels;
    c.extents_pool += graph::max_labels;
    c.constants += 16;
    return c;
}

/// The same, with values that are equal merged. Without outputs where there are none.
template <class Program>
struct merging_of {
    CTGRAD_INLINE static constexpr graph::capacity guess() { return guessed_room(plain_graph<Program>().count); }

    template <graph::capacity Room>
    using type = graph::frozen<Room>;
    CTGRAD_INLINE static constexpr transform::merging_equals source() { return {plain_graph<Program>().view()}; }
};

/// The graph of a program in which no value is computed twice.
template <class Program>
CTGRAD_INLINE constexpr auto const& merged_graph() {
    if constexpr (!transform::has_related_exponentials(plain_graph<Program>().view())) return plain_graph<Program>();
    else if constexpr (!is_there<merging_of<Program>>()) return plain_graph<Program>();
    else return settled<merging_of<Program>>::value;
}

/// The same in a form that is cheaper to compute.
template <class Program>
struct optimising_of {
    CTGRAD_INLINE static constexpr graph::capacity guess() { return guessed_room(merged_graph<Program>().count); }

    template <graph::capacity Room>
    using type = graph::frozen<Room>;
    CTGRAD_INLINE static constexpr transform::optimising source() { return {merged_graph<Program>().view()}; }
};

/// The graph that is scheduled.
template <class Program>
CTGRAD_INLINE constexpr auto const& scheduled_graph() {
    if constexpr (transform::is_exact<Program>()) return plain_graph<Program>();
    else if constexpr (!transform::is_optimisable(merged_graph<Program>().view())) return merged_graph<Program>();
    else if constexpr (!is_there<optimising_of<Program>>()) return merged_graph<Program>();
    else return settled<optimising_of<Program>>::value;
}

/// Room for the plan of a graph.
constexpr plan_size guessed_size(graph::view const& g) {
    graph::capacity const& n = g.count;
    int const steps = n.nodes + n.nodes / 2 + n.outputs + 64;
    if (transform::is_scalar(g)) return {1, 1, 1, steps, 16, 1, n.nodes / 2 + 16, n.outputs};
    return {16, 32, steps, n.nodes + 64, n.nodes + n.outputs + 64, 16, n.nodes / 2 + 16, n.outputs};
}

template <bool OnlyScalars>
struct drafting {
    graph::view from;
    bool in_order;
    bool groups_calls;

    constexpr void operator()(draft& d) const {
        graph::builder g;
        auto const outputs = transform::thaw(from, g);
        d.in_order = in_order;
        d.groups_calls = groups_calls;
        for (graph::output const& o : outputs) d.outputs.push(o.shape);
        if constexpr (OnlyScalars) build_scalars(d, g, outputs);
        else build_nests(d, g, outputs);
    }
};

template <class Program>
struct planning_of {
    CTGRAD_INLINE static constexpr plan_size guess() { return guessed_size(scheduled_graph<Program>().view()); }

    template <plan_size Room>
    using type = plan<Room>;
    CTGRAD_INLINE static constexpr auto source() {
        using number = std::conditional_t<(sizeof(Program) != 0), double, Program>;  // dependent: asked for when something is planned
        return drafting<transform::has_only_scalars(scheduled_graph<Program>().view())>{
            scheduled_graph<Program>().view(), transform::is_exact<Program>(), has_vector_functions<number>};
    }
};

}  // namespace planning

template <class Program, class Linkage = detail::unit_linkage>
struct planned {
    static constexpr auto const& plan = planning::settled<planning::planning_of<Program>>::value;
};

}  // namespace ctgrad::schedule
