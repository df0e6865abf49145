// The plan of a program, as static constant data behind a type.
#pragma once

#include <ctgrad/schedule/build.hpp>
#include <ctgrad/transform/derive_entries.hpp>
#include <ctgrad/transform/equal_values.hpp>
#include <ctgrad/transform/index_sets.hpp>
#include <ctgrad/transform/lowered.hpp>
#include <ctgrad/transform/optimised.hpp>
#include <ctgrad/transform/scalarise.hpp>

namespace ctgrad::schedule {

namespace planning {

// Functions of a graph, not of a program: where a local variable has a destructor, Clang tries whether its initialiser is constant,
// and writes down why not, with the type of the program in full. With shared subexpressions that is exponentially long.
template <graph::capacity Capacity>
constexpr graph::frozen<Capacity> scalarise_into(graph::view const& from, graph::soundness rewrites) {
    graph::builder to;
    to.rewrites = rewrites;
    op::use_rules(to, op::standard_rules);
    auto const results = transform::written_out(from, to);
    return transform::finished<Capacity>(to, results);
}

template <class Program, class Linkage = detail::unit_linkage>
struct scalarised {
private:
    static constexpr int n = 2 * static_cast<int>(transform::scalarise_limit);
    static constexpr graph::capacity guess{n, 2 * n, n, n, n / 4, n / 4 + transform::lowered<Program>::graph.count.inputs, n};
    static constexpr auto rewrites = transform::rewrites_of<Program>();
    static constexpr auto first =  // beyond the limit: -fconstexpr-steps=100000000
        scalarise_into<guess>(transform::lowered<Program>::graph.view(), rewrites);

    template <graph::capacity Exact>
    static constexpr auto second = scalarise_into<Exact>(transform::lowered<Program>::graph.view(), rewrites);
    template <bool Fits>
    CTGRAD_INLINE static constexpr auto const& settled() {
        if constexpr (Fits) return first;
        else return second<first.count>;
    }

public:
    static constexpr auto const& graph = settled<first.fits()>();
};

/// Is a graph small enough to be written out entry by entry?
template <graph::capacity Capacity>
constexpr bool is_small(graph::frozen<Capacity> const& g) {
    return !transform::is_scalar(g.view()) && transform::scalar_operations(g.view()) <= transform::scalarise_limit &&
           !transform::is_faster_in_loops(g.view());
}

constexpr bool may_be_split(graph::view const& g) {
    return g.size() <= transform::largest_split && transform::has_brackets_of_labels(g);
}

// A template, as the class that it uses.
template <graph::capacity Capacity, std::same_as<graph::view> View>
constexpr graph::frozen<Capacity> split_into(View const& from, graph::soundness rewrites) {
    graph::builder to;
    to.rewrites = rewrites;
    auto const outputs = transform::importer(from, to).run();
    auto const parts = transform::index_set_splitting<graph::builder>(to).run(outputs);
    return transform::finished<Capacity>(to, parts);
}

/// Room for a graph whose index sets are split: a few parts for each output.
constexpr graph::capacity room_for_parts(graph::capacity c) {
    return {4 * c.nodes + 16,     4 * c.arguments + 32, 4 * c.indices + 64,    4 * c.extents_pool + 64,
            2 * c.constants + 16, c.inputs,             4 * c.outputs + 4};
}

/// The graph of a program with its index sets split.
template <class Program, class Linkage = detail::unit_linkage>
struct split {
private:
    static constexpr auto const& whole = transform::lowered<Program>::graph;
    static constexpr auto first =  // beyond the limit: -fconstexpr-steps=100000000
        split_into<room_for_parts(whole.count)>(whole.view(), transform::rewrites_of<Program>());

