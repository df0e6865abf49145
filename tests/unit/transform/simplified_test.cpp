// Straight-line code made cheaper: every pass by what it saves, and all by values that stay what they were.
#include <ctgrad/transform/optimised.hpp>
#include <ctgrad/transform/scalar_jacobian.hpp>

#include "../../support/evaluated.hpp"
#include "../../support/values.hpp"
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace ctgrad;
using namespace ctgrad::transform::straight;
using test::evaluated_scalar;
using test::symbolic;
using test::values;
using term_list = detail::list<op::term>;

namespace {

test::point here() {
    return {
        {{"x", {0.7}},
         {"y", {-1.3}},
         {"z", {2.1}},
         {"u", {0.3, -0.8, 1.7}},
         {"v", {-1.1, 0.4, 0.9}},
         {"w", {0.2, 0.6, -0.5}}},
        {}};
}

term_list list_of(std::initializer_list<symbolic> of) {
    term_list result;
    for (symbolic const& s : of) result.push(s.t);
    return result;
}
symbolic entry_of(symbolic const& v, int k) { return test::element(v, k); }

struct operations {
    int additions = 0;
    int multiplications = 0;
    int divisions = 0;
    int functions = 0;

    friend bool operator==(operations const&, operations const&) = default;
    friend std::ostream& operator<<(std::ostream& out, operations const& o) {
        return out << o.additions << " + " << o.multiplications << " * " << o.divisions << " / " << o.functions << " f";
    }
};

operations operations_of(builder const& g, term_list const& outputs) {
    std::vector<bool> reached(static_cast<std::size_t>(g.size()));
    for (op::term const& t : outputs) reached[static_cast<std::size_t>(t.node)] = true;
    operations count;
    for (int id = g.size() - 1; id >= 0; --id) {
        if (!reached[static_cast<std::size_t>(id)] || g[id].arguments == 0) continue;
        for (int m = 0; m < g[id].arguments; ++m) reached[static_cast<std::size_t>(g.argument_of(id, m).node)] = true;
        graph::opcode const o = g[id].op;
        if (o == op::code<op::multiply_op>)
            ++count.multiplications;
        else if (o == op::code<op::divide_op>)
            ++count.divisions;
        else if (op::information_of[o].expensive)
            ++count.functions;
        else
            ++count.additions;
    }
    return count;
}

/// The values after a pass, perhaps with the signs of sums turned. They agree with those before to a few rounding errors of numbers of the
/// size of 1: 1e-14.
template <class Pass>
term_list after(values& s, term_list const& before, Pass pass, bool turns = false) {
    network n;
    REQUIRE(transform::simplification::read(n, transform::view_of(s.g), transform::simplification::list_of_terms{before}));
    pass(n);
    signs turned(n);
    term_list const result = writer(n, s.g, leaves(s.g)).run(turns ? &turned : nullptr);
    for (int k = 0; k < before.size(); ++k) {
        INFO("value " << k);
        CHECK(
            evaluated_scalar(op::scalar(result[k]), here()) ==
            Approx(evaluated_scalar(op::scalar(before[k]), here())).epsilon(1e-14).margin(1e-14));
    }
    return result;
}

constexpr auto nothing = [](network&) {};
constexpr auto extract = [](network& n) { extraction(n, 24).run(); };

}  // namespace

TEST_CASE("read and written: divisions by one number share its reciprocal") {
    values s;
    term_list const v = list_of({s.x / s.z, s.y / s.z, (s.x * s.y) / (s.z * s.z)});
    CHECK(operations_of(s.g, v) == operations{0, 2, 3, 0});
    CHECK(operations_of(s.g, after(s, v, nothing)).divisions == 1);
    term_list const alone = list_of({s.x / s.z});
    CHECK(operations_of(s.g, after(s, alone, nothing)) == operations{0, 0, 1, 0});
}

