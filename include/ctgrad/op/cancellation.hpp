// Common factors of numerators and denominators. The chain rule makes them: log(a / b) passes u b / a on, and from there the quotient
// passes u b / a / b on to a.
#pragma once

#include <ctgrad/op/list.hpp>

namespace ctgrad::op {

/// Is the term a quotient, or a product with one?
constexpr bool has_quotient(term t) {
    return t.op == code<divide_op> ||
           (t.op == code<multiply_op> && (t.g->facts_of.data[t.node].operators_below >> code<divide_op> & 1U) != 0);
}

/// May a product or a quotient have a factor above and below the line? Looks at nodes only, which is all there is to scalars: terms take
/// many more steps.
class factor_nodes {
    static constexpr int most = 8;
    static constexpr int deepest = 4;
    builder const& g_;
    int node_[2][most]{};
    int count_[2]{};

    constexpr void gather(int node, int side, int depth) {
        graph::node const& n = g_.nodes.data[node];
        if (depth < deepest && n.labels == n.rank && (n.op == code<multiply_op> || n.op == code<divide_op>)) {
            argument const* const a = g_.arguments.data + n.arguments_at;
            gather(a[0].node, side, depth + 1);
            gather(a[1].node, n.op == code<divide_op> ? 1 - side : side, depth + 1);
        } else if (count_[side] < most) {
            node_[side][count_[side]++] = node;
        }
    }

public:
    constexpr explicit factor_nodes(builder const& graph_in) : g_(graph_in) {}
    constexpr bool meet(int a, int b, bool divides) {
        gather(a, 0, 1);
        gather(b, divides ? 1 : 0, 1);
        for (int i = 0; i < count_[1]; ++i)
            for (int k = 0; k < count_[0]; ++k)
                if (node_[0][k] == node_[1][i]) return true;
        return false;
    }
};

/// Takes factors away where what is left is made of what was there, and of the result: (u / (a / x)) / x is u / a. Deeper ones would leave
/// products that were not, p q of ((p (q / x)) r) x, and these may overflow where nothing did before.
class fraction {
    static constexpr bool is_product(term const& t) { return is<multiply_op>(t) || is<divide_op>(t); }
    /// t, a product or a quotient, with one of its operands replaced by 1.
    template <std::same_as<term> Term>
    static constexpr Term rest(Term const& t, int gone) {
        Term const other = operand(t, 1 - gone);
        return is<divide_op>(t) && gone == 0 ? constant(*t.g, 1) / other : other;
    }
    /// t without the factor x, at most two operations deep; `below`: where it is to be found. No term where it is not.
    template <std::same_as<term> Term>
    static constexpr Term without(Term const& t, Term const& x, bool below, int depth) {
        if (!is_product(t) || is_rational(x)) return no_term;
        for (int k = 0; k < 2; ++k)
            if ((is<divide_op>(t) && k == 1) == below && same(operand(t, k), x)) return rest(t, k);
        for (int k = 0; depth > 1 && k < 2; ++k) {
            bool const inverted = is<divide_op>(t) && k == 1;
            Term const inner = without(operand(t, k), x, below != inverted, depth - 1);
            if (!inner.exists()) continue;
            Term const other = operand(t, 1 - k);
            if (is<multiply_op>(t)) return k == 0 ? inner * other : other * inner;
            return k == 0 ? inner / other : other / inner;
        }
        return no_term;
    }

public:
    /// a * b, or a / b, without the factors that cancel; no term where none do.
    template <std::same_as<term> Term>
    static constexpr Term cancelled(Term const& a, Term const& b, bool divides) {
        if (!factor_nodes(*a.g).meet(a.node, b.node, divides)) return no_term;
        if (Term const c = without(a, b, !divides, 2); c.exists()) return c;
        if (Term const c = without(b, a, !divides, 2); c.exists()) return divides ? constant(*a.g, 1) / c : c;
        for (int k = 0; k < 2 && is_product(b); ++k) {
            bool const below = (is<divide_op>(b) && k == 1) != divides;
            Term const c = without(a, operand(b, k), !below, 1);
            if (c.exists()) return divides ? c / rest(b, k) : c * rest(b, k);
        }
        return no_term;
    }
};

}  // namespace ctgrad::op
