// Folding and rewriting never change what a formula says: each formula is built in a graph that simplifies and in one that must
// not, and both are evaluated at random points.
#include "../../support/evaluated.hpp"
#include "../../support/values.hpp"
#include <catch2/catch.hpp>

#include <functional>
#include <random>

using namespace ctgrad;
using test::evaluated;
using test::point;
using test::symbolic;
using test::values;

namespace {

point random_point(std::mt19937& random, double from, double to) {
    std::uniform_real_distribution<double> numbers(from, to);
    std::uniform_int_distribution<int> positions(0, 2);
    auto const some = [&](int n) {
        std::vector<double> x;
        for (int k = 0; k < n; ++k) x.push_back(numbers(random));
        return x;
    };
    point p{
        {{"x", some(1)},
         {"y", some(1)},
         {"z", some(1)},
         {"u", some(3)},
         {"v", some(3)},
         {"w", some(3)},
         {"A", some(9)},
         {"B", some(9)},
         {"C", some(9)},
         {"M", some(6)}},
        {}};
    p.integers = {
        {"i", {positions(random)}},
        {"j", {positions(random)}},
        {"Y", {positions(random), positions(random), positions(random)}}};
    return p;
}

using formula = std::function<symbolic(values&)>;

/// The same formula with rules and without; a result of 20 operations on numbers of size 1 is right to about 20 eps, 5e-15.
void check_unchanged(formula const& f, double from = -2, double to = 2) {
    std::mt19937 random(7);
    values simplified;
    values plain;
    plain.g.rule_roots = 0;
    plain.g.rewrites = graph::soundness::exact;
    symbolic const a = f(simplified);
    symbolic const b = f(plain);
    for (int k = 0; k < 20; ++k) {
        point const at = random_point(random, from, to);
        auto const left = evaluated(a, at);
        auto const right = evaluated(b, at);
        REQUIRE(left.size() == right.size());
        for (std::size_t e = 0; e < left.size(); ++e) CHECK(left[e] == Approx(right[e]).epsilon(1e-12).margin(1e-13));
    }
}

/// Did the formula simplify to this very value?
bool becomes(std::function<symbolic(values&)> const& f, std::function<symbolic(values&)> const& simple) {
    values s;
    symbolic const wanted = simple(s);
    return op::same(f(s).t, wanted.t);
}

}  // namespace

TEST_CASE("neutral elements and inverses fold away") {
    CHECK(becomes([](values& s) { return s.x + 0; }, [](values& s) { return s.x; }));
    CHECK(becomes([](values& s) { return s.x - 0; }, [](values& s) { return s.x; }));
    CHECK(becomes([](values& s) { return 0 - s.x; }, [](values& s) { return -s.x; }));
    CHECK(becomes([](values& s) { return s.x * 1; }, [](values& s) { return s.x; }));
    CHECK(becomes([](values& s) { return s.x * 0; }, [](values& s) { return s.number(0); }));
    CHECK(becomes([](values& s) { return s.x / 1; }, [](values& s) { return s.x; }));
    CHECK(becomes([](values& s) { return s.x / s.x; }, [](values& s) { return s.number(1); }));
    CHECK(becomes([](values& s) { return -(-s.x); }, [](values& s) { return s.x; }));
    CHECK(becomes([](values& s) { return s.x - s.x; }, [](values& s) { return s.number(0); }));
    CHECK(becomes([](values& s) { return s.x + s.x; }, [](values& s) { return 2 * s.x; }));
    CHECK(becomes([](values& s) { return 2 * s.x + 3 * s.x; }, [](values& s) { return 5 * s.x; }));
    CHECK(becomes([](values& s) { return 2 * (3 * s.x); }, [](values& s) { return 6 * s.x; }));
    CHECK(becomes([](values& s) { return s.number(1, 2) + s.number(1, 3); }, [](values& s) { return s.number(5, 6); }));
}

TEST_CASE("functions of special values fold") {
    CHECK(becomes([](values& s) { return test::exp(s.number(0)); }, [](values& s) { return s.number(1); }));
    CHECK(becomes([](values& s) { return test::log(s.number(1)); }, [](values& s) { return s.number(0); }));
    CHECK(becomes([](values& s) { return test::log(test::exp(s.x)); }, [](values& s) { return s.x; }));
    CHECK(becomes([](values& s) { return test::cos(-s.x); }, [](values& s) { return test::cos(s.x); }));
    CHECK(becomes([](values& s) { return test::abs(-s.x); }, [](values& s) { return test::abs(s.x); }));
    CHECK(becomes([](values& s) { return test::pow(s.x, 0); }, [](values& s) { return s.number(1); }));
    CHECK(becomes([](values& s) { return test::pow(s.x, s.number(1, 2)); }, [](values& s) { return test::sqrt(s.x); }));
    CHECK(becomes([](values& s) { return test::select(s.number(1) < 2, s.x, s.y); }, [](values& s) { return s.x; }));
    CHECK(becomes([](values& s) { return test::select(s.x < s.y, s.z, s.z); }, [](values& s) { return s.z; }));
    CHECK(becomes([](values& s) { return test::max(s.x, s.x); }, [](values& s) { return s.x; }));
}

TEST_CASE("rules recognise what has a better form") {
    CHECK(becomes([](values& s) { return 1 / (1 + test::exp(-s.x)); }, [](values& s) { return test::sigmoid(s.x); }));
    CHECK(becomes([](values& s) { return 1 / (test::exp(-s.x) + 1); }, [](values& s) { return test::sigmoid(s.x); }));
    CHECK(becomes([](values& s) { return test::exp(test::log(s.x)); }, [](values& s) { return s.x; }));
    CHECK(becomes([](values& s) { return test::sqrt(s.x * s.x); }, [](values& s) { return test::abs(s.x); }));
    CHECK(becomes(
        [](values& s) { return test::square(test::sin(s.x)) + test::square(test::cos(s.x)); },
        [](values& s) { return s.number(1); }));
}