TEST_CASE("read and written: signs, numbers, and a factor that cancels") {
    values s;
    after(s, list_of({-(s.x * s.y), 2 * s.x - 3 * s.y, -(2 * s.x), s.number(-3), s.number(0), s.x}), nothing);
    term_list const v = after(s, list_of({(s.x / s.y) * (s.z * s.y)}), nothing);
    CHECK(operations_of(s.g, v) == operations{0, 1, 0, 0});
    symbolic sum = s.x * s.y;  // long enough for several chains of additions
    for (int k = 1; k < 20; ++k)
        sum = k % 3 == 0 ? sum - s.number(k, 7) * test::exp(s.number(-k, 5) * s.x)
                         : sum + s.number(1, k + 4) * test::cos(k * s.y);
    after(s, list_of({sum}), nothing);
}

TEST_CASE("read and written: functions of several values, selections and conditions stay") {
    values s;
    symbolic const q = test::select(s.x * s.y < s.z, s.x / s.z, s.y * s.y);
    term_list const v = after(s, list_of({q, test::pow(s.z, s.x + s.y), test::max(q, s.x * s.x)}), extract);
    CHECK(operations_of(s.g, v).functions >= 1);
}

TEST_CASE("written: factors are multiplied, and summands added, in the order in which they are there") {
    auto const is_cosine = [](op::term const& t) { return t.op == op::code<op::cos_op>; };
    auto const waits_last = [&](op::term const& t) { return is_cosine(op::operand(t, 0)) || is_cosine(op::operand(t, 1)); };
    for (bool const first : {true, false}) {  // variables have their numbers in the order in which they are read
        values s;
        symbolic const wave = test::cos(s.x);
        symbolic const a = first ? wave : s.y, b = s.z, c = first ? s.y : wave;
        CHECK(waits_last(after(s, list_of({a * b * c}), nothing)[0]));
        CHECK(waits_last(after(s, list_of({a + b + c}), nothing)[0]));
        CHECK(waits_last(after(s, list_of({a * (b * c)}), nothing)[0]));
    }
}

TEST_CASE("what sums have in common is pulled out, within one and among several") {
    values s;
    symbolic const a = entry_of(s.u, 0), b = entry_of(s.u, 1), c = entry_of(s.u, 2), x = entry_of(s.v, 0), y = entry_of(s.v, 1);
    CHECK(operations_of(s.g, after(s, list_of({a * x + b * x + c * x}), extract)) == operations{2, 1, 0, 0});
    // x a + x b and y b - (-(y a)): the sum a + b serves both
    CHECK(operations_of(s.g, after(s, list_of({a * x + b * x, y * b + y * a}), extract)) == operations{1, 2, 0, 0});
    // up to the sign
    CHECK(operations_of(s.g, after(s, list_of({a * x - b * x, y * b - y * a}), extract)).multiplications == 2);
    // a longer common part: a + b + c in three sums
    term_list const v = list_of({a + b + c + x, y + c + b + a, (a + x * x) + (c + b)});
    CHECK(operations_of(s.g, after(s, v, extract)) == operations{5, 1, 0, 0});
}

TEST_CASE("a sum that became a product, or another name, is seen as that where it is used") {
    values s;
    symbolic const a = entry_of(s.u, 0), b = entry_of(s.u, 1), c = entry_of(s.u, 2);
    // x (a + b) and x (a + b + c), the former being a value itself
    symbolic const p = a * s.x + b * s.x, q = a * s.y + b * s.y;
    CHECK(operations_of(s.g, after(s, list_of({p, p + c * s.x, q, q + c * s.y}), extract)) == operations{2, 4, 0, 0});
    symbolic const m = -(a * s.x) - b * s.x, n = -(a * s.y) - b * s.y;
    CHECK(operations_of(s.g, after(s, list_of({m, m - c * s.x, n, c * s.y - n}), extract, true)).multiplications == 4);
    // a + b is there with a name
    symbolic const named = a + b;
    term_list const v = list_of({named * s.x + c * s.x, named * s.y + c * s.y, s.z - a - b - c});
    CHECK(operations_of(s.g, after(s, v, extract)) == operations{3, 2, 0, 0});
    // with the other sign
    symbolic const opposite = -a - b;
    term_list const w = list_of({opposite * s.x - c * s.x, opposite * s.y - c * s.y, s.z + (a + b) * (a + b) + c});
    CHECK(operations_of(s.g, after(s, w, extract, true)).multiplications == 3);
}

