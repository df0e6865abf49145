#include <ctgrad/transform/compact.hpp>

#include "../../support/values.hpp"
#include <catch2/catch.hpp>

using namespace ctgrad;
using test::symbolic;
using test::values;

TEST_CASE("equal subexpressions are one node") {
    values s;
    symbolic const a = test::exp(s.x * s.y) + s.z;
    int const before = s.g.size();
    int const arguments = s.g.arguments.size();
    symbolic const b = test::exp(s.x * s.y) + s.z;
    CHECK(a.t.node == b.t.node);
    CHECK(s.g.size() == before);
    CHECK(s.g.arguments.size() == arguments);
}

TEST_CASE("commuted operands are one node") {
    values s;
    CHECK((s.x * s.y).t.node == (s.y * s.x).t.node);
    CHECK((s.x + s.y).t.node == (s.y + s.x).t.node);
    CHECK((s.x - s.y).t.node != (s.y - s.x).t.node);
}

TEST_CASE("nodes with the same operands but other index maps are different") {
    values s;
    CHECK((s.A * s.u).t.node != (test::transpose(s.A) * s.u).t.node);
    CHECK(test::outer(s.u, s.v).t.node != test::outer(s.v, s.u).t.node);
    CHECK(test::dot(s.u, s.v).t.node == test::dot(s.v, s.u).t.node);
}

TEST_CASE("a transposed value is a view, no node") {
    values s;
    int const before = s.g.size();
    symbolic const t = test::transpose(s.A);
    CHECK(s.g.size() == before);
    CHECK(t.t.node == s.A.t.node);
    CHECK(op::same(test::transpose(t).t, s.A.t));
}

TEST_CASE("arguments come before their node") {
    values s;
    test::gradient(test::cross_entropy(s.A * test::relu(s.B * s.u), s.i), s.B);
    for (int id = 0; id < s.g.size(); ++id)
        for (int m = 0; m < s.g[id].arguments; ++m) CHECK(s.g.argument_of(id, m).node < id);
}

TEST_CASE("the table of nodes survives growing") {
    values s;
    symbolic sum = s.x;
    for (int k = 2; k < 600; ++k) sum = sum + test::exp(s.x * s.number(k));
    int const before = s.g.size();
    symbolic again = s.x;
    for (int k = 2; k < 600; ++k) again = again + test::exp(s.x * s.number(k));
    CHECK(again.t.node == sum.t.node);
    CHECK(s.g.size() == before);
}

TEST_CASE("inputs are declared once by name") {
    values s;
    int const count = s.g.inputs.size();
    CHECK(s.input("x").t.node == s.x.t.node);
    CHECK(s.g.inputs.size() == count);
}

namespace {

constexpr graph::capacity counted() {
    values s;
    symbolic const f = s.x * s.y + 1;
    detail::list<graph::output> outputs;
    outputs.push({.value = f.t.as_argument(), .shape = f.shape()});
    return transform::finished<graph::capacity{}>(s.g, outputs).count;
}
template <graph::capacity Capacity>
constexpr graph::frozen<Capacity> frozen_formula() {
    values s;
    symbolic const f = s.x * s.y + 1;
    detail::list<graph::output> outputs;
    outputs.push({.value = f.t.as_argument(), .shape = f.shape()});
    return transform::finished<Capacity>(s.g, outputs);
}

// A graph that does not fit only counts; with what it counted, it fits.
static_assert(!frozen_formula<graph::capacity{}>().fits());
constexpr auto frozen = frozen_formula<counted()>();
static_assert(frozen.fits());
static_assert(frozen.view().size() == counted().nodes);
static_assert(frozen.view()[frozen.view().outputs[0].value.node].op == op::code<op::add_op>);

// Without dead nodes a graph is copied as it is, with one it is written anew: both are the same graph.
template <graph::capacity Capacity>
constexpr graph::frozen<Capacity> formula_alone(bool with_dead_node) {
    graph::builder g;
    auto const input = [&](std::string_view name) { return op::view(g, {g.input_node({.name = name}), 0, 0}); };
    op::term const x = input("x");
    op::term const y = input("y");
    op::term const product = x * y;
    if (with_dead_node) static_cast<void>(op::exp(product));
    op::term const f = product + 1;
    detail::list<graph::output> outputs;
    outputs.push({.value = f.as_argument()});
    return transform::finished<Capacity>(g, outputs);
}
constexpr graph::capacity room = formula_alone<graph::capacity{}>(false).count;
constexpr auto copied = formula_alone<room>(false);
constexpr auto written = formula_alone<room>(true);
constexpr bool are_equal(graph::view const& a, graph::view const& b) {
    bool equal = a.size() == b.size() && a.count.arguments == b.count.arguments && a.count.constants == b.count.constants &&
                 a.outputs[0].value.node == b.outputs[0].value.node && a.outputs[0].memory == b.outputs[0].memory;
    for (int id = 0; equal && id < a.size(); ++id) {
        equal = a[id].op == b[id].op && a[id].payload == b[id].payload && a[id].arguments == b[id].arguments;
        for (int m = 0; equal && m < a[id].arguments; ++m) equal = a.argument_of(id, m).node == b.argument_of(id, m).node;
    }
    return equal;
}
static_assert(!formula_alone<graph::capacity{}>(false).fits());
static_assert(copied.fits() && written.fits());
static_assert(copied.view().size() == 5);  // x, y, x y, 1, and the sum
static_assert(are_equal(copied.view(), written.view()));

}  // namespace
