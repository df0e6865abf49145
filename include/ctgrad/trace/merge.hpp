// The results of two ways through a callable as one.
//
// What follows an `if` is the same on both ways, with other operands: the ways differ in `a` and `b`, and go on to f(a) and f(b). One
// selection of the operands, f(select(c, a, b)), is cheaper than select(c, f(a), f(b)), where that computes f twice. So both results are
// read from the end backwards as far as they are the same operations, and selections stand where they begin to differ.
#pragma once

#include <ctgrad/op/make.hpp>

namespace ctgrad::tracing {

/// Results under a condition: `yes` where it holds, `no` elsewhere, entry by entry.
/// Cost: one visit for each pair of nodes that correspond. No recursion: a way may be longer than compilers let functions nest.
class merger {
    struct pair {
        op::term yes{};
        op::term no{};
        int first = -1;  ///< its operands: positions in `operands_`, -1: it is selected between as a whole
        int next = -1;   ///< the next pair of the same `yes`
        op::term merged{};
    };

    op::term condition_;
    detail::list<pair> pairs_;
    detail::list<int> operands_;  ///< positions of pairs, -1: equal
    detail::list<int> head_;      ///< by node: the first pair with it as `yes`

    /// Position of the pair, -1 where both are the same.
    constexpr int number_of(op::term const& yes, op::term const& no) {
        if (op::same(yes, no)) return -1;
        for (int k = head_[yes.node]; k >= 0; k = pairs_[k].next)
            if (op::same(pairs_[k].yes, yes) && op::same(pairs_[k].no, no)) return k;
        head_[yes.node] = pairs_.push({yes, no, -1, head_[yes.node]});
        return pairs_.size() - 1;
    }
    static constexpr int weight(graph::opcode code) {
        if (op::is_division(code)) return 4;
        return op::information_of[code].expensive ? 20 : 1;
    }
    constexpr bool correspond(op::term const& a, op::term const& b) const {
        if (a.op != b.op || !op::is_operator(a.op) || a.rank != 0 || b.rank != 0) return false;
        if (op::information_of[a.op].result != graph::kind::real) return false;
        return a.op != op::code<op::select_op> || op::same(op::operand(a, 0), op::operand(b, 0));
    }
    /// Finds the operands of all pairs that correspond, beginning with the results. What that saves: operations that are done once
    /// instead of twice, less the selections between operands.
    constexpr int explore() {
        int saved = 0;
        for (int k = 0; k < pairs_.length; ++k) {
            op::term const a = pairs_.data[k].yes;
            op::term const b = pairs_.data[k].no;
            if (!correspond(a, b)) {
                --saved;
                continue;
            }
            saved += weight(a.op);
            pairs_.data[k].first = operands_.length;
            int const count = a.data().arguments;
            op::term x[3]{};
            op::term y[3]{};
            for (int m = 0; m < count; ++m) {
                x[m] = op::operand(a, m);
                y[m] = op::operand(b, m);
            }
            bool const swapped = op::information_of[a.op].commutative && !op::same(x[0], y[0]) &&
                                 (op::same(x[0], y[1]) || op::same(x[1], y[0]));
            for (int m = 0; m < count; ++m) operands_.push(number_of(x[m], y[swapped ? 1 - m : m]));
        }
        return saved;
    }
    /// Makes a pair whose operands are made; else the first that is not.
    constexpr int make(int k) {
        pair const p = pairs_[k];
        if (p.first < 0) {
            pairs_[k].merged = op::select(condition_, p.yes, p.no);
            return k;
        }
        op::term x[3]{};
        int const count = p.yes.data().arguments;
        for (int m = 0; m < count; ++m) {
            int const operand = operands_[p.first + m];
            if (operand >= 0 && !pairs_[operand].merged.exists()) return operand;
            x[m] = operand >= 0 ? pairs_[operand].merged : op::operand(p.yes, m);
        }
        pairs_[k].merged = op::make(p.yes.op, x, count);
        return k;
    }

public:
    constexpr merger(graph::builder& g, op::term const& condition)
        : condition_(condition), head_(g.size(), -1) {}

    /// Merges `yes[k]`, for k < no.size(), into `no`.
    constexpr void run(op::term const* yes, detail::list<op::term>& no) {
        detail::list<int> which;
        int selections = 0;
        for (int k = 0; k < no.size(); ++k) {
            int const at = number_of(yes[k], no[k]);
            which.push(at);
            if (at >= 0) ++selections;
        }
        if (explore() + selections <= 0) {
            for (int k = 0; k < no.size(); ++k) no[k] = op::select(condition_, yes[k], no[k]);
            return;
        }
        detail::list<int> pending;
        for (int k = 0; k < no.size(); ++k) {
            if (which[k] < 0) continue;
            if (!pairs_[which[k]].merged.exists()) pending.push(which[k]);
            while (!pending.empty()) {
                int const made = make(pending.back());
                if (made == pending.back())
                    pending.truncate(pending.size() - 1);
                else
                    pending.push(made);
            }
            no[k] = pairs_[which[k]].merged;
        }
    }
};

}  // namespace ctgrad::tracing