TEST_CASE("random sums of products, many of them with names, keep their values") {
    unsigned state = 1;
    auto const below = [&](std::size_t n) {
        state = state * 1664525U + 1013904223U;
        return (state >> 16U) % n;
    };
    for (int round = 0; round < 200; ++round) {
        values s;
        std::vector<symbolic> known{s.x, s.y, s.z};
        for (int k = 0; k < 3; ++k) known.insert(known.end(), {entry_of(s.u, k), entry_of(s.v, k)});
        term_list outputs;
        for (int n = 0; n < 14; ++n) {
            symbolic sum = known[below(known.size())] * known[below(9)];
            if (below(2) == 0) sum = -sum;
            for (std::size_t k = below(4); k > 0; --k) {
                symbolic const other = known[below(known.size())] * known[below(9)];
                sum = below(2) == 0 ? sum + other : sum - other;
            }
            known.push_back(sum);
            if (below(2) == 0) outputs.push(sum.t);
        }
        outputs.push(known.back().t);
        network n;
        REQUIRE(transform::simplification::read(n, transform::view_of(s.g), transform::simplification::list_of_terms{outputs}));
        extract(n);
        term_list const result = writer(n, s.g, leaves(s.g)).run();
        CHECK(operations_of(s.g, result).multiplications <= operations_of(s.g, outputs).multiplications);
        for (int k = 0; k < outputs.size(); ++k) {
            INFO("round " << round << ", value " << k);
            // sums of up to 4^14 products, of which few matter, of numbers up to 2
            CHECK(
                evaluated_scalar(op::scalar(result[k]), here()) ==
                Approx(evaluated_scalar(op::scalar(outputs[k]), here())).epsilon(1e-11).margin(1e-11));
        }
    }
}

TEST_CASE("what products have in common is computed once, powers included") {
    values s;
    symbolic const a = entry_of(s.u, 0), b = entry_of(s.u, 1), c = entry_of(s.u, 2);
    symbolic const p = test::cos(a), q = test::cos(b);
    CHECK(
        operations_of(s.g, after(s, list_of({(p * q) * c, (p * s.x) * q, q * (p * s.y)}), extract)) ==
        operations{0, 4, 0, 2});
    // (a x) b may be in range where a b is not
    CHECK(
        operations_of(s.g, after(s, list_of({(a * b) * c, (a * s.x) * b, b * (a * s.y)}), extract)) ==
        operations{0, 6, 0, 0});
    CHECK(
        operations_of(s.g, after(s, list_of({((a * a) * (a * a)) * ((a * a) * (a * a))}), extract)) ==
        operations{0, 3, 0, 0});
}

TEST_CASE("equal products add up, and vanish where they cancel") {
    values s;
    symbolic const a = entry_of(s.u, 0), b = entry_of(s.u, 1);
    auto const collect = [](network& n) { collection(n).run(24); };
    CHECK(operations_of(s.g, after(s, list_of({(a * b + s.x) + 2 * (a * b)}), collect)) == operations{1, 2, 0, 0});
    CHECK(operations_of(s.g, after(s, list_of({(a * b + s.x) - b * a}), collect)) == operations{0, 0, 0, 0});
    CHECK(operations_of(s.g, after(s, list_of({(a + (s.x - a))}), collect)) == operations{0, 0, 0, 0});
}

TEST_CASE("only what was rounded is multiplied out") {
    values s;
    symbolic const a = entry_of(s.u, 0), b = entry_of(s.u, 1), c = entry_of(s.u, 2);
    auto const distribute = [](network& n) { distribution(n, n.count_uses()).run(); };
    CHECK(operations_of(s.g, after(s, list_of({a * (s.x * b - s.y * c) + s.z}), distribute)) == operations{2, 4, 0, 0});
    // the difference of two inputs is exact where they are close
    CHECK(operations_of(s.g, after(s, list_of({a * (s.x - s.y) + s.z}), distribute)) == operations{2, 1, 0, 0});
}

