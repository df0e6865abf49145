// simplify(f, rules...) and rule<"name">(from, to): rewrite rules of the user's.
#pragma once

#include <ctgrad/calculus/gradient.hpp>

namespace ctgrad {

using graph::soundness;

namespace detail {

/// The wildcards of a rule: the symbols of its left side.
template <class From>
struct wildcards_of {
    using symbols = input_symbols<From>;
    static constexpr int count = symbols::graph.count.inputs;

    static constexpr bool are_scalars() {
        for (int k = 0; k < count; ++k)
            if (symbols::graph.inputs[k].shape.rank != 0 || symbols::graph.inputs[k].kind != graph::kind::real)
                return false;
        return true;
    }
    template <class To>
    static constexpr bool cover() {
        auto const& other = input_symbols<To>::graph;
        for (int k = 0; k < other.count.inputs; ++k)
            if (input_number(symbols::graph.view(), other.inputs[k]) < 0) return false;
        return true;
    }
};

template <class From, class To, class Numbers = std::make_integer_sequence<int, wildcards_of<From>::count>>
struct formula_rule;

/// How patterns are simplified. Those of exact rules hold in graphs of every soundness; others meet constants that were gathered.
constexpr soundness folding_of_pattern(soundness rule) {
    return rule == soundness::exact ? soundness::exact : soundness::assumes_finite;
}

/// The part of a graph that a node reaches, as a formula. Inputs are wildcards.
template <std::same_as<graph::builder> Builder>
constexpr op::pattern_pool<op::pattern::most_items> formula_below(Builder const& g, int root) {
    list<int> place(g.size(), -1);
    list<char> reached(g.size(), 0);
    reached[root] = 1;
    for (int id = root; id >= 0; --id)
        for (int m = 0; reached[id] != 0 && m < g[id].arguments; ++m) reached[g.argument_of(id, m).node] = 1;
    op::pattern_pool<op::pattern::most_items> p;
    for (int id = 0; id <= root; ++id) {
        if (reached[id] == 0) continue;
        graph::node const& n = g[id];
        if (n.op == graph::constant_code) {
            place[id] = p.push_constant(g.constants[n.payload]);
            continue;
        }
        op::pattern::item i{n.labels == n.rank ? n.op : op::sum_code, n.payload, n.arguments, {}};
        for (int m = 0; m < n.arguments; ++m) i.argument[m] = place[g.argument_of(id, m).node];
        place[id] = p.push(i);
    }
    return p;
}

inline void a_pattern_must_be_an_operation() {}  // not constexpr: the compiler stops here

/// The sides of a rule as data.
template <class From, class To, int... Numbers>
struct formula_rule<From, To, std::integer_sequence<int, Numbers...>> {
    template <class Side, soundness Folding>
    static constexpr auto formula() {
        graph::builder g;
        g.rewrites = Folding;
        context c(g);
        (c.lower<typename wildcards_of<From>::symbols::template type<Numbers>>(), ...);  // first: wildcard k is input k
        int const root = c.lower<Side>().t.node;
        if (__is_same(Side, From) && !op::is_operator(g[root].op)) a_pattern_must_be_an_operation();
        return formula_below(g, root);
    }
    template <class Side, soundness Folding>
    static constexpr auto pool = formula<Side, Folding>();
    template <class Side, soundness Folding>
    static constexpr op::pattern side = pool<Side, Folding>.taken(0, pool<Side, Folding>.size - 1);

    template <soundness Sound>
    static constexpr op::rule as_data(std::string_view name) {
        return {name, Sound, side<From, folding_of_pattern(Sound)>, side<To, soundness::exact>};
    }
};

}  // namespace detail

/// A rewrite rule: what matches `From`, with any scalars in the place of its symbols, becomes `To`.
template <detail::fixed_string Name, soundness Sound, class From, class To>
struct rule_t {
    static constexpr op::rule as_data() { return detail::formula_rule<From, To>::template as_data<Sound>(Name.view()); }
};

/// A rule of the user's, in one line: `rule<"double-angle">(2_c * sin(a) * cos(a), sin(2_c * a))`. The symbols stand for whatever formula,
/// entry by entry. It holds for every value of them, up to the soundness that it states; `strict` uses those stated as exact.
/// Errors: a left side that folds to less than an operation; a symbol on the right that the left side does not have.
template <detail::fixed_string Name, soundness Sound = soundness::rounding, expression From, operand To>
constexpr auto rule(From, To) {
    using wildcards = detail::wildcards_of<From>;
    using right = as_expression_t<To>;
    static_assert(
        From::shape.rank == 0 && right::shape.rank == 0 && wildcards::are_scalars(),
        "ctgrad::rule<name>(from, to): both sides and their symbols must be scalars; a rule applies to every entry");
    static_assert(
        wildcards::count >= 1 && wildcards::count <= op::max_wildcards,
        "ctgrad::rule<name>(from, to): 'from' must have one to three symbols");
    static_assert(
        wildcards::template cover<right>(),
        "ctgrad::rule<name>(from, to): 'to' has a symbol that 'from' does not have");
    return rule_t<Name, Sound, From, right>{};
}

namespace detail {

/// Rules of the user's in front of the standard ones.
template <class... Rules>
struct extended_rules {
    static constexpr int standard = op::standard_rules.set().count;
    struct rule_list {
        op::rule rules[static_cast<unsigned>(standard) + sizeof...(Rules)];
    };
    static constexpr rule_list joined() {
        rule_list all{{Rules::as_data()...}};
        for (int k = 0; k < standard; ++k)
            all.rules[static_cast<unsigned>(k) + sizeof...(Rules)] = op::standard_rules.set().rules[k];
        return all;
    }
    static constexpr rule_list list = joined();
    static constexpr graph::rule_set set{list.rules, standard + static_cast<int>(sizeof...(Rules)), op::label_reducers};
};

}  // namespace detail

/// A formula that is lowered with rules of the user's besides the standard ones.
template <class... Rules>
struct simplify_op : detail::type_operator_base {
    static constexpr op::spelling name{.text = "simplify", .latex = "", .c = ""};
    template <class F>
    static constexpr extents shape() {
        return F::shape;
    }
    template <class F>
    static constexpr op::symbolic lower(context& c) {
        graph::builder& g = c.graph();
        if constexpr (sizeof...(Rules) == 0) {
            return c.lower<F>();
        } else {
            graph::rule_set const* const before = g.rules;
            unsigned long long const roots_before = g.rule_roots;
            op::use_rules(g, detail::extended_rules<Rules...>::set);
            context inner(g, false);  // of its own: what was lowered before was made without these rules
            op::symbolic const value = inner.lower<F>();
            for (int const symbol : inner.symbols()) c.note(symbol);
            g.rules = before;
            g.rule_roots = roots_before;
            return value;
        }
    }
};

template <class F, class... Rules>
using simplified = call_of<simplify_op<Rules...>, F>;

/// `f` rewritten with rules of the user's besides the standard ones, which apply to every formula anyway, to a fixed point. Where `f` is
/// a derivative, the rules apply as it is built.
/// Shape: that of f.
/// Errors: rules that rewrite without end stop the compiler.
template <expression F, class... Rules>
constexpr auto simplify(F, Rules...) {
    if constexpr (any_refused<F>)
        return refused{};
    else
        return simplified<F, Rules...>{};
}

}  // namespace ctgrad
