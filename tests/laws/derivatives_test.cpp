// The laws of derivatives for every operator of the catalogue: by the chain rule, forward and backward, against differences, and
// against each other (testing/laws.hpp). So they cover the fold rules that the derivatives' formulas run through, too. Where an
// operator is defined and smooth, it says itself (op/entrywise.hpp).
#include <ctgrad/testing/operators.hpp>

#include "../support/evaluated.hpp"
#include "../support/values.hpp"
#include <catch2/catch.hpp>

#include <array>

using namespace ctgrad;
using test::evaluated_scalar;
using test::point;
using test::symbolic;

namespace {

using coordinates = std::array<double, 3>;

point at(coordinates const& x) { return {{{"x", {x[0]}}, {"y", {x[1]}}, {"z", {x[2]}}}}; }

template <class Op>
void check_operator() {
    if constexpr (testing::has_derivative<Op>) {
        INFO(Op::name.text);
        CHECK(testing::operator_obeys_laws<Op>());
    }
}

template <class... Ops>
void check_catalogue(detail::type_list<Ops...>) {
    (check_operator<Ops>(), ...);
}

double derivative_at(symbolic const& f, symbolic const& x, point const& where) {
    return evaluated_scalar(test::gradient(f, x), where);
}

}  // namespace

TEST_CASE("every operator obeys the laws of derivatives, and has the derivative that is documented at kinks") {
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
