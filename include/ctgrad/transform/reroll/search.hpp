// Where the families of a graph begin: at sums of many summands, and at outputs one after the other. What they do not need stays numbers.
#pragma once

#include <ctgrad/transform/reroll/families.hpp>

namespace ctgrad::transform::reroll {

/// Most operations that may be left, families among them: derivatives of more are not split into stretches (index_sets.hpp).
inline constexpr int most_left = 100;
/// Most entries that may be read as numbers, of an input that loops read, too. The gradient by each is a bracket, and the input is cut
/// there. An input that no loop reads is no whole, and its gradient is one number for each entry.
inline constexpr int most_single_entries = 8;

template <std::same_as<graph::view> View>
class search {
public:
    using family = typename families<View>::family;
    using operand = typename families<View>::operand;
    using run = typename families<View>::run;

    /// Outputs that are one value with axes.
    struct output_run {
        int first = 0;  ///< the number of the first
        run of{};
    };
    /// An entry of a family.
    struct member {
        int family = -1;
        int position = 0;  ///< row-major
    };

private:
    using summand = typename values<View>::summand;
    values<View>& values_;
    detail::zeros needed_;     ///< by node: as a number?
    detail::zeros replaced_;   ///< by node: the family that a sum became, counted from 1
    detail::zeros member_of_;  ///< by node: its number among the members, counted from 1
    detail::zeros is_read_;    ///< by entry
    detail::list<member> members_;
    detail::list<int> single_entries_;  ///< by input
    int left_ = 0;

    static constexpr unsigned at(int id) { return static_cast<unsigned>(id); }

    constexpr void need_number(int value) {
        if (value >= 0) {
            needed_[at(value)] = 1;
            return;
        }
        int const entry = -1 - value;
        int& read = is_read_[at(entry)];
        if (read == 0) ++single_entries_.data[values_.input_of(entry)];
        read = 1;
    }
    constexpr void need(reference const& r) {
        if (r.what == reference::kind::number) need_number(r.id);
        if (r.what != reference::kind::family || found.nodes.data[r.id].needed) return;
        family& f = found.nodes.data[r.id];
        f.needed = true;
        left_ += f.what == family::kind::total ? f.count : 1;
        if (f.members >= 0 && values_.is_costly(found.members(f)[0]))
            for (int k = 0, end = f.labels.first(f.rank).volume(); k < end; ++k)
                if (int& number = member_of_[at(found.members(f)[k])]; number == 0) number = members_.push({r.id, k}) + 1;
        for (int m = 0; m < f.count; ++m) need(found.operands.data[f.operands + m].value);
    }

    constexpr bool follow_each_other(int o) const {
        graph::output const& a = values_.g.outputs[o];
        graph::output const& b = values_.g.outputs[o + 1];
        return a.memory == b.memory && a.offset + 1 == b.offset && form(a) == form(b);
    }
    constexpr unsigned form(graph::output const& o) const { return values_.form_of(values_.value_of(o.value)); }

    constexpr void find_in_outputs() {
        View const& g = values_.g;
        detail::list<int> list;
        for (int first = 0, end = 0; first < g.count.outputs && left_ <= most_left; first = end) {
            list.clear();
            do list.push(values_.value_of(g.outputs[end].value));
            while (++end < g.count.outputs && follow_each_other(end - 1));
            // of part of a row, what has two axes could not be told by an offset
            bool const whole = g.outputs[first].offset == 0 &&
                               (end == g.count.outputs || g.outputs[end].memory != g.outputs[first].memory);
            detail::list<run> const runs = found.runs(list.data, list.length, whole ? 1 : 0);
            int next = 0;
            for (run const& r : runs) {
                if (r.value.what == reference::kind::number) continue;
                for (; next < r.first; ++next) need_number(list.data[next]);
                next += r.count;
                need(r.value);
                outputs.push({first + r.first, r});
            }
            for (; next < list.length; ++next) need_number(list.data[next]);
        }
    }

