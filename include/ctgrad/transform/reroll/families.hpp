// Families: values of a graph of numbers that are one operation with labels.
//
// A list of values is read as one value with an axis (or several). It is that where all are equal, where they are entries of one input at
// positions that are linear in the place in the list, and where they are the same operation, and the lists of its operands are values
// with axes. A sum with many summands alike has one axis more than the list, and is reduced over it. (Superword packing, top-down.)
//
// Source: Larsen, Amarasinghe, Exploiting superword level parallelism with multimedia instruction sets, PLDI 2000.
#pragma once

#include <ctgrad/transform/reroll/lists.hpp>

namespace ctgrad::transform::reroll {

/// What stands for a list of values.
struct reference {
    enum class kind : unsigned char { none, number, entries, family };
    kind what = kind::none;
    int id = -1;              ///< the value, the input, or the number of the family
    strides entries{};        ///< of an input
    int label[most_axes]{};   ///< of a family: what its axes run along ...
    int offset[most_axes]{};  ///< ... and from where

    constexpr bool exists() const { return what != kind::none; }
};

template <std::same_as<graph::view> View>
class families {
public:
    /// An operation with labels; a sum over the last of its labels; or a sum of several parts.
    struct family {
        enum class kind : unsigned char { operation, reduction, total };
        kind what = kind::operation;
        graph::opcode op = op::code<op::copy_op>;
        int count = 0;  ///< of operands
        int operands = 0;
        int rank = 0;
        box labels{};
        int members = -1;     ///< where the list begins; -1: there is none
        int next = -1;        ///< another family whose list begins with the same value
        bool calls = false;   ///< is there a function in it?
        bool needed = false;
    };
    struct operand {
        reference value{};
        bool minus = false;
    };

    /// A part of a list that is one value with axes.
    struct run {
        int first = 0;
        int count = 0;
        box axes{};
        reference value{};
    };

private:
    using summand = typename values<View>::summand;
    /// Lists are looked at again from where they break, but not for ever: neither those that break at every entry, nor where lists in vain
    /// have become that many times as long as the graph.
    static constexpr int most_failures = 3;
    static constexpr int most_entries = 8;
    static constexpr int most_groups = 16;
    static constexpr int most_alike = 8;
    /// Deeper terms exceed the nested calls of a constant evaluation: four for each level.
    static constexpr int deepest = 60;
    static constexpr int hopeless = -1;

    values<View>& values_;
    value_lists<View> lists_;
    detail::zeros known_;       ///< by the first value of a list: a family, counted from 1
    detail::list<int> costly_;  ///< nodes that are worth being computed once only
    int broken_ = hopeless;  ///< where a list with one axis stopped to be what it began as
    int depth_ = 0;

    /// Says that a list is no value from an entry on: then the first axis, which is that of the outermost loop, may end before it.
    constexpr reference broken(box const& b, int at) {
        broken_ = at == hopeless ? hopeless : at / b.step(0);
        return {};
    }
    /// The same; and lists of which entries have no value yet, are none.
    constexpr reference broken(box const& b, int at, int lists) {
        lists_.pool.truncate(lists);
        return broken(b, at);
    }

    // ---- lists -----------------------------------------------------------------------------------------------------------

    /// The list without an axis along which it does not change.
    constexpr reference without_axis(int at, box const& b, int axis) {
        reference r = vectorised(lists_.first_along(at, b, axis), b.without(axis));
        if (!r.exists() && axis == 0) return broken(b, hopeless);
        if (r.what == reference::kind::entries) {
            for (int k = b.rank - 1; k > axis; --k) r.entries.along[k] = r.entries.along[k - 1];
            r.entries.along[axis] = 0;
            r.entries.rank = b.rank;
        } else if (r.what == reference::kind::family) {
            for (int k = 0; k < nodes.data[r.id].rank; ++k)
                if (r.label[k] >= axis) ++r.label[k];
        }
        return r;
    }
    constexpr int find(int at, box const& b) {
        for (int f = known_[static_cast<unsigned>(lists_.pool.data[at])] - 1; f >= 0; f = nodes.data[f].next) {
            family const& known = nodes.data[f];
            if (known.members >= 0 && b.same(known.labels.first(known.rank)) && lists_.same_list(known.members, at, b.volume())) return f;
        }
        return -1;
    }
    // ---- what a list is --------------------------------------------------------------------------------------------------

    constexpr int add(family f, int at) {
        f.members = at;
        int& first = known_[static_cast<unsigned>(lists_.pool.data[at])];
        f.next = first - 1;
        first = nodes.push(f) + 1;
        return first - 1;
    }
    constexpr reference whole(int f) const {
        reference r{.what = reference::kind::family, .id = f};
        for (int k = 0; k < most_axes; ++k) r.label[k] = k;
        return r;
    }
    constexpr bool calls(reference const& r) const {
        return r.what == reference::kind::family && nodes.data[r.id].calls;
    }

