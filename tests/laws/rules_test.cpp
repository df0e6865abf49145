// The laws of rewrite rules, for each rule of the standard set: both sides have the same values and the same derivatives wherever the
// left one is defined; rewriting lowers an order of formulas, so that it ends; what it ends with is not rewritten again.
#include <ctgrad/op/standard_rules.hpp>
#include <ctgrad/transform/differentiate.hpp>

#include "../support/evaluated.hpp"
#include <catch2/catch.hpp>

#include <cmath>
#include <random>
#include <string>
#include <vector>

using namespace ctgrad;
using op::matched;
using op::opcode;
using op::symbolic;
using op::term;

namespace {

graph::rule_set const& rules() { return op::standard_rules.set(); }

bool has_sum(op::pattern const& p) {
    for (int k = p.first; k <= p.last; ++k)
        if (p.items[k].op == op::sum_code) return true;
    return false;
}

/// Wildcards as inputs of a graph: the first a vector where it stands under a sum.
matched wildcards(graph::builder& g, bool sums) {
    constexpr std::string_view names[op::max_wildcards]{"a", "b", "c"};
    extents const vector = make_extents(2);
    matched m;
    m.space = op::make_space(g, sums ? vector : extents{});
    m.summed = 1U;
    for (int k = 0; k < op::max_wildcards; ++k)
        m.wildcard[k] = op::whole(g, g.input_node({.name = names[k], .shape = sums && k == 0 ? vector : extents{}}), m.space);
    return m;
}

/// Wildcards that the side condition of a rule accepts: inputs, and where it asks for constants, constants.
bool accepted_wildcards(graph::builder& g, op::rule const& r, matched& m) {
    m = wildcards(g, has_sum(r.from));
    if (r.holds == nullptr || r.holds(m)) return true;
    for (int k = 0; k < op::max_wildcards; ++k) {
        matched tried = m;
        tried.wildcard[k] = op::constant(g, op::rational{7, 4});
        if (r.holds(tried)) return m = tried, true;
    }
    return false;
}

struct sides {
    graph::builder g;  // as written: nothing is rewritten here
    matched m;
    term left, right;
    bool accepted;

    explicit sides(op::rule const& r) {
        g.rewrites = graph::soundness::exact;
        accepted = accepted_wildcards(g, r, m);
        if (!accepted) return;
        left = op::made_of(r.from, g, m.wildcard, m, op::label_reducers);
        right = op::made_of(r.to, g, m.wildcard, m, op::label_reducers);
    }
    std::vector<term> derivatives(term const& of) {
        std::vector<term> all;
        for (term const& w : m.wildcard) {
            if (w.data().op != graph::input_code) continue;
            extents shape{.rank = g[w.node].rank};
            for (int l = 0; l < shape.rank; ++l) shape.size[l] = g.extent(w.node, l);
            int const inputs[]{w.node};
            // the gradient of the sum of all entries; a wildcard that a side lost has the derivative 0
            symbolic const value = op::shaped(of, of.labels == 0 ? extents{} : make_extents(2));
            all.push_back(transform::reverse(g, value, op::constant(g, 1), inputs)[0]);
        }
        return all;
    }
};

std::vector<long double> entries(term const& t, test::point const& at) {
    return test::evaluated<long double>(op::shaped(t, t.labels == 0 ? extents{} : make_extents(2)), at);
}

bool finite(std::vector<long double> const& values) {
    for (long double const v : values)
        if (!std::isfinite(v)) return false;
    return true;
}

/// Compared in long double, with 64 bits of mantissa. The left sides cancel (1 - cos(a), exp(a) - 1): with arguments of 0.01 at least,
/// by a factor of 1e5 at most, so that 20 operations are right to 20 * 1e5 * 5e-20, 1e-13.
void check_equal(std::vector<long double> const& left, std::vector<long double> const& right) {
    REQUIRE(left.size() == right.size());
    for (std::size_t k = 0; k < left.size(); ++k) {
        long double const scale = std::max(1.0L, std::abs(left[k]));
        CHECK(static_cast<double>(std::abs(left[k] - right[k]) / scale) < 1e-12);
    }
}

/// A derivative that a side does not depend on has no labels: it is a number for all entries.
std::vector<long double> spread(std::vector<long double> values, std::size_t size) {
    if (values.size() == 1) values.resize(size, values[0]);
    return values;
}

}  // namespace

TEST_CASE("both sides of every rule have the same values and derivatives") {
    std::mt19937 random(11);
    struct range {
        double from, to;
    };
    for (int k = 0; k < rules().count; ++k) {
        op::rule const& r = rules().rules[k];
        DYNAMIC_SECTION(std::string(r.name)) {
            sides s(r);
            REQUIRE(s.accepted);
            auto const left = s.derivatives(s.left);
            auto const right = s.derivatives(s.right);
            int points = 0;
            for (auto const& [from, to] : {range{-4, 4}, range{0.01, 5}, range{-0.99, 0.99}, range{1, 11}}) {
                std::uniform_real_distribution<double> numbers(from, to);
                auto const draw = [&] {
                    for (;;)
                        if (double const x = numbers(random); std::abs(x) >= 0.01) return x;
                };
                for (int n = 0; n < 50; ++n) {
                    test::point const at{{{"a", {draw(), draw()}}, {"b", {draw()}}, {"c", {draw()}}}, {}};
                    auto const value = entries(s.left, at);
                    if (!finite(value)) continue;  // outside of the domain
                    ++points;
                    check_equal(value, entries(s.right, at));
                    for (std::size_t w = 0; w < left.size(); ++w) {
                        auto const expected = entries(left[w], at);
                        auto const found = entries(right[w], at);
                        std::size_t const size = std::max(expected.size(), found.size());
                        if (finite(expected)) check_equal(spread(expected, size), spread(found, size));
                    }
                }
            }
            CHECK(points >= 50);  // a rule whose domain these ranges miss needs one of its own
        }
    }
}

