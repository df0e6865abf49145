// Values that are equal by a law of exponentials are found, and merged only where nothing is lost.
#include "../../support/optimised_pair.hpp"

using namespace ctgrad;
using test::exp;
using test::log;
using test::pair_of_programs;
using test::sqrt;
using test::symbolic;

namespace {

constexpr auto merge = [](graph::view const& from, op::builder& to) { return transform::merging<graph::view>(from, to).run(); };

int count(op::builder const& g, graph::opcode op) {
    int found = 0;
    for (int id = 0; id < g.size(); ++id) found += g[id].op == op ? 1 : 0;
    return found;
}

}  // namespace

TEST_CASE("the greeks of Black and Scholes have two exponentials, and stay finite and accurate") {
    test::values s;
    symbolic const volatility = s.input("volatility"), years = s.input("years");
    std::vector<symbolic> const results = test::greeks(s, volatility, years);
    pair_of_programs const p(s, results, merge);
    REQUIRE(p.is_cheaper());
    CHECK(count(p.plain, op::code<op::exp_op>) == 3);
    CHECK(count(p.compacted, op::code<op::exp_op>) == 2);
    CHECK(p.cost_after() < p.cost_before() - 100);
    // S exp(-d1^2 / 2) has the rounding error of log(S / K) instead of those of d2^2 and r T: more where S / K is astronomical
    std::vector<test::axis> axes = test::axes_of_greeks(p);
    axes[0].back() = 1e30;
    CHECK(test::check(p, axes) > 10000);
    // delta is the distribution function, with no correction
    CHECK(p.before({100, 100, 0.05, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.2, 1})[1] == Approx(0.6368307).epsilon(1e-7));
    CHECK(p.after({100, 100, 0.05, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.2, 1})[1] == Approx(0.6368307).epsilon(1e-7));
}

TEST_CASE("a value replaces another that costs more, not one that is defined more often") {
    test::values s;
    symbolic const x = s.x, y = s.y, z = s.z;
    // exp(log(x) + y) is NaN for negative x, x exp(y) is not
    symbolic const direct = x * exp(y), roundabout = exp(log(x) + y);
    pair_of_programs const p(s, {direct, roundabout, z}, merge);
    REQUIRE(p.is_cheaper());
    CHECK(count(p.compacted, op::code<op::exp_op>) == 1);
    CHECK(p.after({-2, 1, 0})[0] == p.before({-2, 1, 0})[0]);
    CHECK(p.after({2, 1, 0})[1] == Approx(p.before({2, 1, 0})[1]));
    // here the one with the logarithm would be cheaper
    symbolic const product = x * exp(y) * exp(z) * exp(x * y), sum = exp(log(x) + (y + z + x * y));
    pair_of_programs const kept(s, {product, sum}, merge);
    CHECK(std::isfinite(kept.before({-2, 1, 0.5})[0]));
    CHECK_FALSE(kept.is_cheaper());
}

TEST_CASE("what is 0 everywhere is 0, and a difference does not replace what has none") {
    test::values s;
    symbolic const x = s.x, y = s.y;
    symbolic const e = exp(-(log(x) * log(x)) / 2);
    pair_of_programs const p(s, {e * x - exp(log(x) - (log(x) * log(x)) / 2) + y}, merge);
    REQUIRE(p.is_cheaper());
    CHECK(count(p.compacted, op::code<op::exp_op>) == 0);
    CHECK(p.after({3, 7})[0] == 7);
    // x e - (x - 1) e is e, inaccurately: it is replaced, and replaces nothing
    pair_of_programs const q(s, {x * e - (x - 1) * e, e * exp(log(x))}, merge);
    REQUIRE(q.is_cheaper());
    CHECK(q.after({1e9, 0})[0] == std::exp(-(std::log(1e9) * std::log(1e9)) / 2));
}

TEST_CASE("only where an exponential depends on a logarithm is anything looked for") {
    test::values s;
    symbolic const x = s.x, y = s.y;
    auto const related = [&](symbolic const& f) {
        pair_of_programs const p(s, {f}, merge);
        return transform::has_related_exponentials(test::view_of(p.plain, p.outputs));
    };
    CHECK(related(exp(y * log(x)) + x));
    CHECK_FALSE(related(log(exp(x) + exp(y) + exp(x * y))));
    CHECK_FALSE(related(exp(x) * exp(y)));
}