    constexpr reference entries(int at, box const& b) {
        int const first = -1 - lists_.pool.data[at];
        int const input = values_.input_of(first);
        int const begin = values_.first_entry.data[input];
        strides s{.first = first - begin, .rank = b.rank};
        for (int axis = 0; axis < b.rank; ++axis) s.along[axis] = -1 - lists_.pool.data[at + b.step(axis)] - first;
        int last = s.first;
        bool ascending = true;
        for (int axis = 0; axis < b.rank; ++axis) {
            last += (b.size[axis] - 1) * s.along[axis];
            ascending = ascending && s.along[axis] >= 0;
        }
        int const inner = b.size[b.rank - 1];
        int const step = s.along[b.rank - 1];
        for (int row = 0, k = 0, rows = b.volume() / inner; row < rows; ++row) {
            int expected = -1 - first;
            for (int axis = b.rank - 1, rest = row; axis-- > 0; rest /= b.size[axis]) expected -= rest % b.size[axis] * s.along[axis];
            for (int end = k + inner; k < end; ++k, expected -= step)
                if (lists_.pool.data[at + k] != expected) return broken(b, ascending || k < b.step(0) ? k : b.step(0));
        }
        if (!ascending || last >= values_.first_entry.data[input + 1] - begin) return broken(b, hopeless);
        if (int const end = layout.accepts(input, s, b); end != 0) return broken(b, b.rank == 1 ? end : hopeless);
        return {.what = reference::kind::entries, .id = input, .entries = s};
    }

    /// A list of values that are worth being computed once, as a part of the list of all such values.
    constexpr reference part_of_all(int at, box const& b) {
        unsigned const form = values_.form.data[lists_.pool.data[at]];
        int const all = lists_.pool.length;
        for (int id : costly_)
            if (values_.form.data[id] == form)
                if (!lists_.insert(all, id)) return {};
        int const count = lists_.pool.length - all;
        if (count <= b.size[0]) return {};
        int offset = 0;
        while (lists_.pool.data[all + offset] != lists_.pool.data[at]) ++offset;
        if (offset + b.size[0] > count || !lists_.same_list(at, all + offset, b.size[0])) return {};
        reference r = vectorised(all, {.rank = 1, .size = {count}});
        r.offset[0] += offset;
        return r.what == reference::kind::family ? r : reference{};
    }

    constexpr reference operation(int at, box const& b) {
        View const& g = values_.g;
        graph::node const& n = g.nodes[lists_.pool.data[at]];
        int const volume = b.volume();
        int const lists = lists_.pool.length;
        lists_.pool.extend(lists + n.arguments * volume);
        for (int k = 0; k < volume; ++k) {
            int const id = lists_.pool.data[at + k];
            if (id < 0 || g.nodes[id].op != n.op || g.nodes[id].arguments != n.arguments) return broken(b, k, lists);
            for (int m = 0; m < n.arguments; ++m)
                lists_.pool.data[lists + m * volume + k] = values_.operands.data[g.nodes[id].arguments_at + m];
        }
        if (n.arguments == 2 && op::information_of.entries[n.op - graph::first_operator].commutative) lists_.match(lists, b);
        family f{.op = n.op, .count = n.arguments, .rank = b.rank, .labels = b, .calls = op::is_call(n.op)};
        reference x[3]{};
        for (int m = 0; m < f.count; ++m) {
            x[m] = vectorised(lists + m * volume, b);
            if (!x[m].exists()) return {};
            f.calls = f.calls || calls(x[m]);
        }
        // in a loop, both sides of a selection are computed
        if (f.op == op::code<op::select_op> && (calls(x[1]) || calls(x[2]))) return broken(b, hopeless);
        f.operands = operands.length;
        for (int m = 0; m < f.count; ++m) operands.push({x[m], false});
        return whole(add(f, at));
    }
    /// Summands that are alike, of each member of a list: `count` for each.
    struct group {
        unsigned form = 0;
        bool minus = false;
        int count = 0;
        int list = 0;
        int filled = 0;
    };
    constexpr reference sums(int at, box const& b) {
        int const volume = b.volume();
        int const lists = lists_.pool.length;
        detail::list<group> groups;
        detail::list<summand> summands;
        for (int k = 0; k < volume; ++k) {
            int const id = lists_.pool.data[at + k];
            if (id < 0 || !values_.is_sum(id)) return broken(b, k, lists);
            summands.clear();
            values_.open(id, summands);
            for (summand const& s : summands) {
                int n = 0;
                while (n < groups.length && (groups.data[n].form != s.form || groups.data[n].minus != s.minus)) ++n;
                if (n == most_groups || (k != 0 && n == groups.length)) return broken(b, k, lists);
                if (n == groups.length) groups.push({s.form, s.minus});
                if (k == 0) ++groups.data[n].count;
            }
            int total = 0;
            for (group& of : groups) {
                of.list = lists + total * volume;
                of.filled = 0;
                total += of.count;
            }
            if (total != summands.length) return broken(b, k, lists);
            if (k == 0) lists_.pool.extend(lists + total * volume);
            for (summand const& s : summands) {
                int n = 0;
                while (groups.data[n].form != s.form || groups.data[n].minus != s.minus) ++n;
                group& of = groups.data[n];
                if (of.filled == of.count) return broken(b, k, lists);
                lists_.pool.data[of.list + k * of.count + of.filled++] = s.value;
            }
        }
        detail::list<operand> parts;
        for (group const& of : groups)
            if (!add_reduction(of, b, parts) && !add_each(of, b, parts)) return {};
        return whole(add(total_of(parts, b), at));
    }
    constexpr family total_of(detail::list<operand> const& parts, box const& b) {
        family f{.what = family::kind::total, .count = parts.length, .operands = operands.length, .rank = b.rank, .labels = b};
        for (operand const& p : parts) {
            operands.push(p);
            f.calls = f.calls || calls(p.value);
        }
        return f;
    }
    /// The sum over `values`, with one label more than the result has.
    constexpr reference reduced(reference const& of, box const& all, int rank) {
        family f{.what = family::kind::reduction, .count = 1, .operands = operands.length, .rank = rank, .labels = all, .calls = calls(of)};
        operands.push({of, false});
        return whole(nodes.push(f));
    }
    constexpr bool add_reduction(group const& of, box const& b, detail::list<operand>& parts) {
        if (of.count < shortest_loop || b.rank == most_axes) return false;
        box const all = b.with(of.count);
        reference const r = vectorised(of.list, all);
        if (r.exists()) parts.push({reduced(r, all, b.rank), of.minus});
        return r.exists();
    }
    constexpr bool add_each(group const& of, box const& b, detail::list<operand>& parts) {
        if (of.count > most_alike) return false;
        int const volume = b.volume();
        int const sorted = lists_.sorted(of.list, of.count, volume);
        for (int n = 0; n < of.count; ++n) {
            reference const r = vectorised(sorted + n * volume, b);
            if (!r.exists()) return false;
            parts.push({r, of.minus});
        }
        return true;
    }

