// Index set splitting. The gradient of a segment, and a vector that is put together from others, are sums over brackets,
//
//     out[j] = sum_i [j == i + 3] f(i)        j < m, i < n,
//
// that do not collapse, because some j are met by no i. But 3 and n + 3 cut the values of j into stretches: on the middle one the sum is
// f(j - 3), and on the others it is 0. So an output is stored in several parts, and a sum over j is one of several sums; in each part
// every bracket is decided, nothing is masked, and what was quadratic in the length is linear.
//
// Source: Griebl, Feautrier, Lengauer, Index Set Splitting, International Journal of Parallel Programming 28 (2000).
#pragma once

#include <concepts>

#include <ctgrad/graph/frozen.hpp>
#include <ctgrad/op/symbolic.hpp>
#include <ctgrad/transform/import.hpp>

namespace ctgrad::transform {

/// Graphs of more nodes are left as they are: placing the parts in nests takes more steps than the square of their number.
inline constexpr int largest_split = 300;

/// Does a graph have brackets of two labels? Only those cut index sets.
constexpr bool has_brackets_of_labels(graph::view const& g) {
    for (int id = 0; id < g.count.nodes; ++id)
        if (g.nodes[id].op == op::code<op::equal_op> && g.nodes[id].labels > 1) return true;
    return false;
}

/// Splits the index sets of a graph. A template, so that it is not instantiated on mere inclusion.
template <std::same_as<graph::builder> Builder>
class index_set_splitting {
    using term = op::term;

    /// Most points at which the values of a label are cut. Where there are more, some brackets stay.
    static constexpr int most_points = 8;
    /// Most parts of one output, and by how many nodes the graph may grow before nothing more is cut.
    static constexpr int most_parts = 16;
    static constexpr int most_growth = 300;
    /// Most entries that a sum leaves out to run in the loop of an output.
    static constexpr int most_left_out = 4;

    struct range {
        int begin = 0;
        int count = 0;
        friend constexpr bool operator==(range const&, range const&) = default;
    };
    /// What is known of a label of a node.
    struct label_facts {
        int points = 0;
        int point[most_points]{};  ///< ascending: where another stretch begins
        op::collapse solution{};   ///< of a label that is summed: the bracket that fixes it
    };
    /// A node on some stretches of its axes: axis k runs along label k, but where the stretch is a single position.
    struct part_of_node {
        range axis[max_rank]{};
        term value{};
        int next = -1;  ///< of the same node
    };

    Builder& g_;
    int largest_;
    detail::list<char> cut_;      ///< by node: does it depend on a sum that cuts?
    detail::list<char> bracket_;  ///< by node: is there a bracket of two labels in it, outside of sums?
    detail::list<int> first_fact_;
    detail::list<label_facts> facts_;
    detail::list<int> latest_part_;
    detail::list<part_of_node> parts_;

    // ---- where index sets are cut ------------------------------------------------------------------------------------------

    constexpr label_facts& facts(int id, int label) { return facts_.data[first_fact_.data[id] + label]; }

