// The canonical form at run time: random formulas, its limits, and what is too large for a static test.
#include <ctgrad/print/text.hpp>
#include <ctgrad/transform/canonical.hpp>
#include <ctgrad/transform/substitute.hpp>

#include "../../support/evaluated.hpp"
#include "../../support/values.hpp"
#include <catch2/catch.hpp>

#include <cmath>
#include <random>

using namespace ctgrad;
using test::evaluated;
using test::gradient;
using test::point;
using test::symbolic;
using test::values;

namespace {

bool equal(symbolic const& a, symbolic const& b) { return transform::equal(a.graph(), a, b); }

/// Random formulas of scalars and of vectors of 3, built without any simplification.
class generator {
    values& s_;
    std::mt19937& random_;

    int choose(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

public:
    generator(values& s, std::mt19937& random) : s_(s), random_(random) {
        s.g.rule_roots = 0;
        s.g.rewrites = graph::soundness::exact;
    }

    symbolic scalar(int depth) {
        if (depth == 0) {
            symbolic const leaves[]{s_.x, s_.y, s_.z, s_.number(2), s_.number(-1, 3), test::element(s_.u, 1)};
            return leaves[choose(6)];
        }
        symbolic const a = scalar(depth - 1);
        symbolic const b = scalar(depth - 1);
        symbolic const c = scalar(depth - 1);
        switch (choose(14)) {
            case 0:
                return a + b;
            case 1:
                return a - b;
            case 2:
                return a * b;
            case 3:
                return a / (b + 7);
            case 4:
                return -a;
            case 5:
                return test::exp(a / 4);
            case 6:
                return test::sin(a);
            case 7:
                return test::relu(a);
            case 8:
                return test::max(a, b);
            case 9:
                return test::abs(a);
            case 10:
                return test::sigmoid(a);
            case 11:
                return test::select(scalar(0) < s_.y, a, c);
            case 12:
                return test::sqrt(test::square(a) + 1);
            default:
                return depth > 1 ? reduced(depth - 1) : test::sum(s_.u);
        }
    }
    symbolic reduced(int depth) {
        symbolic const a = vector(depth - 1);
        symbolic const b = vector(depth - 1);
        switch (choose(4)) {
            case 0:
                return test::sum(a);
            case 1:
                return test::dot(a, b);
            case 2:
                return test::max_element(a);
            default:
                return test::element(a, choose(3));
        }
    }
    symbolic vector(int depth) {
        if (depth <= 0) {
            symbolic const leaves[]{s_.u, s_.v};
            return leaves[choose(2)];
        }
        symbolic const a = vector(depth - 1);
        symbolic const b = vector(depth - 1);
        symbolic const c = scalar(depth - 1);
        switch (choose(7)) {
            case 0:
                return a + b;
            case 1:
                return test::cwise_product(a, b);
            case 2:
                return a * c;
            case 3:
                return s_.A * a;
            case 4:
                return test::transpose(s_.B) * a;
            case 5:
                return test::relu(a);
            default:
                return test::exp(a / 8);
        }
    }
};

/// Random formulas of what the rewrite rules recognise, written as one would without them.
symbolic naive(values& s, std::mt19937& random, int depth) {
    auto const choose = [&random](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    if (depth == 0) return choose(2) == 0 ? s.x : s.y;
    symbolic const a = naive(s, random, depth - 1);
    symbolic const b = naive(s, random, depth - 1);
    switch (choose(16)) {
        case 0:
            return test::log(1 + a * a);
        case 1:
            return test::exp(a / 4) - 1;
        case 2:
            return 1 - test::cos(a);
        case 3:
            return test::log(1 + test::exp(a));
        case 4:
            return test::sqrt(a * a + b * b);
        case 5:
            return depth > 1 ? 1 / (1 + test::exp(-a)) : a + 2 * b;  // inside of a function, quotients stay as they are
        case 6:
            return (test::exp(a / 4) - test::exp(-a / 4)) / 2;
        case 7:
            return test::sin(a) * test::cos(b);
        case 8:
            return test::log(test::exp(a) + test::exp(b));
        case 9:
            return test::log(test::exp(a) / (1 + s.x * s.x));
        case 10:
            return test::of<op::cbrt_op>(a * b);
        case 11:
            return a / test::sqrt(a * a + 3);
        case 12:
            return depth > 1 ? a * b : test::sqrt(a * a);  // the square of a sum is expanded under the root
        case 13:
            return 1 - test::square(test::sin(a));
        case 14:
            return a + b;
        default:
            return a * b;
    }
}

point random_point(std::mt19937& random) {
    std::uniform_real_distribution<double> numbers(-1.5, 1.5);
    point p;
    for (auto const& [name, count] : {std::pair{"x", 1}, {"y", 1}, {"z", 1}, {"u", 3}, {"v", 3}, {"A", 9}, {"B", 9}})
        for (int k = 0; k < count; ++k) p.reals[name].push_back(numbers(random));
    return p;
}

std::string text_of(symbolic const& a) {
    auto const text = print::text(a.graph(), a);
    return {text.begin(), text.end()};
}

/// Do two formulas have the same values at random points? Values of size 1 computed in 50 operations agree to 1e-12.
bool agree(symbolic const& a, symbolic const& b, std::mt19937& random) {
    for (int k = 0; k < 8; ++k) {
        point const at = random_point(random);
        double const x = test::evaluated_scalar(a, at);
        double const y = test::evaluated_scalar(b, at);
        if (!(std::abs(x - y) <= 1e-8 * (1 + std::abs(x) + std::abs(y)))) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("what is equal has equal values") {
    std::mt19937 random(11);
    int found = 0;
    for (int k = 0; k < 1500; ++k) {
        values s;
        generator some(s, random);
        symbolic const a = some.scalar(1 + k % 3);
        symbolic const b = some.scalar(1 + k % 3);
        if (!equal(a, b)) continue;
        ++found;
        CHECK(agree(a, b, random));
    }
    CHECK(found > 5);
}

TEST_CASE("rearranged formulas are equal, changed ones are not") {
    std::mt19937 random(5);
    for (int k = 0; k < 3000; ++k) {
        values s;
        generator some(s, random);
        symbolic const a = some.scalar(2);
        symbolic const b = some.scalar(2);
        symbolic const c = some.scalar(2);
        INFO("a = " << text_of(a) << ", b = " << text_of(b) << ", c = " << text_of(c));
        CHECK(equal(a * (b + c), c * a + b * a));
        CHECK(equal((a + b) * (a - b), a * a - b * b));
        CHECK(equal(test::exp(a - b), test::exp(a) / test::exp(b)));
        CHECK(equal(test::max(a, b), test::max(b, a)));
        CHECK_FALSE(equal(a, a + 1));
    }
}

TEST_CASE("what rules make of naive formulas is equal to them, and has their values") {
    std::mt19937 random(23);
    int different = 0;
    for (int k = 0; k < 400; ++k) {
        values s;
        s.g.rewrites = graph::soundness::exact;
        unsigned long long const roots = s.g.rule_roots;
        s.g.rule_roots = 0;
        symbolic const a = naive(s, random, 2);
        s.g.rewrites = graph::soundness::assumes_finite;
        s.g.rule_roots = roots;
        int const inputs[]{s.x.t.node, s.y.t.node};
        symbolic const same[]{s.x, s.y};
        symbolic const b = transform::substitution(s.g).run(a, inputs, same);  // x := x: made again, with the rules
        INFO("a = " << text_of(a) << ", b = " << text_of(b));
        different += op::same(a.t, b.t) ? 0 : 1;
        CHECK(equal(a, b));
        CHECK(agree(a, b, random));
    }
    CHECK(different > 200);
}

TEST_CASE("contractions are equal however they are nested and whatever their labels are called") {
    std::mt19937 random(3);
    for (int k = 0; k < 60; ++k) {
        values s;
        generator some(s, random);
        symbolic const a = some.vector(2);
        symbolic const b = some.vector(2);
        CHECK(equal(test::dot(a, s.A * b), test::dot(test::transpose(s.A) * a, b)));
        CHECK(equal((s.A * s.B) * a, s.A * (s.B * a)));
        CHECK(equal(test::outer(a, b) * s.u, a * test::dot(s.u, b)));
        CHECK(equal(test::squared_norm(a + b), test::squared_norm(a) + 2 * test::dot(b, a) + test::squared_norm(b)));
        CHECK(equal(test::trace(test::outer(a, b) * s.A), test::dot(b, s.A * a)));
    }
}

TEST_CASE("gradients of random formulas: the product rule") {
    std::mt19937 random(17);
    for (int k = 0; k < 60; ++k) {
        values s;
        generator some(s, random);
        symbolic const a = some.scalar(2);
        symbolic const b = some.scalar(2);
        CHECK(equal(gradient(a * b, s.x), gradient(a, s.x) * b + a * gradient(b, s.x)));
        CHECK(equal(gradient(a * b, s.u), gradient(a, s.u) * b + a * gradient(b, s.u)));
    }
}

TEST_CASE("products beyond the limit stay unexpanded, and are still equal to themselves") {
    values s;
    symbolic large = s.x;
    for (int k = 0; k < 80; ++k) large = large + test::sin(s.x * s.number(k + 2));
    symbolic const product = large * (large + s.y);  // 81 by 82 summands
    CHECK(equal(product, (s.y + large) * large));
    CHECK(equal(2 * product - product, product));
    CHECK_FALSE(equal(product, large * large + large * s.y));  // equal, but not found to be
    CHECK_FALSE(equal(product, large * (large - s.y)));
}

TEST_CASE("long sums and deep formulas are compared without deep recursion") {
    values s;
    symbolic up = s.x;
    symbolic down = s.x;
    for (int k = 2; k < 1000; ++k) up = up + test::sin(s.x * s.number(k));
    for (int k = 999; k >= 2; --k) down = down + test::sin(s.x * s.number(k));
    CHECK(equal(up, down));
    CHECK_FALSE(equal(up, down + s.x));
    symbolic deep = s.x;
    symbolic same = s.x;
    for (int k = 0; k < 3000; ++k) {
        deep = test::sin(deep + 1);
        same = test::sin(1 + 2 * same - same);
    }
    CHECK(equal(deep, same));
}

TEST_CASE("coefficients beyond 64 bits are not mistaken for each other") {
    values s;
    symbolic const huge = s.number(4611686018427387904LL);
    CHECK_FALSE(equal((huge * s.x + s.y) * (huge * s.x + s.z), (huge * s.x + s.y) * (2 * huge * s.x + s.z)));
}

TEST_CASE("a gradient rule of the user's is transparent") {
    values s;
    static constexpr graph::gradient_rule rule{"twice", nullptr};
    symbolic const operands[]{s.x};
    CHECK(equal(op::with_rule(rule, s.x + s.x, operands, 1) * s.y, 2 * s.x * s.y));
}

namespace {

/// The matrix with a row for each label, 1 in the column that it names.
symbolic named_by(symbolic const& labels, int columns) {
    graph::builder& g = labels.graph();
    extents const shape = make_extents(labels.extent(0), columns);
    int const space = op::make_space(g, shape);
    op::term const here = op::make<op::equal_op>(op::position(g, space, 1), op::moved(labels, space, {0}));
    return op::shaped(op::select(here, 1, 0), shape);
}

}  // namespace

TEST_CASE("the network of the lecture, in full size and in batches") {
    values s;
    symbolic const x = s.input("samples", make_extents(32, 64));
    symbolic const labels = s.input("labels", make_extents(32), graph::kind::integer);
    symbolic const first = s.input("W1", make_extents(64, 32));
    symbolic const second = s.input("W2", make_extents(32, 10));
    symbolic const b1 = s.input("b1", make_extents(32));
    symbolic const b2 = s.input("b2", make_extents(10));
    symbolic const before = x * first + test::broadcast_rows<32>(b1);
    symbolic const hidden = test::relu(before);
    symbolic const scores = hidden * second + test::broadcast_rows<32>(b2);
    symbolic const loss = test::cross_entropy(scores, labels);
    // the error of the scores, from the gradient with respect to the same scores as an input
    symbolic const error = (test::softmax(scores) - named_by(labels, 10)) / 32;
    CHECK(equal(gradient(loss, b2), test::sum<0>(error)));
    CHECK(equal(gradient(loss, second), test::transpose(hidden) * error));
    symbolic const gated = test::select(before > 0, error * test::transpose(second), 0);
    CHECK(equal(gradient(loss, b1), test::sum<0>(gated)));
    CHECK(equal(gradient(loss, first), test::transpose(x) * gated));
    CHECK_FALSE(equal(gradient(loss, first), test::transpose(x) * (error * test::transpose(second))));
}
