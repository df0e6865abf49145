// Which roots share a loop nest, and in which order the nests run.
//
// Roots are placed last to first. The height of a nest is its distance from the end: a root must be higher than everything that
// needs it, and higher than whatever overwrites what it reads. It joins a nest of the same space that shares something with it
// (a sum of squares of W joins the nest that writes the gradient of W), and a contraction becomes the core of the nest that
// consumes it entry by entry, which then is its epilogue: no buffer in between.
//
// In-place updates are stores whose target is read by others. Reads at the same entry, in the same nest, come before the store
// by construction; all others make the reader come first; and where that is impossible the store goes through the
// workspace, so that right-hand sides always see the old values.
#pragma once

#include <ctgrad/schedule/roots.hpp>

namespace ctgrad::schedule {

struct group {
    int height = 0;
    int core = -1;  ///< the contraction whose epilogue the other members are, -1: none
    int labels = 0;
    int extent[graph::max_labels]{};
    bool sums = false;  ///< has a member that reduces the whole space
    int member = -1;    ///< the last root that joined; `root::next` leads to the others
};

template <std::same_as<graph::builder> Builder>
class grouping {
    Builder& g_;
    detail::list<graph::output> const& outputs_;
    root_set& set_;
    detail::list<group> groups_;
    int stride_ = 0;
    detail::list<unsigned char> relations_;  ///< of every root to every other

    // ---- what a root reads ----------------------------------------------------------------------------------------

    constexpr void note_read(int first, int node, bool aligned) {
        for (int i = first; i < set_.reads.size(); ++i)
            if (set_.reads[i].node == node) {
                set_.reads[i].aligned = set_.reads[i].aligned && aligned;
                return;
            }
        set_.reads.push({node, aligned});
    }
    constexpr void walk(int first, graph::argument a, int self, int labels) {
        bool aligned = a.rank == labels;
        for (int k = 0; k < a.rank; ++k) {
            graph::index const i = g_.indices[a.axes + k];
            aligned = aligned && i.is_label() && i.label == k;
            if (i.dynamic >= 0) walk(first, g_.arguments[i.dynamic], self, labels);
        }
        graph::node const n = g_[a.node];
        if (n.op == graph::input_code || (set_.root_of[a.node] >= 0 && a.node != self)) {
            note_read(first, a.node, aligned);
            return;
        }
        op::label_map map;
        for (int k = 0; k < a.rank; ++k) map.to[k] = g_.indices[a.axes + k];
        for (int m = 0; m < n.arguments; ++m) walk(first, inner_argument(a, n, m, map), self, labels);
    }
    /// Argument `m` of an inlined node, over the labels of the root. (The whole root node itself keeps its own labels.)
    constexpr graph::argument inner_argument(graph::argument const& a, graph::node const& n, int m, op::label_map const& map) {
        graph::argument const x = g_.arguments[n.arguments_at + m];
        return a.axes == 0 || n.labels == 0 ? x : op::remapped(g_, x, map);
    }
    constexpr void find_reads(root& r) {
        r.first_read = set_.reads.size();
        if (r.node >= 0) {
            graph::node const n = g_[r.node];
            for (int m = 0; m < n.arguments; ++m) walk(r.first_read, g_.argument_of(r.node, m), r.node, r.labels);
        } else if (r.source < 0) {
            walk(r.first_read, r.value, -1, r.labels);
        }
        r.reads = set_.reads.size() - r.first_read;
    }
    /// -1: does not read it, 0: elsewhere, 1: only at its own entry.
    constexpr int reads_node(root const& r, int node) const {
        for (int i = 0; i < r.reads; ++i)
            if (set_.reads[r.first_read + i].node == node) return set_.reads[r.first_read + i].aligned ? 1 : 0;
        return -1;
    }
    constexpr int reads_input(root const& r, int input) const {
        for (int i = 0; i < r.reads; ++i) {
            graph::node const& n = g_[set_.reads[r.first_read + i].node];
            if (n.op == graph::input_code && n.payload == input) return set_.reads[r.first_read + i].aligned ? 1 : 0;
        }
        return -1;
    }

