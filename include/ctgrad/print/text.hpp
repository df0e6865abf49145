// Readable text of a value.
//
//     w0*x0 + w1*x1            infix operators, with parentheses only where they are needed
//     sigmoid(x), v[2]         functions, entries
//     transpose(W)*u, dot(a, b), outer(u, x), squared_norm(v), cwise_product(a, b), sum<0>(A)
//     name(a, b)               operators of the user's
//     [i == j]                 1 where i is j, and 0 elsewhere
//     [i < 3, j < 4: A[i, j]*v[j]]       what has no name: the value with these entries
//     sum(k < 3: A[i, k]*B[k, j])        and sums (max_element, ...) over labels
//
// Different formulas have different texts. Text is a tree, and a formula with shared parts may be exponentially longer as a tree:
// where it would be longer than `longest_tree`, what is used several times gets a name first: t1 = x + y; t1*t1.
#pragma once

#include <ctgrad/print/sharing.hpp>
#include <ctgrad/print/writer.hpp>

namespace ctgrad::print {

template <class Builder>
class text_printer : sharing<graph::builder> {

    writer out_;
    detail::list<int> name_;  ///< of a node that is printed as t1, t2, ...: its number, else 0

    constexpr void put(std::string_view text) { out_.put(text); }
    constexpr void put(long long n) { out_.put(n); }
    // Function templates stand before their uses: Clang cannot evaluate a call whose instantiation waits for a later definition.
    constexpr void enclosed(bool needed, auto body) {
        if (needed) put("(");
        body();
        if (needed) put(")");
    }
    constexpr void separated(int count, auto item) {
        for (int k = 0; k < count; ++k) {
            if (k != 0) put(", ");
            item(k);
        }
    }
    constexpr void call(std::string_view name, int count, auto item) {
        put(name);
        put("(");
        separated(count, item);
        put(")");
    }
    /// a + b, with the operands printed by `operand(m, precedence around)`; the other way round where that is `reversed`.
    constexpr void operands_of_infix(op::spelling const& name, auto operand, bool reversed = false) {
        operand(reversed ? 1 : 0, name.precedence);
        put_operator(name, reversed);
        operand(reversed ? 0 : 1, name.precedence + 1);
    }
    constexpr void put_operator(op::spelling const& name, bool reversed = false) {
        bool const tight = name.precedence == op::multiply_op::name.precedence;
        if (!tight) put(" ");
        put(reversed ? name.text == "<" ? ">" : ">=" : name.text);
        if (!tight) put(" ");
    }

    // ---- index notation ----------------------------------------------------------------------------------------------------

    constexpr op::term seen(graph::argument const& a, int space) const { return op::view(g_, a, space); }

    constexpr void put_index(graph::index const i) {
        bool first = true;
        if (i.label >= 0) {
            put(out_.label(i.label));
            first = false;
        }
        if (i.dynamic >= 0) {
            if (!first) put(" + ");
            entry(seen(g_.arguments[i.dynamic], 0), 0);
            first = false;
        }
        if (i.offset == 0 && !first) return;
        if (!first) put(i.offset < 0 ? " - " : " + ");
        put(static_cast<long long>(!first && i.offset < 0 ? -i.offset : i.offset));
    }
    constexpr void put_indices(graph::argument const& a) {
        put("[");
        separated(a.rank, [&](int axis_in) { put_index(axis(a, axis_in)); });
        put("]");
    }

    /// One entry of a value, at the labels that are bound.
    constexpr void entry(op::term const& t, int around) {
        graph::node const n = g_[t.node];
        if (n.op == graph::position_code) {
            graph::index const i = t.axis(0);
            return enclosed(!i.is_label() && around > op::add_op::name.precedence, [&] { put_index(i); });
        }
        if (t.rank == 0) return node(t.node, around);
        bool plain = true;
        for (int k = 0; k < t.rank; ++k) plain = plain && t.axis(k).is_label();
        bool const named = name_[t.node] != 0;
        if (!named && plain && op::is_operator(n.op) && n.labels == n.rank) return entry_of_map(t, around);
        if (!named && form_of_node(t.node) == node_form::comprehension && n.labels != n.rank && plain)
            return reduced_entry(t);
        node(t.node, tightest);
        put_indices(t.as_argument());
    }
    constexpr void entry_of_map(op::term const& t, int around) {
        graph::node const n = g_[t.node];
        op::spelling const& name = op::information_of[n.op].name;
        if (is_bracket(t.node)) {
            op::term const c = op::operand(t, 0);
            put("[");
            operands_of_infix(op::equal_op::name, [&](int nth, int precedence) { entry(op::operand(c, nth), precedence); });
            return put("]");
        }
        if (name.precedence == 0) return call(name.text, n.arguments, [&](int nth) { entry(op::operand(t, nth), 0); });
        enclosed(name.precedence < around, [&] {
            if (n.arguments == 1) {
                put(name.text);
                entry(op::operand(t, 0), name.precedence + 1);
            } else {
                auto const operand = [&](int nth, int precedence) { entry(op::operand(t, nth), precedence); };
                operands_of_infix(name, operand, is_reversed(t.node));
            }
        });
    }
    /// sum(k < 3: ...)
    constexpr void reduced_entry(op::term const& t) {
        graph::node const n = g_[t.node];
        int const mark = out_.bound();
        op::label_map map;
        for (int k = 0; k < n.rank; ++k) map.to[k] = t.axis(k);
        put(reduction_name(n.reduce));
        put("(");
        for (int l = n.rank; l < n.labels; ++l) {
            if (l != n.rank) put(", ");
            map.to[l] = {out_.bind_label(), 0, -1};
            out_.put_range(map.to[l].label, g_.extent(t.node, l));
        }
        put(": ");
        auto const operand = [&](int nth) { return seen(op::remapped(g_, argument(t.node, nth), map), t.space); };
        if (n.op == op::code<op::copy_op>) {
            entry(operand(0), 0);
        } else {
            op::spelling const& name = op::information_of[n.op].name;
            operands_of_infix(name, [&](int nth, int precedence) { entry(operand(nth), precedence); });
        }
        put(")");
        out_.release(mark);
    }
    static constexpr std::string_view reduction_name(graph::reduction r) {
        constexpr std::string_view names[]{"sum", "max_element", "min_element", "argmax", "argmin"};
        return names[static_cast<int>(r)];
    }

