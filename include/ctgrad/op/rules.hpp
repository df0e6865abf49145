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

#include <ctgrad/op/catalogue.hpp>

namespace ctgrad::op {

inline constexpr int max_wildcards = 3;

/// In a pattern: the sum of its argument over one or more labels, and its maximum over the same.
inline constexpr opcode sum_code = -2;
inline constexpr opcode maximum_code = -3;

/// A formula as plain data, in SSA order; the root is last.
struct pattern {
    struct item {
        opcode op = graph::input_code;  ///< input: the wildcard number `payload`
        int payload = 0;
        int arguments = 0;
        int argument[3]{};
        graph::constant value{};
    };
    item items[32]{};
    int size = 0;
    bool ambiguous = false;  ///< some commutative operation of two wildcards: which is which, the rest has to tell

    constexpr item const& root() const { return items[size - 1]; }
    constexpr int push(item const& i) {
        if (size == static_cast<int>(sizeof(items) / sizeof(item))) a_pattern_is_too_large();
        items[size] = i;
        return size++;
    }

private:
    static void a_pattern_is_too_large() {}  // not constexpr: the compiler stops here
};

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
    Term made[sizeof(p.items) / sizeof(pattern::item)]{};
    for (int k = 0; k < p.size; ++k) {
        pattern::item const& i = p.items[k];
        term x[3]{};
        for (int m = 0; m < i.arguments; ++m) x[m] = made[i.argument[m]];
        switch (i.op) {
            case graph::input_code: made[k] = wildcards[i.payload]; break;
            case graph::constant_code: made[k] = constant(g, i.value); break;
            case sum_code: made[k] = reduce.sum(x[0], found.summed, found.space); break;
            case maximum_code: made[k] = reduce.extremum(x[0], found.summed, reduction::maximum); break;
            default: made[k] = make(i.op, x, i.arguments);
        }
    }
    return made[p.size - 1];
}

namespace detail_rules {

// Not constexpr: the compiler stops here.
inline void a_pattern_must_be_an_operation() {}
inline void a_formula_of_a_rule_is_misspelled() {}

/// Formulas in the notation of C, with the names of the catalogue; a, b, c are wildcards, and sum(...) and maximum(...) reduce.
class formula_reader {
    char const* at_;  // pointers: g++ 12 takes twice as long with a string_view
    char const* end_;
    pattern result_;

