// The values of a graph of numbers, as the search for loops sees them: what each is but for which entry of an input it reads, where it
// reads, and how sums are nested.
#pragma once

#include <ctgrad/detail/zeros.hpp>
#include <ctgrad/graph/frozen.hpp>
#include <ctgrad/op/catalogue.hpp>

namespace ctgrad::transform::reroll {

/// Sums of fewer summands are no loops.
inline constexpr int shortest_loop = 8;

/// A value is the number of its node; an entry of an input is -1 less its position among all entries.
template <std::same_as<graph::view> View>
class values {
public:
    // Within the template, so that lists of it are not instantiated on mere inclusion.
    struct summand {
        int value = 0;
        bool minus = false;
        unsigned form = 0;  ///< equal where the values differ in nothing but the entries that they read, and in sign
    };

private:
    detail::list<summand> waiting_;

    static constexpr unsigned scrambled(unsigned h) { return ((h ^ (h >> 15U)) * 0x9E3779B1U) ^ (h >> 13U); }

    constexpr void find_opened() {
        detail::zeros uses(table_size(g.count.nodes));  // by others than one sum: more than 1
        opened = detail::list<char>::unset(g.count.nodes);
        for (int o = 0; o < g.count.outputs; ++o) uses[static_cast<unsigned>(g.outputs[o].value.node)] = 2;
        for (int id = g.count.nodes - 1; id >= 0; --id) {
            graph::node const& n = g.nodes[id];
            if (n.arguments == 0) {
                opened.data[id] = 0;
                continue;
            }
            bool const once = uses[static_cast<unsigned>(id)] == 1;
            bool const sum = n.op == op::code<op::add_op> || n.op == op::code<op::subtract_op> || (once && n.op == op::code<op::negate_op>);
            opened.data[id] = once && sum;
            for (int k = n.arguments_at, end = k + n.arguments; k < end; ++k)
                if (g.arguments[k].rank == 0) uses[static_cast<unsigned>(g.arguments[k].node)] += sum ? 1 : 2;
        }
    }
    // Few calls, and each argument is read once: this is run for all larger functions of arrays, in vain for most.
    constexpr void read_nodes() {
        form = detail::list<unsigned>::unset(g.count.nodes);
        place = detail::list<unsigned>::unset(g.count.nodes);
        summands = detail::list<int>::unset(g.count.nodes);
        operands = detail::list<int>::unset(g.count.arguments);
        for (int id = 0; id < g.count.nodes; ++id) {
            graph::node const& n = g.nodes[id];
            int const count = n.arguments;
            if (count == 0) {
                form.data[id] = static_cast<unsigned>(id) * 0x9E3779B1U + 0x7F4A7C15U;
                place.data[id] = 0;
                summands.data[id] = 1;
                continue;
            }
            bool const adds = n.op == op::code<op::add_op> || n.op == op::code<op::subtract_op>;
            bool const sum = adds || n.op == op::code<op::negate_op>;
            bool const commutative = op::information_of.entries[n.op - graph::first_operator].commutative;
            unsigned h = sum ? 0U : static_cast<unsigned>(n.op) * 0x85EBCA6BU;
            unsigned read = 0;
            int parts = 0;
            for (int m = 0, k = n.arguments_at; m < count; ++m, ++k) {
                graph::argument const& a = g.arguments[k];
                int const value = a.rank == 0 ? a.node : value_of(a);
                operands.data[k] = value;
                unsigned const of_operand = value >= 0 ? form.data[value] : form_of(value);
                bool const opens = sum && value >= 0 && opened.data[value] != 0;
                unsigned const part =
                    opens ? of_operand : ((of_operand ^ (of_operand >> 15U)) * 0x9E3779B1U) ^ (of_operand >> 13U);
                read += value >= 0 ? place.data[value] : static_cast<unsigned>(-1 - value);
                parts += opens ? summands.data[value] : 1;
                if (!commutative && !sum) h *= 31U;
                if (sum && (m == 1 ? n.op == op::code<op::subtract_op> : !adds)) h -= part;
                else h += part;
            }
            form.data[id] = sum ? h : scrambled(h);
            place.data[id] = read;
            summands.data[id] = adds ? parts : 1;
        }
    }

public:
    View g;
    detail::list<int> first_entry;  ///< by input; and one more, of all
    detail::list<int> operands;     ///< by argument
    detail::list<unsigned> form;    ///< by node
    detail::list<unsigned> place;   ///< by node: the sum of the positions that it reads, which is linear in the number of an iteration
    detail::list<int> summands;     ///< by node: how many a sum has
    detail::list<char> opened;      ///< by node: is it a part of one sum, and used by nobody else?