    /// 0 < x is written x > 0, as it was.
    constexpr bool is_reversed(int id) const {
        bool const less = g_[id].op == op::code<op::less_op> || g_[id].op == op::code<op::less_equal_op>;
        return less && g_[argument(id, 0).node].op == graph::constant_code;
    }

    // ---- the notation of linear algebra --------------------------------------------------------------------------------------

    /// [i < 3, j < 4: ...] of a term whose axes are labels.
    constexpr void comprehension(op::term const& t, label_list const& l, int space) {
        int const mark = out_.bound();
        op::label_map map = op::label_map::identity();
        put("[");
        for (int k = 0; k < l.rank; ++k) {
            if (k != 0) put(", ");
            int const label = out_.bind_label();
            map.to[l.label[k]] = {label, 0, -1};
            out_.put_range(label, g_.extents_pool[space + l.label[k]]);
        }
        put(": ");
        entry(op::relabeled(t, map, space), 0);
        put("]");
        out_.release(mark);
    }

    /// A term as a value whose axes are labels of the space. A scalar serves every entry where that is `broadcast`.
    constexpr void value(graph::argument const& a, label_list const& l, int space, int around, bool broadcast = true) {
        if (broadcast && l.rank != 0 && form_of(a, {}) != view_form::comprehension) return value(a, {}, space, around);
        auto const rows = [&](int label) {
            put("broadcast_rows<");
            put(static_cast<long long>(g_.extents_pool[space + label]));
            put(">(");
            node(a.node, 0);
            put(")");
        };
        auto const line = [&](std::string_view called, int nth) {
            put(called);
            put("(");
            node(a.node, 0);
            put(", ");
            put_index(axis(a, nth));
            put(")");
        };
        switch (g_[a.node].op == graph::position_code ? view_form::comprehension : form_of(a, l)) {
            case view_form::whole:
                return node(a.node, around);
            case view_form::transposed:
                return call("transpose", 1, [&](int) { node(a.node, 0); });
            case view_form::diagonal:
                return call("diagonal", 1, [&](int) { node(a.node, 0); });
            case view_form::row:
                return line("row", 0);
            case view_form::column:
                return line("column", 1);
            case view_form::entry:
                node(a.node, tightest);
                return put_indices(a);
            case view_form::rows:
                return rows(l.label[0]);
            case view_form::columns:
                return call("transpose", 1, [&](int) { rows(l.label[1]); });
            case view_form::comprehension:
                return comprehension(seen(a, space), l, space);
        }
    }