    /// How `r` reads what the store `s` writes over. The entries of a part of an array are others than those of the whole.
    constexpr int reads_overwritten(root const& r, root const& s) const {
        int const how = reads_input(r, target_of(s));
        return how == 1 && s.rank > 0 && outputs_[s.output].stride[0] != 0 ? 0 : how;
    }

    // ---- constraints -----------------------------------------------------------------------------------------------

    constexpr int target_of(root const& r) const { return r.output >= 0 ? outputs_[r.output].target : -1; }

    enum class relation { none, before, before_or_beside, core_of };

    /// Must `r` run before the root `s`?
    constexpr relation precedes(root const& r, root const& s) const {
        return static_cast<relation>(relations_[index_of(r) * stride_ + index_of(s)]);
    }
    constexpr void relate_all() {
        stride_ = 2 * set_.roots.size();  // room for stores that will be split
        relations_ = detail::list<unsigned char>(stride_ * stride_, 0);
        for (int s = 0; s < set_.roots.size(); ++s) {  // few pairs have anything to do with each other
            root const& reader = set_.roots[s];
            for (int i = 0; i < reader.reads; ++i)
                if (int const r = set_.root_of[set_.reads[reader.first_read + i].node]; r >= 0) relate(r, s);
            for (int r = 0; target_of(reader) >= 0 && r < set_.roots.size(); ++r) relate(r, s);
        }
    }
    constexpr void relate(int r, int s) {
        relations_[r * stride_ + s] = static_cast<unsigned char>(relation_of(set_.roots[r], set_.roots[s]));
    }
    constexpr void relate(int r) {
        for (int s = 0; s < set_.roots.size(); ++s) {
            relate(r, s);
            relate(s, r);
        }
    }
    /// Between two without labels any order will do in one nest: there, stores come last.
    constexpr relation relation_of(root const& r, root const& s) const {
        relation const c = precedes_somehow(r, s);
        return c == relation::before && r.labels == 0 && s.labels == 0 ? relation::before_or_beside : c;
    }
    constexpr relation precedes_somehow(root const& r, root const& s) const {
        relation result = relation::none;
        if (r.node >= 0) {
            int const how = reads_node(s, r.node);
            if (how == 0) return relation::before;
            if (how == 1) result = r.reduces() && r.rank > 0 && !s.reduces() ? relation::core_of : relation::before;
        }
        if (s.source >= 0 && s.source == index_of(r)) return relation::before;
        if (target_of(s) >= 0 && r.output != s.output) {
            int const how = reads_overwritten(r, s);
            if (how == 0 || (how == 1 && !same_space(r, s))) return relation::before;
            if (how == 1) result = result == relation::none ? relation::before_or_beside : relation::before;
        }
        return result;
    }
    static constexpr bool same_space(root const& a, root const& b) {
        if (a.labels != b.labels) return false;
        for (int l = 0; l < a.labels; ++l)
            if (a.extent[l] != b.extent[l]) return false;
        return true;
    }
    constexpr bool fits(root const& r, group const& n, int labels) const {
        if (labels != n.labels) return false;
        for (int l = 0; l < labels; ++l)
            if (r.extent[l] != n.extent[l]) return false;
        return true;
    }
    constexpr bool shares_read(root const& r, int nest) const {
        for (int s = groups_[nest].member; s >= 0; s = set_.roots[s].next) {
            for (int i = 0; i < r.reads; ++i) {
                int const node = set_.reads[r.first_read + i].node;
                if (g_[node].rank > 0 && reads_node(set_.roots[s], node) >= 0) return true;
            }
        }
        return false;
    }

    // ---- placement ---------------------------------------------------------------------------------------------------

    constexpr void enter(root& r, int nest) {
        r.nest = nest;
        r.height = groups_[nest].height;
        r.next = groups_[nest].member;
        groups_[nest].member = index_of(r);
    }
    constexpr void leave(int which) {
        root& r = set_.roots[which];
        int* at = &groups_[r.nest].member;
        while (*at != which) at = &set_.roots[*at].next;
        *at = r.next;
        r.nest = -1;
    }
    constexpr void open(root& r, int height) {
        group n{.height = height, .core = r.reduces() && r.rank > 0 ? index_of(r) : -1, .labels = r.labels, .sums = r.reduces_all()};
        for (int l = 0; l < r.labels; ++l) n.extent[l] = r.extent[l];
        enter(r, groups_.push(n));
    }
    constexpr int index_of(root const& r) const { return static_cast<int>(&r - &set_.roots[0]); }

