// Jacobians of functions of scalars: against the derivative of each output by each input alone, and against differences.
#include <ctgrad/transform/scalar_jacobian.hpp>

#include "../../support/evaluated.hpp"
#include "../../support/values.hpp"
#include <catch2/catch.hpp>

using namespace ctgrad;
using test::evaluated_scalar;
using test::point;
using test::symbolic;
using test::values;
using term_list = detail::list<op::term>;

namespace {

point here() {
    return {
        {{"x", {0.7}},
         {"y", {-1.3}},
         {"z", {2.1}},
         {"u", {0.3, -0.8, 1.7}},
         {"A", {0.5, -1.2, 0.3, 0.8, 0.1, -0.7, 1.4, -0.2, 0.9}}},
        {{"i", {2}}, {"j", {0}}}};
}

term_list list_of(std::initializer_list<symbolic> of) {
    term_list result;
    for (symbolic const& s : of) result.push(s.t);
    return result;
}

/// Entry k of the input `u`.
symbolic entry(values& s, int k) { return test::element(s.u, k); }

struct named_input {
    std::string name;
    std::size_t entry;
};

/// Every entry of the Jacobian against a central difference: truncation h^2 f''' / 6 and rounding eps f / h are both below 1e-9 for
/// h = 1e-5 and functions that vary on a scale of 1.
void check(
    values& s, std::initializer_list<symbolic> outputs, std::initializer_list<symbolic> inputs,
    std::vector<named_input> const& names) {
    term_list const jacobian = transform::scalar_jacobian(s.g, list_of(outputs), list_of(inputs));
    REQUIRE(jacobian.size() == static_cast<int>(outputs.size() * inputs.size()));
    int at = 0;
    for (symbolic const& f : outputs) {
        for (named_input const& x : names) {
            double const h = 1e-5;
            point moved = here();
            moved.reals[x.name][x.entry] += h;
            double const above = evaluated_scalar(f, moved);
            moved.reals[x.name][x.entry] -= 2 * h;
            double const below = evaluated_scalar(f, moved);
            INFO("output " << at / static_cast<int>(inputs.size()) << " by " << x.name << x.entry);
            CHECK(
                evaluated_scalar(op::scalar(jacobian[at++]), here()) ==
                Approx((above - below) / (2 * h)).margin(1e-8).epsilon(1e-8));
        }
    }
}

}  // namespace

TEST_CASE("a Jacobian of scalars, row by row") {
    values s;
    symbolic const r = test::sqrt(s.x * s.x + s.y * s.y) * s.z;
    check(s, {r * s.x, test::sin(r) / s.z, test::exp(s.x) * s.y}, {s.x, s.y, s.z}, {{"x", 0}, {"y", 0}, {"z", 0}});
}

TEST_CASE("inputs may be entries of an array, in any order and not all of them") {
    values s;
    symbolic const f = entry(s, 0) * entry(s, 1) + test::sin(entry(s, 2) * entry(s, 0));
    check(s, {f, f * s.x}, {entry(s, 2), s.x, entry(s, 0)}, {{"u", 2}, {"x", 0}, {"u", 0}});
    symbolic const a = test::element(s.A, 1, 2);
    check(s, {a * a * entry(s, 1)}, {a, entry(s, 1)}, {{"A", 5}, {"u", 1}});
}

TEST_CASE("an output may be an input, a constant, or independent of an input: entries that are 0 are known to be") {
    values s;
    term_list const j = transform::scalar_jacobian(s.g, list_of({s.x, s.number(3), s.y * s.y}), list_of({s.x, s.y}));
    CHECK(op::is_value(j[0], 1));
    for (int const k : {1, 2, 3, 4}) CHECK(op::is_zero(j[k]));
    CHECK(op::same(j[5], (2 * s.y).t));
}

