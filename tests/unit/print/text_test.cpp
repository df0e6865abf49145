#include <ctgrad/print/text.hpp>

#include "../../support/values.hpp"
#include <catch2/catch.hpp>

#include <map>
#include <string>

namespace op = ctgrad::op;
using namespace ctgrad::test;

namespace {

constexpr bool prints(auto formula, std::string_view expected) {
    values s;
    auto const text = ctgrad::print::text(s.g, formula(s));
    return std::string_view(text.begin(), static_cast<std::size_t>(text.size())) == expected;
}

std::string printed(values& s, symbolic const& v) {
    auto const text = ctgrad::print::text(s.g, v);
    return {text.begin(), text.end()};
}

static_assert(prints([](values& s) { return squared_norm(s.A * s.u - s.v); }, "squared_norm(A*u - v)"));
static_assert(
    prints([](values& s) { return gradient(squared_norm(s.A * s.u - s.v), s.u); }, "2*(transpose(A)*(A*u - v))"));

}  // namespace

TEST_CASE("scalars: infix operators with the parentheses that are needed") {
    values s;
    CHECK(printed(s, s.x + s.y * s.z) == "x + y*z");
    CHECK(printed(s, (s.x + s.y) * s.z) == "z*(x + y)");
    CHECK(printed(s, s.x - (s.y - s.z)) == "x - (y - z)");
    CHECK(printed(s, (s.x - s.y) - s.z) == "x - y - z");
    CHECK(printed(s, s.x / (s.y * s.z)) == "x/(y*z)");
    CHECK(printed(s, s.x * s.y / s.z) == "x*y/z");
    CHECK(printed(s, s.x * (s.y / s.z)) == "x*(y/z)");
    CHECK(printed(s, -(s.x + s.y)) == "-(x + y)");
    CHECK(printed(s, -s.x) == "-x");
    CHECK(printed(s, -(s.x * s.y)) == "-(x*y)");
    CHECK(printed(s, 2 * s.x) == "2*x");
    CHECK(printed(s, s.x / 2) == "1/2*x");
    CHECK(printed(s, s.number(-3, 4)) == "-3/4");
    CHECK(printed(s, s.number(-9223372036854775807LL)) == "-9223372036854775807");
    CHECK(printed(s, s.x - s.number(2, 3)) == "-2/3 + x");
    CHECK(printed(s, s.x * s.x) == "x*x");
    CHECK(printed(s, square(s.x + s.y)) == "square(x + y)");
}

TEST_CASE("scalars: functions, comparisons, selections") {
    values s;
    CHECK(printed(s, sigmoid(s.x + s.y)) == "sigmoid(x + y)");
    CHECK(printed(s, max(s.x, s.y)) == "max(x, y)");
    CHECK(printed(s, pow(s.x, s.y)) == "pow(x, y)");
    CHECK(printed(s, select(s.x < s.y, s.x, 0)) == "select(x < y, x, 0)");
    CHECK(printed(s, select(s.x > 0, s.y, s.z)) == "select(x > 0, y, z)");
    CHECK(printed(s, select(s.x >= 0, s.y, s.z)) == "select(x >= 0, y, z)");
    CHECK(printed(s, gradient(relu(s.x), s.x)) == "select(x > 0, 1, 0)");
    CHECK(
        printed(
            s, op::scalar(op::constant(s.g, ctgrad::graph::constant{.which = ctgrad::graph::constant::name::pi}))) ==
        "pi");
}

