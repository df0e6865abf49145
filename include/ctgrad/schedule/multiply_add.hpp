// Products that become part of the sums and differences that use them: fused multiply-adds where the target has them and the compiler may
// contract, and otherwise the same two instructions. Clang contracts only what stands in one expression.
// And y (1 - y), the derivative of a sigmoid, which is y - y y where that is rounded once: one step less to wait for.
#pragma once

#include <ctgrad/schedule/body.hpp>

namespace ctgrad::schedule {

template <std::same_as<body> Body>
class multiply_add_fusion {
    detail::list<step>& steps_;
    detail::list<memory_reference> const& addresses_;
    detail::list<graph::constant> const& constants_;
    bool differences_;
    detail::list<int>
        open_;  ///< by step: uses that have not taken it in; of a product that has to stay, more than there are

    detail::list<int> sums_;  ///< the steps that may take a product in

    static constexpr int stays = 1 << 30;

    constexpr bool is_sum(opcode which) const {
        return which == op::code<op::add_op> || (differences_ && which == op::code<op::subtract_op>);
    }
    /// Is an operand a product that a step may take in?
    constexpr bool is_free(step const& s, int m) const {
        step const& product = steps_.data[s.from[m]];
        return product.op == op::code<op::multiply_op> && product.labels == s.labels && open_.data[s.from[m]] < stays;
    }
    /// The operand that a sum takes in, -1: none. Of two, a product with other uses, which all have to do so; else the second.
    constexpr int taken(step const& s) const {
        if (s.from[0] == s.from[1]) return -1;
        bool const first = is_free(s, 0);
        if (!is_free(s, 1)) return first ? 0 : -1;
        return first && open_.data[s.from[0]] > open_.data[s.from[1]] ? 0 : 1;
    }
    constexpr void count_uses() {
        for (int i = 0; i < steps_.length; ++i) {
            step const s = steps_.data[i];
            bool const sum = is_sum(s.op);
            bool const accumulates = s.op == accumulate_code && s.how == graph::reduction::sum;
            if (sum || accumulates) sums_.push(i);
            for (int m = 0; m < 3 && s.from[m] >= 0; ++m) {
                int& open = open_.data[s.from[m]];
                if (sum || (accumulates && m == 0))
                    ++open;
                else
                    open = stays;
            }
        }
        for (auto const& a : addresses_)
            for (slot const& dynamic : a.dynamic)
                if (dynamic.number >= 0) open_[dynamic.number] = stays;
    }
    /// Products that not all of their uses can take in stay for all of them: a multiply-add keeps two numbers alive instead of one.
    constexpr void settle() {
        for (int const i : sums_) {
            step const& s = steps_.data[i];
            if (s.op == accumulate_code) continue;
            int const m = taken(s);
            for (int other = 0; other < 2; ++other)
                if (other != m && open_.data[s.from[other]] > 1) open_.data[s.from[other]] = stays;
        }
    }
    /// Is a step 1 - x?
    constexpr bool is_complement(int at, int x) const {
        step const& s = steps_.data[at];
        if (s.op != op::code<op::subtract_op> || s.from[1] != x) return false;
        step const& one = steps_.data[s.from[0]];
        return one.op == constant_code && constants_.data[one.number] == graph::constant{{1, 1}};
    }
    constexpr void find_logistic() {
        detail::list<int> complements;
        for (step& s : steps_) {
            if (s.op != op::code<op::multiply_op> || s.absorbed) continue;
            int const m = is_complement(s.from[1], s.from[0]) ? 0 : is_complement(s.from[0], s.from[1]) ? 1 : -1;
            if (m < 0) continue;
            complements.push(s.from[1 - m]);
            s.op = logistic_code;
            s.from[0] = s.from[m];
            s.from[1] = -1;
        }
        if (!complements.empty()) drop_unused(complements);
    }
    constexpr void drop_unused(detail::list<int> const& candidates) {
        detail::list<char> used(steps_.length);
        for (step const& s : steps_)
            for (int m = 0; m < 3 && s.from[m] >= 0 && !s.absorbed; ++m) used.data[s.from[m]] = 1;
        for (int const c : candidates)
            if (used.data[c] == 0) steps_.data[c].absorbed = true;
    }

public:
    constexpr multiply_add_fusion(Body& body_in, detail::list<graph::constant> const& constants, bool differences_in)
        : steps_(body_in.steps),
          addresses_(body_in.addresses),
          constants_(constants),
          differences_(differences_in),
          open_(body_in.steps.size(), 0) {}

    constexpr void run() {
        count_uses();
        settle();
        for (int const i : sums_) {
            step& s = steps_.data[i];
            bool const accumulates = s.op == accumulate_code;
            int const m = accumulates ? (is_free(s, 0) ? 0 : -1) : taken(s);
            if (m < 0) continue;
            step& product = steps_.data[s.from[m]];
            product.absorbed = true;
            if (!accumulates) {
                s.from[2] = s.from[1 - m];
                if (s.op == op::code<op::add_op>)
                    s.op = multiply_add_code;
                else
                    s.op = m == 0 ? multiply_subtract_code : subtract_product_code;
            }
            s.from[0] = product.from[0];
            s.from[1] = product.from[1];
        }
        if (differences_) find_logistic();
    }
};

/// `differences`: products become part of differences, too.
template <std::same_as<body> Body>
constexpr void fuse_multiply_add(Body& b, detail::list<graph::constant> const& constants, bool differences) {
    multiply_add_fusion(b, constants, differences).run();
}

}  // namespace ctgrad::schedule
