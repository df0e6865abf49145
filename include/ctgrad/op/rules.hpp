// Rewrite rules as data: a pattern and its replacement, both formulas over wildcards, each with its soundness.
//
// A pattern is read once, as a graph of wildcards that is simplified as any graph is; a node that is about to be made is matched
// against it. What one operator alone can say (x + 0, -(-x)) stands in its `fold`; what relates several stands here.
//
// Matching is modulo commutativity, one level of nesting included: x + sin^2 + cos^2 has the pattern sin^2 + cos^2 in it whatever the
// order of the summands is. -a matches whatever is the opposite of a: exp(2 x) and exp(-2 x) are exp(a) and exp(-a).
//
// Nodes are made bottom-up and never changed, so what a wildcard stands for is in normal form already, and rewriting goes on only in
// the nodes of the replacement. It ends because every rule lowers an order of formulas (tests/laws/rules_test.cpp); a rule of the
// user's that does not is stopped while it compiles.
#pragma once

#include <string_view>

#include <ctgrad/op/pattern.hpp>

namespace ctgrad::op {

/// What the wildcards of a pattern stand for. Where one stands under a sum, it is the first.
struct matched {
    term wildcard[max_wildcards]{};
    unsigned summed = 0;  ///< the labels of the sum ...
    int space = 0;        ///< ... and their extents
};

/// How a formula with a sum is made: op/reduce.hpp defines these, which needs this.
struct reducers {
    term (*sum)(term of, unsigned over, int space);
    term (*extremum)(term const& of, unsigned over, reduction how);
};

struct rule {
    std::string_view name;
    soundness sound;
    pattern from, to;
    bool (*holds)(matched const& found) = nullptr;  ///< side condition, if any
};

/// The formula with terms in the place of its wildcards. `found` names the labels of its sum.
template <std::same_as<term> Term>
constexpr Term made_of(pattern const& p, builder& g, Term const* wildcards, matched const& found, reducers const& reduce) {
    Term made[pattern::most_items]{};
    for (int k = p.first; k <= p.last; ++k) {
        pattern::item const& i = p.items[k];
        term x[3]{};
        for (int m = 0; m < i.arguments; ++m) x[m] = made[i.argument[m] - p.first];
        Term& result = made[k - p.first];
        switch (i.op) {
            case graph::input_code: result = wildcards[i.payload]; break;
            case graph::constant_code: result = constant(g, p.constants[i.payload]); break;
            case sum_code: result = reduce.sum(x[0], found.summed, found.space); break;
            case maximum_code: result = reduce.extremum(x[0], found.summed, reduction::maximum); break;
            default: result = make(i.op, x, i.arguments);
        }
    }
    return made[p.last - p.first];
}

namespace detail_rules {

// A template, as all that makes terms: the catalogue is not complete before op/make.hpp.
template <std::same_as<term> Term>
struct matcher {
    pattern const& p;
    bool swaps = false;  ///< tries the operands of commutative operations the other way round first
    matched found{};

    constexpr bool match(int item, Term const& t) {
        pattern::item const& i = p.items[item];
        if (i.op == graph::input_code) {
            term& w = found.wildcard[i.payload];
            if (w.exists()) return same(w, t);
            w = t;
            return true;
        }
        if (i.op == graph::constant_code) return is_constant(t) && constant_of(t) == p.constants[i.payload];
        if (i.op == sum_code) return match_sum(i, t);
        if (t.op != i.op) return i.op == code<negate_op> && match_opposite(i, t);
        term x[3]{};
        for (int m = 0; m < i.arguments; ++m) x[m] = operand(t, m);
        return match_operands(i, x);
    }
    constexpr bool match_operands(pattern::item const& i, Term const* x) {
        if (!information_of.entries[i.op - graph::first_operator].commutative) {
            bool all = true;
            for (int m = 0; all && m < i.arguments; ++m) all = match(i.argument[m], x[m]);
            return all;
        }
        matched const before = found;
        int const one = swaps ? 1 : 0;
        if (match(i.argument[0], x[one]) && match(i.argument[1], x[1 - one])) return true;
        found = before;
        if (match(i.argument[0], x[1 - one]) && match(i.argument[1], x[one])) return true;
        found = before;
        return false;
    }

    constexpr bool applies(rule const& r, Term const* operands) {
        return match_operands(p.root(), operands) && (r.holds == nullptr || r.holds(found));
    }

