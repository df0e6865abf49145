// The order of operations around calls of functions: of exp, log, sin.
//
// No vector register survives a call (System V ABI), so every number that lives across one costs a store and a load. And what a call waits
// for stands before it in the graph, not necessarily early. So, where an operation is
//   - needed by a later call: it stays where it is, but comes after what it depends on, and no later than that call;
//   - a division or a root that a later call waits for: it begins as soon as its operands are there, and runs while other functions do. If
//     only the divisor is there, before any call, that is inverted, and only a product has to wait;
//   - a condition that decides whether a later call is made (guards.hpp): it comes before that call;
//   - the last use of as many numbers as it makes: it stays, and less is kept;
//   - anything else: it comes after the last call.
// The second of a sine and a cosine of one number comes with the first (straight.hpp makes one call of them), and with a library of vector
// functions, calls of one function that can be made together are (call_groups.hpp).
#pragma once

#include <ctgrad/schedule/call_groups.hpp>
#include <ctgrad/schedule/guards.hpp>

namespace ctgrad::schedule {

/// Graphs of more nodes keep their order: three more passes over all nodes cost g++ a twentieth of the time of such a formula.
inline constexpr int largest_ordered = 600;

template <std::same_as<graph::builder> Builder>
class call_order {
    Builder& g_;
    guards<Builder> const& guards_;
    bool inverts_;
    bool groups_;
    int calls_ = 0;
    detail::list<function_call> function_calls_;  ///< in the order of the graph
    detail::list<int> lanes_;                     ///< by group of calls; empty where all are made alone
    // By node. The slot of group k of calls is k; what has slot k comes before it.
    detail::list<int> own_;       ///< of a call: the number of its group, else -1
    detail::list<int> earliest_;  ///< slot
    detail::list<int> latest_;    ///< slot; that after the last call where no call needs the value
    detail::list<int> uses_;
    detail::list<int> slot_;
    detail::list<char> inverted_;

