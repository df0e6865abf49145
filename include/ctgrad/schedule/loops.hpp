// The loops of a nest: their order, which becomes lanes, and of which several iterations run side by side.
//
// Lanes want a label along which memory is contiguous or constant. Where that is an axis of the result, each lane
// accumulates its own entry; where it is a reduced label, each lane accumulates a part of the sum, and the lanes are added at
// the end. Around it one more axis of the result is tiled: the iterations of a tile share what does not depend on it, and keep
// enough independent accumulators going to hide the latency of the multiply-add.
#pragma once

#include <ctgrad/schedule/body.hpp>

namespace ctgrad::schedule {

struct loop_choice {
    int order[graph::max_labels]{};     ///< by depth: the label
    int position[graph::max_labels]{};  ///< by label: the depth
    int loops = 0;
    int vector_label = -1;
    int tiled_label = -1;
    int tile = 1;    ///< copies of the tiled loop
    int unroll = 1;  ///< copies of the vector loop
};

namespace loop_rules {

inline constexpr int not_possible = 1 << 20;

/// How many accesses would be strided if `label` became lanes; `useful`: how many would be contiguous.
constexpr int strided_accesses(body const& b, int label, int& useful) {
    int strided = 0;
    useful = 0;
    for (auto const& s : b.steps) {
        if (s.how >= graph::reduction::first_maximum) return not_possible;
        if (!s.has_address()) continue;
        memory_reference const& address = b.addresses[s.number];
        for (slot const& d : address.dynamic)
            if (d.number >= 0 && (b.steps[d.number].labels >> label & 1U) != 0) return not_possible;
        if (s.op == position_code || (s.labels >> label & 1U) == 0) continue;
        if (address.stride[label] == 1) ++useful;
        else ++strided;
    }
    return strided;
}

constexpr int choose_vector_label(body const& b, group const& n, int kept) {
    int best = -1;
    int best_cost = 0;
    for (int l = 0; l < n.labels; ++l) {
        int useful = 0;
        int const strided = strided_accesses(b, l, useful);
        if (n.extent[l] < 2 || strided > useful || useful == 0) continue;
        int const cost = 4 * strided + (l < kept ? 0 : 2) - (n.extent[l] >= 8 ? 1 : 0);
        if (best < 0 || cost <= best_cost) {
            best = l;
            best_cost = cost;
        }
    }
    return best;
}

/// The first of some preferred factors that divides the extent; the fallback where none does.
constexpr int dividing(int extent, std::initializer_list<int> preferred, int fallback) {
    for (int const f : preferred)
        if (extent % f == 0) return f;
    return fallback < extent ? fallback : 1;
}

}  // namespace loop_rules

/// Loops that add up every sum in its order: row by row, without lanes or tiles.
constexpr loop_choice loops_in_order(group const& n) {
    loop_choice c;
    for (int l = 0; l < n.labels; ++l) {
        c.position[l] = l;
        c.order[c.loops++] = l;
    }
    return c;
}

/// `kept`: how many labels are axes of what the innermost instructions compute (all, where no member is a core).
constexpr loop_choice choose_loops(body const& b, group const& n, int kept) {
    loop_choice c;
    c.vector_label = loop_rules::choose_vector_label(b, n, kept);
    bool const reduced_lanes = c.vector_label >= kept;
    auto const enter = [&c](int label) {
        c.position[label] = c.loops;
        c.order[c.loops++] = label;
    };
    for (int l = 0; l < kept; ++l)
        if (l != c.vector_label) enter(l);
    if (c.vector_label >= 0 && !reduced_lanes) enter(c.vector_label);
    for (int l = kept; l < n.labels; ++l)
        if (l != c.vector_label) enter(l);
    if (reduced_lanes) enter(c.vector_label);
    if (n.core < 0) {
        c.unroll = n.sums ? 4 : 2;
        return c;
    }
    for (int l = 0; l < kept; ++l)
        if (l != c.vector_label) c.tiled_label = l;
    if (c.tiled_label >= 0)
        c.tile = reduced_lanes ? loop_rules::dividing(n.extent[c.tiled_label], {8, 4, 6, 5, 7, 3, 2}, 4)
                               : loop_rules::dividing(n.extent[c.tiled_label], {4, 5, 6, 3, 2}, 4);
    if (c.tile == 1) c.tiled_label = -1;
    c.unroll = reduced_lanes ? (c.tile >= 4 ? 1 : 4) : (c.tile >= 4 ? 2 : 8);
    return c;
}

}  // namespace ctgrad::schedule
