// The chain rule: gradients of composed values, against differences and against what the lecture says.
#include <ctgrad/transform/jacobian.hpp>

#include "../../support/evaluated.hpp"
#include "../../support/values.hpp"
#include <catch2/catch.hpp>

using namespace ctgrad;
using test::evaluated;
using test::evaluated_scalar;
using test::gradient;
using test::point;
using test::symbolic;
using test::values;

namespace {

using numbers = std::vector<double>;

point everything() {
    return {
        {{"x", {0.7}},
         {"y", {-1.3}},
         {"z", {2.1}},
         {"u", {0.3, -0.8, 1.7}},
         {"v", {-1.1, 0.4, 0.9}},
         {"w", {0.2, 0.6, -0.5}},
         {"A", {0.5, -1.2, 0.3, 0.8, 0.1, -0.7, 1.4, -0.2, 0.9}},
         {"B", {-0.3, 0.6, 1.1, 0.2, -0.9, 0.4, 0.7, 1.3, -0.6}},
         {"C", {1.0, 0.3, -0.4, -0.8, 0.5, 0.2, 0.1, -1.5, 0.6}},
         {"M", {0.4, 1.2, -0.7, -0.1, 0.8, 0.3}}},
        {{"i", {2}}, {"j", {0}}, {"Y", {1, 0, 2}}}};
}

/// Every entry of the gradient against a central difference: truncation h^2 f''' / 6 and rounding eps f / h are both below 1e-9
/// for h = 1e-5 and functions that vary on a scale of 1.
void check_gradient(symbolic const& f, std::string const& name, symbolic const& x) {
    point at = everything();
    numbers const actual = evaluated(gradient(f, x), at);
    numbers& entries = at.reals[name];
    for (std::size_t k = 0; k < entries.size(); ++k) {
        double const h = 1e-5;
        double const before = entries[k];
        entries[k] = before + h;
        double const above = evaluated_scalar(f, at);
        entries[k] = before - h;
        double const below = evaluated_scalar(f, at);
        entries[k] = before;
        INFO(name << " entry " << k);
        CHECK(actual[k] == Approx((above - below) / (2 * h)).margin(1e-8).epsilon(1e-8));
    }
}

}  // namespace

TEST_CASE("the lecture's circuit: (x + y) z at (-2, 5, -4)") {
    values s;
    symbolic const f = (s.x + s.y) * s.z;
    point const at{{{"x", {-2}}, {"y", {5}}, {"z", {-4}}}};
    CHECK(evaluated_scalar(f, at) == -12);
    CHECK(evaluated_scalar(gradient(f, s.x), at) == -4);
    CHECK(evaluated_scalar(gradient(f, s.y), at) == -4);
    CHECK(evaluated_scalar(gradient(f, s.z), at) == 3);
}

TEST_CASE("gates: add distributes, multiply swaps, copy adds, max routes") {
    values s;
    point const at{{{"x", {3}}, {"y", {-4}}, {"z", {2}}}};
    CHECK(evaluated_scalar(gradient(s.x + s.y, s.x), at) == 1);
    CHECK(evaluated_scalar(gradient(s.x * s.y, s.x), at) == -4);
    CHECK(evaluated_scalar(gradient(s.x * s.y, s.y), at) == 3);
    CHECK(evaluated_scalar(gradient(s.x * s.y + s.x * s.z, s.x), at) == -2);
    CHECK(evaluated_scalar(gradient(test::max(s.x, s.y), s.x), at) == 1);
    CHECK(evaluated_scalar(gradient(test::max(s.x, s.y), s.y), at) == 0);
}

TEST_CASE("what a value does not depend on has gradient 0 in the shape of the input") {
    values s;
    symbolic const g = gradient(s.x * s.x, s.M);
    CHECK(evaluated(g, everything()) == numbers(6, 0.0));
}

