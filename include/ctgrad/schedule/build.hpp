// From a graph to a plan.
#pragma once

#include <ctgrad/schedule/loops.hpp>
#include <ctgrad/schedule/multiply_add.hpp>
#include <ctgrad/schedule/scalar_body.hpp>
#include <ctgrad/schedule/straight.hpp>
#include <ctgrad/transform/optimised.hpp>

namespace ctgrad::schedule {

/// Turns the bodies of nests with loops into instructions with levels and registers.
template <std::same_as<draft> Draft>
class instruction_writer {
    Draft& d_;
    body const& body_;
    loop_choice const& loops_;
    detail::list<slot> slot_of_;
    nest n_{};

    constexpr bool has(unsigned labels, int label) const { return label >= 0 && (labels >> label & 1U) != 0; }

    constexpr int level_of(unsigned labels) const {
        int level = 0;
        for (int k = 0; k < loops_.loops; ++k)
            if ((labels >> loops_.order[k] & 1U) != 0) level = k + 1;
        return level;
    }
    static constexpr bool has_result(step const& s) {
        return s.op >= 0 || s.op == multiply_add_code || s.op == load_code || s.op == constant_code || s.op == position_code || s.op == finish_code;
    }
    constexpr slot new_slot(step const& s) {
        slot r{.where = has(s.labels, loops_.vector_label) ? place::varying : place::uniform, .what = s.what,
               .tiled = has(s.labels, loops_.tiled_label)};
        r.number = static_cast<short>(n_.slots[static_cast<int>(s.what)][static_cast<int>(r.where)]++);
        return r;
    }
    constexpr int memory(step const& s) {
        memory_reference const& by_label = body_.addresses[s.number];
        memory_reference m = by_label;
        for (int k = 0; k < max_loops; ++k) m.stride[k] = k < loops_.loops ? by_label.stride[loops_.order[k]] : 0;
        for (slot& dynamic : m.dynamic)
            if (dynamic.number >= 0) dynamic = slot_of_[dynamic.number];
        return d_.memory.push(m);
    }

public:
    constexpr instruction_writer(Draft& draft_in, body const& body_in, loop_choice const& loops)
        : d_(draft_in), body_(body_in), loops_(loops) {}

    constexpr void run(group const& g) {
        detail::list<step> const& steps = body_.steps;
        detail::list<accumulator> const& accumulators = body_.accumulators;
        n_.first_instruction = d_.instructions.size();
        n_.first_loop = d_.loops.size();
        n_.loops = loops_.loops;
        n_.vector_loop = loops_.vector_label >= 0 ? loops_.position[loops_.vector_label] : -1;
        n_.tiled_loop = loops_.tiled_label >= 0 ? loops_.position[loops_.tiled_label] : -1;
        n_.first_accumulator = d_.accumulators.size();
        n_.accumulators = accumulators.size();
        for (int k = 0; k < loops_.loops; ++k)
            d_.loops.push({g.extent[loops_.order[k]], k == n_.vector_loop ? loops_.unroll : k == n_.tiled_loop ? loops_.tile : 1});
        int accumulator_level = 0;
        for (auto const& a : accumulators) {
            d_.accumulators.push(a);
            accumulator_level = a.level > accumulator_level ? a.level : accumulator_level;
        }
        for (step const& s : steps) {
            if (s.absorbed) {
                slot_of_.push({});
                continue;
            }
            instruction out{.op = s.op, .how = s.how, .level = static_cast<unsigned char>(level_of(s.labels))};
            out.after = s.after && out.level == accumulator_level;
            for (int m = 0; m < 3; ++m)
                if (s.from[m] >= 0) out.from[m] = slot_of_.data[s.from[m]];
            if (s.has_address()) out.memory = memory(s);
            if (s.op == constant_code || s.op == start_code || s.op == accumulate_code || s.op == finish_code) out.memory = s.number;
            slot_of_.push(has_result(s) ? out.to = new_slot(s) : slot{});
            d_.instructions.push(out);
        }
        n_.instructions = d_.instructions.size() - n_.first_instruction;
        d_.nests.push(n_);
    }
};

/// Gives every value that outlives its nest a place: single values a number, others a range of the workspace, used again when
/// the last reader is done.
template <std::same_as<draft> Draft>
class storage_planner {
    root_set& set_;
    Draft& d_;
    detail::list<int> const& rank_of_group_;  ///< when each group runs

    struct range {
        int begin, end, free_after;
    };

    constexpr int runs_at(root const& r) const { return rank_of_group_[r.nest]; }

    /// By root: when the last reader outside of the root's own nest runs; -1 where there is none.
    constexpr detail::list<int> last_readers() const {
        detail::list<int> last(set_.roots.size(), -1);
        auto const note = [&](root const& reader, int which) {
            if (which < 0 || reader.nest == set_.roots[which].nest || runs_at(reader) <= last[which]) return;
            last[which] = runs_at(reader);
        };
        for (auto const& s : set_.roots) {
            note(s, s.source);
            for (int i = 0; i < s.reads; ++i) note(s, set_.root_of[set_.reads[s.first_read + i].node]);
        }
        return last;
    }

public:
    constexpr storage_planner(root_set& set, Draft& draft_in, detail::list<int> const& rank_of_group)
        : set_(set), d_(draft_in), rank_of_group_(rank_of_group) {}

