// The body of a graph of scalars. There is one nest and it has no loops, so nothing has to be chosen: every operation is one step, in
// the order of the graph, but for calls (call_order.hpp) and divisions (division_order.hpp). Formulas of thousands of scalars are common,
// and this is the shortest way from their nodes to steps.
#pragma once

#include <ctgrad/schedule/body.hpp>
#include <ctgrad/schedule/call_order.hpp>
#include <ctgrad/schedule/compilers.hpp>
#include <ctgrad/schedule/division_order.hpp>

namespace ctgrad::schedule {

template <std::same_as<graph::builder> Builder>
class scalar_body_writer {
    Builder& g_;
    detail::list<graph::output> const& outputs_;
    detail::list<graph::constant>& constants_;
    body result_;
    guards<Builder> guards_;
    detail::list<guard> asked_;  ///< by case of need: the step that tells whether it is there, and its answer

    /// A part of an input that was loaded.
    struct loaded {
        graph::argument value{};
        int step = -1;
        int first = -1;  ///< the first step of it since the last call
        int calls = 0;   ///< how many calls had been made by then ...
        int stores = 0;  ///< ... and how many results stored
        int next = -1;   ///< of the same input
    };
    detail::list<loaded> loaded_;
    detail::list<int> place_;      ///< by node: its step, or of an input its latest entry in loaded_; -1: none yet
    detail::list<int> loaded_at_;  ///< by index map: the latest in loaded_ that was read by it, counted from 1; 0: none
    int calls_ = 0;
    int stores_ = 0;  ///< as far as what was loaded before has to be loaded again
    int together_ = 0;  ///< of the last call

    static constexpr int not_shared = -2;
    static constexpr int early = -3;  ///< it is wanted as soon as the divisor is there
    detail::list<int> reciprocal_;  ///< by node: the step of its reciprocal, -1 where there is none yet; empty: none are wanted