TEST_CASE("an input that is read at a position known at run time") {
    values s;
    symbolic const chosen = test::element(s.u, s.i);
    check(s, {chosen * chosen * s.x}, {entry(s, 0), entry(s, 1), entry(s, 2)}, {{"u", 0}, {"u", 1}, {"u", 2}});
}

TEST_CASE("the derivative of a branch that is not taken is 0, whatever it would be") {
    values s;
    symbolic const f = test::select(s.y > 0, test::sqrt(s.y) * s.x, s.x * s.x);
    check(s, {f}, {s.x, s.y}, {{"x", 0}, {"y", 0}});  // the root of y = -1.3 is NaN, and so is its derivative
}

TEST_CASE("a rule of the user's is followed") {
    // an operator whose backward function says something else than calculus, so that no other way leads to the result
    static constexpr graph::gradient_rule rule{
        "thrice", [](symbolic const& upstream, symbolic const&, symbolic const* x, symbolic* gradients) {
            gradients[0] = 3 * upstream * x[0];
            gradients[1] = upstream * x[0];
        }};
    values s;
    symbolic const operands[]{s.x, s.y};
    symbolic const f = op::with_rule(rule, s.x * s.y, operands, 2);
    term_list const j = transform::scalar_jacobian(s.g, list_of({f * s.z}), list_of({s.x, s.y, s.z}));
    CHECK(op::same(j[0], (3 * (s.x * s.z)).t));
    CHECK(op::same(j[1], (s.x * s.z).t));
    CHECK(evaluated_scalar(op::scalar(j[2]), here()) == 0.7 * -1.3);
}

TEST_CASE("operations with labels on the way") {
    values s;
    symbolic const f = test::norm(test::cwise_product(s.u, s.u)) * s.x;
    check(s, {f, f + s.x}, {s.x, entry(s, 1)}, {{"x", 0}, {"u", 1}});
}

namespace {

/// Products and sums of the Jacobian, in a graph that has nothing but the function.
int operations_of(graph::builder const& g, term_list const& outputs) {
    std::vector<bool> reached(static_cast<std::size_t>(g.size()));
    for (op::term const& t : outputs) reached[static_cast<std::size_t>(t.node)] = true;
    int count = 0;
    for (int id = g.size() - 1; id >= 0; --id) {
        if (!reached[static_cast<std::size_t>(id)] || g[id].arguments == 0) continue;
        ++count;
        for (int m = 0; m < g[id].arguments; ++m) reached[static_cast<std::size_t>(g.argument_of(id, m).node)] = true;
    }
    return count;
}
struct both_ways {
    int reverse;
    int cheapest;
};
/// How many operations a Jacobian has, by reverse sweeps alone and after elimination; both are checked against each other.
both_ways compare(values& s, std::initializer_list<symbolic> outputs, std::initializer_list<symbolic> inputs) {
    term_list const y = list_of(outputs);
    term_list const x = list_of(inputs);
    term_list const cheapest = transform::scalar_jacobian(s.g, y, x);
    term_list const reverse = transform::accumulation::reverse(s.g, transform::lineariser(s.g, x).run(y));
    for (int k = 0; k < reverse.size(); ++k) {
        INFO("entry " << k);
        CHECK(
            evaluated_scalar(op::scalar(cheapest[k]), here()) ==
            Approx(evaluated_scalar(op::scalar(reverse[k]), here())).epsilon(1e-13).margin(1e-13));
        CHECK(op::is_zero(cheapest[k]) == op::is_zero(reverse[k]));
    }
    return {operations_of(s.g, reverse), operations_of(s.g, cheapest)};
}

}  // namespace

TEST_CASE("one input and many outputs: forward") {
    values s;
    symbolic f = s.x;
    for (int k = 0; k < 4; ++k) f = test::sin(f * f + k);
    std::initializer_list<symbolic> const outputs{f, f * f, f * s.y, test::cos(f), test::sqrt(f + 2), f / s.y};
    both_ways const count = compare(s, outputs, {s.x});
    CHECK(count.cheapest < count.reverse);
    check(s, outputs, {s.x}, {{"x", 0}});
}