    /// The number of the call that a function is computed by.
    constexpr int call(int id, detail::list<int>& sines_and_cosines) {
        graph::opcode const code = g_.nodes.data[id].op;
        if (code == op::code<op::sin_op> || code == op::code<op::cos_op>) {
            graph::argument const angle = g_.argument_of(id, 0);
            for (int k = sines_and_cosines.size(); k-- > 0;) {
                int const other = sines_and_cosines[k];
                graph::argument const& known = g_.argument_of(other, 0);
                if (known.node != angle.node || !g_.same_axes(known, angle) || g_.nodes[other].op == code) continue;
                function_calls_[own_[other]].function = sine_and_cosine_code;
                return own_[other];
            }
            sines_and_cosines.push(id);
        }
        bool const alone = (!guards_.empty() && guards_.of(id) >= 0) || g_.nodes.data[id].arguments > 2;
        return function_calls_.push({.function = code, .alone = alone});
    }
    constexpr bool has_equal_calls() const {
        for (int k = 1; k < calls_; ++k) {
            function_call const& c = function_calls_.data[k];
            for (int i = 0; i < k && !c.alone; ++i)
                if (function_calls_.data[i].function == c.function && !function_calls_.data[i].alone) return true;
        }
        return false;
    }
    /// Finds the calls that are made together, and in which order.
    constexpr void group_calls() {
        detail::list<std::uint64_t> needs(g_.nodes.length);  // by node: the calls that it waits for
        for (int id = 0, end = g_.nodes.length; id < end; ++id) {
            graph::node const n = g_.nodes.data[id];
            if (n.arguments == 0) continue;
            std::uint64_t all = 0;
            graph::argument const* a = g_.arguments.data + n.arguments_at;
            for (graph::argument const* const last = a + n.arguments; a != last; ++a) all |= needs.data[a->node];
            if (int const k = own_.data[id]; k >= 0) {
                function_call& c = function_calls_.data[k];
                // a condition that waits for the call itself, or for a later one, cannot guard it
                for (int need = guards_.empty() ? -1 : guards_.of(id); need >= 0; need = guards_.within(need))
                    if (int const condition = guards_.asks(need).condition; condition < id && needs.data[condition] >> k == 0)
                        all |= needs.data[condition];
                c.needs |= all;
                all = c.needs | std::uint64_t{1} << k;
            }
            needs.data[id] = all;
        }
        detail::list<int> const group_of = call_groups(function_calls_).run(lanes_);
        if (lanes_.length == calls_) {
            lanes_ = {};
            return;
        }
        for (int& own : own_)
            if (own >= 0) own = group_of.data[own];
        calls_ = lanes_.length;
    }
    /// Finds the calls, as groups of one, and the first slot for each node.
    constexpr void find_earliest() {
        detail::list<int> sines_and_cosines;
        for (int id = 0, end = g_.nodes.length; id < end; ++id) {
            graph::node const n = g_.nodes.data[id];
            if (n.arguments == 0) continue;
            int ready = 0;
            for (int m = n.arguments_at, behind = m + n.arguments; m < behind; ++m) {
                int const a = g_.arguments.data[m].node;
                ++uses_.data[a];
                if (int const of_operand = earliest_.data[a]; of_operand > ready) ready = of_operand;
            }
            if (op::is_call(n.op)) {
                own_.data[id] = call(id, sines_and_cosines);
                ready = own_.data[id] + 1;
            }
            earliest_.data[id] = ready;
        }
        calls_ = function_calls_.length;
    }
    /// The same when the groups are known.
    constexpr void find_earliest_again() {
        for (int id = 0, end = g_.nodes.length; id < end; ++id) {
            graph::node const n = g_.nodes.data[id];
            if (n.arguments == 0) continue;
            int ready = own_.data[id] + 1;
            for (int m = 0; m < n.arguments && own_.data[id] < 0; ++m) {
                int const of_operand = earliest_.data[g_.arguments.data[n.arguments_at + m].node];
                if (of_operand > ready) ready = of_operand;
            }
            earliest_.data[id] = ready;
        }
    }
    constexpr void find_latest() {
        latest_ = detail::list<int>(g_.nodes.length, calls_);
        for (int id = g_.nodes.length; id-- > 0;) {
            graph::node const n = g_.nodes.data[id];
            if (n.arguments == 0) continue;
            int latest = latest_.data[id];
            if (own_.data[id] >= 0) {
                latest = own_.data[id];
                if (!guards_.empty())
                    for (int k = guards_.of(id); k >= 0; k = guards_.within(k)) comes_before(guards_.asks(k).condition, id);
            } else if (n.op == op::code<op::divide_op> || n.op == op::code<op::sqrt_op>) {
                if (inverts_ && n.arguments == 2 && latest < calls_ && earliest_.data[id] > 0)
                    invert(g_.arguments.data[n.arguments_at + 1].node);
                latest = earliest_.data[id];
            }
            latest_.data[id] = latest;
            for (int m = n.arguments_at, behind = m + n.arguments; m < behind; ++m)
                if (int& of_operand = latest_.data[g_.arguments.data[m].node]; of_operand > latest) of_operand = latest;
        }
    }
    /// A condition of a call comes before it, if it waits for no later one. (It is of a later node where it was found to be that of an
    /// earlier selection.)
    constexpr void comes_before(int condition, int call) {
        if (condition > call || earliest_.data[condition] > own_.data[call]) return;
        if (latest_.data[condition] > own_.data[call]) latest_.data[condition] = own_.data[call];
    }
    /// A call waits for a division by a number that was there before all calls.
    constexpr void invert(int divisor) {
        if (earliest_.data[divisor] > 0 || g_.nodes.data[divisor].arguments == 0) return;
        latest_.data[divisor] = 0;
        inverted_.data[divisor] = 1;
    }
    constexpr void choose() {
        int now = 0;  // all groups of smaller numbers stand before
        detail::list<char> met(calls_ + 1);
        for (int id = 0, end = g_.nodes.length; id < end; ++id) {
            graph::node const n = g_.nodes.data[id];
            if (n.arguments == 0) continue;
            if (own_.data[id] >= 0) {
                slot_.data[id] = own_.data[id];
                met.data[own_.data[id]] = 1;
                while (met.data[now] != 0) ++now;
                continue;
            }
            int slot = now > earliest_.data[id] ? now : earliest_.data[id];
            if (latest_.data[id] < calls_) {
                if (slot > latest_.data[id]) slot = latest_.data[id];
            } else if (slot < calls_) {
                slot = stays(id, n, slot) ? slot : calls_;
            }
            slot_.data[id] = slot;
        }
    }
    /// Does an operation leave no more numbers to keep than it finds?
    constexpr bool stays(int id, graph::node const& n, int slot) {
        int more = uses_.data[id] > 0 ? 1 : 0;
        graph::argument const* const arguments = g_.arguments.data + n.arguments_at;
        for (int m = 0; m < n.arguments; ++m) {
            int const a = arguments[m].node;
            if (slot_.data[a] > slot) return false;
            if (g_.nodes.data[a].arguments != 0 && --uses_.data[a] == 0) --more;
        }
        if (more <= 0) return true;
        for (int m = 0; m < n.arguments; ++m) ++uses_.data[arguments[m].node];
        return false;
    }

public:
    /// `guards_in`: of the graph.   `inverts_in`: may a division become a product with a reciprocal?   `groups_in`: are calls made
    /// together?
    constexpr call_order(Builder& graph_in, guards<Builder> const& guards_in, bool inverts_in, bool groups_in)
        : g_(graph_in),
          guards_(guards_in),
          inverts_(inverts_in),
          groups_(groups_in),
          own_(graph_in.nodes.length, -1),
          earliest_(graph_in.nodes.length),
          uses_(graph_in.nodes.length),
          slot_(graph_in.nodes.length),
          inverted_(graph_in.nodes.length) {}

