// In which notation a value is written: that of linear algebra where it is linear algebra, and index notation elsewhere.
//
// The choice for a node looks at the node and its arguments only. An argument is a view of another node; it can be written as a
// value where it runs along its axes in one of the ways that have a name: as it is, transposed, as a row, ...
#pragma once

#include <ctgrad/op/symbolic.hpp>

namespace ctgrad::print {

/// An argument as a value whose axes are some labels of its consumer.
enum class view_form {
    whole,          ///< A
    transposed,     ///< transpose(A)
    diagonal,       ///< diagonal(A)
    row,            ///< row(A, 1)
    column,         ///< column(A, 1)
    entry,          ///< A[1, i]
    rows,           ///< broadcast_rows<n>(v)
    columns,        ///< transpose(broadcast_rows<n>(v))
    comprehension,  ///< [i < 3: ...]
};

/// A node as a value over its own axes.
enum class node_form {
    leaf,             ///< x, 1/2
    infix,            ///< a + b; 0 < a as a > 0
    prefix,           ///< -a
    call,             ///< exp(a), cwise_product(a, b)
    square,           ///< square(a): a product with itself
    outer,            ///< outer(u, v)
    product,          ///< A*B, A*v: of matrices
    dot,              ///< dot(a, b)
    squared_norm,     ///< squared_norm(a)
    reduced,          ///< sum(a), max_element<1>(A)
    trace,            ///< trace(A)
    reduced_product,  ///< sum<1>(cwise_product(A, B))
    boundary,         ///< name(operands)
    bracket,          ///< [i == j]
    comprehension,    ///< [i < 3: ...]
};

/// Labels in the order of the axes of a value.
struct label_list {
    int rank = 0;
    int label[graph::max_labels]{};
};

constexpr label_list first_labels(int rank) {
    label_list l{.rank = rank};
    for (int k = 0; k < rank; ++k) l.label[k] = k;
    return l;
}

/// How tightly an infix operator binds is its precedence; what needs no parentheses at all binds tightest.
inline constexpr int tightest = 10;

class forms {
protected:
    graph::builder& g_;

    constexpr explicit forms(graph::builder& g) : g_(g) {}

    constexpr graph::index const& axis(graph::argument const& a, int k) const { return g_.indices[a.axes + k]; }
    constexpr graph::argument argument(int id, int m) const { return g_.argument_of(id, m); }

    constexpr bool free_of_labels(graph::index const& i) const {
        if (i.label >= 0) return false;
        if (i.dynamic < 0) return true;
        graph::argument const a = g_.arguments[i.dynamic];
        return op::labels_of(g_, a.axes, a.rank) == 0;
    }
    constexpr bool runs_along(graph::argument const& a, int k, int label) const {
        return axis(a, k).is_label() && axis(a, k).label == label;
    }
    constexpr bool runs_along(graph::argument const& a, label_list const& l) const {
        if (a.rank != l.rank) return false;
        for (int k = 0; k < a.rank; ++k)
            if (!runs_along(a, k, l.label[k])) return false;
        return true;
    }

    constexpr view_form form_of(graph::argument const& a, label_list const& l) const {
        if (runs_along(a, l)) return view_form::whole;
        if (l.rank == 0) {
            bool fixed = true;
            for (int k = 0; k < a.rank; ++k) fixed = fixed && free_of_labels(axis(a, k));
            return fixed ? view_form::entry : view_form::comprehension;
        }
        if (a.rank == 2 && l.rank == 2 && runs_along(a, 0, l.label[1]) && runs_along(a, 1, l.label[0]))
            return view_form::transposed;
        if (a.rank == 1 && l.rank == 2 && runs_along(a, 0, l.label[1])) return view_form::rows;
        if (a.rank == 1 && l.rank == 2 && runs_along(a, 0, l.label[0])) return view_form::columns;
        if (a.rank == 2 && l.rank == 1) {
            bool const first = runs_along(a, 0, l.label[0]);
            bool const second = runs_along(a, 1, l.label[0]);
            if (first && second) return view_form::diagonal;
            if (first && free_of_labels(axis(a, 1))) return view_form::column;
            if (second && free_of_labels(axis(a, 0))) return view_form::row;
        }
        return view_form::comprehension;
    }
    constexpr bool is_value(graph::argument const& a, label_list const& l) const {
        return g_[a.node].op != graph::position_code && form_of(a, l) != view_form::comprehension;
    }
    /// All labels of a node, each once, in the order in which the argument runs along them; rank -1 where it does not.
    constexpr label_list order_of(graph::argument const& a, int labels) const {
        label_list l{.rank = a.rank};
        unsigned seen = 0;
        for (int k = 0; k < a.rank; ++k) {
            if (!axis(a, k).is_label()) return {-1};
            l.label[k] = axis(a, k).label;
            seen |= 1U << l.label[k];
        }
        return a.rank == labels && seen == (1U << labels) - 1 ? l : label_list{-1};
    }

    // ---- nodes ---------------------------------------------------------------------------------------------------------

    constexpr node_form form_of_node(int id) const {
        graph::node const& n = g_[id];
        if (n.op == graph::input_code || n.op == graph::constant_code) return node_form::leaf;
        if (n.op == graph::position_code) return node_form::comprehension;
        if (n.op == graph::boundary_code) return node_form::boundary;
        return n.labels == n.rank ? form_of_map(id) : form_of_reduction(id);
    }