    constexpr explicit values(View const& graph_in) : g(graph_in) {
        int entries = 0;
        for (int k = 0; k < g.count.inputs; ++k) {
            first_entry.push(entries);
            entries += g.inputs[k].shape.volume();
        }
        first_entry.push(entries);
        find_opened();
        read_nodes();
    }

    /// The value that an argument is. Positions are constant.
    constexpr int value_of(graph::argument const& a) const {
        if (a.rank == 0) return a.node;
        int const input = g.nodes[a.node].payload;
        extents const& shape = g.inputs[input].shape;
        int flat = 0;
        for (int k = 0; k < a.rank; ++k) flat = flat * shape.size[k] + g.indices[a.axes + k].offset;
        return -1 - first_entry.data[input] - flat;
    }
    /// A size for tables by node.
    static constexpr unsigned table_size(int nodes) {
        unsigned size = 1024;
        while (size < static_cast<unsigned>(nodes)) size *= 2;
        return size;
    }
    constexpr int input_of(int entry) const {
        int k = 0;
        while (first_entry.data[k + 1] <= entry) ++k;
        return k;
    }
    constexpr unsigned form_of(int value) const {
        return value >= 0 ? form.data[value] : scrambled(0x51ED270BU + static_cast<unsigned>(input_of(-1 - value)));
    }
    constexpr unsigned place_of(int value) const {
        return value >= 0 ? place.data[value] : static_cast<unsigned>(-1 - value);
    }
    constexpr bool is_opened(int node) const { return opened.data[node] != 0; }
    constexpr bool is_sum(int node) const {
        graph::opcode const op = g.nodes[node].op;
        return op == op::code<op::add_op> || op == op::code<op::subtract_op>;
    }
    constexpr bool is_function(int node) const {
        graph::opcode const op = g.nodes[node].op;
        return op::is_operator(op) && op::information_of.entries[op - graph::first_operator].expensive;
    }
    /// Is it worth being computed once only?
    constexpr bool is_costly(int node) const {
        return is_function(node) || (summands.data[node] >= shortest_loop && !is_opened(node));
    }

    /// Appends the summands of a sum, those of its parts included, in the order in which a loop adds them up.
    constexpr void open(int sum, detail::list<summand>& to) {
        waiting_.clear();
        waiting_.push({sum, false, 0});
        while (waiting_.length > 0) {
            summand const s = waiting_.data[--waiting_.length];
            if (s.value != sum && (s.value < 0 || !is_opened(s.value))) {
                to.push({s.value, s.minus, scrambled(form_of(s.value)) * (s.minus ? 5U : 3U)});
                continue;
            }
            graph::node const& n = g.nodes[s.value];
            summand first{operands.data[n.arguments_at], s.minus != (n.op == op::code<op::negate_op>), 0};
            if (n.arguments == 1) {
                waiting_.push(first);
                continue;
            }
            summand second{operands.data[n.arguments_at + 1], s.minus != (n.op == op::code<op::subtract_op>), 0};
            bool const sums[]{first.value >= 0 && is_opened(first.value), second.value >= 0 && is_opened(second.value)};
            // operands stand by age, but the sum so far is what a loop adds to
            bool const swapped = sums[0] != sums[1] ? sums[1]
                                                    : !sums[0] && first.minus == second.minus &&
                                                          static_cast<int>(place_of(second.value) - place_of(first.value)) < 0;
            waiting_.push(swapped ? first : second);
            waiting_.push(swapped ? second : first);
        }
    }
};

}  // namespace ctgrad::transform::reroll