TEST_CASE("linear algebra") {
    values s;
    CHECK(printed(s, s.A * s.u + s.v) == "v + A*u");
    CHECK(printed(s, transpose(s.A) * s.u) == "transpose(A)*u");
    CHECK(printed(s, s.A * s.B) == "A*B");
    CHECK(printed(s, s.A * transpose(s.B)) == "A*transpose(B)");
    CHECK(printed(s, transpose(s.A) * s.B) == "transpose(A)*B");
    CHECK(printed(s, transpose(s.A * s.B)) == "transpose(A*B)");
    CHECK(printed(s, (s.A * s.B) * s.u) == "A*B*u");
    CHECK(printed(s, s.A * (s.B * s.u)) == "A*(B*u)");
    CHECK(printed(s, dot(s.u, s.v)) == "dot(u, v)");
    CHECK(printed(s, dot(s.A, s.B)) == "dot(A, B)");
    CHECK(printed(s, trace(s.A * s.B)) == "trace(A*B)");
    CHECK(printed(s, outer(s.u, s.v)) == "outer(u, v)");
    CHECK(printed(s, outer(s.v, s.u)) == "outer(v, u)");
    CHECK(printed(s, squared_norm(s.A)) == "squared_norm(A)");
    CHECK(printed(s, cwise_product(s.u, s.v)) == "cwise_product(u, v)");
    CHECK(printed(s, cwise_quotient(s.u, s.v)) == "cwise_quotient(u, v)");
    CHECK(printed(s, s.x * s.u) == "x*u");
    CHECK(printed(s, s.u / s.x) == "u/x");
    CHECK(printed(s, 1 / s.u) == "1/u");
    CHECK(printed(s, s.x + s.u) == "x + u");
    CHECK(printed(s, s.A + broadcast_rows<3>(s.u)) == "broadcast_rows<3>(u) + A");
}

TEST_CASE("reductions") {
    values s;
    CHECK(printed(s, sum(s.u)) == "sum(u)");
    CHECK(printed(s, sum<0>(s.M)) == "sum<0>(M)");
    CHECK(printed(s, sum<1>(s.M)) == "sum<1>(M)");
    CHECK(printed(s, sum<0>(transpose(s.M))) == "sum<1>(M)");
    CHECK(printed(s, sum<1>(cwise_product(s.A, s.B))) == "sum<1>(cwise_product(A, B))");
    CHECK(printed(s, max_element(s.M)) == "max_element(M)");
    CHECK(printed(s, min_element<1>(s.M)) == "min_element<1>(M)");
    CHECK(printed(s, mean(s.u)) == "1/3*sum(u)");
    CHECK(printed(s, trace(s.A)) == "trace(A)");
    CHECK(printed(s, logsumexp(s.u)) == "shift(max_element(u)) + log(sum(exp(u - shift(max_element(u)))))");
}

TEST_CASE("entries, brackets and index notation") {
    values s;  // i and j are symbols: labels are called k, l, ...
    CHECK(printed(s, element(s.u, 2)) == "u[2]");
    CHECK(printed(s, element(s.A, s.i, 2)) == "A[i, 2]");
    CHECK(printed(s, element(s.A * s.u, s.i)) == "(A*u)[i]");
    CHECK(printed(s, exp(element(s.u, s.i))) == "exp(u[i])");
    CHECK(printed(s, identity_matrix(s, 3)) == "[k < 3, l < 3: [k == l]]");
    CHECK(printed(s, gradient(element(s.u, s.i), s.u)) == "[k < 3: [i == k]]");
    CHECK(printed(s, gradient(sum(s.u), s.u)) == "[k < 3: 1]");
    CHECK(printed(s, gradient(max_element(s.u), s.u)) == "[k < 3: [k == argmax(u)]]");
    CHECK(printed(s, hinge_loss(s.u, s.i)) == "sum(select([k < 3: i == k], 0, relu(u + (1 - u[i]))))");
}

TEST_CASE("an operator of the user's is written as a call") {
    values s;
    static constexpr ctgrad::graph::gradient_rule rule{"multiply", nullptr};
    symbolic const operands[]{s.x + s.y, s.u};
    CHECK(printed(s, 2 * op::with_rule(rule, (s.x + s.y) * s.u, operands, 2)) == "2*multiply(x + y, u)");
}