    /// May `r` join nest `n`, which is high enough apart from what is in the nest itself?
    constexpr bool may_join(root const& r, int n) const {
        group const& nest = groups_[n];
        if (r.labels == 0) return nest.labels == 0;
        if (nest.core >= 0) return false;
        if (r.reduces() && r.rank > 0) {  // as the core of an epilogue
            if (nest.sums || !fits(r, nest, r.rank)) return false;
            bool consumed = false;
            for (int m = nest.member; m >= 0; m = set_.roots[m].next) {
                relation const c = precedes(r, set_.roots[m]);
                if (c != relation::none && c != relation::core_of) return false;
                consumed = consumed || c == relation::core_of;
            }
            return consumed;
        }
        if (!fits(r, nest, r.labels)) return false;
        bool shares = shares_read(r, n);
        for (int m = nest.member; m >= 0; m = set_.roots[m].next) {
            root const& s = set_.roots[m];
            if (!beside(precedes(r, s))) return false;
            shares = shares || precedes(r, s) != relation::none || precedes(s, r) == relation::before_or_beside;
        }
        return shares;
    }
    static constexpr bool beside(relation c) { return c == relation::none || c == relation::before_or_beside; }

    /// The height that `r` needs at least, wherever it is.
    constexpr int lowest_height(root const& r) const {
        int lowest = 0;
        for (auto const& s : set_.roots)
            if (s.nest >= 0 && precedes(r, s) == relation::before && s.height + 1 > lowest) lowest = s.height + 1;
        return lowest;
    }
    /// The nest that `r` should join: -1 where there is none. One that it feeds, or else the lowest.
    constexpr int best_nest(root const& r, int lowest) const {
        int fed = -1;
        for (auto const& s : set_.roots)
            if (s.nest >= 0 && (precedes(r, s) == relation::core_of || precedes(r, s) == relation::before_or_beside)) fed = s.nest;
        int best = -1;
        for (int n = 0; n < groups_.size(); ++n) {
            int const height = groups_[n].height > lowest ? groups_[n].height : lowest;
            if (!may_join(r, n) || !may_run_at(n, height) || !after_the_rest(r, n, height)) continue;
            if (best < 0 || n == fed || (best != fed && groups_[n].height < groups_[best].height)) best = n;
        }
        return best;
    }
    constexpr void join(root& r, int n, int lowest) {
        raise(n, lowest);
        group& nest = groups_[n];
        if (r.reduces() && r.rank > 0) {
            nest.core = index_of(r);
            nest.labels = r.labels;
            for (int l = 0; l < r.labels; ++l) nest.extent[l] = r.extent[l];
        }
        nest.sums = nest.sums || r.reduces_all();
        enter(r, n);
    }
    constexpr void place(root& r) {
        int lowest = lowest_height(r);
        if (int const n = best_nest(r, lowest); n >= 0) return join(r, n, lowest);
        for (auto const& s : set_.roots)
            if (s.nest >= 0 && precedes(r, s) != relation::none && s.height + 1 > lowest) lowest = s.height + 1;
        open(r, lowest);
    }
    /// The roots that must be placed before `r` is, and are not.
    constexpr int waits_for(root const& r) const {
        int count = 0;
        for (auto const& s : set_.roots) count += s.nest < 0 && precedes(r, s) != relation::none ? 1 : 0;
        return count;
    }
    /// What is not a store, last first; but what can join a nest does so before others make that impossible.
    constexpr void place_others() {
        detail::list<int> waiting;
        for (auto const& r : set_.roots) waiting.push(waits_for(r));
        detail::list<char> alone(set_.roots.size(), 0);  // could join no nest, of those that there were
        int changed = -1;                                 // the only nest that is different since
        for (;;) {
            int next = -1;
            bool joins = false;
            for (int s = set_.roots.size() - 1; s >= 0 && !joins; --s) {
                root const& r = set_.roots[s];
                if (r.nest >= 0 || waiting[s] != 0) continue;
                if (alone[s] != 0)
                    joins = may_join(r, changed) && best_nest(r, lowest_height(r)) >= 0;
                else
                    joins = best_nest(r, lowest_height(r)) >= 0;
                alone[s] = joins ? 0 : 1;
                if (joins || next < 0) next = s;
            }
            if (next < 0) return;
            place(set_.roots[next]);
            changed = set_.roots[next].nest;
            for (int r = 0; r < set_.roots.size(); ++r)
                if (precedes(set_.roots[r], set_.roots[next]) != relation::none) --waiting[r];
        }
    }
    /// In nest `n` at a height, does `r` come before all that must follow it and is outside of the nest?
    constexpr bool after_the_rest(root const& r, int n, int height) const {
        for (auto const& s : set_.roots)
            if (s.nest >= 0 && s.nest != n && precedes(r, s) != relation::none && s.height >= height) return false;
        return true;
    }
    /// May the nest run as early as `height`: is all that must come before it still earlier?
    constexpr bool may_run_at(int n, int height) const {
        if (groups_[n].height >= height) return true;
        for (auto const& s : set_.roots) {
            if (s.nest < 0 || s.nest == n || s.height > height) continue;
            for (int m = groups_[n].member; m >= 0; m = set_.roots[m].next)
                if (precedes(s, set_.roots[m]) != relation::none) return false;
        }
        return true;
    }
    constexpr void raise(int n, int height) {
        if (groups_[n].height >= height) return;
        groups_[n].height = height;
        for (int m = groups_[n].member; m >= 0; m = set_.roots[m].next) set_.roots[m].height = height;
    }

