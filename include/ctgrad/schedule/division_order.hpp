// The order of operations around divisions and roots, where the compiler keeps it.
//
// A processor looks a few hundred instructions ahead at most, and forgets them in their order. What stands behind a division that it
// waits for, and could have been done before, is in the way of what comes next: of the next call of the same function. So of the
// operations behind the last call of a function,
//   - what a division or a root waits for comes first, and then that;
//   - what waits for none is done while it runs;
//   - what waits for it comes last, and there again what the next one waits for first.
// The 2 x 15 Jacobian of a reprojection takes 4 (AVX-512), 12 (AVX2) and 11 per cent (SSE2) less time for that with g++ 12. Clang has an
// order of its own; what it makes of another one is up to chance.
#pragma once

#include <ctgrad/op/catalogue.hpp>
#include <ctgrad/schedule/compilers.hpp>

namespace ctgrad::schedule {

/// Less than this the processor has in sight as it is.
inline constexpr int shortest_sorted = 100;
/// Numbers that may wait from one stage to the next: more have to be kept in memory.
inline constexpr int most_waiting = 32;

template <std::same_as<graph::builder> Builder>
class division_order {
    Builder const& g_;
    detail::list<int>& order_;
    int first_;  ///< in the order: what comes behind the last call

    detail::list<int> stage_;  ///< by node: twice the divisions in a row that it waits for, and one more where no division waits for it
    int last_ = 0;

    /// Finds the stages. How many numbers wait at most from one of them to the next.
    constexpr int find_stages() {
        graph::node const* const nodes = g_.nodes.data;
        graph::argument const* const arguments = g_.arguments.data;
        detail::list<int> divisions(g_.nodes.length);  // by node: in a row, until the value is there
        int* const depth = divisions.data;
        int deepest = 0;
        for (int k = first_, end = order_.length; k < end; ++k) {
            int const id = order_.data[k];
            graph::node const n = nodes[id];
            int here = 0;
            for (int m = n.arguments_at, behind = m + n.arguments; m < behind; ++m)
                if (int const before = depth[arguments[m].node]; before > here) here = before;
            if (op::is_division(n.op)) ++here;
            if (here > deepest) deepest = here;
            depth[id] = here;
        }
        if (deepest == 0) return 0;
        last_ = 2 * deepest + 1;
        stage_ = detail::list<int>::unset(g_.nodes.length);
        detail::list<char> needed(g_.nodes.length);  // by node: does a division wait for it?
        detail::list<int> read_until(g_.nodes.length);
        detail::list<int> change(last_ + 1);
        for (int k = order_.length; k-- > first_;) {
            int const id = order_.data[k];
            graph::node const n = nodes[id];
            bool const divides = op::is_division(n.op);
            bool const early = divides || needed.data[id] != 0;
            int const stage = 2 * depth[id] + (divides ? -2 : early ? 0 : 1);
            stage_.data[id] = stage;
            if (int const until = read_until.data[id]; until > stage) {
                ++change.data[stage];
                --change.data[until];
            }
            for (int m = n.arguments_at, behind = m + n.arguments; m < behind; ++m) {
                int const operand = arguments[m].node;
                if (early) needed.data[operand] = 1;
                if (read_until.data[operand] < stage) read_until.data[operand] = stage;
            }
        }
        int now = 0;
        int most = 0;
        for (int const by : change) {
            now += by;
            if (now > most) most = now;
        }
        return most;
    }

public:
    // For the name see transform/straight/reader.hpp.
    constexpr division_order(Builder const& graph_in, detail::list<int>& order_in) : g_(graph_in), order_(order_in), first_(order_in.length) {
        while (first_ > 0 && !op::is_call(g_.nodes.data[order_.data[first_ - 1]].op)) --first_;
    }

    constexpr void run() {
        if (order_.length - first_ < shortest_sorted) return;
        int const waiting = find_stages();
        if (last_ == 0 || waiting > most_waiting) return;
        detail::list<int> begin(last_ + 2);
        begin.data[0] = first_;
        for (int k = first_; k < order_.length; ++k) ++begin.data[stage_.data[order_.data[k]] + 1];
        for (int s = 1; s <= last_; ++s) begin.data[s] += begin.data[s - 1];
        detail::list<int> sorted(order_);
        for (int k = first_; k < order_.length; ++k) {
            int const id = order_.data[k];
            sorted.data[begin.data[stage_.data[id]]++] = id;
        }
        order_ = static_cast<detail::list<int>&&>(sorted);
    }
};

}  // namespace ctgrad::schedule