    /// A node over its own axes.
    constexpr void node(int id, int around) {
        if (name_[id] != 0) return out_.put_part(name_[id]);
        enclosed(precedence_of_node(id) < around, [&] { definition(id); });
    }
    constexpr void definition(int id) {
        graph::node const n = g_[id];
        int const space = n.extents_at;
        label_list const l = first_labels(n.rank);
        auto const operand = [&](int nth, int precedence) { value(argument(id, nth), l, space, precedence); };
        switch (form_of_node(id)) {
            case node_form::leaf:
                return leaf(id);
            case node_form::infix:
                return infix(id);
            case node_form::prefix:
                put(op::information_of[n.op].name.text);
                return operand(0, op::information_of[n.op].name.precedence + 1);
            case node_form::call:
                return call(name_of_call(n.op), n.arguments, [&](int nth) { operand(nth, 0); });
            case node_form::square:
                return call("square", 1, [&](int) { operand(0, 0); });
            case node_form::outer: {
                int const first = axis(argument(id, 0), 0).label;
                return call("outer", 2, [&](int nth) { node(argument(id, nth == 0 ? first : 1 - first).node, 0); });
            }
            case node_form::product: {
                int const k = n.labels - 1;
                int const m = matrix_at(id, 0, k);
                value(argument(id, m), {2, {0, k}}, space, op::multiply_op::name.precedence, false);
                put("*");
                label_list const right = n.rank == 1 ? label_list{1, {k}} : label_list{2, {k, 1}};
                return value(argument(id, 1 - m), right, space, op::multiply_op::name.precedence + 1, false);
            }
            case node_form::dot: {
                label_list const order = order_of(argument(id, 0), n.labels);
                return call("dot", 2, [&](int nth) { value(argument(id, nth), order, space, 0, false); });
            }
            case node_form::squared_norm:
                return call("squared_norm", 1, [&](int) { node(argument(id, 0).node, 0); });
            case node_form::trace:
                return call("trace", 1, [&](int) { node(argument(id, 0).node, 0); });
            case node_form::reduced: {
                graph::argument const a = argument(id, 0);
                put(reduction_name(n.reduce));
                if (n.rank == 1) put(axis(a, 0).label == 1 ? "<0>" : "<1>");
                put("(");
                node(a.node, 0);
                return put(")");
            }
            case node_form::reduced_product:
                put("sum<1>(");
                call("cwise_product", 2, [&](int nth) { value(argument(id, nth), first_labels(2), space, 0, false); });
                return put(")");
            case node_form::boundary: {
                graph::boundary const b = g_.boundaries[n.payload];
                return call(b.rule->name, b.count, [&](int nth) {
                    op::symbolic const whole = op::boundary_operand(g_, b, nth);
                    value(whole.t.as_argument(), first_labels(whole.rank), whole.space, 0, false);
                });
            }
            case node_form::bracket: {
                graph::argument const c = argument(id, 0);
                put("[");
                operands_of_infix(op::equal_op::name, [&](int nth, int precedence) { entry(op::operand(seen(c, space), nth), precedence); });
                return put("]");
            }
            case node_form::comprehension:
                if (n.rank != 0) return comprehension(op::whole(g_, id, space), l, space);
                if (n.labels == 0) return entry_of_map(op::whole(g_, id, space), 0);
                return reduced_entry(op::whole(g_, id, space));
        }
    }
    /// a + b + c: down the left operands without recursion, because sums may be long.
    constexpr void infix(int id) {
        auto const operand = [&](int of, int nth, int precedence) {
            value(argument(of, nth), first_labels(g_[of].rank), g_[of].extents_at, precedence);
        };
        if (is_reversed(id)) {
            auto const either = [&](int nth, int precedence) { operand(id, nth, precedence); };
            return operands_of_infix(op::information_of[g_[id].op].name, either, true);
        }
        detail::list<int> spine;
        for (int next = id; next >= 0 && (next == id || name_[next] == 0); next = next_on_the_left(next))
            spine.push(next);
        operand(spine.back(), 0, op::information_of[g_[spine.back()].op].name.precedence);
        for (int k = spine.size() - 1; k >= 0; --k) {
            op::spelling const& name = op::information_of[g_[spine[k]].op].name;
            put_operator(name);
            operand(spine[k], 1, name.precedence + 1);
        }
    }
    constexpr void leaf(int id) {
        graph::node const& n = g_[id];
        if (n.op == graph::input_code) {
            put(g_.inputs[n.payload].name);
            if (!g_.inputs[n.payload].name.empty()) return;
            put("_");  // an auxiliary variable
            return put(static_cast<long long>(n.payload));
        }
        graph::constant const& c = g_.constants[n.payload];
        if (c.which == graph::constant::name::pi) return put("pi");
        if (c.which == graph::constant::name::e) return put("e");
        if (c.which == graph::constant::name::binary) return out_.put_number(c.binary);
        put(c.value.numerator);
        if (c.value.is_integer()) return;
        put("/");
        put(c.value.denominator);
    }
    static constexpr std::string_view name_of_call(graph::opcode op) {
        if (op == op::code<op::multiply_op>) return "cwise_product";
        if (op == op::code<op::divide_op>) return "cwise_quotient";
        return op::information_of[op].name.text;
    }

    // ---- shared parts ----------------------------------------------------------------------------------------------------------

    /// Defines the parts that are to be named.
    constexpr void define_parts(graph::argument const& root) {
        detail::list<char> const named = named_parts(root);
        int names = 0;
        for (int id = 0; id < root.node; ++id) {
            if (named[id] == 0) continue;
            out_.put_part(++names);
            put(" = ");
            definition(id);
            put("; ");
            name_[id] = names;
        }
    }

public:
    constexpr explicit text_printer(Builder& graph_in)
        : sharing<graph::builder>(graph_in), out_(graph_in), name_(graph_in.size(), 0) {}

    constexpr detail::list<char> print(op::symbolic const& v) {
        graph::argument const a = v.t.as_argument();
        define_parts(a);
        value(a, first_labels(v.rank), v.space, 0, false);
        return out_.text();
    }
};

/// The text of a value.
template <class Builder>
constexpr detail::list<char> text(Builder& g, op::symbolic const& value) {
    return text_printer<Builder>(g).print(value);
}

}  // namespace ctgrad::print
