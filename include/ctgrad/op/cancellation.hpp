// Common factors of numerators and denominators. The chain rule makes them: log(a / b) passes u b / a on, and from there the quotient
// passes u b / a / b on to a.
#pragma once

#include <ctgrad/op/list.hpp>

namespace ctgrad::op {

/// Is the term a quotient, or a product with one?
constexpr bool has_quotient(term const& t) {
    return t.op == code<divide_op> ||
           (t.op == code<multiply_op> && (t.g->operators_below.data[t.node] >> code<divide_op> & 1U) != 0);
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

/// Products and quotients a few operations deep, as the factors above and below one line.
class fraction {
    static constexpr int most = 8;
    static constexpr int deepest = 4;
    term factor_[most]{};
    bool below_[most]{};
    bool gone_[most]{};
    int count_ = 0;

    constexpr bool gather(term const& t, bool below, int depth) {
        if (depth < deepest && (is<multiply_op>(t) || is<divide_op>(t)))
            return gather(operand(t, 0), below, depth + 1) && gather(operand(t, 1), below != is<divide_op>(t), depth + 1);
        if (is_value(t, 1)) return true;
        if (count_ == most) return false;
        factor_[count_] = t;
        below_[count_++] = below;
        return true;
    }
    /// Takes away what is above and below the line; false where that is nothing.
    constexpr bool cancel() {
        bool any = false;
        for (int i = 0; i < count_; ++i)
            for (int k = i + 1; k < count_ && !gone_[i]; ++k) {
                if (gone_[k] || below_[i] == below_[k] || !same(factor_[i], factor_[k])) continue;
                gone_[i] = gone_[k] = any = true;
            }
        return any;
    }

public:
    /// a * b, or a / b, without the factors that cancel; no term where none do.
    template <std::same_as<term> Term>
    static constexpr Term cancelled(Term const& a, Term const& b, bool divides) {
        if (!factor_nodes(*a.g).meet(a.node, b.node, divides)) return no_term;
        fraction f;
        if (!f.gather(a, false, 1) || !f.gather(b, divides, 1) || !f.cancel()) return no_term;
        Term line[2]{constant(*a.g, 1), constant(*a.g, 1)};
        for (int k = 0; k < f.count_; ++k)
            if (!f.gone_[k]) line[f.below_[k] ? 1 : 0] = line[f.below_[k] ? 1 : 0] * f.factor_[k];
        return line[0] / line[1];
    }
};

}  // namespace ctgrad::op
