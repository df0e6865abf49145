// The law of derivatives: for every operator of the catalogue, what its local derivative says is what differences say.
//
// The derivative is taken by the chain rule (transform::reverse), not asked of the operator, so the law covers the fold rules
// that the derivative's formula runs through, too. Where an operator is defined and smooth, it says itself (op/entrywise.hpp).
#include "../support/evaluated.hpp"
#include "../support/values.hpp"
#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <random>

using namespace ctgrad;
using test::evaluated_scalar;
using test::point;
using test::symbolic;

namespace {

using coordinates = std::array<double, 3>;

point at(coordinates const& x) { return {{{"x", {x[0]}}, {"y", {x[1]}}, {"z", {x[2]}}}}; }

/// Where the argument `m` of an operator is tested: special points and random ones, as far as they lie in its domain.
template <class Op>
std::vector<double> points_of(int m) {
    if (m >= Op::arity) return {1.0};
    if (Op::takes[static_cast<std::size_t>(m)] == graph::kind::condition) return {0.0, 2.0};  // see `application`
    op::interval const domain = Op::domain[static_cast<std::size_t>(m)];
    std::vector<double> points;
    for (double const x : {0.0, 1e-3, -1e-3, 0.5, -0.5, 1.0, -1.0, 2.0, 3.7, -3.7, 30.0, -30.0, 700.0, -700.0})
        if (domain.contains(x)) points.push_back(x);
    std::mt19937 random(12345);
    std::uniform_real_distribution<double> anywhere(std::max(domain.from, -5.0), std::min(domain.to, 5.0));
    for (int k = 0; k < 8; ++k) points.push_back(m < Op::parameters ? std::round(anywhere(random)) : anywhere(random));
    return points;
}
template <class Op>
std::vector<coordinates> points_of() {
    std::vector<coordinates> points;
    int number = 0;
    for (double const x : points_of<Op>(0))
        for (double const y : points_of<Op>(1))
            for (double const z : points_of<Op>(2))
                if (Op::arity < 3 || number++ % 7 == 0) points.push_back({x, y, z});
    return points;
}

/// How far argument `m` may move in either direction before it meets a kink or leaves the domain.
template <class Op>
double room(coordinates const& x, int m) {
    double kink = 0;
    if constexpr (Op::arity == 1)
        kink = Op::distance_to_kink(x[0]);
    else if constexpr (Op::arity == 2)
        kink = Op::distance_to_kink(x[0], x[1]);
    else
        kink = Op::distance_to_kink(x[0], x[1], x[2]);
    auto const k = static_cast<std::size_t>(m);
    return std::min({kink, x[k] - Op::domain[k].from, Op::domain[k].to - x[k]});
}

struct estimate {
    double value = 0;
    double error = op::infinity;
};

/// Central differences of fourth order. The error falls as h^4 until rounding takes over: of the steps h, h/2, h/4, ... the one
/// is taken that changes the result least, and the change bounds the error (up to a factor; Ridders 1982). It may be 0 by chance,
/// so what rounding the values of f to half a unit does, 18 / 12 * eps |f| / h, is the least that counts.
estimate difference(test::evaluator const& f, coordinates x, int m, double h) {
    auto const k = static_cast<std::size_t>(m);
    double const middle = x[k];
    auto const value = [&](double offset) {
        x[k] = middle + offset;
        return f.at(at(x))[0];
    };
    double const center = value(0);
    estimate best;
    double last = std::numeric_limits<double>::quiet_NaN();
    for (int halvings = 0; halvings < 14; ++halvings, h /= 2) {
        double const volatile above = middle + h;  // so that middle + h - middle is h exactly
        double const step = above - middle;
        double const d = (8 * (value(step) - value(-step)) - (value(2 * step) - value(-2 * step))) / (12 * step);
        double const rounding = 3.4e-16 * std::abs(center) / step;
        if (double const error = std::max(std::abs(d - last), rounding); error < best.error) best = {d, error};
        last = d;
    }
    return best;
}

/// One operator, applied to the inputs x, y and z; a condition is [x < 1], and a parameter is a number.
template <class Op>
struct application {
    test::values s;
    symbolic argument[3];
    symbolic f;