TEST_CASE("strict graphs keep what is not exact") {
    values s;
    s.g.rewrites = graph::soundness::exact;
    CHECK((s.x * 0).t.data().op == op::code<op::multiply_op>);
    CHECK((s.x - s.x).t.data().op == op::code<op::subtract_op>);
    CHECK(((s.x + 1) + 2).t.data().op == op::code<op::add_op>);
    CHECK(test::log(test::exp(s.x)).t.data().op == op::code<op::log_op>);
    CHECK((1 / (1 + test::exp(-s.x))).t.data().op == op::code<op::divide_op>);
    CHECK((s.x + 0).t.data().op == op::code<op::add_op>);
    CHECK((0 - s.x).t.data().op == op::code<op::subtract_op>);
    CHECK((-(s.x - s.y)).t.data().op == op::code<op::negate_op>);
    CHECK((s.x / 3).t.data().op == op::code<op::divide_op>);
    CHECK((s.number(1, 3) * s.number(3)).t.data().op == op::code<op::multiply_op>);
    CHECK(test::pow(s.x, 2).t.data().op == op::code<op::pow_op>);
    CHECK((test::select(s.x < 0, s.y, 0) * s.z).t.data().op == op::code<op::multiply_op>);
    CHECK(test::sum(s.x * s.u).t.data().labels == 1);
    CHECK((test::identity_matrix(s, 3) * s.u).t.data().labels == 2);
    CHECK(op::same((s.x * 1).t, s.x.t));
    CHECK(op::same((-(-s.x)).t, s.x.t));
    CHECK(op::same((s.x - 0).t, s.x.t));
    CHECK(op::same((s.x / 4).t, (s.number(1, 4) * s.x).t));
    CHECK(op::same((s.number(1, 4) * s.number(3)).t, s.number(3, 4).t));
}

TEST_CASE("simplified and plain formulas have the same values") {
    check_unchanged([](values& s) { return (s.x + 2) * (3 - s.y) / (2 * s.z + 10); });
    check_unchanged([](values& s) { return 2 * s.x - s.x / 3 + -s.y * -s.z - (s.x - 5); });
    check_unchanged([](values& s) { return (1 + s.x) + (2 + s.y) - (3 - s.z); });
    check_unchanged([](values& s) { return 1 / (1 / (s.x + 4)) + s.x / (s.y / (s.z + 4)) / (s.x + 5); }, 0.5, 2);
    check_unchanged(
        [](values& s) { return test::pow(s.x, 5) + test::pow(s.x, -3) + test::pow(s.x, s.number(3, 2)); }, 0.5, 2);
    check_unchanged([](values& s) { return test::select(s.x < s.y, s.z, 0) * s.x + test::select(s.x < s.y, 0, s.z); });
    check_unchanged([](values& s) { return test::select(s.x < s.y, s.z, 0) + test::select(s.x < s.y, s.x, 0) / 2; });
    check_unchanged([](values& s) { return test::select(s.x < 0, test::select(s.x < 0, s.y, s.z), s.x); });
    check_unchanged([](values& s) { return -test::select(s.x < 0, s.y, 0) + test::sin(-s.x) * test::tanh(-s.y); });
    check_unchanged(
        [](values& s) { return 1 / (1 + test::exp(-s.x)) + test::exp(test::log(s.y)) + test::sqrt(s.z * s.z); }, 0.1,
        2);
    check_unchanged(
        [](values& s) { return test::max(test::min(s.x, s.y), 1) + test::abs(-s.z) + test::abs(test::abs(s.x)); });
}

TEST_CASE("reductions are taken apart without changing them") {
    check_unchanged([](values& s) { return test::sum(s.u + s.x); });
    check_unchanged([](values& s) { return test::sum(s.x * s.u) - test::sum(-s.v) + test::sum(s.u / s.x); }, 0.5, 2);
    check_unchanged(
        [](values& s) { return test::sum(test::outer(s.u, s.v)) + test::squared_norm(test::outer(s.u, s.v)); });
    check_unchanged([](values& s) { return test::sum<0>(s.A + test::broadcast_rows<3>(s.u)) + test::sum<1>(s.A); });
    check_unchanged([](values& s) { return test::sum(test::select(s.x < 0, s.u, 0)); });
    check_unchanged(
        [](values& s) { return test::identity_matrix(s, 3) * s.u + test::identity_matrix(s, 3) * (s.A * s.v); });
    check_unchanged([](values& s) { return test::trace(test::identity_matrix(s, 3) * s.A) * s.u; });
    check_unchanged(
        [](values& s) { return test::gradient(test::element(s.u, s.i) * test::element(s.A, s.j, 1), s.u); });
    check_unchanged([](values& s) { return test::gradient(test::hinge_loss(s.A * s.B, s.Y), s.B); });
    check_unchanged([](values& s) { return test::gradient(test::cross_entropy(s.A * s.B, s.Y), s.A); });
}

TEST_CASE("a sum over a bracket collapses: the gradient of a view is a view") {
    values s;
    symbolic const g = test::vjp(test::transpose(s.M), s.M, test::transpose(s.M));
    CHECK(op::same(g.t, s.M.t));
    symbolic const h = test::dot(test::gradient(test::element(s.u, s.i), s.u), s.v);
    CHECK(op::same(h.t, test::element(s.v, s.i).t));
}
