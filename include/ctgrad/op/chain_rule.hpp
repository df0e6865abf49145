// Products of the chain rule. Where some of the function's values come from a branch that is not taken, its gradient is 0, and has to stay 0
// whatever it is multiplied by.
#pragma once

#include <ctgrad/op/list.hpp>

namespace ctgrad::op {

class chain_rule {
public:
    /// The product of an upstream gradient and a local derivative. Unlike for products that a formula says, 0 stays 0 and a branch
    /// that is not taken gives 0, whatever the other factor is, in graphs of every soundness.
    static constexpr term product(auto u, auto d) {
        if (d.op == graph::constant_code) {
            if (is_zero(d)) return d;
            if (is_value(d, 1)) return u;
        }
        if (u.op == graph::constant_code) {
            if (is_zero(u)) return u;
            if (is_value(u, 1)) return d;
        }
        if ((u.g->operators >> code<select_op> & 1U) == 0) {
            std::remove_cvref_t<decltype(u)> const x[]{u, d};
            return make(code<multiply_op>, x, 2);
        }
        bool const constant = u.op == graph::constant_code || d.op == graph::constant_code;
        if (u.op == code<select_op> || d.op == code<select_op>) {
            if (term const guarded = into_selection(u, d); guarded.exists()) return guarded;
            if (constant && u.op == code<select_op> && (is_zero(operand(u, 1)) || is_zero(operand(u, 2)))) return distributed(u, d);
        }
        if (constant) return u * d;
        // a product with more labels than the sum has would be made once for each part of it
        if ((d.labels & ~u.labels) == 0 && is_masked(u)) return distributed(u, d);
        return (u.labels & ~d.labels) == 0 && is_masked(d) ? distributed(d, u) : u * d;
    }

    /// A product with a selection as a selection between products, where one of its branches is 0. No term for others.
    static constexpr term into_selection(auto a, auto b) {
        term const guarded = into_select(a, b);
        return guarded.exists() ? guarded : into_select(b, a);
    }

private:
    /// Is the term 0 by a selection for some values of its conditions: a gradient of what is used in some branches only?
    /// Looked for a few sums deep: those of a long function would be walked from each of its operations.
    static constexpr bool is_masked(auto t, int sums = 4) {
        if (t.op == code<select_op>) {
            term const a = operand(t, 1);
            term const b = operand(t, 2);
            return is_zero(a) || is_zero(b) || is_masked(a, sums) || is_masked(b, sums);
        }
        if (t.op == code<negate_op>) return is_masked(operand(t, 0), sums);
        if (t.op == code<multiply_op>) {
            bool const scaled = (t.g->facts_of.data[t.node].operators_below >> graph::constant_code & 1U) != 0;
            return scaled && is_constant(operand(t, 0)) && is_masked(operand(t, 1), sums);
        }
        if ((t.op != code<add_op> && t.op != code<subtract_op>) || sums == 0) return false;
        constexpr unsigned long long may_be_masked = operator_bit(code<select_op>) | operator_bit(code<negate_op>) |
                                                     operator_bit(code<multiply_op>) | operator_bit(code<add_op>) |
                                                     operator_bit(code<subtract_op>);
        if ((t.g->facts_of.data[t.node].operators_below & ~may_be_masked) != 0) return false;
        return is_masked(operand(t, 0), sums - 1) && is_masked(operand(t, 1), sums - 1);
    }
    /// The product of a masked term with another, under the selections.
    static constexpr term distributed(auto t, auto d) {
        if (t.op == code<select_op>) return select(operand(t, 0), product(operand(t, 1), d), product(operand(t, 2), d));
        if (t.op == code<negate_op>) return -product(operand(t, 0), d);
        if (t.op == code<multiply_op>) return operand(t, 0) * product(operand(t, 1), d);
        auto const a = product(operand(t, 0), d);
        auto const b = product(operand(t, 1), d);
        return t.op == code<add_op> ? a + b : a - b;
    }
    /// select(c, u, 0) * d is select(c, u * d, 0): where the branch is not taken, a d that is infinite or NaN must not turn
    /// the product into NaN. Where d is an input that adds labels, it is left outside: d is taken to be finite, and the
    /// selection stays in the smaller space.
    static constexpr term into_select(auto s, auto d) {
        if (s.op != code<select_op> || d.op == graph::constant_code) return no_term;
        if ((d.labels & ~s.labels) != 0 && d.data().op == graph::input_code) return no_term;
        if (is_zero(operand(s, 2))) return select(operand(s, 0), product(operand(s, 1), d), 0);
        if (is_zero(operand(s, 1))) return select(operand(s, 0), operand(s, 1), product(operand(s, 2), d));
        return no_term;
    }
};

}  // namespace ctgrad::op
