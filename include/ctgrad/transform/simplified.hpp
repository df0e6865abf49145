// Straight-line code made cheaper: the value before it is differentiated, value and derivatives before they are scheduled.
//
// The passes are those of straight/. What they do is right up to rounding errors; nothing of it happens in graphs whose rewrites have to be
// exact.
#pragma once

#include <ctgrad/transform/reached.hpp>
#include <ctgrad/transform/straight/angles.hpp>
#include <ctgrad/transform/straight/collect.hpp>
#include <ctgrad/transform/straight/contents.hpp>
#include <ctgrad/transform/straight/cost.hpp>
#include <ctgrad/transform/straight/distribute.hpp>
#include <ctgrad/transform/straight/equal_values.hpp>
#include <ctgrad/transform/straight/extract.hpp>
#include <ctgrad/transform/straight/guarded.hpp>
#include <ctgrad/transform/straight/half_angles.hpp>
#include <ctgrad/transform/straight/masks.hpp>
#include <ctgrad/transform/straight/reader.hpp>
#include <ctgrad/transform/straight/selections.hpp>
#include <ctgrad/transform/straight/writer.hpp>

namespace ctgrad::transform {

/// Graphs of more nodes are left as they are: the passes are to fit into a constant evaluation beside what made the graph.
inline constexpr int largest_simplified = 400;
/// Sums of more products are not looked into two by two.
inline constexpr int longest_searched_sum = 24;

using op::builder;
using op::term;

/// May the values of a graph be written in another form?
constexpr bool may_be_simplified(builder const& g) {
    return g.allows(graph::soundness::assumes_finite) && g.size() <= largest_simplified && (g.operators & straight::guarded_operators) == 0;
}
/// Functions of an angle and of its half: more than a sine and a cosine.
inline constexpr int fewest_of_half_angles = 3;
/// The addition theorems take the sines and cosines of two angles.
inline constexpr int fewest_of_two_angles = 4;
constexpr int count_sines_and_cosines(builder const& g) {
    int count = 0;
    for (int id = 0; id < g.nodes.length; ++id)
        if (g.nodes.data[id].op == op::code<op::sin_op> || g.nodes.data[id].op == op::code<op::cos_op>) ++count;
    return count;
}

namespace simplification {

template <std::same_as<graph::view> View, class Values>
constexpr bool read(straight::network& n, View const& g, Values const& values) {
    n.reserve(g.size());
    straight::reader r(n, g);
    for (int k = 0; k < values.size(); ++k) r.add_output(values.at(k));
    if (!r.run()) return false;
    for (int k = 0; k < values.size(); ++k) n.outputs.push(r.output(values.at(k)));
    return true;
}

struct list_of_terms {
    detail::list<term> const& terms;
    constexpr int size() const { return terms.size(); }
    constexpr graph::argument at(int k) const { return terms.data[k].as_argument(); }
};

/// Reads values into an empty network, adds up their angles where that pays, and brings what is to be selected to one form. Whether that
/// changed anything. Leaves a network without outputs where they cannot be read.
template <std::same_as<straight::network> Network>
constexpr bool prepare(Network& n, builder const& g, list_of_terms const& values, int turns, bool selects) {
    using namespace straight;
    if (!read(n, view_of(g), values)) return false;
    bool changed = false;
    if (turns >= fewest_of_two_angles) {
        int const before = cost_of(n);
        changed = angles(n).run();
        if (changed && before < cost_of(n)) {
            n = network();
            read(n, view_of(g), values);
            changed = false;
        }
    }
    changed = half_angles(n).run() || changed;
    if (selects) {
        contents(n).run();
        equal_values(n).run();
    }
    return changed;
}

}  // namespace simplification

/// Scalar values in a form that is cheaper to compute and to differentiate. Angles in products of sines and cosines are added up, and what
/// becomes common by that is pulled out of sums. Values of which nothing is gained stay what they are.
// A template, so that the passes are not instantiated on mere inclusion.
template <std::same_as<builder> Builder>
constexpr detail::list<term> simplified(Builder& g, detail::list<term> const& values) {
    using namespace straight;
    bool const selects = (g.operators >> op::code<op::select_op> & 1U) != 0;
    int const turns = count_sines_and_cosines(g);
    if ((!selects && turns < fewest_of_half_angles) || !may_be_simplified(g)) return values;
    simplification::list_of_terms const list{values};
    network n;
    bool changed = simplification::prepare(n, g, list, turns, selects);
    if (n.outputs.empty()) return values;
    detail::list<int> uses;
    if (selects) {
        selections between(n);
        int const before = cost_of(n, between.uses());
        if (between.run()) {
            uses = n.count_uses();
            if (cost_of(n, uses) < before) {
                changed = true;
            } else {
                n = network();
                simplification::prepare(n, g, list, turns, selects);
                uses = {};
            }
        }
    }
    if (!changed) return values;
    if (uses.empty()) uses = n.count_uses();
    distribution(n, static_cast<detail::list<int>&&>(uses)).run();
    collection(n).run(longest_searched_sum);
    extraction(n, longest_searched_sum).run();
    return writer(n, g, leaves(g)).run();
}

}  // namespace ctgrad::transform