    /// By node: is its reciprocal wanted, at once?
    constexpr detail::list<char> const& inverted() const { return inverted_; }
    /// By node: the number, counted from 1, of the calls that it is made with; 0: it is made alone, or is no call. Empty: all are.
    constexpr detail::list<int> together() const {
        detail::list<int> result(lanes_.empty() ? 0 : own_.length);
        for (int id = 0; id < result.length; ++id)
            if (int const k = own_.data[id]; k >= 0 && lanes_.data[k] > 1) result.data[id] = k + 1;
        return result;
    }
    /// By that number, less 1: how many calls those are.
    constexpr detail::list<int> const& lanes() const { return lanes_; }

    /// The operations, in order.
    constexpr detail::list<int> run() {
        find_earliest();
        if (groups_ && calls_ <= call_groups::most_calls && has_equal_calls()) {
            group_calls();
            if (!lanes_.empty()) find_earliest_again();
        }
        find_latest();
        choose();
        // sorted by slot; the calls of a slot come last
        detail::list<int> begin(2 * calls_ + 3);
        for (int id = 0, end = g_.nodes.length; id < end; ++id)
            if (g_.nodes.data[id].arguments != 0) ++begin.data[2 * slot_.data[id] + (own_.data[id] >= 0 ? 2 : 1)];
        for (int k = 1; k < begin.length; ++k) begin.data[k] += begin.data[k - 1];
        detail::list<int> order(begin.back());
        for (int id = 0, end = g_.nodes.length; id < end; ++id)
            if (g_.nodes.data[id].arguments != 0)
                order.data[begin.data[2 * slot_.data[id] + (own_.data[id] >= 0 ? 1 : 0)]++] = id;
        return order;
    }
};

}  // namespace ctgrad::schedule