    constexpr bool applies_swapped(rule const& r, Term const* operands) {
        swaps = true;
        found = matched{};
        return applies(r, operands);
    }

private:
    /// -a where no minus sign is seen: a constant or a product with one.
    constexpr bool match_opposite(pattern::item const& i, Term const& t) {
        pattern::item const& negated = p.items[i.argument[0]];
        if (negated.op != graph::input_code) return false;
        term& w = found.wildcard[negated.payload];
        multiple const m = as_multiple(t);
        if (w.exists()) {
            multiple const n = as_multiple(w);
            return m.coefficient == -n.coefficient && same(m.rest, n.rest);
        }
        bool const constant = is_rational(t);
        if (!((constant ? rational_of(t) : m.coefficient) < rational{})) return false;
        w = -t;
        return true;
    }
    constexpr bool match_sum(pattern::item const& i, term const& t) {
        graph::node const n = t.data();
        if (!reduces(t) || n.reduce != reduction::sum || n.op != code<copy_op>) return false;
        builder& g = *t.g;
        // the summed labels, by names that the axes of the term do not have
        int extent[graph::max_labels]{};
        for (int l = 0; l < graph::max_labels; ++l) extent[l] = g.extents_pool[t.space + l];
        label_map map = label_map::identity();
        for (int k = 0; k < n.rank; ++k) map.to[k] = t.axis(k);
        unsigned taken = t.labels;
        for (int l = n.rank; l < n.labels; ++l) {
            int const fresh = std::countr_one(taken);
            if (fresh >= graph::first_batch_label) return false;
            taken |= 1U << fresh;
            found.summed |= 1U << fresh;
            extent[fresh] = g.extent(t.node, l);
            map.to[l] = {fresh, 0, -1};
        }
        found.space = g.extents_pool.size();
        for (int const e : extent) g.extents_pool.push(e);
        return match(i.argument[0], view(g, remapped(g, g.argument_of(t.node, 0), map), found.space));
    }
};

}  // namespace detail_rules

}  // namespace ctgrad::op

namespace ctgrad::graph {

/// Rules with what has to be there for each to match: the operators of the operands, and those of their operands. Most nodes are told apart
/// by these bit sets; a match takes many more steps.
struct rule_set {
    static constexpr int most_rules = 128;

    op::rule const* rules;
    int count;
    op::reducers reduce;
    unsigned long long roots = 0;  ///< the operators that patterns begin with, as a bit set of codes
    unsigned long long operands[64]{};  ///< by root: every match has one of these among its operands (`operator_bit`)
    signed char first[64]{};            ///< by root: its first rule, -1: none
    signed char next[most_rules]{};     ///< by rule: the next of the same root
    unsigned long long below[64]{};     ///< by root: every match has all of these among the operands of its operands
    unsigned long long telling[64]{};   ///< by root: every match has one of these among its operands or theirs, a rare one if it can be
    unsigned long long needs[most_rules]{};
    unsigned long long needs_below[most_rules]{};

    constexpr rule_set(op::rule const* list, int n, op::reducers const& how) : rules(list), count(n), reduce(how) {
        if (n > most_rules) these_are_too_many_rules();
        for (signed char& f : first) f = -1;
        for (unsigned long long& b : below) b = ~0ULL;
        for (int r = n; r-- > 0;) {
            op::pattern const& p = list[r].from;
            op::pattern::item const& root = p.root();
            next[r] = first[root.op];
            first[root.op] = static_cast<signed char>(r);
            roots |= operator_bit(root.op);
            for (int m = 0; m < root.arguments; ++m) {
                op::pattern::item const& operand = p.items[root.argument[m]];
                needs[r] |= needed(operand);
                for (int k = 0; k < operand.arguments; ++k) needs_below[r] |= needed(p.items[operand.argument[k]]);
            }
            unsigned long long const own = needs[r] & ~operator_bit(constant_code);
            operands[root.op] |= own == 0 ? ~0ULL : own;
            below[root.op] &= needs_below[r];
            telling[root.op] |= rarest(needs[r] | needs_below[r]);
        }
    }
private:
    /// One of some operators that few nodes have below them.
    static constexpr unsigned long long rarest(unsigned long long operators) {
        constexpr unsigned long long common =
            operator_bit(constant_code) | operator_bit(op::code<op::add_op>) | operator_bit(op::code<op::subtract_op>) |
            operator_bit(op::code<op::multiply_op>) | operator_bit(op::code<op::divide_op>) | operator_bit(-1);
        unsigned long long const rare = operators & ~common;
        unsigned long long const usable = rare != 0 ? rare : operators & ~operator_bit(constant_code);
        return usable == 0 ? ~0ULL : usable & -usable;
    }
    static void these_are_too_many_rules() {}  // not constexpr: the compiler stops here