    /// A list of values as one value with axes, if it is one.
    constexpr reference vectorised(int at, box const& b) {
        for (int axis = b.rank; axis-- > 0;)
            if (lists_.is_constant_along(at, b, axis)) return without_axis(at, b, axis);
        int const first = lists_.pool.data[at];
        if (b.rank == 0) return {.what = reference::kind::number, .id = first};
        if (first < 0) return entries(at, b);
        if (values_.g.nodes[first].arguments == 0) {  // constants that differ
            int k = 1;
            while (k < b.volume() && lists_.pool.data[at + k] == first) ++k;
            return broken(b, k);
        }
        if (int const f = find(at, b); f >= 0) return whole(f);
        if (depth_ == deepest) return broken(b, hopeless);
        ++depth_;
        reference r{};
        if (b.rank == 1 && values_.is_costly(first)) r = part_of_all(at, b);
        if (!r.exists()) r = values_.is_sum(first) ? sums(at, b) : operation(at, b);
        --depth_;
        return r;
    }

public:
    detail::list<family> nodes;
    detail::list<operand> operands;
    input_layout<View> layout;

    constexpr explicit families(values<View>& of)
        : values_(of), lists_(of), known_(values<View>::table_size(of.g.count.nodes)), layout(of.g) {
        for (int id = 0; id < of.g.count.nodes; ++id)
            if (of.is_costly(id)) costly_.push(id);
    }

    /// The runs of a list that are values with axes, in their order; what is between them stays numbers. Those that begin before `nested`
    /// may have two axes.
    constexpr detail::list<run> runs(int const* list, int count, int nested) {
        int const at = lists_.pool.length;
        lists_.pool.extend(at + count);
        for (int k = 0; k < count; ++k) lists_.pool.data[at + k] = list[k];
        detail::list<run> result;
        int from = 0;
        int failures = 0;
        int const longest = most_entries * values_.g.count.nodes;
        while (failures < most_failures && count - from >= shortest_loop && lists_.pool.length < longest) {
            int const rest = count - from;
            run r{from, rest, {.rank = 1, .size = {rest}}};
            r.value = vectorised(at + from, r.axes);
            int const end = broken_;
            if (!r.value.exists() && from < nested && end > 1 && rest % end == 0) {  // two loops, one within the other
                r.axes = {.rank = 2, .size = {rest / end, end}};
                r.value = vectorised(at + from, r.axes);
            }
            if (!r.value.exists() && end >= shortest_loop) {
                r.count = end;
                r.axes = {.rank = 1, .size = {end}};
                r.value = vectorised(at + from, r.axes);
            }
            if (r.value.exists()) result.push(r);
            else if (++failures; end <= 0) break;
            from += r.value.exists() ? r.count : end;
        }
        return result;
    }
    /// The sum of a value over all its axes.
    constexpr reference sum_of(run const& r) { return reduced(r.value, r.axes, 0); }
    constexpr int total(detail::list<operand> const& parts) { return nodes.push(total_of(parts, {})); }
    constexpr int const* members(family const& f) const { return lists_.pool.data + f.members; }
};

}  // namespace ctgrad::transform::reroll