TEST_CASE("what outputs see through few values is differentiated by those first") {
    values s;
    // four outputs of two values, which depend on nine inputs through a chain
    symbolic p = s.number(0), q = s.number(0);
    for (int k = 0; k < 9; ++k) {
        symbolic const a = test::element(s.A, k / 3, k % 3);
        p = p + a * a * (k + 1);
        q = q + a * s.x;
    }
    p = test::sqrt(test::sin(p) + 3);
    q = test::cos(q * q);
    std::initializer_list<symbolic> const outputs{p * q, p / (q + 2), p * p + q, p - q * q};
    symbolic const a = test::element(s.A, 0, 0), b = test::element(s.A, 2, 1);
    both_ways const count = compare(s, outputs, {a, b, test::element(s.A, 1, 1), s.x});
    CHECK(count.cheapest < count.reverse);
    check(s, outputs, {a, b, s.x}, {{"A", 0}, {"A", 7}, {"x", 0}});
}

TEST_CASE("an output between others and inputs, and one that depends on nothing, stay") {
    values s;
    symbolic const middle = test::sin(s.x * s.y) * s.z;
    std::initializer_list<symbolic> const outputs{middle, test::cos(middle) * s.x, s.number(2), middle * middle, s.y};
    compare(s, outputs, {s.x, s.y, s.z});
    check(s, outputs, {s.x, s.y, s.z}, {{"x", 0}, {"y", 0}, {"z", 0}});
}

TEST_CASE("what a condition masks is masked in every order of elimination") {
    values s;
    symbolic const root = test::sqrt(s.y);  // NaN at y = -1.3, as its derivative
    symbolic const f = test::select(s.y > 0, root * s.x, s.x * s.x);
    symbolic const g = test::sin(f) * s.z;
    std::initializer_list<symbolic> const outputs{f * g, test::cos(g) + f, g * g * s.x, f + g};
    compare(s, outputs, {s.x, s.y, s.z});
    check(s, outputs, {s.x, s.y, s.z}, {{"x", 0}, {"y", 0}, {"z", 0}});
}

TEST_CASE("what both derivatives of an operation are divided by stands at an edge of its own") {
    values s;
    op::term const factors[]{s.x.t, (1 / s.z).t};  // as the passes write it: `x * (1 / z)` would become x / z
    symbolic const product = op::scalar(op::make_scalar(op::code<op::multiply_op>, factors, 2, op::operator_bit(factors[0].op) | op::operator_bit(factors[1].op)));
    struct {
        symbolic f;
        symbolic divisor;
        symbolic by_x;
        symbolic by_z;
    } const cases[]{
        {s.x / s.z, s.z, s.number(1), -(s.x / s.z)},
        {product, s.z, s.number(1), -product},
        {test::hypot(s.x, s.z), test::hypot(s.x, s.z), s.x, s.z},
        {test::atan2(s.x, s.z), s.x * s.x + s.z * s.z, s.z, -s.x}};
    for (auto const& c : cases) {
        INFO("case " << &c - cases);
        transform::linearisation const l = transform::lineariser(s.g, list_of({s.x, s.z})).run(list_of({c.f}));
        int const y = l.output[0];
        REQUIRE(l.first[y + 1] == l.first[y] + 1);
        transform::linearisation::edge const above = l.edges[l.first[y]];
        CHECK(
            evaluated_scalar(op::scalar(above.partial), here()) ==
            Approx(1 / evaluated_scalar(c.divisor, here())).epsilon(1e-15));
        REQUIRE(l.first[above.to + 1] == l.first[above.to] + 2);
        for (int e = l.first[above.to]; e < l.first[above.to + 1]; ++e) {
            symbolic const& expected = l.edges[e].to == 0 ? c.by_x : c.by_z;
            CHECK(evaluated_scalar(op::scalar(l.edges[e].partial), here()) == evaluated_scalar(expected, here()));
        }
        check(s, {c.f, c.f * s.y}, {s.x, s.y, s.z}, {{"x", 0}, {"y", 0}, {"z", 0}});
    }
}

