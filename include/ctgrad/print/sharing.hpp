// Which parts of a value get a name in its text.
//
// Text is a tree. A formula with shared parts may be exponentially longer as a tree, and a printer of a deep tree would exceed
// the depth that compilers allow a constant evaluation (512 calls): what is used several times, or stands at the end of a
// deep chain, is then named first.
#pragma once

#include <ctgrad/op/custom.hpp>
#include <ctgrad/print/form.hpp>

namespace ctgrad::print {

/// About how many characters a text may have before shared parts are named.
inline constexpr int longest_tree = 4000;
/// How deep operations may be nested before one is named; the left operands of infix operators do not count.
inline constexpr int deepest_tree = 32;

// A template, so that nothing of printing is instantiated on mere inclusion.
template <class Builder>
class sharing : protected forms {
    constexpr void visit_argument(graph::argument const& a, auto visit) const {
        visit(a.node);
        for (int k = 0; k < a.rank; ++k)
            if (int const dynamic = axis(a, k).dynamic; dynamic >= 0) visit_argument(g_.arguments[dynamic], visit);
    }
    /// What is printed for a node: its arguments, or the operands of a user's operator.
    constexpr void for_each_operand(int id, auto visit) const {
        graph::node const& n = g_[id];
        if (n.op == graph::boundary_code) {
            graph::boundary const& b = g_.boundaries[n.payload];
            for (int k = 0; k < b.count; ++k) visit_argument(g_.boundary_operands[b.operands + k].value, visit);
            return;
        }
        for (int m = 0; m < n.arguments; ++m) visit_argument(argument(id, m), visit);
    }
    constexpr int own_length(int id) const {
        graph::node const& n = g_[id];
        if (n.op == graph::input_code) return static_cast<int>(g_.inputs[n.payload].name.size());
        return op::is_operator(n.op) ? static_cast<int>(op::information_of[n.op].name.text.size()) + 2 : 2;
    }

protected:
    constexpr explicit sharing(Builder& graph_in) : forms(graph_in) {}

    /// The next node down the left operands of infix operators, or -1 where the operand has to be printed as one.
    constexpr int next_on_the_left(int id) const {
        graph::argument const a = argument(id, 0);
        bool const infix = g_[a.node].arguments == 2 && form_of_node(a.node) == node_form::infix;
        bool const whole = g_[a.node].rank == g_[id].rank && runs_along(a, first_labels(g_[id].rank));
        return infix && whole && precedence_of_node(a.node) >= precedence_of_node(id) ? a.node : -1;
    }

    /// Marks the nodes to be named, the value's own excepted.
    constexpr detail::list<char> named_parts(graph::argument const& root) const {
        constexpr int very_long = 1 << 20;
        int const count = g_.size();
        detail::list<int> uses(count, 0);
        detail::list<int> length(count, 0);
        detail::list<int> depth(count, 0);
        detail::list<char> named(count, 0);
        visit_argument(root, [&](int id) { ++uses[id]; });
        for (int id = count - 1; id >= 0; --id)
            if (uses[id] != 0) for_each_operand(id, [&](int from) { ++uses[from]; });
        for (int id = 0; id < count; ++id) {
            if (uses[id] == 0) continue;
            int sum = own_length(id);
            int deepest = 0;
            int const left = g_[id].arguments == 2 && form_of_node(id) == node_form::infix ? next_on_the_left(id) : -1;
            for_each_operand(id, [&](int from) {
                sum = sum > very_long ? sum : sum + length[from];
                int const below = from == left ? depth[from] : depth[from] + 1;
                deepest = below > deepest ? below : deepest;
            });
            length[id] = sum;
            named[id] = deepest > deepest_tree && id != root.node ? 1 : 0;
            depth[id] = named[id] != 0 ? 0 : deepest;
        }
        if (length[root.node] <= longest_tree) return named;
        for (int id = 0; id < root.node; ++id)
            if (uses[id] > 1 && g_[id].arguments != 0) named[id] = 1;
        return named;
    }
};

}  // namespace ctgrad::print