    constexpr void run(int groups) {
        constexpr int alignment = 8;  // entries: a vector never straddles more cache lines than it must
        detail::list<int> const last_reader = last_readers();
        detail::list<range> taken;
        for (int now = 0; now < groups; ++now) {
            free_unread(taken, now);
            for (int i = 0; i < set_.roots.size(); ++i) {
                root& r = set_.roots[i];
                if (runs_at(r) != now) continue;
                int const last = last_reader[i];
                r.kept.used = last >= 0;
                if (!r.kept.used) continue;
                if (r.rank == 0) {
                    r.kept.base = memory_kind::scalar;
                    r.kept.number = d_.scalars++;
                    continue;
                }
                int const size = (r.volume() + alignment - 1) / alignment * alignment;
                r.kept.base = memory_kind::workspace;
                r.kept.offset = first_fit(taken, size);
                taken.push({r.kept.offset, r.kept.offset + size, last});
                if (r.kept.offset + size > d_.workspace) d_.workspace = r.kept.offset + size;
            }
        }
    }

private:
    static constexpr void free_unread(detail::list<range>& taken, int now) {
        int kept = 0;
        for (int i = 0; i < taken.size(); ++i)
            if (taken[i].free_after >= now) taken[kept++] = taken[i];
        taken.truncate(kept);
    }
    static constexpr int first_fit(detail::list<range> const& taken, int size) {
        int at = 0;
        for (bool moved = true; moved;) {
            moved = false;
            for (auto const& t : taken)
                if (at < t.end && t.begin < at + size) {
                    at = t.end;
                    moved = true;
                }
        }
        return at;
    }
};

// Templates, all of these, so that planning is instantiated where something is planned, and for scalars without loops.

/// Plans the evaluation of a graph of scalars whose outputs are scalars.
template <std::same_as<graph::builder> Builder>
constexpr void build_scalars(draft& d, Builder& g, detail::list<graph::output> const& outputs) {
    scalar_body_writer writer(g, outputs, d.constants);
    // smaller graphs share reciprocals already, where that pays, or are left alone for a reason
    body& b = writer.run(!d.in_order, g.size() > transform::largest_optimised, d.groups_calls && !d.in_order);
    if (!d.in_order) fuse_multiply_add(b, d.constants, true);
    straight_writer(d, b).run();
}

constexpr int later(int a, int b) { return a < b ? b : a; }

/// The nests in the order in which they run: the highest first; of two of one height, the one that waits for less, so that what does not
/// depend on a slow function is done while that is computed.
template <std::same_as<root_set> Roots>
constexpr detail::list<int> order_of(detail::list<group> const& nests, Roots const& set) {
    detail::list<int> order;
    detail::list<int> depth(nests.size(), -1);  // how many nests in a row each waits for; of those that are done
    detail::list<char> done(nests.size(), 0);
    while (order.size() < nests.size()) {
        int height = -2;  // what is copied back from the workspace has -1
        for (int n = 0; n < nests.size(); ++n)
            if (done[n] == 0 && nests[n].height > height) height = nests[n].height;
        for (root const& r : set.roots) {
            if (nests[r.nest].height != height) continue;
            int& here = depth[r.nest];
            if (here < 0) here = 0;
            if (r.source >= 0 && set.roots[r.source].nest != r.nest) here = later(here, depth[set.roots[r.source].nest] + 1);
            for (int i = 0; i < r.reads; ++i)
                if (int const q = set.root_of[set.reads[r.first_read + i].node]; q >= 0 && set.roots[q].nest != r.nest)
                    here = later(here, depth[set.roots[q].nest] + 1);
        }
        for (;;) {
            int next = -1;
            for (int n = 0; n < nests.size(); ++n)
                if (done[n] == 0 && nests[n].height == height && (next < 0 || depth[n] < depth[next])) next = n;
            if (next < 0) break;
            done[next] = 1;
            order.push(next);
        }
    }
    return order;
}

/// Plans the evaluation of a graph.
template <std::same_as<graph::builder> Builder>
constexpr void build_nests(draft& d, Builder& g, detail::list<graph::output> const& outputs) {
    root_finder finder(g, outputs);
    root_set& set = finder.result();
    grouping const groups(g, outputs, set);
    detail::list<group> const& nests = groups.result();
    detail::list<int> const order = order_of(nests, set);
    detail::list<int> rank(nests.size(), 0);
    for (int k = 0; k < order.size(); ++k) rank[order[k]] = k;
    storage_planner(set, d, rank).run(nests.size());
    detail::list<int> head(g.size(), -1);
    for (int const n : order) {
        body_writer writer(g, outputs, set, n, head, d.constants, !d.in_order);
        writer.run(nests[n]);
        body& b = writer.result();
        if (!d.in_order) fuse_multiply_add(b, d.constants, nests[n].labels == 0);
        if (nests[n].labels == 0) {
            straight_writer(d, b).run();
            continue;
        }
        int const kept = nests[n].core >= 0 ? set.roots[nests[n].core].rank : nests[n].labels;
        loop_choice const loops = d.in_order ? loops_in_order(nests[n]) : choose_loops(b, nests[n], kept);
        instruction_writer(d, b, loops).run(nests[n]);
    }
}

}  // namespace ctgrad::schedule