    constexpr node_form form_of_map(int id) const {
        graph::node const& n = g_[id];
        op::spelling const& name = op::information_of[n.op].name;
        label_list const l = first_labels(n.rank);
        if (n.op == op::code<op::multiply_op> && n.rank == 2) {
            graph::argument const a = argument(id, 0);
            graph::argument const b = argument(id, 1);
            if (a.rank == 1 && b.rank == 1 && axis(a, 0).is_label() && axis(b, 0).is_label() &&
                axis(a, 0).label != axis(b, 0).label)
                return node_form::outer;
        }
        int tensors = 0;
        for (int m = 0; m < n.arguments; ++m) {
            graph::argument const a = argument(id, m);
            bool const scalar = form_of(a, {}) != view_form::comprehension && g_[a.node].op != graph::position_code;
            if (!scalar && !is_value(a, l)) return is_bracket(id) ? node_form::bracket : node_form::comprehension;
            tensors += scalar ? 0 : 1;
        }
        if (is_bracket(id)) return n.rank == 0 ? node_form::bracket : node_form::comprehension;
        if (n.op == op::code<op::multiply_op> && is_square(id)) return node_form::square;
        if (n.arguments == 1) return name.precedence > 0 ? node_form::prefix : node_form::call;
        bool const entrywise = n.op == op::code<op::multiply_op> || n.op == op::code<op::divide_op>;
        return name.precedence > 0 && !(entrywise && tensors == 2) ? node_form::infix : node_form::call;
    }
    /// [i == j], the number: 1 where the condition holds and 0 elsewhere.
    constexpr bool is_bracket(int id) const {
        graph::node const& n = g_[id];
        return n.op == op::code<op::select_op> && n.labels == n.rank &&
               g_[argument(id, 0).node].op == op::code<op::equal_op> && is_number(argument(id, 1).node, 1) &&
               is_number(argument(id, 2).node, 0);
    }
    constexpr bool is_number(int id, long long value) const {
        return g_[id].op == graph::constant_code && g_.constants[g_[id].payload] == graph::constant{{value, 1}};
    }
    constexpr bool is_square(int id) const {
        graph::argument const a = argument(id, 0);
        return g_[a.node].arguments != 0 && g_.same_argument(a, argument(id, 1));
    }

    constexpr node_form form_of_reduction(int id) const {
        graph::node const& n = g_[id];
        graph::argument const a = argument(id, 0);
        if (n.op == op::code<op::copy_op>) {
            if (n.reduce == graph::reduction::sum && n.rank == 0 &&
                form_of(a, first_labels(n.labels)) == view_form::diagonal)
                return node_form::trace;
            bool const named = n.rank == 0 ? order_of(a, n.labels).rank == n.labels
                                           : n.rank == 1 && n.labels == 2 && order_of(a, 2).rank == 2;
            bool const ordered = n.reduce < graph::reduction::first_maximum || runs_along(a, first_labels(n.labels)) ||
                                 n.labels == n.rank + 1;
            return named && ordered ? node_form::reduced : node_form::comprehension;
        }
        if (n.op != op::code<op::multiply_op> || n.reduce != graph::reduction::sum) return node_form::comprehension;
        graph::argument const b = argument(id, 1);
        if (n.rank == 0) {
            if (g_.same_argument(a, b) && order_of(a, n.labels).rank == n.labels) return node_form::squared_norm;
            return order_of(a, n.labels).rank == n.labels && is_value(b, order_of(a, n.labels)) && b.rank == n.labels
                       ? node_form::dot
                       : node_form::comprehension;
        }
        int const k = n.labels - 1;  // the label that is summed
        if (n.labels == n.rank + 1 && n.rank <= 2 && matrix_at(id, 0, k) >= 0) return node_form::product;
        label_list const all = first_labels(n.labels);
        bool const full =
            n.rank == 1 && n.labels == 2 && a.rank == 2 && b.rank == 2 && is_value(a, all) && is_value(b, all);
        return full ? node_form::reduced_product : node_form::comprehension;
    }
    /// Which argument of a contraction over `k` is the matrix whose other axis is `label`, where the rest fits a product of
    /// linear algebra: -1 where it does not.
    constexpr int matrix_at(int id, int label, int k) const {
        for (int m = 0; m < 2; ++m) {
            graph::argument const a = argument(id, m);
            graph::argument const b = argument(id, 1 - m);
            bool const left = a.rank == 2 && is_value(a, {2, {label, k}});
            bool const right = g_[id].rank == 1 ? runs_along(b, {1, {k}}) : b.rank == 2 && is_value(b, {2, {k, 1}});
            if (left && right) return m;
        }
        return -1;
    }

    constexpr int precedence_of_constant(int id) const {
        graph::constant const& c = g_.constants[g_[id].payload];
        if (c.which == graph::constant::name::binary) return c.binary < 0 ? op::negate_op::name.precedence : tightest;
        if (c.which != graph::constant::name::rational) return tightest;
        if (!c.value.is_integer()) return op::divide_op::name.precedence;
        return c.value.numerator < 0 ? op::negate_op::name.precedence : tightest;
    }
    constexpr int precedence_of_node(int id) const {
        graph::node const& n = g_[id];
        switch (form_of_node(id)) {
            case node_form::leaf:
                return n.op == graph::constant_code ? precedence_of_constant(id) : tightest;
            case node_form::infix:
            case node_form::prefix:
                return op::information_of[n.op].name.precedence;
            case node_form::product:
                return op::multiply_op::name.precedence;
            default:
                return tightest;
        }
    }
};

}  // namespace ctgrad::print
