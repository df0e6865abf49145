// Rewrite rules as data: a pattern and its replacement, both written as formulas over wildcards, each with its soundness.
//
// A pattern is evaluated once, on the wildcards of a small graph, and stored as that graph; a node that is about to be made
// is matched against it, trying both orders of commutative operators. What one operator alone can say (x + 0, -(-x)) stands in
// its `fold`; what relates several stands here.
#pragma once

#include <string_view>

#include <ctgrad/op/catalogue.hpp>

namespace ctgrad::op {

inline constexpr int max_wildcards = 3;

/// A pattern as plain data, in SSA order; the root is last.
struct pattern {
    struct item {
        opcode op = graph::input_code;  ///< input: the wildcard number `payload`
        int payload = 0;
        int arguments = 0;
        int argument[3]{};
        rational value{};
    };
    item items[16]{};
    int size = 0;

    constexpr item const& root() const { return items[size - 1]; }
};

struct rule {
    std::string_view name;
    soundness sound;
    pattern from;
    term (*to)(term const* wildcards);
};

namespace detail_rules {

template <class F>
constexpr term applied(F f, term const* w) {
    if constexpr (std::is_invocable_v<F, term>) return f(w[0]);
    else if constexpr (std::is_invocable_v<F, term, term>) return f(w[0], w[1]);
    else return f(w[0], w[1], w[2]);
}

template <class To>
constexpr term replacement(term const* w) {
    return applied(To{}, w);
}

template <class From>
constexpr pattern pattern_of(From from) {
    builder g;
    g.rewrites = soundness::exact;
    constexpr std::string_view names[max_wildcards]{"a", "b", "c"};
    term wildcards[max_wildcards]{};
    for (int k = 0; k < max_wildcards; ++k) wildcards[k] = whole(g, g.input_node({.name = names[k]}), 0);
    int const root = applied(from, wildcards).node;
    // nodes are in SSA order already: keep those that the root reaches
    detail::list<int> place(g.size(), -1);
    detail::list<char> reached(g.size(), 0);
    reached[root] = 1;
    for (int id = root; id >= 0; --id)
        for (int m = 0; reached[id] != 0 && m < g[id].arguments; ++m) reached[g.argument_of(id, m).node] = 1;
    pattern p;
    for (int id = 0; id <= root; ++id) {
        if (reached[id] == 0) continue;
        graph::node const& n = g[id];
        pattern::item& i = p.items[p.size];
        i.op = n.op;
        i.arguments = n.arguments;
        if (n.op == graph::input_code) i.payload = n.payload;
        if (n.op == graph::constant_code) i.value = g.constants[n.payload].value;
        for (int m = 0; m < n.arguments; ++m) i.argument[m] = place[g.argument_of(id, m).node];
        place[id] = p.size++;
    }
    return p;
}

struct matcher {
    pattern const& p;
    term bound[max_wildcards]{};

    constexpr bool match(int item, term const& t) {
        pattern::item const& i = p.items[item];
        if (i.op == graph::input_code) {
            if (bound[i.payload].exists()) return same(bound[i.payload], t);
            bound[i.payload] = t;
            return true;
        }
        if (i.op == graph::constant_code) return is_rational(t) && rational_of(t) == i.value;
        if (t.op != i.op) return false;
        term x[3]{};
        for (int m = 0; m < i.arguments; ++m) x[m] = operand(t, m);
        return match_operands(i, x);
    }
    constexpr bool match_operands(pattern::item const& i, term const* x) {
        matcher const before = *this;
        bool all = true;
        for (int m = 0; all && m < i.arguments; ++m) all = match(i.argument[m], x[m]);
        if (all || !information_of[i.op].commutative) return all;
        restore(before);
        if (match(i.argument[0], x[1]) && match(i.argument[1], x[0])) return true;
        restore(before);
        return false;
    }
    constexpr void restore(matcher const& other) {
        for (int k = 0; k < max_wildcards; ++k) bound[k] = other.bound[k];
    }
};

}  // namespace detail_rules

/// A rule as data. `from` and `to` are stateless callables of one to three wildcards.
template <class From, class To>
constexpr rule make_rule(std::string_view name, soundness sound, From from, To) {
    return {name, sound, detail_rules::pattern_of(from), &detail_rules::replacement<To>};
}

/// The term that the first matching rule puts in the place of `op(operands...)`, or no term.
constexpr term rewrite(opcode op, term const* operands);

}  // namespace ctgrad::op

namespace ctgrad::graph {

struct rule_set {
    op::rule const* rules;
    int count;
    unsigned long long roots;  ///< the operators that patterns begin with, as a bit set of codes

    constexpr rule_set(op::rule const* first, int n) : rules(first), count(n), roots(0) {
        for (int r = 0; r < n; ++r) roots |= 1ULL << first[r].from.root().op;
    }
};

}  // namespace ctgrad::graph

namespace ctgrad::op {

/// Lets rules rewrite the nodes that are made from now on.
constexpr void use_rules(builder& g, graph::rule_set const& rules) {
    g.rules = &rules;
    g.rule_roots = rules.roots;
}

constexpr term rewrite(opcode op, term const* operands) {
    builder const& g = *operands[0].g;
    for (int r = 0; r < g.rules->count; ++r) {
        rule const& candidate = g.rules->rules[r];
        if (candidate.from.root().op != op || !g.allows(candidate.sound)) continue;
        detail_rules::matcher m{candidate.from};
        if (m.match_operands(candidate.from.root(), operands)) return candidate.to(m.bound);
    }
    return no_term;
}

}  // namespace ctgrad::op