TEST_CASE("by one operand alone, nothing is divided apart") {
    values s;
    term_list const quotients = list_of({s.x / s.z, s.y / s.x});
    transform::linearisation const l = transform::lineariser(s.g, list_of({s.x})).run(quotients);
    CHECK(l.size() == 3);  // the input and the two quotients
    CHECK(l.edges.size() == 2);
}

TEST_CASE("points seen by a camera: below the quotients, nothing is multiplied by the reciprocal of the depth") {
    values s;
    symbolic depth = s.number(0), across = s.number(0), down = s.number(0);
    std::initializer_list<symbolic> const inputs{entry(s, 0), entry(s, 1), entry(s, 2), s.x};
    for (symbolic const& x : inputs) {
        depth = depth + x * s.y;
        across = across + x * s.z;
        down = down + test::sin(x);
    }
    symbolic const p = across / depth, q = down / depth;
    symbolic const distortion = 1 + p * p + q * q;
    std::initializer_list<symbolic> const outputs{p * distortion, q * distortion};
    both_ways const count = compare(s, outputs, inputs);
    check(s, outputs, inputs, {{"u", 0}, {"u", 1}, {"u", 2}, {"x", 0}});
    CHECK(count.cheapest <= 72);  // 82 where the reciprocal stands at both edges of a quotient
}

TEST_CASE("products of derivatives do not overflow where exponentials underflow") {
    values s;
    symbolic const e = test::exp(-(s.x * s.x));
    term_list const j = transform::scalar_jacobian(s.g, list_of({e * s.y, e * e, e + s.y}), list_of({s.x, s.y}));
    point far = here();
    far.reals["x"] = {1e170};  // x^2 overflows, exp(-x^2) is 0
    CHECK(evaluated_scalar(op::scalar(j[1]), far) == 0);
    CHECK(evaluated_scalar(op::scalar(j[5]), far) == 1);
}

TEST_CASE("second derivatives: one half is derived, and agrees with both halves of the Jacobian of the gradient") {
    values s;
    symbolic const f = test::exp(s.x * s.y) * s.z / (s.x * s.x + s.z * s.z) + s.y * test::sin(s.x * s.z);
    term_list const x = list_of({s.x, s.y, s.z});
    term_list const hessian = transform::scalar_hessian(s.g, f.t, x);
    term_list const whole = transform::scalar_jacobian(s.g, transform::scalar_jacobian(s.g, list_of({f}), x), x);
    REQUIRE(hessian.size() == 9);
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j) {
            CHECK(op::same(hessian[i * 3 + j], hessian[j * 3 + i]));
            CHECK(  // a few dozen rounding errors of numbers of size 1
                evaluated_scalar(op::scalar(hessian[i * 3 + j]), here()) ==
                Approx(evaluated_scalar(op::scalar(whole[i * 3 + j]), here())).epsilon(1e-13).margin(1e-13));
        }
    CHECK(operations_of(s.g, hessian) < operations_of(s.g, whole));
}

TEST_CASE("second derivatives by a rule of the user's are not taken to be symmetric") {
    // says that the derivative of a product by the second factor is 0
    static constexpr graph::gradient_rule rule{
        "half a product", [](symbolic const& upstream, symbolic const&, symbolic const* x, symbolic* gradients) {
            gradients[0] = upstream * x[1];
            gradients[1] = 0 * upstream;
        }};
    values s;
    symbolic const operands[]{s.x, s.y};
    term_list const h =
        transform::scalar_hessian(s.g, op::with_rule(rule, s.x * s.y, operands, 2).t, list_of({s.x, s.y}));
    CHECK(op::is_value(h[1], 1));
    CHECK(op::is_zero(h[2]));
}