    constexpr int push_constant(graph::constant const& c, kind what) {
        return result_.steps.push({.op = constant_code, .what = what, .number = constants_.push(c)});
    }
    constexpr int value(graph::argument const& a) {
        graph::node const& n = g_.nodes.data[a.node];
        if (n.arguments != 0) return place_.data[a.node];
        if (n.op == graph::input_code) return part_of_input(a);
        if (n.op == graph::position_code) return position(g_.indices.data[a.axes]);
        if (place_.data[a.node] < 0) place_.data[a.node] = push_constant(g_.constants.data[n.payload], kind::real);
        return place_.data[a.node];
    }
    constexpr int position(graph::index const& at) {
        if (at.dynamic < 0) return push_constant({{at.offset, 1}}, kind::integer);
        if (at.offset != 0) a_sum_of_integers_is_no_scalar();
        graph::argument const integer = g_.arguments.data[at.dynamic];
        return value(integer);
    }
    static void a_sum_of_integers_is_no_scalar() {}  // not constexpr: the compiler stops here
    /// What was loaded before a call (of exp, say) is loaded again after it: else it would be kept across the call, which costs a
    /// store and a load. After a store lanes may be loaded again (`reads_again`), numbers are copied from where they are.
    constexpr int part_of_input(graph::argument const& a) {
        int k = loaded_at_.data[a.axes] - 1;
        if (k < 0 || loaded_.data[k].value.node != a.node || loaded_.data[k].value.rank != a.rank) {
            k = place_.data[a.node];
            while (k >= 0 && a.rank != 0 && !g_.same_axes(loaded_.data[k].value, a)) k = loaded_.data[k].next;
            loaded_at_.data[a.axes] = k + 1;
        }
        if (k >= 0) {
            loaded& l = loaded_.data[k];
            if (l.calls != calls_ || l.stores != stores_) {
                step again = result_.steps.data[l.step];
                again.from[0] = l.calls != calls_ ? -1 : l.first;
                l.step = result_.steps.push(again);
                if (l.calls != calls_) l.first = l.step;
                l.calls = calls_;
                l.stores = stores_;
            }
            return l.step;
        }
        int const number = address(a);
        int const s = result_.steps.push({.op = load_code, .what = g_.inputs.data[g_.nodes.data[a.node].payload].kind, .number = number});
        place_.data[a.node] = loaded_.push({a, s, s, calls_, stores_, place_.data[a.node]});
        loaded_at_.data[a.axes] = place_.data[a.node] + 1;
        return s;
    }
    constexpr int address(graph::argument const& a) {
        int const payload = g_.nodes.data[a.node].payload;
        graph::input const& i = g_.inputs.data[payload];
        memory_reference from{.base = i.kind == kind::integer ? memory_kind::integer_input : memory_kind::input, .number = payload};
        int stride = 1;
        int dynamics = 0;
        for (int k = a.rank; k-- > 0; stride *= i.shape.size[k]) {
            graph::index const at = g_.indices.data[a.axes + k];
            from.offset += stride * at.offset;
            if (at.dynamic < 0) continue;
            graph::argument const integer = g_.arguments.data[at.dynamic];
            from.dynamic[dynamics] = {.number = static_cast<short>(value(integer))};  // whole: see label_map
            from.dynamic_stride[dynamics] = stride;
            from.dynamic_extent[dynamics++] = i.shape.size[k];
        }
        return result_.addresses.push(from);
    }
    /// `together`: the number of the calls that it is made with, 0: it is no call, or made alone.
    constexpr void operation(int id, graph::node const& n, int together) {
        if (n.op == op::code<op::copy_op>) {
            place_.data[id] = value(g_.argument_of(id, 0));
            return;
        }
        op::information const& about = op::information_of.entries[n.op - graph::first_operator];
        step s{.op = n.op, .what = about.result};
        graph::argument const* const arguments = g_.arguments.data + n.arguments_at;
        for (int m = 0; m < n.arguments; ++m) {
            graph::argument const a = arguments[m];
            graph::node const x = g_.nodes.data[a.node];
            s.from[m] = x.arguments != 0 ? place_.data[a.node]
                        : n.op == op::code<op::equal_op> && x.op == graph::constant_code ? push_constant(g_.constants.data[x.payload], kind::integer)
                                                                                         : value(a);
        }
        if (n.op == op::code<op::divide_op> && !reciprocal_.empty()) share_divisor(s, g_.argument_of(id, 1).node);
        if (op::is_call(n.op)) {
            if (together == 0 || together != together_) ++calls_;
            together_ = s.number = together;
            if (!guards_.empty() && n.arguments < 3) protect(id, s);
        }
        place_.data[id] = result_.steps.push(s);
    }
    /// A function is called in a case of need only, if the conditions of that are known.
    constexpr void protect(int id, step& call) {
        int const need = guards_.of(id);
        if (need < 0) return;
        guard const by = asked(need);
        if (by.condition >= 0) call.guarded = result_.guarded.push(by) + 1;
    }
    /// The step that tells whether a case of need is there, -1 where it is not known yet. Of several conditions that are, the innermost.
    constexpr guard asked(int number) {
        if (asked_.data[number].condition >= 0) return asked_.data[number];
        guard by = guards_.asks(number);
        int const within = guards_.within(number);
        bool const known = g_.nodes.data[by.condition].arguments != 0 && place_.data[by.condition] >= 0;
        guard const outer = within < 0 ? guard{} : asked(within);
        if (!known) return outer;
        by.condition = place_.data[by.condition];
        if (outer.condition >= 0) {
            int const answers = (by.answer ? 1 : 0) + (outer.answer ? 2 : 0);
            by = {result_.steps.push({.op = both_code, .what = kind::condition, .from = {by.condition, outer.condition, -1}, .number = answers}), true};
        }
        return asked_.data[number] = by;
    }
    constexpr void find_guards() {
        guards_.find(g_, outputs_);
        for (int k = 0; k < guards_.size(); ++k) asked_.push({});
    }
    constexpr bool has_calls() const {
        for (graph::node const& n : g_.nodes)
            if (n.arguments != 0 && op::is_call(n.op)) return true;
        return false;
    }
    /// Finds the divisors of several divisions.
    constexpr void find_shared_divisors() {
        detail::list<int> divisions(g_.size(), 0);
        for (graph::node const& n : g_.nodes)
            if (n.op == op::code<op::divide_op>) ++divisions.data[g_.arguments.data[n.arguments_at + 1].node];
        reciprocal_ = detail::list<int>(g_.size(), not_shared);
        for (int id = 0; id < g_.size(); ++id)
            if (divisions.data[id] > 1 && g_.nodes.data[id].rank == 0) reciprocal_.data[id] = -1;
    }
    /// A division by what others divide by, too, becomes a product with its reciprocal.
    constexpr void share_divisor(step& division, int divisor) {
        int& at = reciprocal_.data[divisor];
        if (at == not_shared) return;
        if (at < 0) at = inverse_of(division.from[1]);
        division.op = op::code<op::multiply_op>;
        division.from[1] = at;
    }
    constexpr int inverse_of(int divisor) {
        step s{.op = op::code<op::divide_op>, .from = {-1, divisor, -1}};
        s.from[0] = push_constant({{1, 1}}, kind::real);
        return result_.steps.push(s);
    }
    constexpr void invert_early(detail::list<char> const& divisors) {
        for (int id = 0; id < divisors.length; ++id) {
            if (divisors.data[id] == 0) continue;
            if (reciprocal_.empty()) reciprocal_ = detail::list<int>(g_.size(), not_shared);
            reciprocal_.data[id] = early;
        }
    }
    constexpr void sort_around_divisions(detail::list<int>& order) const {
        if (g_.size() > largest_ordered) return;
        if (order.empty())
            for (int id = 0; id < g_.size(); ++id)
                if (g_.nodes.data[id].arguments != 0) order.push(id);
        division_order(g_, order).run();
    }
    constexpr void store(graph::output const& o) { store(o, value(o.value)); }
    constexpr void store(graph::output const& o, int from) {
        memory_reference const to{.base = memory_kind::output, .number = o.memory, .offset = o.offset};
        int const address = result_.addresses.push(to);
        result_.steps.push({.op = store_code, .from = {from, -1, -1}, .number = address});
        if (reads_again && g_.nodes.length >= shortest_sorted) ++stores_;
    }

public:
    constexpr scalar_body_writer(
        Builder& graph_in, detail::list<graph::output> const& outputs, detail::list<graph::constant>& constants)
        : g_(graph_in), outputs_(outputs), constants_(constants), place_(graph_in.size(), -1), loaded_at_(graph_in.indices.size()) {}

