// The law of derivatives: for every operator of the catalogue, what its local derivative says is what differences say.
//
// The derivative is taken by the chain rule (transform::reverse), not asked of the operator, so the law covers the fold rules
// that the derivative's formula runs through, too.
#include "../support/evaluated.hpp"
#include "../support/values.hpp"
#include <catch2/catch.hpp>

#include <cmath>
#include <random>

using namespace ctgrad;
using test::evaluated_scalar;
using test::point;
using test::symbolic;

namespace {

/// Where an operator is tested: points that every test uses, the special ones among them, as far as it is smooth there.
struct region {
    double from = -1e3;
    double to = 1e3;
};

template <class Op>
struct domain {
    static constexpr region first{}, second{};
    /// How far a point has to be from a kink or a jump; 0: smooth everywhere.
    static double distance_to_kink(double, double) { return 1; }
};
struct positive_domain {
    static constexpr region first{1e-3, 1e3}, second{};
    static double distance_to_kink(double, double) { return 1; }
};
template <>
struct domain<op::log_op> : positive_domain {};
template <>
struct domain<op::sqrt_op> : positive_domain {};
template <>
struct domain<op::pow_op> {
    static constexpr region first{1e-2, 20}, second{-5, 5};
    static double distance_to_kink(double, double) { return 1; }
};
template <>
struct domain<op::divide_op> {
    static constexpr region first{}, second{};
    static double distance_to_kink(double, double b) { return std::abs(b); }
};
template <>
struct domain<op::exp_op> {
    static constexpr region first{-50, 50}, second{};
    static double distance_to_kink(double, double) { return 1; }
};
struct kink_at_0 {
    static constexpr region first{}, second{};
    static double distance_to_kink(double a, double) { return std::abs(a); }
};
template <>
struct domain<op::relu_op> : kink_at_0 {};
template <>
struct domain<op::abs_op> : kink_at_0 {};
struct kink_where_equal {
    static constexpr region first{}, second{};
    static double distance_to_kink(double a, double b) { return std::abs(a - b); }
};
template <>
struct domain<op::max_op> : kink_where_equal {};
template <>
struct domain<op::min_op> : kink_where_equal {};

/// Conditions have no derivative, a selection is tested with its condition below, and a shift is a number by definition.
template <class Op>
inline constexpr bool is_differentiated =
    Op::result == graph::kind::real&& Op::arity <= 2 && !std::is_same_v<Op, op::shift_op>;

template <class... Ops>
constexpr bool all_but_the_exceptions_are_differentiated(detail::type_list<Ops...>) {
    return (
        (is_differentiated<Ops> || Ops::result != graph::kind::real || std::is_same_v<Ops, op::select_op> ||
         std::is_same_v<Ops, op::shift_op>)&&...);
}
static_assert(all_but_the_exceptions_are_differentiated(op::catalogue{}));

std::vector<double> points_in(region const& r) {
    std::vector<double> points;
    std::mt19937 random(12345);
    for (double const x : {0.0, 1e-3, -1e-3, 0.5, -0.5, 1.0, -1.0, 2.0, 3.7, -3.7, 30.0, -30.0, 700.0, -700.0})
        if (x >= r.from && x <= r.to) points.push_back(x);
    std::uniform_real_distribution<double> anywhere(std::max(r.from, -5.0), std::min(r.to, 5.0));
    for (int k = 0; k < 8; ++k) points.push_back(anywhere(random));
    return points;
}

/// The step of a central difference of fourth order: its truncation error is h^4 f^(5) / 30, its rounding error 2 eps |f| / h.
/// With h about eps^(1/5) both are near eps^(4/5), 3e-13, times the size of f and its fifth derivative on the scale of x.
double step_at(double x) { return 1e-3 * std::max(1e-2, std::min(1.0, std::abs(x))); }

double difference(symbolic const& f, std::string const& name, point at) {
    double const x = at.reals[name][0];
    double const h = step_at(x);
    auto const value = [&](double offset) {
        at.reals[name] = {x + offset};
        return evaluated_scalar(f, at);
    };
    return (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h);
}

/// Tolerance: relative to the derivative, truncation of order (h / scale)^4 < 1e-9 where the function varies on a scale of x; plus
/// the rounding of f, a few eps times |f| / h.
double tolerance(double f, double derivative, double x) {
    return 1e-7 * (std::abs(derivative) + 1e-3) + 1e-15 * 8 * std::abs(f) / step_at(x);
}

/// One operator, applied to the inputs x and y.
template <class Op>
struct application {
    test::values s;
    symbolic f;