TEST_CASE("gradients of products, views and reductions are what differences say") {
    values s;
    check_gradient(test::squared_norm(s.A * s.u - s.v), "A", s.A);
    check_gradient(test::squared_norm(s.A * s.u - s.v), "u", s.u);
    check_gradient(test::dot(s.u, s.A * (s.B * s.v)), "B", s.B);
    check_gradient(test::trace(s.A * s.B * s.A), "A", s.A);
    check_gradient(test::trace(s.A * test::transpose(s.A)), "A", s.A);
    check_gradient(test::sum(test::exp(s.M * s.A)), "M", s.M);
    check_gradient(test::sum(test::square(test::sum<0>(s.M))), "M", s.M);
    check_gradient(test::sum(test::square(test::mean<1>(s.M))), "M", s.M);
    check_gradient(test::sum(test::cwise_product(s.A, test::transpose(s.A))), "A", s.A);
    check_gradient(test::sum(test::cwise_quotient(test::sin(s.u), test::exp(s.v))), "v", s.v);
    check_gradient(test::sum(test::square(test::outer(s.u, s.v))), "u", s.u);
    check_gradient(test::sum(test::square(test::broadcast_rows<2>(s.u) + s.M)), "u", s.u);
    check_gradient(test::norm(s.u), "u", s.u);
    check_gradient(test::element(s.A, 1, 2) * test::element(s.A, s.i, 1), "A", s.A);
    check_gradient(test::element(s.u, s.i) * test::element(s.u, s.j), "u", s.u);
    check_gradient(test::sum(test::square(test::max_element<1>(s.A))), "A", s.A);
    check_gradient(test::max_element(s.A) * test::min_element(s.A), "A", s.A);
}

TEST_CASE("gradients of softmax, losses and a network are what differences say") {
    values s;
    check_gradient(test::logsumexp(s.u), "u", s.u);
    check_gradient(test::dot(s.v, test::softmax(s.u)), "u", s.u);
    check_gradient(test::sum(test::cwise_product(s.B, test::softmax(s.A))), "A", s.A);
    check_gradient(test::cross_entropy(s.u, s.i), "u", s.u);
    check_gradient(test::cross_entropy(s.A, s.Y), "A", s.A);
    check_gradient(test::hinge_loss(s.u, s.i), "u", s.u);
    check_gradient(test::hinge_loss(s.A, s.Y), "A", s.A);
    symbolic const hidden = test::relu(s.A * s.B + test::broadcast_rows<3>(s.u));
    symbolic const scores = hidden * s.C + test::broadcast_rows<3>(s.v);
    symbolic const loss = test::hinge_loss(scores, s.Y) + s.x * test::squared_norm(s.B) + s.x * test::squared_norm(s.C);
    check_gradient(loss, "B", s.B);
    check_gradient(loss, "C", s.C);
    check_gradient(loss, "u", s.u);
    check_gradient(loss, "v", s.v);
    check_gradient(loss, "x", s.x);
    check_gradient(test::cross_entropy(scores, s.Y), "B", s.B);
}

TEST_CASE("gradients of gradients are what differences say") {
    values s;
    check_gradient(test::dot(s.v, gradient(test::sum(test::exp(s.A * s.u)), s.u)), "u", s.u);
    check_gradient(test::dot(s.v, gradient(test::logsumexp(s.u), s.u)), "u", s.u);
    check_gradient(test::squared_norm(gradient(test::squared_norm(s.A * s.u), s.A)), "u", s.u);
    check_gradient(gradient(test::sin(s.x * s.y) / s.z, s.y), "x", s.x);
}

TEST_CASE("a seed with a batch label gives the Jacobian") {
    values s;
    symbolic const f = test::sin(s.A * s.u);
    symbolic const jacobian = transform::jacobian(s.g, f, s.u.t.node);
    numbers const actual = evaluated(jacobian, everything());
    for (int k = 0; k < 3; ++k) {
        numbers const row = evaluated(gradient(test::element(f, k), s.u), everything());
        for (std::size_t l = 0; l < 3; ++l) CHECK(actual[static_cast<std::size_t>(k) * 3 + l] == Approx(row[l]));
    }
}

namespace {

struct doubled_gradient {
    static void backward(symbolic const& upstream, symbolic const&, symbolic const* x, symbolic* gradients) {
        gradients[0] = upstream;
        gradients[0].t = 2 * upstream.t * x[1].t;
        gradients[1] = upstream;
        gradients[1].t = 2 * upstream.t * x[0].t;
    }
    static constexpr graph::gradient_rule rule{"twice", &backward};
};

}  // namespace

TEST_CASE("a gradient rule of the user's is followed, and its value is transparent") {
    values s;
    symbolic const operands[]{s.x, s.y};
    symbolic const f = op::with_rule(doubled_gradient::rule, s.x * s.y, operands, 2);
    symbolic const g = 3 * f;
    CHECK(evaluated_scalar(g, everything()) == Approx(3 * 0.7 * -1.3));
    CHECK(evaluated_scalar(gradient(g, s.x), everything()) == Approx(6 * -1.3));
    CHECK(evaluated_scalar(gradient(g, s.y), everything()) == Approx(6 * 0.7));
}