    template <graph::capacity Exact>
    static constexpr auto second = split_into<Exact>(whole.view(), transform::rewrites_of<Program>());
    template <bool Fits>
    CTGRAD_INLINE static constexpr auto const& settled() {
        if constexpr (Fits) return first;
        else return second<first.count>;
    }

public:
    static constexpr auto const& graph = settled<first.fits()>();
};

/// The graph of a program, written out where it is small; else with its index sets split.
template <class Program>
CTGRAD_INLINE constexpr auto const& plain_graph() {
    if constexpr (transform::has_derivations(transform::lowered<Program>::graph.view())) return scalarised<Program>::graph;
    else if constexpr (is_small(transform::lowered<Program>::graph)) return scalarised<Program>::graph;
    else if constexpr (may_be_split(transform::lowered<Program>::graph.view())) return split<Program>::graph;
    else return transform::lowered<Program>::graph;
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
template <class Program, class Linkage = detail::unit_linkage>
struct merged {
private:
    static constexpr auto const& plain = plain_graph<Program>();
    static constexpr auto first =  // beyond the limit: -fconstexpr-steps=100000000
        transform::merge_into<guessed_room(plain.count)>(plain.view());

    template <graph::capacity Exact>
    static constexpr auto second = transform::merge_into<Exact>(plain.view());
    template <bool Fits>
    CTGRAD_INLINE static constexpr auto const& settled() {
        if constexpr (Fits) return first;
        else return second<first.count>;
    }

public:
    static constexpr bool is_cheaper = first.count.outputs > 0;
    static constexpr auto const& graph = settled<first.fits()>();
};

/// The graph of a program in which no value is computed twice.
template <class Program>
CTGRAD_INLINE constexpr auto const& merged_graph() {
    if constexpr (!transform::has_related_exponentials(plain_graph<Program>().view())) return plain_graph<Program>();
    else if constexpr (!merged<Program>::is_cheaper) return plain_graph<Program>();
    else return merged<Program>::graph;
}

/// The same in a form that is cheaper to compute.
template <class Program, class Linkage = detail::unit_linkage>
struct optimised {
private:
    static constexpr auto const& plain = merged_graph<Program>();
    static constexpr auto first =  // beyond the limit: -fconstexpr-steps=100000000
        transform::optimise_into<guessed_room(plain.count)>(plain.view());

    template <graph::capacity Exact>
    static constexpr auto second = transform::optimise_into<Exact>(plain.view());
    template <bool Fits>
    CTGRAD_INLINE static constexpr auto const& settled() {
        if constexpr (Fits) return first;
        else return second<first.count>;
    }

public:
    static constexpr bool is_cheaper = first.count.outputs > 0;
    static constexpr auto const& graph = settled<first.fits()>();
};

/// The graph that is scheduled.
template <class Program>
CTGRAD_INLINE constexpr auto const& scheduled_graph() {
    if constexpr (transform::is_exact<Program>()) return plain_graph<Program>();
    else if constexpr (!transform::is_optimisable(merged_graph<Program>().view())) return merged_graph<Program>();
    else if constexpr (!optimised<Program>::is_cheaper) return merged_graph<Program>();
    else return optimised<Program>::graph;
}

/// Room for the plan of a graph.
constexpr plan_size guessed_size(graph::view const& g) {
    graph::capacity const& n = g.count;
    int const steps = n.nodes + n.nodes / 2 + n.outputs + 64;
    if (transform::is_scalar(g)) return {1, 1, 1, steps, 16, 1, n.nodes / 2 + 16, n.outputs};
    return {16, 32, steps, n.nodes + 64, n.nodes + n.outputs + 64, 16, n.nodes / 2 + 16, n.outputs};
}

/// Is every operation of a graph a scalar, and every output?
constexpr bool has_only_scalars(graph::view const& g) {
    for (int o = 0; o < g.count.outputs; ++o)
        if (g.outputs[o].shape.rank != 0) return false;
    return transform::is_scalar(g);
}

template <plan_size Size, bool OnlyScalars>
constexpr plan<Size> plan_into(graph::view const& from, bool in_order) {
    graph::builder g;
    auto const outputs = transform::thaw(from, g);
    draft d;
    d.in_order = in_order;
    for (graph::output const& o : outputs) d.outputs.push(o.shape);
    if constexpr (OnlyScalars) build_scalars(d, g, outputs);
    else build_nests(d, g, outputs);
    return plan<Size>(d);
}

}  // namespace planning

template <class Program, class Linkage = detail::unit_linkage>
struct planned {
private:
    static constexpr bool only_scalars = planning::has_only_scalars(planning::scheduled_graph<Program>().view());
    static constexpr auto first =  // beyond the limit: -fconstexpr-steps=100000000
        planning::plan_into<planning::guessed_size(planning::scheduled_graph<Program>().view()), only_scalars>(
        planning::scheduled_graph<Program>().view(), transform::is_exact<Program>());

    template <plan_size Exact>
    static constexpr auto second = planning::plan_into<Exact, only_scalars>(
        planning::scheduled_graph<Program>().view(), transform::is_exact<Program>());
    template <bool Fits>
    CTGRAD_INLINE static constexpr auto const& settled() {
        if constexpr (Fits) return first;
        else return second<first.count>;
    }

public:
    static constexpr auto const& plan = settled<first.fits()>();
};

}  // namespace ctgrad::schedule