TEST_CASE("different values have different texts") {
    values s;
    symbolic const all[]{
        s.x,
        s.y,
        s.u,
        s.x + s.y,
        s.x - s.y,
        s.y - s.x,
        s.x * s.y,
        s.x / s.y,
        s.y / s.x,
        -s.x,
        s.x - (s.y - s.z),
        (s.x - s.y) - s.z,
        s.x + (s.y + s.z),
        (s.x + s.y) + s.z,
        s.x * (s.y * s.z),
        (s.x * s.y) * s.z,
        s.x * (s.y / s.z),
        s.x * s.y / s.z,
        s.x / (s.y * s.z),
        -(s.x * s.y),
        -(s.x + s.y),
        s.A * s.B,
        s.B * s.A,
        transpose(s.A) * s.B,
        s.A * transpose(s.B),
        transpose(s.A * s.B),
        transpose(s.A) * transpose(s.B),
        cwise_product(s.A, s.B),
        cwise_product(s.A, transpose(s.B)),
        dot(s.A, s.B),
        dot(s.A, transpose(s.B)),
        s.A * s.u,
        transpose(s.A) * s.u,
        s.A * (s.B * s.u),
        (s.A * s.B) * s.u,
        outer(s.u, s.v),
        outer(s.v, s.u),
        dot(s.u, s.v),
        cwise_product(s.u, s.v),
        s.u * s.x,
        sum(s.u),
        sum(s.A),
        sum<0>(s.A),
        sum<1>(s.A),
        trace(s.A),
        max_element(s.A),
        max_element<0>(s.A),
        element(s.A, 0, 1),
        element(s.A, 1, 0),
        element(s.A, s.i, 1),
        element(s.A, s.j, 1),
        element(s.A, s.i, s.i),
        element(s.A * s.B, 0, 1),
        s.A + broadcast_rows<3>(s.u),
        s.A + transpose(broadcast_rows<3>(s.u)),
        identity_matrix(s, 3),
        identity_matrix(s, 2),
        gradient(sum(s.u), s.u),
        s.number(1),
        gradient(sum(s.A), s.A),
        select(s.x < s.y, s.x, s.y),
        select(s.x <= s.y, s.x, s.y),
        select(s.y < s.x, s.x, s.y),
        select(s.x > 0, s.x, s.y),
        select(s.x < 0, s.x, s.y),
        exp(s.A),
        exp(s.x),
        square(s.u),
        square(s.x + s.y),
        squared_norm(s.u),
        s.number(1, 2) * s.x,
        gradient(element(s.u, 1), s.u),
        gradient(element(s.u, 2), s.u),
        gradient(max_element(s.A), s.A)};
    std::map<std::string, int> seen;
    for (symbolic const& v : all) {
        auto const [at, is_new] = seen.try_emplace(printed(s, v), v.t.node);
        INFO(at->first);
        CHECK(is_new);
    }
}

TEST_CASE("what would be very long as a tree names its shared parts") {
    values s;
    symbolic e = s.x;
    for (int k = 0; k < 40; ++k) e = e * e + s.y;
    std::string const text = printed(s, e);
    CHECK(text.substr(0, 36) == "t1 = y + x*x; t2 = y + square(t1); t");
    CHECK(text.size() < 2000);
}

namespace {

constexpr bool prints_in_constant_evaluation(auto formula, int at_least) {
    values s;
    return ctgrad::print::text(s.g, formula(s)).size() > at_least;
}
constexpr symbolic long_sum(values& s) {
    symbolic sum = s.x;
    for (int k = 2; k < 150; ++k) sum = sum + sin(s.x * s.number(k));
    return sum;
}
constexpr symbolic long_chain(values& s) {
    symbolic chain = s.x;
    for (int k = 2; k < 150; ++k) chain = sin(chain);
    return chain;
}
// deeper than the 512 calls that compilers allow
static_assert(prints_in_constant_evaluation([](values& s) { return long_sum(s); }, 1500));
static_assert(prints_in_constant_evaluation([](values& s) { return long_chain(s); }, 700));

}  // namespace

TEST_CASE("long sums are written without parentheses, deep chains in parts") {
    values s;
    CHECK(printed(s, long_sum(s)).substr(0, 37) == "x + sin(2*x) + sin(3*x) + sin(4*x) + ");
    std::string const chain = printed(s, long_chain(s));
    CHECK(chain.substr(0, 10) == "t1 = sin(s");
    CHECK(chain.find("; t2 = sin(") != std::string::npos);
}

TEST_CASE("the names of shared parts are no symbols") {
    values s;
    symbolic e = s.input("t3");
    for (int k = 0; k < 40; ++k) {
        symbolic const first = sin(e);  // operands stand by age
        e = first + cos(e);
    }
    CHECK(printed(s, e).substr(0, 26) == "t_1 = sin(t3) + cos(t3); t");
}

TEST_CASE("labels are called as no symbol is") {
    values s;
    s.input("k");
    CHECK(printed(s, gradient(sum(s.u), s.u)) == "[l < 3: 1]");
}
