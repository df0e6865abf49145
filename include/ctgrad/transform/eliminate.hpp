// Vertices of a linearised function that are cheaper gone before the reverse sweep than in it.
//
// A sweep meets each edge once for each output behind it. Where v = v(u) and w = w(v), the edges (w, v) and (v, u) may become one (w, u)
// that carries the product of both derivatives: that is done once, and what the sweep then saves is saved for every output. Without a
// vertex there is an edge for every pair of one above and one below, fewer where such an edge is there already. So chains go, and what
// several outputs see through a few intermediate values is differentiated by those first; where there are fewer inputs than outputs,
// everything goes, from the inputs on: forward mode. The vertex that saves most goes first, until none saves much; of two that save the same, the
// lower one, as what is near the inputs can be computed while the value still is.
//
// Source: A. Griewank, S. Reese, in Automatic Differentiation of Algorithms (SIAM 1991) 126, who eliminate all vertices, by Markowitz'
// rule; U. Naumann, Math. Program. 99 (2004) 399.
#pragma once

#include <ctgrad/transform/linearise.hpp>

namespace ctgrad::transform {

template <class Linearisation>
class elimination {
    struct edge {
        int from;
        int to;
        int next_down;  ///< the next edge of `from`
        int next_up;    ///< the next edge to `to`
        int cost;
    };

    Linearisation& l_;
    detail::list<edge> edges_;
    detail::list<term> partials_;          ///< by edge: apart, so that edges are copied fast
    detail::list<int> down_;               ///< by vertex: its first edge to a lower one
    detail::list<int> up_;                 ///< by vertex: the first edge to it
    detail::list<unsigned long long> seen_by_;  ///< by vertex: a bit for each output that depends on it
    detail::list<int> outputs_above_;           ///< by vertex: how many these are
    detail::list<unsigned long long> meets_;  ///< by vertex: some bit for each vertex that it has an edge to, or had
    detail::list<int> gain_;               ///< by vertex: of its elimination; `unknown`, or `stays`
    detail::list<int> unknown_;            ///< the vertices whose gain is not known
    detail::list<int> candidates_;         ///< vertices whose gain may be enough, in any order
    detail::list<char> is_candidate_;      ///< by vertex: is it among them?
    /// By vertex: the edge to it from the vertex that was looked at last, more `time_`; less than that where there is none.
    detail::list<long long> marks_;
    long long time_ = 0;

    static constexpr long long most_edges = 1 << 30;

    static constexpr int unknown = 1 << 30;
    static constexpr int stays = -(1 << 30);
    // What an edge costs in the sweep, for each output; a derivative of 1 or -1 is no product. A product of two derivatives costs half
    // as much as one in the sweep: often several outputs or edges need it. Found by trying both ways on the benchmarks' functions.
    static constexpr int cost_of_unit = 1;
    static constexpr int cost_of_product = 3;
    static constexpr int least_gain = 2;

    static constexpr bool is_unit(term t) {
        return t.op == graph::constant_code && (op::is_value(t, 1) || op::is_value(t, -1));
    }
    static constexpr int cost_of(term t) { return is_unit(t) ? cost_of_unit : cost_of_product; }

    constexpr void push(int from, int to, term partial) {
        partials_.push(partial);
        meets_.data[from] |= 1ULL << (static_cast<unsigned>(to) & 63U);
        down_.data[from] = up_.data[to] = edges_.push({from, to, down_.data[from], up_.data[to], cost_of(partial)});
    }
    /// Marks what a vertex has edges to.
    constexpr void look_at(int from) {
        time_ += most_edges;
        for (int e = down_.data[from]; e >= 0;) {
            edge const x = edges_.data[e];
            marks_.data[x.to] = time_ + e;
            e = x.next_down;
        }
    }