    static constexpr void add_point(label_facts& f, int at, int extent) {
        if (at <= 0 || at >= extent || f.points == most_points) return;
        int k = f.points;
        while (k > 0 && f.point[k - 1] > at) --k;
        if (k > 0 && f.point[k - 1] == at) return;
        for (int m = f.points++; m > k; --m) f.point[m] = f.point[m - 1];
        f.point[k] = at;
    }
    /// The points of an argument's axes are points of the labels that it is read along.
    constexpr void add_points_of(graph::argument const& a, label_facts* to, int const* extent) {
        if (cut_[a.node] == 0) return;
        for (int k = 0; k < a.rank; ++k) {
            graph::index const i = g_.indices[a.axes + k];
            label_facts const from = facts(a.node, k);
            if (i.label < 0 || i.dynamic >= 0) continue;
            for (int p = 0; p < from.points; ++p) add_point(to[i.label], from.point[p] - i.offset, extent[i.label]);
        }
    }
    /// The brackets that fix labels of a sum by others, which are not fixed themselves.
    constexpr void solve(int id, label_facts* of) {
        graph::node const n = g_[id];
        extents own{.rank = n.labels};
        for (int l = 0; l < n.labels; ++l) own.size[l] = g_.extent(id, l);
        int const space = op::make_space(g_, own);
        unsigned fixed = 0;
        unsigned used = 0;
        for (int l = n.rank; l < n.labels; ++l) {
            if ((used >> l & 1U) != 0) continue;
            for (int m = 0; m < n.arguments; ++m) {
                op::collapse const c = op::find_collapse(op::view(g_, g_.argument_of(id, m), space), 1U << l, true);
                if (c.label < 0 || c.at.label < 0 || c.at.dynamic >= 0 || (fixed >> c.at.label & 1U) != 0) continue;
                of[l].solution = c;
                fixed |= 1U << l;
                used |= 1U << c.at.label;
                cut_[id] = 1;
                break;
            }
        }
    }
    constexpr void find_points() {
        cut_ = detail::list<char>(g_.size(), 0);
        bracket_ = detail::list<char>(g_.size(), 0);
        for (int id = 0; id < g_.size(); ++id) {
            graph::node const n = g_[id];
            first_fact_.push(facts_.size());
            int extent[graph::max_labels]{};
            label_facts own[graph::max_labels]{};
            for (int l = 0; l < n.labels; ++l) extent[l] = g_.extent(id, l);
            if (n.op == op::code<op::equal_op> && n.labels > 1) bracket_[id] = 1;
            if (n.labels > n.rank && n.reduce == graph::reduction::sum) solve(id, own);
            for (int m = 0; m < n.arguments; ++m) {
                graph::argument const a = g_.argument_of(id, m);
                cut_[id] = cut_[id] | cut_[a.node];
                if (n.labels == n.rank) bracket_[id] = bracket_[id] | bracket_[a.node];
                add_points_of(a, own, extent);
            }
            for (int l = n.rank; l < n.labels; ++l) {
                op::collapse const c = own[l].solution;
                if (c.label < 0) continue;
                label_facts& by = own[c.at.label];
                int const bound = extent[c.at.label];
                for (int p = 0; p < own[l].points; ++p) add_point(by, own[l].point[p] - c.at.offset, bound);
                add_point(by, -c.at.offset, bound);
                add_point(by, extent[l] - c.at.offset, bound);
            }
            for (int l = 0; l < n.labels; ++l) facts_.push(own[l]);
        }
    }

    /// A sum that is a few entries longer than a part of an output leaves those out, and may then run in the loop that stores the part.
    constexpr void align_sums(detail::list<graph::output> const& outputs) {
        int longest = 0;
        for (graph::output const& o : outputs) {
            label_facts f[max_rank]{};
            add_points_of(o.value, f, o.shape.size);
            for (int k = 0; o.shape.rank == 1 && f[0].points > 0 && k <= f[0].points; ++k)
                if (int const count = stretch(f[0], k, o.shape[0]).count; count > longest) longest = count;
        }
        for (int id = 0; id < g_.size(); ++id) {
            graph::node const n = g_[id];
            for (int m = 0; m < n.arguments; ++m) cut_[id] = cut_[id] | cut_[g_.argument_of(id, m).node];
            if (n.rank != 0 || n.labels != 1 || n.reduce != graph::reduction::sum || facts(id, 0).points > 0) continue;
            int const extra = g_.extent(id, 0) - longest;
            if (extra <= 0 || extra > most_left_out) continue;
            add_point(facts(id, 0), extra, g_.extent(id, 0));
            cut_[id] = 1;
        }
    }

    // ---- values on stretches ---------------------------------------------------------------------------------------------

