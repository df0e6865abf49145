// Which operations only one side of a selection needs: where that is a function that is called, it is not, unless its side is taken.
// The arithmetic around it costs less than a jump, and is computed in any case.
#pragma once

#include <ctgrad/op/catalogue.hpp>
#include <ctgrad/schedule/plan.hpp>

namespace ctgrad::schedule {

/// The guards of a graph. What the operand of a selection needs, is needed where the selection is, and the condition has the answer of that
/// side; what several need, where that holds which is true for all of them.
template <std::same_as<graph::builder> Builder>
class guards {
    struct case_of_need {
        guard by{};
        int within = -1;  ///< the case in which the condition is asked at all
        int depth = 0;
    };
    static constexpr int always = 1;   ///< the number of the first case; 0: there is no need
    detail::list<case_of_need> cases_;
    detail::list<int> need_;  ///< by node: the number of the case in which it is needed

    constexpr int side(int condition, bool answer, int within) {
        for (int k = within; k != always; k = cases_.data[k].within)
            if (cases_.data[k].by.condition == condition) return within;
        for (int k = cases_.length; --k > always;) {
            case_of_need const& c = cases_.data[k];
            if (c.by.condition == condition && c.by.answer == answer && c.within == within) return k;
        }
        return cases_.push({{condition, answer}, within, cases_.data[within].depth + 1});
    }
    constexpr int common(int a, int b) const {
        while (a != b) {
            int& deeper = cases_.data[a].depth > cases_.data[b].depth ? a : b;
            deeper = cases_.data[deeper].within;
        }
        return a;
    }
    constexpr void add(int node, int need) {
        int& known = need_.data[node];
        if (known != need) known = known == 0 ? need : common(known, need);
    }

public:
    constexpr void find(Builder const& g, detail::list<graph::output> const& outputs) {
        cases_.push({});
        cases_.push({});
        need_ = detail::list<int>(g.nodes.length);
        for (graph::output const& o : outputs) need_.data[o.value.node] = always;
        for (int id = g.nodes.length; id-- > 0;) {
            graph::node const n = g.nodes.data[id];
            int const need = need_.data[id];
            if (n.arguments == 0 || need == 0) continue;
            graph::argument const* const a = g.arguments.data + n.arguments_at;
            bool const selects = n.op == op::code<op::select_op>;
            for (int m = 0; m < n.arguments; ++m)
                add(a[m].node, selects && m > 0 ? side(a[0].node, m == 1, need) : need);
        }
    }
    constexpr bool empty() const { return need_.empty(); }
    /// How many cases there are; their numbers are below.
    constexpr int size() const { return cases_.size(); }
    /// The case in which a node is needed, -1: always.
    constexpr int of(int node) const { return need_.data[node] > always ? need_.data[node] : -1; }
    /// What a case asks ...
    constexpr guard asks(int number) const { return cases_.data[number].by; }
    /// ... and in which case it does, -1: always.
    constexpr int within(int number) const { return cases_.data[number].within > always ? cases_.data[number].within : -1; }
};

/// Does a graph have selections? Others have no guards.
template <std::same_as<graph::builder> Builder>
constexpr bool has_selections(Builder const& g) {
    for (graph::node const& n : g.nodes)
        if (n.op == op::code<op::select_op>) return true;
    return false;
}

}  // namespace ctgrad::schedule