    constexpr void read() {
        int const size = l_.size();
        edges_.reserve(3 * l_.edges.size());
        partials_.reserve(3 * l_.edges.size());
        down_ = detail::list<int>(size, -1);
        up_ = detail::list<int>(size, -1);
        gain_ = detail::list<int>(size, unknown);
        meets_ = detail::list<unsigned long long>(size);
        is_candidate_ = detail::list<char>(size);
        for (int v = 0; v < l_.inputs; ++v) gain_.data[v] = stays;
        seen_by_ = detail::list<unsigned long long>(size);
        outputs_above_ = detail::list<int>(size);
        marks_ = detail::list<long long>(size);
        for (int v = l_.inputs; v < size; ++v)
            for (int e = l_.first.data[v], end = l_.first.data[v + 1]; e < end; ++e)
                push(v, l_.edges.data[e].to, l_.edges.data[e].partial);
        for (int o = 0; o < l_.output.size(); ++o) {
            int const v = l_.output.data[o];
            if (v < 0) continue;
            seen_by_.data[v] |= 1ULL << static_cast<unsigned>(o);
            gain_.data[v] = stays;
        }
        for (int v = size - 1; v >= l_.inputs; --v) {
            unsigned long long const seen = seen_by_.data[v];
            for (int e = down_.data[v]; e >= 0; e = edges_.data[e].next_down) seen_by_.data[edges_.data[e].to] |= seen;
            outputs_above_.data[v] = __builtin_popcountll(seen);
            if (seen == 0) gain_.data[v] = stays;
        }
    }
    constexpr int gain_of(int v) {
        edge const* const edges = edges_.data;
        unsigned long long const meets = meets_.data[v];
        long long now = 0;  // when the edges of v were marked; 0: not yet
        int count = 0;
        int cost_below = 0;
        for (int b = down_.data[v]; b >= 0;) {
            edge const below = edges[b];
            ++count;
            cost_below += below.cost;
            b = below.next_down;
        }
        int const products_below = (cost_below - count) / (cost_of_product - cost_of_unit);
        int gain = outputs_above_.data[v] * cost_below;
        for (int a = up_.data[v]; a >= 0;) {
            edge const above = edges[a];
            a = above.next_up;
            int const times = outputs_above_.data[above.from];
            bool const unit = above.cost == cost_of_unit;
            gain += times * (above.cost - (unit ? cost_below : cost_of_product * count)) - (unit ? 0 : products_below);
            if ((meets_.data[above.from] & meets) == 0) continue;
            if (now == 0) {
                look_at(v);
                now = time_;
            }
            for (int e = down_.data[above.from]; e >= 0;) {  // where an edge is there already
                edge const other = edges[e];
                e = other.next_down;
                long long const below = marks_.data[other.to] - now;
                if (below < 0) continue;
                int const made = unit ? edges[below].cost : cost_of_product;
                gain += times * (made + other.cost - cost_of_product) - 1;
            }
        }
        return gain;
    }
    /// Takes an edge out of the list of `to`, or of `from`.
    constexpr void unlink_up(int e) {
        int* k = &up_.data[edges_.data[e].to];
        while (*k != e) k = &edges_.data[*k].next_up;
        *k = edges_.data[e].next_up;
    }
    constexpr void unlink_down(int e) {
        int* k = &down_.data[edges_.data[e].from];
        while (*k != e) k = &edges_.data[*k].next_down;
        *k = edges_.data[e].next_down;
    }
    constexpr void changes(int v) {
        int const gain = gain_.data[v];
        if (gain == stays || gain == unknown) return;
        gain_.data[v] = unknown;
        unknown_.push(v);
    }
    /// The vertex that saves most, the lowest of several; -1 where none saves enough.
    constexpr int find_best() {
        for (int k = 0; k < unknown_.length; ++k) {
            int const v = unknown_.data[k];
            if (gain_.data[v] == stays) continue;  // it is gone
            int const gain = gain_of(v);
            gain_.data[v] = gain;
            if (gain < least_gain || is_candidate_.data[v] != 0) continue;
            is_candidate_.data[v] = 1;
            candidates_.push(v);
        }
        unknown_.clear();
        int best = -1;
        int most = least_gain;
        for (int k = 0; k < candidates_.length; ++k) {
            int const v = candidates_.data[k];
            int const gain = gain_.data[v];
            if (gain < most) {
                if (gain >= least_gain) continue;
                is_candidate_.data[v] = 0;
                candidates_.data[k--] = candidates_.back();
                candidates_.truncate(candidates_.length - 1);
            } else if (gain > most || v < best || best < 0) {
                most = gain;
                best = v;
            }
        }
        return best;
    }
    constexpr void eliminate(int v) {
        for (int a = up_.data[v]; a >= 0; a = edges_.data[a].next_up) {
            edge const above = edges_.data[a];
            unlink_down(a);
            look_at(above.from);
            for (int b = down_.data[v]; b >= 0; b = edges_.data[b].next_down) {
                int const to = edges_.data[b].to;
                term const partial = op::chain_rule::product(partials_.data[a], partials_.data[b]);
                if (long long const there = marks_.data[to] - time_; there < 0) {
                    push(above.from, to, partial);
                } else {
                    differentiation::add_to(partials_.data[there], partial);
                    edges_.data[there].cost = cost_of(partials_.data[there]);
                }
            }
            changes(above.from);
            for (int e = down_.data[above.from]; e >= 0; e = edges_.data[e].next_down) changes(edges_.data[e].to);
        }
        for (int b = down_.data[v]; b >= 0; b = edges_.data[b].next_down) unlink_up(b);
        up_.data[v] = down_.data[v] = -1;
        gain_.data[v] = stays;
    }
    constexpr void write() {
        l_.edges.clear();
        for (int v = l_.inputs; v < l_.size(); ++v) {
            l_.first.data[v] = l_.edges.size();
            for (int e = down_.data[v]; e >= 0; e = edges_.data[e].next_down)
                l_.edges.push({edges_.data[e].to, partials_.data[e]});
        }
        l_.first.back() = l_.edges.size();
    }

public:
    /// More outputs have no room in `seen_by_`.
    static constexpr int most_outputs = 64;
    static constexpr int most_vertices = 400;

    // For the name see straight/reader.hpp.
    constexpr explicit elimination(Linearisation& linearisation_in) : l_(linearisation_in) {}

    constexpr void run() {
        if (l_.output.size() < 2 || l_.output.size() > most_outputs || l_.size() - l_.inputs > most_vertices) return;
        read();
        for (int v = l_.inputs, end = l_.size(); v < end; ++v)
            if (gain_.data[v] == unknown) unknown_.push(v);
        bool changed = false;
        for (int v = find_best(); v >= 0; v = find_best()) {
            eliminate(v);
            changed = true;
        }
        if (changed) write();
    }
};

}  // namespace ctgrad::transform
