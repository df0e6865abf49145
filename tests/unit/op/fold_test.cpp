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

TEST_CASE("common factors of numerators and denominators cancel") {
    CHECK(becomes([](values& s) { return s.x * (s.y / s.x); }, [](values& s) { return s.y; }));
    CHECK(becomes([](values& s) { return s.z * (s.x / s.y) / s.x; }, [](values& s) { return s.z / s.y; }));
    CHECK(becomes([](values& s) { return s.y / s.x * (s.x / (s.y * s.y)); }, [](values& s) { return 1 / s.y; }));
    check_unchanged([](values& s) { return s.z * (s.y / s.x) * (s.x / (s.y * s.y)); }, 0.5, 2);  // z y may overflow
    CHECK(becomes([](values& s) { return s.x / s.y * (s.y / s.x); }, [](values& s) { return s.number(1); }));
    CHECK(becomes([](values& s) { return s.x / (s.y * s.z) * s.z; }, [](values& s) { return s.x / s.y; }));
    check_unchanged([](values& s) { return (s.x + 4) * (s.y / (s.x + 4)) / (s.z + 4) * (s.x / s.y) * (3 * s.y); }, 0.5, 2);
    check_unchanged([](values& s) { return s.z * (2 / s.x) / (2 * s.z) * (-s.x / (s.y * s.z)) - s.x * (s.x / s.y); }, 0.5, 2);
    values strict;
    strict.g.rewrites = graph::soundness::exact;
    CHECK((strict.x * (strict.y / strict.x)).t.data().op == op::code<op::multiply_op>);
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

namespace {

template <class Op>
void check_odd() {
    CHECK(becomes([](values& s) { return test::of<Op>(-s.x); }, [](values& s) { return -test::of<Op>(s.x); }));
    CHECK(becomes([](values& s) { return test::of<Op>(-2 * s.x); }, [](values& s) { return -test::of<Op>(2 * s.x); }));
    CHECK(becomes([](values& s) { return test::of<Op>(s.number(0)); }, [](values& s) { return s.number(0); }));
}
template <class F, class Inverse>
void check_inverse() {
    CHECK(becomes([](values& s) { return test::of<F>(test::of<Inverse>(s.x)); }, [](values& s) { return s.x; }));
    values strict;
    strict.g.rewrites = graph::soundness::exact;
    CHECK(test::of<F>(test::of<Inverse>(strict.x)).t.data().op == op::code<F>);
}
template <class Op>
bool is_exactly(int argument, long long numerator, long long denominator = 1) {
    values s;
    return op::same(test::of<Op>(s.number(argument)).t, s.number(numerator, denominator).t);
}

}  // namespace

TEST_CASE("odd and even functions put the sign in front or drop it") {
    check_odd<op::sin_op>();
    check_odd<op::tan_op>();
    check_odd<op::asin_op>();
    check_odd<op::atan_op>();
    check_odd<op::sinh_op>();
    check_odd<op::tanh_op>();
    check_odd<op::asinh_op>();
    check_odd<op::atanh_op>();
    check_odd<op::erf_op>();
    check_odd<op::cbrt_op>();
    check_odd<op::sign_op>();
    CHECK(becomes(
        [](values& s) { return test::of<op::cosh_op>(-s.x); }, [](values& s) { return test::of<op::cosh_op>(s.x); }));
    CHECK(becomes(
        [](values& s) { return test::of<op::hypot_op>(-s.x, -3 * s.y); },
        [](values& s) { return test::of<op::hypot_op>(3 * s.y, s.x); }));
}

TEST_CASE("a function of its inverse folds, where that is not exact only with rounding") {
    check_inverse<op::sin_op, op::asin_op>();
    check_inverse<op::cos_op, op::acos_op>();
    check_inverse<op::tan_op, op::atan_op>();
    check_inverse<op::sinh_op, op::asinh_op>();
    check_inverse<op::asinh_op, op::sinh_op>();
    check_inverse<op::cosh_op, op::acosh_op>();
    check_inverse<op::tanh_op, op::atanh_op>();
    check_inverse<op::atanh_op, op::tanh_op>();
    check_inverse<op::log_op, op::exp_op>();
    check_inverse<op::log2_op, op::exp2_op>();
    check_inverse<op::exp2_op, op::log2_op>();
    check_inverse<op::log1p_op, op::expm1_op>();
    check_inverse<op::expm1_op, op::log1p_op>();
}

TEST_CASE("what is known exactly is a constant") {
    CHECK(is_exactly<op::acos_op>(1, 0));
    CHECK(is_exactly<op::cosh_op>(0, 1));
    CHECK(is_exactly<op::acosh_op>(1, 0));
    CHECK(is_exactly<op::exp2_op>(10, 1024));
    CHECK(is_exactly<op::exp2_op>(-3, 1, 8));
    CHECK(is_exactly<op::log2_op>(2, 1));
    CHECK(is_exactly<op::log10_op>(10, 1));
    CHECK(is_exactly<op::log10_op>(1, 0));
    CHECK(is_exactly<op::log1p_op>(0, 0));
    CHECK(is_exactly<op::expm1_op>(0, 0));
    CHECK(is_exactly<op::erfc_op>(0, 1));
    CHECK(is_exactly<op::lgamma_op>(2, 0));
    CHECK(is_exactly<op::cbrt_op>(1, 1));
    CHECK(is_exactly<op::sign_op>(-7, -1));
    values s;
    CHECK(op::same(test::of<op::floor_op>(s.number(-7, 2)).t, s.number(-4).t));
    CHECK(op::same(test::of<op::ceil_op>(s.number(-7, 2)).t, s.number(-3).t));
    CHECK(op::same(test::of<op::floor_op>(s.number(-4)).t, s.number(-4).t));
    CHECK(op::same(test::of<op::fma_op>(s.number(2), s.number(3), s.number(4)).t, s.number(10).t));
    CHECK(op::same(test::of<op::fma_op>(s.x, s.y, s.number(0)).t, (s.x * s.y).t));
    CHECK(op::same(test::of<op::divide_or_zero_op>(s.x, s.number(0)).t, s.number(0).t));
    CHECK(op::same(test::of<op::divide_or_zero_op>(s.x, s.number(2)).t, (s.x / 2).t));
    CHECK(op::same(test::of<op::multiply_or_zero_op>(s.number(0), s.x).t, s.number(0).t));
    CHECK(op::same(test::of<op::multiply_or_zero_op>(s.x, s.number(2)).t, (s.x * 2).t));
    CHECK(evaluated(test::of<op::asin_op>(s.number(1)), {}).at(0) == std::asin(1.0));
    CHECK(evaluated(test::of<op::acos_op>(s.number(0)), {}).at(0) == std::acos(0.0));
    CHECK(evaluated(test::of<op::atan_op>(s.number(1)), {}).at(0) == std::atan(1.0));
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