TEST_CASE("sums of angles") {
    values s;
    using test::cos;
    using test::sin;
    auto const merge = [](network& n) { angles(n).run(); };
    symbolic const a = s.x, b = s.y;
    for (symbolic const& f :
         {cos(a) * cos(b) - sin(a) * sin(b), cos(a) * cos(b) + sin(a) * sin(b), sin(a) * sin(b) + cos(b) * cos(a),
          sin(a) * sin(b) - cos(a) * cos(b), sin(a) * cos(b) + cos(a) * sin(b), sin(a) * cos(b) - cos(a) * sin(b),
          cos(a) * sin(b) - sin(a) * cos(b), sin(b) * cos(a) + cos(b) * sin(a)})
        CHECK(operations_of(s.g, after(s, list_of({f}), merge)).functions == 1);
    // a common factor, and a chain of rotations
    symbolic const c1 = cos(a) * cos(b) - sin(a) * sin(b), s1 = sin(a) * cos(b) + cos(a) * sin(b);
    term_list const v = list_of({s.z * (c1 * cos(s.z)) - s.z * (s1 * sin(s.z)), c1 * sin(s.z) + s1 * cos(s.z)});
    CHECK(operations_of(s.g, after(s, v, merge)).functions == 2);
    // not one by any theorem
    CHECK(operations_of(s.g, after(s, list_of({cos(a) * sin(b) + sin(a) * sin(b)}), merge)).functions == 3);
}

TEST_CASE("rotations that are applied one after the other") {
    values s;
    using test::cos;
    using test::sin;
    symbolic const a = s.x, b = s.y, p = entry_of(s.u, 0), q = entry_of(s.u, 1), r = entry_of(s.u, 2);
    auto const merge = [](network& n) { angles(n).run(); };
    symbolic const u = cos(b) * p - sin(b) * q + 2 * cos(b), w = sin(b) * p + cos(b) * q + 2 * sin(b);
    term_list const both = list_of({cos(a) * u - sin(a) * w + r, sin(a) * u + cos(a) * w});
    CHECK(operations_of(s.g, after(s, both, merge)).functions == 2);
    symbolic const outer = cos(s.z) * (cos(a) * u - sin(a) * w) - sin(s.z) * (sin(a) * u + cos(a) * w);
    CHECK(operations_of(s.g, after(s, list_of({outer}), merge)).functions == 2);
    // sums of something else stay in their parentheses
    symbolic const other = cos(a) * (p * q + r * p) - sin(a) * (sin(b) * p + r * q);
    CHECK(operations_of(s.g, after(s, list_of({other}), merge)) == operations_of(s.g, after(s, list_of({other}), nothing)));
}

TEST_CASE("functions of half an angle serve the whole") {
    values s;
    auto const halve = [](network& n) { half_angles(n).run(); };
    symbolic const a = s.x * s.y;
    symbolic const half = s.number(1, 2) * a;
    term_list const v = list_of({test::sin(a), test::cos(a), test::sin(half)});
    CHECK(operations_of(s.g, after(s, v, halve)).functions == 2);
    term_list const without = list_of({test::sin(a), test::cos(a)});
    CHECK(operations_of(s.g, after(s, without, halve)).functions == 2);
}

TEST_CASE("values are simplified only where something is gained, and never where rewrites are exact") {
    values s;
    symbolic const three = test::sin(s.x) * test::cos(s.y) + test::sin(s.z);
    CHECK(op::same(transform::simplified(s.g, list_of({three}))[0], three.t));
    symbolic const sum = test::sin(s.x) * test::cos(s.y) + test::cos(s.x) * test::sin(s.y);
    CHECK_FALSE(op::same(transform::simplified(s.g, list_of({sum}))[0], sum.t));
    // with the functions that would be replaced needed elsewhere, a further one only costs
    term_list const kept = list_of({sum, test::sin(s.x), test::cos(s.x), test::sin(s.y), test::cos(s.y)});
    CHECK(op::same(transform::simplified(s.g, kept)[0], sum.t));
    s.g.rewrites = graph::soundness::exact;
    CHECK(op::same(transform::simplified(s.g, list_of({sum}))[0], sum.t));
}