    static constexpr range stretch(label_facts const& f, int which, int extent) {
        int const begin = which == 0 ? 0 : f.point[which - 1];
        return {begin, (which == f.points ? extent : f.point[which]) - begin};
    }
    /// What a label is on a stretch, as the label `l` of a smaller space.
    static constexpr graph::index on(range const& r, int l) {
        return r.count == 1 ? graph::index{-1, r.begin, -1} : graph::index{l, r.begin, -1};
    }

    /// An argument, where label `l` of its node is `map.to[l]`, and has the values `r[l]`.
    constexpr term argument_on(graph::argument const& a, op::label_map const& map, range const* r, int space) {
        if (cut_[a.node] == 0 && bracket_[a.node] == 0) {
            term const t = op::view(g_, op::remapped(g_, a, map), space);
            return t.op == graph::position_code && t.axis(0).is_constant() ? op::constant(g_, t.axis(0).offset) : t;
        }
        range axis[max_rank]{};
        op::label_map axis_map;
        op::label_map stretch_map;
        for (int k = 0; k < a.rank; ++k) {
            graph::index const i = g_.indices[a.axes + k];
            graph::index const at = axis_map.to[k] = op::remapped(g_, i, map);
            stretch_map.to[k] = at.dynamic >= 0 ? at : graph::index{at.label, 0, -1};
            axis[k] = at.dynamic >= 0 ? range{0, g_.extent(a.node, k)}
                      : i.label < 0   ? range{i.offset, 1}
                                      : range{i.offset + r[i.label].begin, r[i.label].count};
        }
        if (bracket_[a.node] == 0) return op::relabeled(part(a.node, axis), stretch_map, space);
        graph::node const n = g_[a.node];  // made anew, so that what is decided folds
        term x[3]{};
        for (int m = 0; m < n.arguments; ++m) x[m] = argument_on(g_.argument_of(a.node, m), axis_map, axis, space);
        return op::make(n.op, x, n.arguments);
    }
    constexpr term part(int id, range const* axis) {
        int const rank = g_[id].rank;
        for (int k = latest_part_[id]; k >= 0; k = parts_[k].next) {
            bool same = true;
            for (int l = 0; l < rank; ++l) same = same && parts_[k].axis[l] == axis[l];
            if (same) return parts_[k].value;
        }
        part_of_node made{};
        range r[graph::max_labels]{};
        for (int l = 0; l < g_[id].labels; ++l) r[l] = l < rank ? made.axis[l] = axis[l] : range{0, g_.extent(id, l)};
        made.value = in_stretches(id, r, rank);
        made.next = latest_part_[id];
        latest_part_[id] = parts_.push(made);
        return made.value;
    }
    /// The value of a node where the labels below `l` have the values `r`: the others are reduced, stretch by stretch.
    constexpr term in_stretches(int id, range* r, int l) {
        graph::node const n = g_[id];
        if (l == n.labels) return value(id, r);
        label_facts const f = facts(id, l);
        bool const sums = n.reduce == graph::reduction::sum && g_.allows(graph::soundness::rounding);
        bool const splits = sums || n.reduce == graph::reduction::maximum || n.reduce == graph::reduction::minimum;
        if (f.solution.label >= 0 || !splits || f.points == 0 || g_.size() > largest_) return in_stretches(id, r, l + 1);
        term total{};
        for (int k = 0; k <= f.points; ++k) {
            r[l] = stretch(f, k, g_.extent(id, l));
            term const next = in_stretches(id, r, l + 1);
            total = !total.exists() ? next
                    : sums          ? total + next
                    : n.reduce == graph::reduction::maximum ? op::make<op::max_op>(total, next)
                                                            : op::make<op::min_op>(total, next);
        }
        r[l] = {0, g_.extent(id, l)};
        return total;
    }
    /// The value of a node where its labels have the values `range_of`.
    constexpr term value(int id, range const* range_of) {
        graph::node const n = g_[id];
        range r[graph::max_labels]{};
        op::label_map map;
        extents own{.rank = n.labels};
        unsigned reduced = 0;
        for (int l = 0; l < n.labels; ++l) {
            r[l] = range_of[l];
            map.to[l] = on(r[l], l);
            own.size[l] = r[l].count;
            graph::index const at = facts(id, l).solution.at;
            if (facts(id, l).solution.label >= 0) {
                range const here{range_of[at.label].begin + at.offset, range_of[at.label].count};
                if (here.begin >= r[l].count || here.begin + here.count <= 0) return op::constant(g_, 0);
                if (here.begin >= 0 && here.begin + here.count <= r[l].count) {
                    r[l] = here;
                    map.to[l] = on(here, at.label);
                    continue;
                }
            }
            if (l >= n.rank && r[l].count > 1) reduced |= 1U << l;
        }
        int const space = op::make_space(g_, own);
        term x[3]{};
        for (int m = 0; m < n.arguments; ++m) x[m] = argument_on(g_.argument_of(id, m), map, r, space);
        term const t = n.op == op::code<op::copy_op> ? x[0] : op::make(n.op, x, n.arguments);
        if (n.labels == n.rank) return t;
        if (n.reduce == graph::reduction::sum) return op::sum(t, reduced, space);
        if (n.reduce == graph::reduction::maximum || n.reduce == graph::reduction::minimum) return op::extremum(t, reduced, n.reduce);
        // a position counts all that is reduced, used or not
        return op::make_node(op::code<op::copy_op>, n.reduce, &t, 1, t.labels & ~reduced, reduced, 0, space);
    }