    explicit application(double parameter) {
        symbolic const inputs[]{s.x, s.y, s.z};
        for (int m = 0; m < Op::arity; ++m) {
            argument[m] = inputs[m];
            if (Op::takes[static_cast<std::size_t>(m)] == graph::kind::condition) argument[m] = inputs[m] < 1;
            if (m < Op::parameters) argument[m] = s.number(static_cast<long long>(parameter));
        }
        if constexpr (Op::arity == 1)
            f = op::entrywise_apply<Op>(argument[0]);
        else if constexpr (Op::arity == 2)
            f = op::entrywise_apply<Op>(argument[0], argument[1]);
        else
            f = op::entrywise_apply<Op>(argument[0], argument[1], argument[2]);
    }
    static bool is_variable(int m) {
        return m >= Op::parameters && Op::takes[static_cast<std::size_t>(m)] == graph::kind::real;
    }
};

/// Compares a derivative with differences of `f`. The differences have to be good to 1e-6, or the point gives no verdict: most
/// points have to. The tolerance is ten times what the differences promise, and 1e-10 for what is rounded in the derivative.
template <class Op>
void check_derivative(symbolic const& f, symbolic const& derivative, int m, double parameter, int order) {
    test::evaluator const value(f);
    test::evaluator const slope(derivative);
    int tried = 0;
    int decided = 0;
    for (coordinates const& x : points_of<Op>()) {
        if (Op::parameters > 0 && x[0] != parameter) continue;
        double const h = std::min(0.1, room<Op>(x, m) / 4);
        if (!(h > 1e-5) || !(std::abs(value.at(at(x))[0]) < 1e100)) continue;
        ++tried;
        estimate const expected = difference(value, x, m, h);
        if (!(expected.error < 1e-6 * (1 + std::abs(expected.value)))) continue;
        ++decided;
        double const actual = slope.at(at(x))[0];
        INFO(
            Op::name.text << " order " << order << " by argument " << m << " at " << x[0] << ", " << x[1] << ", "
                          << x[2] << ": " << actual << " for " << expected.value << " +- " << expected.error);
        CHECK(std::abs(actual - expected.value) <= 10 * expected.error + 1e-10 * std::abs(expected.value) + 1e-13);
    }
    INFO(
        Op::name.text << " order " << order << " by argument " << m << ": " << decided << " of " << tried << " points");
    CHECK(tried >= 5);
    CHECK(decided >= 0.8 * tried);
}

template <class Op>
void check_operator() {
    if constexpr (Op::result == graph::kind::real && !Op::is_detached) {
        for (double const parameter : Op::parameters > 0 ? std::vector<double>{1, 2, 3} : std::vector<double>{0}) {
            for (int m = 0; m < Op::arity; ++m) {
                if (!application<Op>::is_variable(m)) continue;
                application<Op> const a(parameter);
                symbolic const first = test::gradient(a.f, a.argument[m]);
                check_derivative<Op>(a.f, first, m, parameter, 1);
                check_derivative<Op>(first, test::gradient(first, a.argument[m]), m, parameter, 2);
            }
        }
    }
}

/// At the points that an operator names, the derivative is what it says.
template <class Op>
void check_special_points() {
    for (op::special_point const& p : Op::special_points) {
        application<Op> const a(0);
        for (int m = 0; m < Op::arity; ++m) {
            if (!application<Op>::is_variable(m)) continue;
            double const derivative = evaluated_scalar(test::gradient(a.f, a.argument[m]), at(p.at));
            INFO(Op::name.text << " by argument " << m << " at " << p.at[0] << ", " << p.at[1]);
            CHECK(derivative == p.derivative[static_cast<std::size_t>(m)]);
        }
    }
}

template <class... Ops>
void check_catalogue(detail::type_list<Ops...>) {
    (check_operator<Ops>(), ...);
    (check_special_points<Ops>(), ...);
}

double derivative_at(symbolic const& f, symbolic const& x, point const& where) {
    return evaluated_scalar(test::gradient(f, x), where);
}

}  // namespace

TEST_CASE(
    "the derivative of every operator is what differences say, to the second order, and what is documented at kinks") {
    check_catalogue(op::catalogue{});
}

TEST_CASE("the maximum with a constant has the derivative of its first argument where they are equal") {
    test::values s;
    CHECK(derivative_at(test::max(s.x, 0), s.x, at({0, 0, 0})) == 1);
}

TEST_CASE("the extremum of a vector passes its gradient to the first of equals") {
    test::values s;
    point const here{{{"u", {2.0, 5.0, 5.0}}}};
    CHECK(test::evaluated(test::gradient(test::max_element(s.u), s.u), here) == std::vector<double>{0, 1, 0});
    CHECK(test::evaluated(test::gradient(test::min_element(-s.u), s.u), here) == std::vector<double>{0, -1, 0});
}

TEST_CASE("a branch that is not taken contributes nothing, whatever its derivative is") {
    test::values s;
    symbolic const f = test::select(s.x > 0, test::sqrt(s.x), 0);
    symbolic const first = test::gradient(f, s.x);
    symbolic const second = test::gradient(first, s.x);
    for (double const x : {0.0, -1.0, -1e300}) {
        point const here{{{"x", {x}}}};
        CHECK(evaluated_scalar(first, here) == 0);
        CHECK(evaluated_scalar(second, here) == 0);
    }
    CHECK(derivative_at(f, s.x, {{{"x", {4.0}}}}) == 0.25);
}

TEST_CASE("a selection routes the gradient to the branch that is taken") {
    test::values s;
    symbolic const f = test::select(s.z < 1, s.x * s.x, 3 * s.y);
    for (double const z : {0.0, 2.0}) {
        point const here{{{"x", {5.0}}, {"y", {7.0}}, {"z", {z}}}};
        CHECK(derivative_at(f, s.x, here) == (z < 1 ? 10 : 0));
        CHECK(derivative_at(f, s.y, here) == (z < 1 ? 0 : 3));
        CHECK(derivative_at(f, s.z, here) == 0);
    }
}

TEST_CASE("sigmoid and tanh have finite derivatives everywhere") {
    test::values s;
    for (double const x : {-1e4, -800.0, 800.0, 1e4}) {
        point const here{{{"x", {x}}}};
        CHECK(derivative_at(test::sigmoid(s.x), s.x, here) == Approx(0).margin(1e-300));
        CHECK(derivative_at(test::tanh(s.x), s.x, here) == 0);
        CHECK(derivative_at(test::gradient(test::sigmoid(s.x), s.x), s.x, here) == Approx(0).margin(1e-300));
    }
}