// ---- termination ---------------------------------------------------------------------------------------------------------

namespace {

// Symbols of the order besides operators. An exponential of a difference from its maximum is what the rules about sums of exponentials
// end with: a symbol of its own, less than exp.
constexpr int constant_symbol = -1;
constexpr int maximum_symbol = -2;
constexpr int sum_symbol = -3;
constexpr int shifted_exponential = -4;

int symbol_of(term const& t) {
    graph::node const& n = t.data();
    if (n.op == graph::constant_code) return constant_symbol;
    if (n.labels != n.rank) return n.reduce == graph::reduction::sum ? sum_symbol : maximum_symbol;
    if (op::is<op::exp_op>(t)) {
        term const x = op::operand(t, 0);
        if (op::is<op::subtract_op>(x) && op::is<op::shift_op>(op::operand(x, 1))) return shifted_exponential;
    }
    return n.op;
}

/// What a rule may make of what: each of these only of those before it. Everything else is less than all of them.
int precedence(int symbol) {
    using namespace op;
    int const descending[]{
        code<log_op>,    code<log1p_op>, code<softplus_op>,   code<sqrt_op>,  code<divide_or_zero_op>,
        code<divide_op>, code<exp_op>,   code<subtract_op>,   code<add_op>,   code<multiply_op>,
        code<negate_op>, sum_symbol,     shifted_exponential, code<shift_op>, maximum_symbol};
    int const count = static_cast<int>(sizeof(descending) / sizeof(int));
    for (int k = 0; k < count; ++k)
        if (descending[k] == symbol) return 2 * count - k;
    return symbol == constant_symbol ? 0 : 1;
}

std::vector<term> arguments(term const& t) {
    std::vector<term> all;
    for (int m = 0; m < t.data().arguments; ++m) all.push_back(op::view(*t.g, t.g->argument_of(t.node, m)));
    return all;
}

/// The lexicographic path order, the last arguments first. Source: Dershowitz, Orderings for term-rewriting systems, Theoretical
/// Computer Science 17 (1982): a well-founded order of formulas that holds for whatever stands in the place of wildcards.
bool greater(term const& s, term const& t) {
    if (s.data().op == graph::input_code) return false;
    auto const of_s = arguments(s);
    for (term const& x : of_s)
        if (x.node == t.node || greater(x, t)) return true;
    if (t.data().op == graph::input_code) return false;
    auto const of_t = arguments(t);
    for (term const& x : of_t)
        if (!greater(s, x)) return false;
    int const a = symbol_of(s);
    int const b = symbol_of(t);
    if (a != b) return precedence(a) > precedence(b);
    for (std::size_t k = of_s.size(); k-- > 0;)
        if (of_s[k].node != of_t[k].node) return greater(of_s[k], of_t[k]);
    return false;
}

/// The node made again, bottom-up, with the rules of its graph.
term remade(graph::builder& g, term const& t) {
    graph::node const n = t.data();
    if (n.arguments == 0) return t;
    int const rank = n.labels;
    extents own{.rank = rank};
    for (int l = 0; l < rank; ++l) own.size[l] = g.extent(t.node, l);
    int const space = op::make_space(g, own);
    term x[3]{};
    for (int m = 0; m < n.arguments; ++m) {
        graph::argument const a = g.argument_of(t.node, m);
        op::label_map map = op::label_map::identity();
        for (int k = 0; k < a.rank; ++k) map.to[k] = g.indices[a.axes + k];
        term inner = op::whole(g, a.node, space);
        x[m] = op::relabeled(remade(g, inner), map, space);
    }
    unsigned const reduced = ((1U << n.labels) - 1) & ~((1U << n.rank) - 1);
    if (n.reduce != graph::reduction::sum) return op::extremum(x[0], reduced, n.reduce);
    return op::sum(op::make(n.op, x, n.arguments), reduced, space);
}

}  // namespace

TEST_CASE("every rule lowers an order of formulas: rewriting ends") {
    for (int k = 0; k < rules().count; ++k) {
        op::rule const& r = rules().rules[k];
        sides s(r);
        CAPTURE(std::string(r.name));
        CHECK(greater(s.left, s.right));
        CHECK_FALSE(greater(s.right, s.left));
    }
}

TEST_CASE("every rule applies to its own left side, and what comes out is not rewritten again") {
    for (int k = 0; k < rules().count; ++k) {
        op::rule const& r = rules().rules[k];
        CAPTURE(std::string(r.name));
        graph::builder g;
        op::use_rules(g, op::standard_rules);
        matched m;
        REQUIRE(accepted_wildcards(g, r, m));
        term const result = op::made_of(r.from, g, m.wildcard, m, op::label_reducers);
        graph::builder& same_graph = g;
        unsigned long long const roots = g.rule_roots;
        g.rule_roots = 0;
        term const unchanged = op::made_of(r.from, g, m.wildcard, m, op::label_reducers);
        g.rule_roots = roots;
        CHECK_FALSE(op::same(result, unchanged));
        CHECK(remade(same_graph, result).node == result.node);
    }
}