TEST_CASE("a planar arm: its value, simplified, has a cheap Jacobian") {
    values s;
    using test::cos;
    using test::sin;
    auto const arm = [&](symbolic const& a, symbolic const& b, symbolic const& c) {
        symbolic const c12 = cos(a) * cos(b) - sin(a) * sin(b), s12 = sin(a) * cos(b) + cos(a) * sin(b);
        symbolic const c123 = c12 * cos(c) - s12 * sin(c), s123 = s12 * cos(c) + c12 * sin(c);
        return list_of({cos(a) * 2 + c12 * 3 + c123 * 5, sin(a) * 2 + s12 * 3 + s123 * 5});
    };
    term_list const inputs = list_of({s.x, s.y, s.z});
    auto const with_jacobian = [&](term_list values) {
        term_list const j = transform::scalar_jacobian(s.g, values, inputs);
        for (op::term const& t : j) values.push(t);
        return values;
    };
    term_list const plain = with_jacobian(arm(s.x, s.y, s.z));
    term_list const simple = with_jacobian(transform::simplified(s.g, arm(s.x, s.y, s.z)));
    term_list const best = after(s, simple, extract);
    for (int k = 0; k < plain.size(); ++k)
        CHECK(
            evaluated_scalar(op::scalar(best[k]), here()) ==
            Approx(evaluated_scalar(op::scalar(plain[k]), here())).epsilon(1e-13).margin(1e-13));
    operations const count = operations_of(s.g, best);
    CHECK(count.functions == 6);
    // two angles, six multiples, three sums for each coordinate at most, and the signs of the first row
    CHECK(count.additions + count.multiplications <= 16);
}

namespace {

/// Values at several points: y below, at and above what conditions compare with; z such that what is masked there is infinite or NaN.
std::vector<test::point> branch_points() {
    std::vector<test::point> result;
    for (double const y : {-1.3, 0.0, 0.8})
        for (double const z : {2.1, 0.0}) {
            test::point p = here();
            p.reals["y"] = {y};
            p.reals["z"] = {z};
            result.push_back(p);
        }
    return result;
}
void check_everywhere(term_list const& before, term_list const& result) {
    REQUIRE(before.size() == result.size());
    for (test::point const& p : branch_points())
        for (int k = 0; k < before.size(); ++k) {
            double const expected = evaluated_scalar(op::scalar(before[k]), p);
            double const found = evaluated_scalar(op::scalar(result[k]), p);
            INFO("value " << k << " for y = " << p.reals.at("y")[0] << ", z = " << p.reals.at("z")[0]);
            if (!std::isfinite(expected))
                CHECK(!std::isfinite(found));
            else
                CHECK(found == Approx(expected).epsilon(1e-14).margin(1e-14));  // a few rounding errors, of 1 at most
        }
}
int selections_in(builder const& g, term_list const& outputs) {
    std::vector<bool> reached(static_cast<std::size_t>(g.size()));
    for (op::term const& t : outputs) reached[static_cast<std::size_t>(t.node)] = true;
    int count = 0;
    for (int id = g.size() - 1; id >= 0; --id) {
        if (!reached[static_cast<std::size_t>(id)]) continue;
        for (int m = 0; m < g[id].arguments; ++m) reached[static_cast<std::size_t>(g.argument_of(id, m).node)] = true;
        count += g[id].op == op::code<op::select_op> ? 1 : 0;
    }
    return count;
}

constexpr auto select_coefficients = [](network& n) {
    contents(n).run();
    equal_values(n).run();
    selections(n).run();
};
constexpr auto unmask = [](network& n) {
    masks(n).run();
    equal_values(n).run();
};

}  // namespace