    /// `inverts`: may a division become a product with a reciprocal?   `shares`: does it, where others divide by the same?   `groups`: are
    /// calls of one function made together?
    constexpr body& run(bool inverts, bool shares, bool groups) {
        if (inverts && shares) find_shared_divisors();
        bool overwrites = false;  // then stores come when everything has been read
        detail::list<int> stored(g_.size());  // by node: the number of its last output, counted from 1, 0: none ...
        detail::list<int> next;               // ... and by output that of the one before
        for (int o = 0; o < outputs_.size(); ++o) {
            int const node = outputs_.data[o].value.node;
            overwrites = overwrites || outputs_.data[o].target >= 0;
            next.push(stored.data[node]);
            stored.data[node] = o + 1;
        }
        result_.steps.reserve(g_.size() + outputs_.size() + 64);
        detail::list<int> order;
        detail::list<int> together;
        if (has_calls()) {
            if (has_selections(g_)) find_guards();
            if (g_.size() <= largest_ordered) {
                call_order calls(g_, guards_, inverts, groups);
                order = calls.run();
                invert_early(calls.inverted());
                together = calls.together();
                result_.together = calls.lanes();
            }
        }
        if constexpr (compiler_keeps_order) sort_around_divisions(order);
        bool const sorted = !order.empty();
        bool const groups_some = !together.empty();
        bool const inverts_some = !reciprocal_.empty();
        for (int k = 0, end = sorted ? order.length : g_.nodes.length; k < end; ++k) {
            int const id = sorted ? order.data[k] : k;
            graph::node const n = g_.nodes.data[id];
            if (n.arguments == 0) continue;
            int const with = groups_some ? together.data[id] : 0;
            operation(id, n, with);
            int first = k;
            if (with != 0) {  // calls that are made together have their results when the last one has its operands
                if (k + 1 < end && together.data[order.data[k + 1]] == with) continue;
                while (first > 0 && together.data[order.data[first - 1]] == with) --first;
            }
            for (; first <= k; ++first) {
                int const made = sorted ? order.data[first] : first;
                if (inverts_some && reciprocal_.data[made] == early) reciprocal_.data[made] = inverse_of(place_.data[made]);
                for (int o = overwrites ? 0 : stored.data[made]; o > 0; o = next.data[o - 1]) store(outputs_.data[o - 1]);
            }
        }
        detail::list<int> last;  // what is stored at last: all of it is read before any is written
        for (auto const& o : outputs_)
            if (overwrites || g_.nodes.data[o.value.node].arguments == 0) last.push(value(o.value));
        int k = 0;
        for (auto const& o : outputs_)
            if (overwrites || g_.nodes.data[o.value.node].arguments == 0) store(o, last[k++]);
        return result_;
    }
};

}  // namespace ctgrad::schedule