    application() {
        if constexpr (Op::arity == 1)
            f = op::entrywise_apply<Op>(s.x);
        else
            f = op::entrywise_apply<Op>(s.x, s.y);
    }
};

template <class Op>
void check_derivatives(symbolic const& f, symbolic const& derivative, std::string const& name, int order) {
    std::vector<double> const seconds = Op::arity == 2 ? points_in(domain<Op>::second) : std::vector<double>{1.0};
    for (double const a : points_in(domain<Op>::first)) {
        for (double const b : seconds) {
            double const x = name == "x" ? a : b;
            if (domain<Op>::distance_to_kink(a, b) < 4 * step_at(x)) continue;
            if (domain<Op>::distance_to_kink(a, b) < 1e-2 && order == 2) continue;
            point const at{{{"x", {a}}, {"y", {b}}}};
            double const expected = difference(f, name, at);
            double const actual = evaluated_scalar(derivative, at);
            INFO(Op::name.text << " order " << order << " by " << name << " at " << a << ", " << b);
            CHECK(std::abs(actual - expected) <= tolerance(evaluated_scalar(f, at), expected, x));
        }
    }
}

template <class Op>
void check_operator() {
    if constexpr (is_differentiated<Op>) {
        for (std::string const name : {"x", "y"}) {
            if (Op::arity == 1 && name == "y") continue;
            application<Op> a;
            symbolic const& x = name == "x" ? a.s.x : a.s.y;
            symbolic const first = test::gradient(a.f, x);
            check_derivatives<Op>(a.f, first, name, 1);
            check_derivatives<Op>(first, test::gradient(first, x), name, 2);
        }
    }
}

template <class... Ops>
void check_catalogue(detail::type_list<Ops...>) {
    (check_operator<Ops>(), ...);
}

double derivative_at(symbolic const& f, symbolic const& x, point const& at) {
    return evaluated_scalar(test::gradient(f, x), at);
}

}  // namespace

TEST_CASE("the derivative of every operator is what differences say, to the second order") {
    check_catalogue(op::catalogue{});
}

TEST_CASE("at a kink the derivative is the one that is documented") {
    test::values s;
    point const origin{{{"x", {0.0}}, {"y", {0.0}}}};
    CHECK(derivative_at(test::relu(s.x), s.x, origin) == 0);
    CHECK(derivative_at(test::abs(s.x), s.x, origin) == 0);
    CHECK(derivative_at(test::max(s.x, s.y), s.x, origin) == 1);
    CHECK(derivative_at(test::max(s.x, s.y), s.y, origin) == 0);
    CHECK(derivative_at(test::min(s.x, s.y), s.x, origin) == 1);
    CHECK(derivative_at(test::min(s.x, s.y), s.y, origin) == 0);
    CHECK(derivative_at(test::max(s.x, 0), s.x, origin) == 1);
}

TEST_CASE("the extremum of a vector passes its gradient to the first of equals") {
    test::values s;
    point const at{{{"u", {2.0, 5.0, 5.0}}}};
    CHECK(test::evaluated(test::gradient(test::max_element(s.u), s.u), at) == std::vector<double>{0, 1, 0});
    CHECK(test::evaluated(test::gradient(test::min_element(-s.u), s.u), at) == std::vector<double>{0, -1, 0});
}

TEST_CASE("a branch that is not taken contributes nothing, whatever its derivative is") {
    test::values s;
    symbolic const f = test::select(s.x > 0, test::sqrt(s.x), 0);
    symbolic const first = test::gradient(f, s.x);
    symbolic const second = test::gradient(first, s.x);
    for (double const x : {0.0, -1.0, -1e300}) {
        point const at{{{"x", {x}}}};
        CHECK(evaluated_scalar(first, at) == 0);
        CHECK(evaluated_scalar(second, at) == 0);
    }
    CHECK(derivative_at(f, s.x, {{{"x", {4.0}}}}) == 0.25);
}

TEST_CASE("a selection routes the gradient to the branch that is taken") {
    test::values s;
    symbolic const f = test::select(s.z < 1, s.x * s.x, 3 * s.y);
    for (double const z : {0.0, 2.0}) {
        point const at{{{"x", {5.0}}, {"y", {7.0}}, {"z", {z}}}};
        CHECK(derivative_at(f, s.x, at) == (z < 1 ? 10 : 0));
        CHECK(derivative_at(f, s.y, at) == (z < 1 ? 0 : 3));
        CHECK(derivative_at(f, s.z, at) == 0);
    }
}

TEST_CASE("sigmoid and tanh have finite derivatives everywhere") {
    test::values s;
    for (double const x : {-1e4, -800.0, 800.0, 1e4}) {
        point const at{{{"x", {x}}}};
        CHECK(derivative_at(test::sigmoid(s.x), s.x, at) == Approx(0).margin(1e-300));
        CHECK(derivative_at(test::tanh(s.x), s.x, at) == 0);
        CHECK(derivative_at(test::gradient(test::sigmoid(s.x), s.x), s.x, at) == Approx(0).margin(1e-300));
    }
}