TEST_CASE("selections between sums are made between their coefficients") {
    values s;
    auto const condition = s.y > 0;
    symbolic const c = test::cos(s.y), root = 1 / test::sqrt(s.y), a = entry_of(s.u, 0), b = entry_of(s.u, 1);
    // like a rotation: a series of one term near 0
    term_list const v = list_of(
        {test::select(condition, a * c + b * root + s.x * (root * root), a + b),
         test::select(condition, b * c - a * root, b - a)});
    term_list const result = after(s, v, select_coefficients);
    check_everywhere(v, result);
    CHECK(selections_in(s.g, result) == 3);  // of the cosine, of the root, and of its square
}

TEST_CASE("what only one way has stays masked where it may be infinite") {
    values s;
    auto const condition = s.y > 0;
    symbolic const inverse = 1 / s.z;
    // 1 / z is infinite at z = 0, and no factor of the other way
    term_list const v = list_of({test::select(condition, s.x * s.x + inverse * test::sqrt(s.y), s.x * 3)});
    check_everywhere(v, after(s, v, select_coefficients));
    // nor is it in front of a mask, unless it shows anyway
    term_list const hidden = list_of({s.x + test::select(condition, inverse * test::sqrt(s.y), s.number(0))});
    check_everywhere(hidden, after(s, hidden, unmask));
    CHECK(selections_in(s.g, after(s, hidden, unmask)) == 1);
}

TEST_CASE("factors that need no mask leave it, and masks of one coefficient are one") {
    values s;
    auto const condition = s.y > 0;
    symbolic const zero = s.number(0), root = test::sqrt(s.y), inverse = 1 / s.z;
    symbolic const a = entry_of(s.u, 0), b = entry_of(s.u, 1);
    term_list const v = list_of(
        {s.x + test::select(condition, a * root, zero), s.x - test::select(condition, b * (root * s.x), zero),
         inverse * a + test::select(condition, root * inverse, zero), a - test::select(condition, zero, b * test::sqrt(-s.y))});
    CHECK(selections_in(s.g, v) == 4);
    term_list const result = after(s, v, unmask);
    check_everywhere(v, result);
    CHECK(selections_in(s.g, result) == 2);  // of two roots
}

TEST_CASE("arithmetic modulo 2^61 - 1") {
    residue::type const p = residue::prime;
    CHECK(residue::sum(p - 1, 1) == 0);
    CHECK(residue::sum(p - 1, p - 1) == p - 2);
    CHECK(residue::opposite(0) == 0);
    CHECK(residue::product(p - 1, p - 1) == 1);  // -1 times -1
    CHECK(residue::product(1ULL << 60U, 2) == 1);
    CHECK(residue::of(-1) == p - 1);
    CHECK(residue::of(std::numeric_limits<long long>::min()) == residue::opposite(4));  // -2^63 is -4
    CHECK(residue::inverse(0) == 0);
    residue::type x = 123456789;
    for (int k = 0; k < 1000; ++k) {
        residue::type const y = residue::mixed(x);
        REQUIRE(x < p);
        CHECK(residue::product(x, residue::inverse(x)) == 1);
        // x y, by doubling and adding
        residue::type total = 0;
        for (int bit = 60; bit >= 0; --bit) {
            total = residue::sum(total, total);
            if ((y >> static_cast<unsigned>(bit) & 1U) != 0) total = residue::sum(total, x);
        }
        CHECK(residue::product(x, y) == total);
        x = y;
    }
}