    // ---- outputs ---------------------------------------------------------------------------------------------------------

    /// Leaves axes whole, those with the most stretches first, until there are not too many parts.
    constexpr void limit_parts(label_facts* f, int rank) const {
        for (;;) {
            int parts = 1;
            int most = 0;
            for (int l = 0; l < rank; ++l) {
                parts *= f[l].points + 1;
                if (f[l].points > f[most].points) most = l;
            }
            if (parts == 1 || (parts <= most_parts && g_.size() <= largest_)) return;
            f[most].points = 0;
        }
    }
    /// Appends the parts of an output where the axes from `l` on are not cut yet.
    constexpr void store(graph::output const& whole, label_facts const* f, range* r, int l, detail::list<graph::output>& results) {
        if (l < whole.shape.rank) {
            for (int k = 0; k <= f[l].points; ++k) {
                r[l] = stretch(f[l], k, whole.shape[l]);
                store(whole, f, r, l + 1, results);
            }
            return;
        }
        graph::output o = whole;
        o.shape = {};
        op::label_map map;
        int stride = 1;
        int strides[max_rank]{};
        for (int k = whole.shape.rank; k-- > 0; stride *= whole.shape[k]) strides[k] = stride;
        for (int k = 0; k < whole.shape.rank; ++k) {
            o.offset += r[k].begin * strides[k];
            map.to[k] = on(r[k], o.shape.rank);
            if (r[k].count == 1) continue;
            o.stride[o.shape.rank] = strides[k];
            o.shape.size[o.shape.rank++] = r[k].count;
        }
        o.value = argument_on(whole.value, map, r, op::make_space(g_, o.shape)).as_argument();
        results.push(o);
    }

public:
    constexpr explicit index_set_splitting(Builder& graph_in) : g_(graph_in), largest_(graph_in.size() + most_growth) {}

    /// The outputs in parts.
    constexpr detail::list<graph::output> run(detail::list<graph::output> const& outputs) {
        find_points();
        align_sums(outputs);
        latest_part_ = detail::list<int>(g_.size(), -1);
        detail::list<graph::output> results;
        for (graph::output const& o : outputs) {
            if (cut_[o.value.node] == 0) {
                results.push(o);
                continue;
            }
            label_facts f[max_rank]{};
            range r[max_rank]{};
            add_points_of(o.value, f, o.shape.size);
            limit_parts(f, o.shape.rank);
            store(o, f, r, 0, results);
        }
        return results;
    }
};

}  // namespace ctgrad::transform
