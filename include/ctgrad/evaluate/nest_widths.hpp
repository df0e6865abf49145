// How wide a nest runs: its lanes, and the copies of its body. Fixed by the plan, by the extents, and by the target.
#pragma once

#include <ctgrad/evaluate/registers.hpp>

namespace ctgrad::evaluate {

/// `Plan`: a type with a static constexpr `value`, the plan.
template <class Plan, int N, class T>
struct nest_widths {
    static constexpr auto const& plan = Plan::value;
    static constexpr schedule::nest nest = plan.nests[N];
    static constexpr schedule::loop const* loops = plan.loops + nest.first_loop;

    static constexpr int extent(int depth) { return depth < 0 ? 1 : loops[depth].extent; }
    static constexpr int lanes = nest.vector_loop < 0 ? 1 : lanes_for<T>(extent(nest.vector_loop));
    static constexpr bool unrolls = lanes > 1;  ///< without lanes registers are few, and code size counts
    static constexpr int tile = nest.tiled_loop >= 0 && unrolls ? loops[nest.tiled_loop].unroll : 1;
    /// The largest number of copies, up to what was planned, that leaves no remainder; else up to four with one.
    static constexpr int best_unroll() {
        if (!unrolls) return 1;
        int const vectors = extent(nest.vector_loop) / lanes;
        for (int u = loops[nest.vector_loop].unroll; u > 1; --u)
            if (vectors % u == 0) return u;
        int const most = loops[nest.vector_loop].unroll < 4 ? loops[nest.vector_loop].unroll : 4;
        return vectors > most ? most : 1;
    }
    static constexpr int unroll = best_unroll();

    static constexpr bool has_remainder = nest.vector_loop >= 0 && extent(nest.vector_loop) % lanes != 0;

    /// Are the lanes those of a reduced label, so that each holds a part of every result?
    static constexpr bool lanes_are_reduced(int accumulator) {
        return nest.vector_loop >= plan.accumulators[nest.first_accumulator + accumulator].level;
    }
    /// The epilogue of reduced lanes has one result for each iteration of the tile. Where there are as many as lanes, and all
    /// that it does runs along memory, it works on all of them at once: the tile becomes lanes.
    static constexpr bool packs_tile() {
        if (tile != lanes || lanes == 1 || nest.accumulators == 0 || has_remainder || !lanes_are_reduced(0)) return false;
        for (int k = 0; k < nest.instructions; ++k) {
            schedule::instruction const& i = plan.instructions[nest.first_instruction + k];
            if (!i.after) continue;
            bool const memory = i.op == schedule::load_code || i.op == schedule::store_code;
            int const stride = memory ? plan.memory[i.memory].stride[at_least_one(nest.tiled_loop + 1) - 1] : 1;
            bool const real = i.to.what != kind::integer && i.from[0].what != kind::integer && i.from[1].what != kind::integer;
            bool const dynamic = memory && plan.memory[i.memory].dynamic[0].number >= 0;
            if (!real || stride != 1 || dynamic || i.op == schedule::position_code || i.how > graph::reduction::minimum) return false;
            if (!(i.to.tiled || i.op == schedule::store_code)) return false;
        }
        return true;
    }
};

}  // namespace ctgrad::evaluate