TEST_CASE("variables that are equal as rational functions, or opposite, become one") {
    values s;
    auto const number = [](network& n) { equal_values(n).run(); };
    symbolic const a = s.x, b = s.y, c = s.z, bc = b + c;
    // a - (b + c) and (a - c) - b, where b + c is needed as well, and the opposite of both as a factor
    term_list const v = list_of({(a - bc) * a, ((a - c) - b) * b, (bc - a) * c, bc * bc});
    CHECK(operations_of(s.g, after(s, v, number)).additions == 3);  // the opposite has a sign of its own, in its product
    // functions of what is equal are equal
    term_list const functions = list_of({test::cos((a - bc) + a * b) + a, test::cos(b * a - (bc - a)) + b});
    CHECK(operations_of(s.g, after(s, functions, number)).functions == 1);
    // an output that is the opposite of another
    CHECK(operations_of(s.g, after(s, list_of({a - bc, (b - a) + c, bc}), number)).additions == 3);
    // what is not equal stays: products of sines and cosines are functions of leaves here
    term_list const different = list_of({test::cos(a) * b, test::cos(b) * a, a * a - b, a - b * b, bc, b - c});
    after(s, different, number);
    CHECK(operations_of(s.g, different) == operations_of(s.g, after(s, different, nothing)));
}

TEST_CASE("equal values that passes make are found when they are looked for again") {
    unsigned state = 1;
    auto const below = [&](std::size_t n) {
        state = state * 1664525U + 1013904223U;
        return (state >> 16U) % n;
    };
    int found = 0;
    for (int round = 0; round < 400; ++round) {
        values s;
        std::vector<symbolic> known{s.x, s.y, s.z};
        for (int k = 0; k < 3; ++k) known.push_back(entry_of(s.u, k));
        for (std::size_t k = 20 + below(50); k > 0; --k) {
            symbolic const a = known[below(known.size())], b = known[below(known.size())], c = known[below(6)];
            symbolic const made[]{a * b, a * b, a + b, a - b, a / b, a * b + c};
            known.push_back(made[below(6)]);
        }
        term_list outputs;
        for (std::size_t k = 1; k <= 4; ++k) outputs.push(known[known.size() - k].t);
        network n;
        REQUIRE(transform::simplification::read(n, transform::view_of(s.g), transform::simplification::list_of_terms{outputs}));
        equal_values equals(n);
        equals.run();
        collection(n).run(24);
        extract(n);
        network same = n;
        if (equals.run()) ++found;
        equal_values(same).run();  // looks at all
        term_list const result = writer(n, s.g, leaves(s.g)).run();
        INFO("round " << round);
        CHECK(operations_of(s.g, result) == operations_of(s.g, writer(same, s.g, leaves(s.g)).run()));
    }
    CHECK(found > 0);
}

TEST_CASE("what all summands have in common goes in front of a sum, and into the products that have it as a factor") {
    values s;
    symbolic const a = entry_of(s.u, 0), b = entry_of(s.u, 1), x = entry_of(s.v, 0), y = entry_of(s.v, 1);
    symbolic const t = a * x * s.z + b * x * s.z;  // x z (a + b)
    term_list const v = list_of({t * t, y * t, (a + b) * s.x});
    auto const pull = [](network& n) {
        contents(n).run();
        equal_values(n).run();
    };
    CHECK(operations_of(s.g, after(s, v, pull)).additions == 1);
}

TEST_CASE("a sum of what is subtracted gives its sign to its products") {
    values s;
    symbolic const a = entry_of(s.u, 0), b = entry_of(s.u, 1), c = entry_of(s.u, 2);
    // the numbers go elsewhere: 2 x and 2 z are variables, and t is -(2 x) y - (2 z) a
    symbolic const t = s.number(-2) * (s.x * s.y) - 2 * (s.z * a);
    term_list const v = list_of({t * b + s.y, t * c + s.z, 2 * s.x * b, 2 * s.z * c});
    CHECK(operations_of(s.g, after(s, v, extract)).additions == 4);
    CHECK(operations_of(s.g, after(s, v, extract, true)).additions == 3);
    // so does a sum of products with such a one
    symbolic const w = t * b - s.x * s.z;
    term_list const chain = list_of({w * s.y + c, w * c + s.y, t * s.y + s.z, 2 * s.x * b, 2 * s.z * c});
    int const plain = operations_of(s.g, after(s, chain, extract)).additions;
    CHECK(operations_of(s.g, after(s, chain, extract, true)).additions < plain);
    // the sign of an output, and of the operand of a function, stays
    after(s, list_of({t, test::exp(t) + t * t, 1 / t}), nothing, true);
}