    /// A wildcard needs nothing, -a is also met as a constant or as a product, and a sum or a maximum is a node that reduces.
    static constexpr unsigned long long needed(op::pattern::item const& i) {
        if (i.op == input_code || i.op == op::code<op::negate_op>) return 0;
        return operator_bit(i.op < 0 ? opcode{-1} : i.op);
    }
};

}  // namespace ctgrad::graph

namespace ctgrad::op {

/// Lets rules rewrite the nodes that are made from now on.
constexpr void use_rules(builder& g, graph::rule_set const& rules) {
    g.rules = &rules;
    g.rule_roots = rules.roots;
}

namespace detail_rules {

/// The replacement of the first rule that matches, or no term. `present`: the operators of the operands; `below`: of theirs.
template <std::same_as<term> Term>
constexpr Term replaced(builder& g, opcode op, Term const* x, unsigned long long present, unsigned long long below) {
    graph::rule_set const& set = *g.rules;
    for (int r = set.first[op]; r >= 0; r = set.next[r]) {
        if ((set.needs[r] & ~present) != 0 || (set.needs_below[r] & ~below) != 0) continue;
        rule const& candidate = set.rules[r];
        if (!g.allows(candidate.sound)) continue;
        matcher<Term> m{candidate.from};
        if (!m.applies(candidate, x) && !(candidate.from.ambiguous && m.applies_swapped(candidate, x))) continue;
        constexpr int deepest = 40;
        if (++g.rewriting > deepest) {
            g.report(graph::mistake::endless_rewriting);
            g.rule_roots = 0;  // no more rules
            --g.rewriting;
            return no_term;
        }
        Term const result = made_of(candidate.to, g, m.found.wildcard, m.found, set.reduce);
        --g.rewriting;
        return result;
    }
    return no_term;
}

/// (p op q) op r, where q and r match and p is left.
template <std::same_as<term> Term>
constexpr Term replaced_inside(builder& g, opcode op, Term const* x) {
    graph::rule_set const& set = *g.rules;
    for (int side = 0; side < 2; ++side) {
        if (x[side].op != op) continue;
        unsigned long long const other = operator_bit(x[1 - side].op);
        unsigned long long const present = g.facts_of.data[x[side].node].operators_below | other;
        if ((present & set.operands[op]) == 0) continue;
        for (int inner = 0; inner < 2; ++inner) {
            int const node = g.arguments.data[g.nodes.data[x[side].node].arguments_at + inner].node;
            unsigned long long const below = g.facts_of.data[node].operators_below | g.facts_of.data[x[1 - side].node].operators_below;
            if ((set.below[op] & ~below) != 0 || (set.telling[op] & (present | below)) == 0) continue;
            Term const pair[]{operand(x[side], inner), x[1 - side]};
            Term const result = replaced(g, op, pair, operator_bit(pair[0].op) | other, below);
            if (!result.exists()) continue;
            Term const rest[]{operand(x[side], 1 - inner), result};
            return make(op, rest, 2);
        }
    }
    return no_term;
}

}  // namespace detail_rules

/// The term that the first matching rule puts in the place of `op(operands...)`, or no term. `present`: the operators of the operands; `below`: of theirs.
template <std::same_as<term> Term>
constexpr Term rewrite(opcode op, Term const* x, unsigned long long present, unsigned long long below) {
    builder& g = *x[0].g;
    if ((g.rules->telling[op] & (present | below)) != 0)
        if (Term const result = detail_rules::replaced(g, op, x, present, below); result.g != nullptr) return result;
    bool const nested = (present >> op & 1U) != 0 && g.allows(soundness::rounding) &&
                        information_of.entries[op - graph::first_operator].commutative;
    return nested ? detail_rules::replaced_inside(g, op, x) : no_term;
}

}  // namespace ctgrad::op