    constexpr bool accept(char c) {
        while (at_ != end_ && *at_ == ' ') ++at_;
        if (at_ == end_ || *at_ != c) return false;
        ++at_;
        return true;
    }
    constexpr int apply(opcode op, int a, int b = -1) {
        return result_.push({.op = op, .arguments = b < 0 ? 1 : 2, .argument = {a, b < 0 ? 0 : b}});
    }
    constexpr int sum() {
        int left = product();
        for (;;) {
            if (accept('+')) left = apply(code<add_op>, left, product());
            else if (accept('-')) left = apply(code<subtract_op>, left, product());
            else return left;
        }
    }
    constexpr int product() {
        int left = factor();
        for (;;) {
            if (accept('*')) left = apply(code<multiply_op>, left, factor());
            else if (accept('/')) left = apply(code<divide_op>, left, factor());
            else return left;
        }
    }
    constexpr int factor() {
        if (accept('-')) return apply(code<negate_op>, factor());
        if (accept('(')) {
            int const inner = sum();
            if (!accept(')')) a_formula_of_a_rule_is_misspelled();
            return inner;
        }
        char const* const from = at_;
        long long number = 0;
        for (; at_ != end_ && *at_ >= '0' && *at_ <= '9'; ++at_) number = 10 * number + (*at_ - '0');
        if (at_ != from) return result_.push({.op = graph::constant_code, .value = {{number, 1}}});
        while (at_ != end_ && ((*at_ >= 'a' && *at_ <= 'z') || (*at_ >= '0' && *at_ <= '9') || *at_ == '_')) ++at_;
        return named({from, static_cast<std::size_t>(at_ - from)});
    }
    constexpr int named(std::string_view name) {
        if (name.size() == 1 && name[0] >= 'a' && name[0] < 'a' + max_wildcards)
            return result_.push({.op = graph::input_code, .payload = name[0] - 'a'});
        opcode const op = code_of(name);
        if (!accept('(')) a_formula_of_a_rule_is_misspelled();
        int const first = sum();
        int const second = accept(',') ? sum() : -1;
        if (!accept(')')) a_formula_of_a_rule_is_misspelled();
        return apply(op, first, second);
    }
    static constexpr opcode code_of(std::string_view name) {
        if (name == "sum") return sum_code;
        if (name == "maximum") return maximum_code;
        char const* const wanted = name.data();
        std::size_t const size = name.size();
        for (int k = 0; k < catalogue_size; ++k) {
            std::string_view const text = information_of.entries[k].name.text;
            if (text.size() == size && size != 0 && *text.data() == *wanted && text == name)
                return static_cast<opcode>(graph::first_operator + k);
        }
        a_formula_of_a_rule_is_misspelled();
        return graph::input_code;
    }
    static constexpr int catalogue_size = static_cast<int>(sizeof(information_of.entries) / sizeof(information));

public:
    constexpr explicit formula_reader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {
        sum();
        if (at_ != end_) a_formula_of_a_rule_is_misspelled();
    }
    constexpr pattern const& result() const { return result_; }
};

/// The part of a graph that a node reaches, as a formula. Inputs are wildcards.
constexpr pattern formula_below(builder const& g, int root) {
    detail::list<int> place(g.size(), -1);
    detail::list<char> reached(g.size(), 0);
    reached[root] = 1;
    for (int id = root; id >= 0; --id)
        for (int m = 0; reached[id] != 0 && m < g[id].arguments; ++m) reached[g.argument_of(id, m).node] = 1;
    pattern p;
    for (int id = 0; id <= root; ++id) {
        if (reached[id] == 0) continue;
        graph::node const& n = g[id];
        pattern::item i{.op = n.labels == n.rank ? n.op : sum_code, .payload = 0, .arguments = n.arguments};
        if (n.op == graph::input_code) i.payload = n.payload;
        if (n.op == graph::constant_code) i.value = g.constants[n.payload];
        for (int m = 0; m < n.arguments; ++m) i.argument[m] = place[g.argument_of(id, m).node];
        place[id] = p.push(i);
        if (is_operator(i.op) && information_of[i.op].commutative)
            p.ambiguous = p.ambiguous || (p.items[i.argument[0]].op == graph::input_code && p.items[i.argument[1]].op == graph::input_code);
    }
    return p;
}

constexpr bool has_sum(pattern const& p) {
    for (int k = 0; k < p.size; ++k)
        if (p.items[k].op == sum_code) return true;
    return false;
}

/// Wildcards as inputs of a graph: the first a vector where it stands under a sum.
constexpr matched wildcards(builder& g, bool sums) {
    constexpr std::string_view names[max_wildcards]{"a", "b", "c"};
    extents const vector = make_extents(2);
    matched m;
    m.space = make_space(g, sums ? vector : extents{});
    m.summed = 1U;
    for (int k = 0; k < max_wildcards; ++k)
        m.wildcard[k] = whole(g, g.input_node({.name = names[k], .shape = sums && k == 0 ? vector : extents{}}), m.space);
    return m;
}

/// How patterns are simplified. Those of exact rules hold in graphs of every soundness; others meet constants that were gathered.
constexpr soundness folding_of_pattern(soundness rule) {
    return rule == soundness::exact ? soundness::exact : soundness::assumes_finite;
}

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
        if (i.op == graph::constant_code) return is_constant(t) && constant_of(t) == i.value;
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

/// A rule of two formulas, see `formula_reader`.
template <std::same_as<term> Term = term>
constexpr rule make_rule(
    std::string_view name, soundness sound, std::string_view from, std::string_view to, reducers const& reduce,
    bool (*holds)(matched const&) = nullptr) {
    builder g;
    g.rewrites = detail_rules::folding_of_pattern(sound);
    pattern const written = detail_rules::formula_reader(from).result();
    matched const w = detail_rules::wildcards(g, detail_rules::has_sum(written));
    Term const* const terms = w.wildcard;  // dependent, see `matcher`
    Term const root = made_of(written, g, terms, w, reduce);
    if (!is_operator(root.data().op)) detail_rules::a_pattern_must_be_an_operation();
    return {name, sound, detail_rules::formula_below(g, root.node), detail_rules::formula_reader(to).result(), holds};
}

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
    unsigned long long operands[64]{};  ///< by root: every match has one of these among its operands (`bit_of`)
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
            roots |= bit_of(root.op);
            for (int m = 0; m < root.arguments; ++m) {
                op::pattern::item const& operand = p.items[root.argument[m]];
                needs[r] |= needed(operand);
                for (int k = 0; k < operand.arguments; ++k) needs_below[r] |= needed(p.items[operand.argument[k]]);
            }
            unsigned long long const own = needs[r] & ~bit_of(constant_code);
            operands[root.op] |= own == 0 ? ~0ULL : own;
            below[root.op] &= needs_below[r];
            telling[root.op] |= rarest(needs[r] | needs_below[r]);
        }
    }
    /// Reductions have the last bit, as `1 << (op & 63)` is for the operator of a term that reduces, -1.
    static constexpr unsigned long long bit_of(opcode op) { return 1ULL << (op < 0 ? 63 : op); }

private:
    /// One of some operators that few nodes have below them.
    static constexpr unsigned long long rarest(unsigned long long operators) {
        constexpr unsigned long long common =
            bit_of(constant_code) | bit_of(op::code<op::add_op>) | bit_of(op::code<op::subtract_op>) |
            bit_of(op::code<op::multiply_op>) | bit_of(op::code<op::divide_op>) | bit_of(-1);
        unsigned long long const rare = operators & ~common;
        unsigned long long const usable = rare != 0 ? rare : operators & ~bit_of(constant_code);
        return usable == 0 ? ~0ULL : usable & -usable;
    }
    static void these_are_too_many_rules() {}  // not constexpr: the compiler stops here

    /// A wildcard needs nothing, and -a is also met as a constant or as a product.
    static constexpr unsigned long long needed(op::pattern::item const& i) {
        return i.op == input_code || i.op == op::code<op::negate_op> ? 0 : bit_of(i.op);
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
        unsigned long long const other = 1ULL << (x[1 - side].op & 63);
        unsigned long long const present = g.operators_below.data[x[side].node] | other;
        if ((present & set.operands[op]) == 0) continue;
        for (int inner = 0; inner < 2; ++inner) {
            int const node = g.arguments.data[g.nodes.data[x[side].node].arguments_at + inner].node;
            unsigned long long const below = g.operators_below.data[node] | g.operators_below.data[x[1 - side].node];
            if ((set.below[op] & ~below) != 0 || (set.telling[op] & (present | below)) == 0) continue;
            Term const pair[]{operand(x[side], inner), x[1 - side]};
            Term const result = replaced(g, op, pair, graph::rule_set::bit_of(pair[0].op) | other, below);
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
        if (Term const result = detail_rules::replaced(g, op, x, present, below); result.node >= 0) return result;
    bool const nested = (present >> op & 1U) != 0 && g.allows(soundness::rounding) &&
                        information_of.entries[op - graph::first_operator].commutative;
    return nested ? detail_rules::replaced_inside(g, op, x) : no_term;
}

}  // namespace ctgrad::op