    /// Must the store `r` come before a store that is not placed yet?
    constexpr bool waits(root const& r) const {
        for (auto const& s : set_.roots) {
            if (s.nest >= 0 || s.output < 0 || s.output == r.output) continue;
            if (precedes(r, s) == relation::before) return true;
        }
        return false;
    }
    /// Was a reader of what `r` overwrites placed where it would see the new values?
    constexpr bool too_late(root const& r) const {
        for (auto const& s : set_.roots) {
            if (s.nest < 0 || s.output == r.output) continue;
            relation const c = precedes(s, r);
            if (c == relation::none) continue;
            if (s.nest == r.nest ? !beside(c) : s.height <= r.height) return true;
        }
        return overwrites_itself(r);
    }
    constexpr bool overwrites_itself(root const& r) const {
        return r.labels > 0 && target_of(r) >= 0 && reads_overwritten(r, r) == 0;
    }

    /// Splits a store in two: into the workspace, and back from there when all have read the old value.
    constexpr void detour(int which) {
        root back = set_.roots[which];
        root& first = set_.roots[which];
        back.source = which;
        if (first.nest >= 0) leave(which);
        back.nest = -1;
        back.reads = 0;
        first.output = -1;
        first.kept.used = true;
        int const b = set_.roots.push(back);
        relate(which);
        relate(b);
        open(set_.roots[b], -1);  // after everything else
    }

    constexpr void place_stores() {
        for (;;) {
            int next = -1;
            bool any = false;
            for (int s = 0; s < set_.roots.size(); ++s) {
                root const& r = set_.roots[s];
                if (r.output < 0 || r.nest >= 0) continue;
                any = true;
                if (next < 0 && !waits(r) && !overwrites_itself(r)) next = s;
            }
            if (!any) return;
            if (next < 0) {
                for (int s = 0; next < 0; ++s)
                    if (set_.roots[s].output >= 0 && set_.roots[s].nest < 0) next = s;
                detour(next);
                continue;
            }
            place(set_.roots[next]);
            if (too_late(set_.roots[next])) detour(next);
        }
    }

public:
    constexpr grouping(Builder& graph_in, detail::list<graph::output> const& outputs, root_set& set)
        : g_(graph_in), outputs_(outputs), set_(set) {
        for (auto& r : set_.roots) find_reads(r);
        relate_all();
        place_stores();
        place_others();
    }
    constexpr detail::list<group> const& result() const { return groups_; }
};

}  // namespace ctgrad::schedule
