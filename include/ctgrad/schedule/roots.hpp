// Which values are computed for themselves: the roots. Everything else is inlined into the roots that use it.
//
// A root is a reduction, an output, or a value that is too dear to compute again: for several roots, or in a space with more
// labels than its own.
#pragma once

#include <ctgrad/graph/frozen.hpp>
#include <ctgrad/op/catalogue.hpp>
#include <ctgrad/schedule/plan.hpp>

namespace ctgrad::schedule {

/// Where the value of a root is kept between nests.
struct storage {
    memory_kind base = memory_kind::workspace;
    int number = -1;  ///< of the output or scalar; for the workspace assigned at last
    int offset = 0;   ///< in the workspace
    bool used = false;
};

struct root {
    int node = -1;    ///< the node that is materialised, or -1 for the store of an output
    int output = -1;  ///< the output that is stored, or -1
    graph::argument value{};  ///< what an output stores, over the labels of its shape
    int rank = 0;
    int labels = 0;
    int extent[graph::max_labels]{};
    int source = -1;  ///< the root whose workspace is copied to the output (a store that had to be split), or -1
    storage kept{};
    int nest = -1;
    int next = -1;    ///< of the same nest
    int height = 0;
    int first_read = 0;  ///< what it reads: a range of root_set::reads
    int reads = 0;

    constexpr bool reduces() const { return labels > rank; }
    constexpr bool reduces_all() const { return labels > 0 && rank == 0; }
    constexpr int volume() const {
        int product = 1;
        for (int k = 0; k < rank; ++k) product *= extent[k];
        return product;
    }
};

/// A value that a root reads: an input or another root.
struct read {
    int node = -1;
    bool aligned = true;  ///< only through the identity map of the reading root's labels
};

struct root_set {
    detail::list<root> roots;
    detail::list<read> reads;
    detail::list<int> root_of;  ///< by node: its root, or -1 where it is inlined
};

/// Finds the roots of a graph whose outputs are given.
template <std::same_as<graph::builder> Builder>
class root_finder {
    Builder& g_;
    root_set result_;

    struct usage {
        int root = -1;          ///< a user: node number, or -2 - output number
        bool several = false;   ///< more than one root uses it
        bool widened = false;   ///< some root has a larger space
        int size = 0;           ///< operations inlined below it
        bool expensive = false;
    };
    detail::list<usage> use_;

    constexpr int volume(int id, bool with_reduced) const {
        int product = 1;
        for (int l = 0; l < (with_reduced ? g_[id].labels : g_[id].rank); ++l) product *= g_.extent(id, l);
        return product;
    }
    constexpr bool is_leaf(int id) const { return g_[id].arguments == 0; }

    constexpr void use_by(graph::argument const& a, int user, int user_volume) {
        for (int k = 0; k < a.rank; ++k) {
            int const dynamic = g_.indices[a.axes + k].dynamic;
            if (dynamic >= 0) use_by(g_.arguments[dynamic], user, user_volume);
        }
        usage& u = use_[a.node];
        if (u.root != -1 && u.root != user) u.several = true;
        u.root = user;
        if (user_volume > volume(a.node, false)) u.widened = true;
    }

    /// Bottom-up: how much is inlined below each node when nothing but reductions is kept.
    constexpr void measure() {
        for (int id = 0; id < g_.size(); ++id) {
            graph::node const& n = g_[id];
            if (n.arguments == 0) continue;
            usage& u = use_[id];
            u.size = 1;
            u.expensive = op::is_operator(n.op) && op::information_of[n.op].expensive;
            for (int m = 0; m < n.arguments; ++m) {
                int const a = g_.argument_of(id, m).node;
                if (g_[a].labels != g_[a].rank) continue;
                u.size += use_[a].size;
                u.expensive = u.expensive || use_[a].expensive;
            }
            if (u.size > 1000) u.size = 1000;
        }
    }

    constexpr bool keeps(int id) const {
        graph::node const& n = g_[id];
        if (is_leaf(id)) return false;
        if (n.labels != n.rank) return true;
        if (op::is_operator(n.op) && op::information_of[n.op].result == kind::condition) return false;
        usage const& u = use_[id];
        constexpr int small = 6;  // operations: cheaper to compute again than to store and load
        if (n.rank == 0) return u.several && (u.expensive || u.size > small);
        return (u.several && (u.expensive || u.size > small)) || u.widened;
    }

    constexpr void add(root r) {
        result_.roots.push(r);
        if (r.node >= 0) result_.root_of[r.node] = result_.roots.size() - 1;
    }

    constexpr void find_kept(detail::list<graph::output> const& outputs) {
        use_ = detail::list<usage>(g_.size(), usage{});
        measure();
        detail::list<char> kept(g_.size(), 0);
        for (int o = 0; o < outputs.size(); ++o) use_by(outputs[o].value, -2 - o, outputs[o].shape.volume());
        for (int id = g_.size() - 1; id >= 0; --id) {
            if (use_[id].root == -1 || is_leaf(id)) continue;
            kept[id] = keeps(id) ? 1 : 0;
            bool const inlined_once = kept[id] == 0 && !use_[id].several;
            int const user = kept[id] != 0 ? id : use_[id].root;
            int const space = volume(id, true);
            for (int m = 0; m < g_[id].arguments; ++m) {
                graph::argument const a = g_.argument_of(id, m);
                use_by(a, user, space);
                if (kept[id] == 0 && use_[id].widened) use_[a.node].widened = true;
                if (kept[id] == 0 && !inlined_once) use_[a.node].several = true;
            }
        }
        for (int id = 0; id < g_.size(); ++id) {
            if (kept[id] == 0) continue;
            root r{.node = id, .rank = g_[id].rank, .labels = g_[id].labels};
            for (int l = 0; l < r.labels; ++l) r.extent[l] = g_.extent(id, l);
            add(r);
        }
    }

public:
    constexpr root_finder(Builder& graph_in, detail::list<graph::output> const& outputs) : g_(graph_in) {
        result_.root_of = detail::list<int>(graph_in.size(), -1);
        find_kept(outputs);
        for (int o = 0; o < outputs.size(); ++o) {
            root r{.output = o, .value = outputs[o].value, .rank = outputs[o].shape.rank, .labels = outputs[o].shape.rank};
            for (int l = 0; l < r.labels; ++l) r.extent[l] = outputs[o].shape[l];
            add(r);
        }
    }
    constexpr root_set& result() { return result_; }
};

}  // namespace ctgrad::schedule