    /// Puts the summands of a sum that are alike one after the other.
    struct group {
        unsigned form = 0;
        int sum = 0;
        bool minus = false;
        int count = 0;
        int first = -1;
        int last = -1;
    };
    detail::list<group> groups_;
    detail::zeros table_;  ///< of groups, by their forms, counted from 1
    detail::list<summand> summands_;
    detail::list<int> next_;  ///< summand of the same group

    constexpr group& group_of(summand const& s, int sum) {
        for (unsigned slot = s.form & table_.mask;; slot = (slot + 1) & table_.mask) {
            int& number = table_[slot];
            if (number == 0) number = groups_.push({s.form, sum, s.minus}) + 1;
            group& of = groups_.data[number - 1];
            if (of.form == s.form && of.sum == sum && of.minus == s.minus) return of;
        }
    }
    constexpr bool find_in_sum(int sum) {
        summands_.clear();
        next_.clear();
        values_.open(sum, summands_);
        if (2U * static_cast<unsigned>(groups_.length + summands_.length) > table_.mask) return false;
        int const first_group = groups_.length;
        for (int k = 0; k < summands_.length; ++k) {
            group& of = group_of(summands_.data[k], sum);
            if (of.count++ == 0) of.first = k;
            else next_.data[of.last] = k;
            of.last = k;
            next_.push(-1);
        }
        detail::list<operand> parts;
        detail::list<int> list;
        int in_loops = 0;
        for (int n = first_group; n < groups_.length; ++n) {
            group const of = groups_.data[n];
            list.clear();
            for (int k = of.first; k >= 0; k = next_.data[k]) list.push(summands_.data[k].value);
            detail::list<run> const runs = found.runs(list.data, list.length, list.length);
            int next = 0;
            for (run const& r : runs) {
                for (; next < r.first; ++next) parts.push({number(list.data[next]), of.minus});
                next += r.count;
                in_loops += r.count;
                parts.push({found.sum_of(r), of.minus});
            }
            for (; next < list.length; ++next) parts.push({number(list.data[next]), of.minus});
        }
        if (in_loops == 0) return false;
        replaced_[at(sum)] = found.total(parts) + 1;
        need({.what = reference::kind::family, .id = replaced_[at(sum)] - 1});
        return true;
    }
    static constexpr reference number(int value) { return {.what = reference::kind::number, .id = value}; }

public:
    families<View> found;
    detail::list<output_run> outputs;

    constexpr explicit search(values<View>& of)
        : values_(of), needed_(values<View>::table_size(of.g.count.nodes)), replaced_(needed_.mask + 1), member_of_(needed_.mask + 1),
          is_read_(values<View>::table_size(of.first_entry.back())), single_entries_(of.g.count.inputs, 0), table_(4 * (needed_.mask + 1)), found(of) {
        find_in_outputs();
        for (int id = of.g.count.nodes - 1; id >= 0 && left_ <= most_left; --id) {
            graph::node const& n = of.g.nodes[id];
            if (n.arguments == 0 || needed_[at(id)] == 0 || member_of_[at(id)] != 0) continue;
            if (of.is_sum(id) && !of.is_opened(id) && of.summands.data[id] >= shortest_loop && find_in_sum(id)) continue;
            ++left_;
            for (int k = n.arguments_at, end = k + n.arguments; k < end; ++k) need_number(of.operands.data[k]);
        }
    }

    /// Is it worth it? What is found must be most of the graph.
    constexpr bool pays(int operations) const {
        if (3 * left_ >= operations || left_ > most_left) return false;
        for (int k = 0; k < single_entries_.length; ++k)
            if (single_entries_.data[k] > most_single_entries && found.layout.is_read_in_loops(k)) return false;
        return true;
    }
    constexpr bool is_needed(int id) { return needed_[at(id)] != 0; }
    constexpr int family_of_sum(int id) { return replaced_[at(id)] - 1; }
    /// Where a number is an entry of a family; of none: -1.
    constexpr member member_of(int id) {
        int const number = member_of_[at(id)];
        return number == 0 ? member{} : members_.data[number - 1];
    }
};

}  // namespace ctgrad::transform::reroll
