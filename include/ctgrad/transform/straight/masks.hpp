// a + select(c, u v, 0) as a + u select(c, v, 0): what an `if` masks in derivatives are products with factors that need no mask. Without
// them, masks of one coefficient are the same.
//
// A mask hides what is infinite or NaN where the condition does not hold, so a factor leaves it only where that shows anyway or
// cannot be: it is made of inputs, and of factors of other summands of the same sum. (Such a sum may be NaN where it was infinite.)
#pragma once

#include <ctgrad/transform/straight/finite.hpp>

namespace ctgrad::transform::straight {

template <class Network>
class masks {
    Network& n_;
    detail::list<int> shown_;   ///< by variable: the sum, counted from 1, whose value is not finite where its is not
    detail::list<char> masks_;  ///< by variable: is it one?

    struct shown_for {
        detail::list<int> const& shown;
        int sum;
        constexpr bool operator()(int v) const { return v < shown.size() && shown.data[v] == sum; }
    };

    constexpr variable const& of(int v) const { return n_.variables.data[v]; }
    constexpr product const& at(int p) const { return n_.products.data[p]; }
    constexpr int factor(product const& p, int k) const { return n_.factors.data[p.at + k]; }

    constexpr bool is_zero(int v) const { return n_.is_sum(v) && of(v).count == 0; }
    /// Is it a selection between a product and 0?
    constexpr bool is_mask(int v) const {
        if (!n_.is_function(v, op::code<op::select_op>)) return false;
        int const yes = of(v).operand[1];
        int const no = of(v).operand[2];
        return (is_zero(no) && n_.is_product(yes)) || (is_zero(yes) && n_.is_product(no));
    }
    /// Which factor of a product is one, -1: none.
    constexpr int mask_in(product const& p) const {
        product const x = p;
        for (int k = x.at, end = x.at + x.count; k < end; ++k)
            if (masks_.data[n_.factors.data[k]] != 0) return k - x.at;
        return -1;
    }
    constexpr bool has_mask(variable const& sum) const {
        for (int p = sum.first; p >= 0; p = n_.products.data[p].next)
            if (mask_in(n_.products.data[p]) >= 0) return true;
        return false;
    }
    constexpr void show(int sum, int v, int depth) {
        if (v >= shown_.length || shown_.data[v] == sum + 1) return;
        shown_.data[v] = sum + 1;
        if (!n_.is_sum(v) || depth == 0) return;
        for (int p = n_.variables.data[v].first; p >= 0;) {
            product const x = n_.products.data[p];
            for (int k = x.at, end = x.at + x.count; k < end; ++k) {
                int const f = n_.factors.data[k];
                if (f >= shown_.length || shown_.data[f] != sum + 1) show(sum, f, depth - 1);
            }
            p = x.next;
        }
    }
    /// Takes out of the mask at factor k of a summand what needs none.
    constexpr bool unmask(int sum, int summand, int k) {
        shown_for const is_shown{shown_, sum + 1};
        product const whole = at(summand);
        int const mask = factor(whole, k);
        int const m = is_zero(of(mask).operand[2]) ? 1 : 2;
        product const inner = at(of(of(mask).operand[m]).first);
        int outside[room_for_factors]{};
        int kept[room_for_factors]{};
        int out = 0;
        int in = 0;
        for (int j = 0; j < whole.count; ++j)
            if (j != k) outside[out++] = factor(whole, j);
        for (int j = 0; j < inner.count; ++j) {
            int const f = factor(inner, j);
            if (out < most_factors - 1 && !n_.is_number(f) && is_finite(n_, f, is_shown))
                outside[out++] = f;
            else
                kept[in++] = f;
        }
        if (in == inner.count || in == 0) return false;
        int operands[]{of(mask).operand[0], of(mask).operand[1], of(mask).operand[2]};
        operands[m] = n_.make_sum(n_.make_product(kept, in, 1));
        outside[out++] = n_.add_function(op::code<op::select_op>, operands, 3);
        product const made = at(n_.make_product(outside, out, whole.sign * inner.sign));
        n_.products[summand].at = made.at;
        n_.products[summand].count = made.count;
        n_.products[summand].sign = made.sign;
        return true;
    }

public:
    // For the name see reader.hpp.
    constexpr explicit masks(Network& network_in) : n_(network_in) {}

    /// Whether anything changed.
    constexpr bool run() {
        int const size = n_.size();
        bool any = false;
        for (int const f : n_.functions) {
            if (!is_mask(f)) continue;
            if (!any) masks_ = detail::list<char>(size, 0);
            masks_.data[f] = 1;
            any = true;
        }
        if (!any) return false;
        shown_ = detail::list<int>(size, 0);
        bool changed = false;
        for (int v = 0; v < size; ++v) {
            if (n_.variables.data[v].count < 2 || !has_mask(of(v))) continue;  // of a sum that became a part of another, nothing is left
            int const first = n_.variables.data[v].first;
            for (int p = first; p >= 0;) {
                product const x = n_.products.data[p];
                for (int k = mask_in(x) < 0 ? 0 : x.count; k < x.count; ++k) show(v, n_.factors.data[x.at + k], deepest_polynomial);
                p = x.next;
            }
            for (int p = first; p >= 0; p = n_.products.data[p].next)
                if (int const k = mask_in(n_.products.data[p]); k >= 0) changed = unmask(v, p, k) || changed;
        }
        return changed;
    }
};

}  // namespace ctgrad::transform::straight
