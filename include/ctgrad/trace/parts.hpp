// Values of the graph that are put together from entries and taken apart again, at positions that are plain or traced integers.
#pragma once

#include <ctgrad/op/views.hpp>
#include <ctgrad/trace/traced.hpp>

namespace ctgrad {

namespace tracing {

/// Are the terms, in their order, all entries of a node's last axes? So is a tensor that was taken apart and not changed.
constexpr bool are_entries_of_one(op::builder const& g, extents const& shape, op::term const* entries) {
    op::term const first = entries[0];
    int const rank = g[first.node].rank;
    int const leading = rank - shape.rank;
    if (first.rank != rank || leading < 0) return false;
    for (int k = 0; k < shape.rank; ++k)
        if (g.extent(first.node, leading + k) != shape[k]) return false;
    for (int at = 0; at < shape.volume(); ++at) {
        op::term const& entry = entries[at];
        if (entry.node != first.node || entry.rank != rank) return false;
        for (int k = rank - 1, rest = at; k >= 0; --k) {
            graph::index const i = entry.axis(k);
            int const expected = k < leading ? first.axis(k).offset : rest % shape[k - leading];
            if (!i.is_constant() || i.offset != expected) return false;
            if (k >= leading) rest /= shape[k - leading];
        }
    }
    return true;
}

/// A value of entries, row by row.
constexpr op::symbolic gathered(op::builder& g, extents const& shape, op::term const* entries) {
    if (!are_entries_of_one(g, shape, entries)) return op::assembled(g, shape, entries);
    op::term const first = entries[0];
    int const leading = first.rank - shape.rank;
    graph::index axes[max_rank]{};
    for (int k = 0; k < first.rank; ++k)
        axes[k] = k < leading ? graph::index{-1, first.axis(k).offset, -1} : graph::index{k - leading, 0, -1};
    int const at = g.indices.size();
    for (int k = 0; k < first.rank; ++k) g.indices.push(axes[k]);
    return op::shaped(op::view(g, {first.node, at, first.rank}), shape);
}

/// The entry at a row-major position.
constexpr op::term entry_at(op::symbolic const& value, int flat) {
    op::label_map map = op::label_map::identity();
    op::term t = value.t;
    for (int k = value.rank; k-- > 0; flat /= value.extent(k)) {
        int const position = flat % value.extent(k);
        if (op::label_in_pieces(t, 1U << k) >= 0) t = op::piece(t, k, position);
        map.to[k] = {-1, position, -1};
    }
    return op::relabeled(t, map, op::make_space(value.graph(), {}));
}

/// The part of a value at a position along its first axis.
constexpr op::symbolic slice_at(op::symbolic const& value, graph::index const& position) {
    extents rest{.rank = value.rank - 1};
    op::label_map map = op::label_map::identity();
    map.to[0] = position;
    for (int k = 0; k < rest.rank; ++k) {
        rest.size[k] = value.extent(k + 1);
        map.to[k + 1] = {k, 0, -1};
    }
    bool const taken_apart = position.is_constant() && op::label_in_pieces(value.t, 1U) >= 0;
    op::term const t = taken_apart ? op::piece(value.t, 0, position.offset) : value.t;
    return op::shaped(op::relabeled(t, map, op::make_space(value.graph(), rest)), rest);
}

constexpr op::symbolic slice_at(op::symbolic const& value, int position) {
    return slice_at(value, graph::index{-1, position, -1});
}
/// An integer argument as a position.
constexpr graph::index index_of(traced_integer const& i) {
    graph::index at{};
    op::as_index(i.term(*i.record()), at);
    return at;
}
constexpr graph::index index_of(int i) { return {-1, i, -1}; }

/// What may stand where a position does: plain integers, and arguments of integer type.
template <class... Is>
concept positions = ((std::is_integral_v<Is> || std::is_same_v<Is, traced_integer>)&&...);
template <class... Is>
concept plain_positions = (std::is_integral_v<Is> && ...);

template <class I>
constexpr auto plain_or_traced(I const& i) {
    if constexpr (std::is_integral_v<I>)
        return static_cast<int>(i);
    else
        return i;
}
template <class I>
constexpr recorder* recorder_of_position(I const& i) {
    if constexpr (std::is_integral_v<I>)
        return nullptr;
    else
        return i.record();
}

/// Refuses a number as a position.
template <class... Is>
constexpr bool are_positions() {
    static_assert(
        positions<Is...>,
        "ctgrad: a position is an integer: a plain one, or an argument of the function of integer type that is not "
        "differentiated by: gradient<0>(f)(scores, label) says that it is not");
    return positions<Is...>;
}

// Not constexpr, so that the compiler stops and shows the name.
inline void a_tensor_has_fewer_entries_than_are_given() {}

/// Reports a position that lies outside.
constexpr void refuse_position(recorder* r) {
    if (r != nullptr)
        r->graph().report(graph::mistake::position_outside);
    else
        graph::a_position_lies_outside_of_the_tensor();
}

}  // namespace tracing

}  // namespace ctgrad
