// What waits for a division comes after what does not.
#include <ctgrad/ctgrad.hpp>
#include <ctgrad/schedule/division_order.hpp>

#include "../../support/values.hpp"
#include "plans.hpp"
#include <catch2/catch.hpp>

#include <array>
#include <vector>

namespace {

using ctgrad::detail::list;
namespace test = ctgrad::test;
using test::symbolic;
using test::values;

list<int> operations_of(values const& s) {
    list<int> all;
    for (int id = 0; id < s.g.size(); ++id)
        if (s.g[id].arguments != 0) all.push(id);
    return all;
}
list<int> sorted(values const& s) {
    list<int> order = operations_of(s);
    ctgrad::schedule::division_order(s.g, order).run();
    return order;
}
bool same(list<int> const& a, list<int> const& b) {
    bool equal = a.size() == b.size();
    for (int k = 0; equal && k < a.size(); ++k) equal = a[k] == b[k];
    return equal;
}
int position(list<int> const& order, symbolic const& x) {
    int k = 0;
    while (k < order.size() && order[k] != x.t.node) ++k;
    return k;
}
/// Is everything there, once, and after its operands?
bool is_possible(values const& s, list<int> const& order) {
    std::vector<bool> done(static_cast<std::size_t>(s.g.size()));
    bool possible = order.size() == operations_of(s).size();
    for (int const id : order) {
        possible = possible && !done[static_cast<std::size_t>(id)];
        done[static_cast<std::size_t>(id)] = true;
        for (int m = 0; m < s.g[id].arguments; ++m) {
            int const operand = s.g.argument_of(id, m).node;
            possible = possible && (s.g[operand].arguments == 0 || done[static_cast<std::size_t>(operand)]);
        }
    }
    return possible;
}

/// Products of their own, three operations each.
std::vector<symbolic> products(values& s, int count) {
    std::vector<symbolic> all;
    for (int k = 1; k <= count; ++k) all.push_back((s.x + s.number(k)) * (s.y + s.number(k)));
    return all;
}

}  // namespace

TEST_CASE("what a division waits for, the division, what waits for none, and what waits for it") {
    values s;
    symbolic const quotient = s.x / (s.y * s.z);
    symbolic const late = quotient * quotient + quotient;
    std::vector<symbolic> const others = products(s, 40);
    symbolic const divisor = s.y - s.z * s.z;
    symbolic const second = late / divisor;
    symbolic const last = second * second;
    list<int> const order = sorted(s);
    REQUIRE(is_possible(s, order));
    for (symbolic const& other : others) {
        CHECK(position(order, quotient) < position(order, other));
        CHECK(position(order, divisor) < position(order, other));  // another division waits for it
        CHECK(position(order, other) < position(order, late));
    }
    CHECK(position(order, second) == order.size() - 2);
    CHECK(position(order, last) == order.size() - 1);
}

TEST_CASE("what stands before the last call of a function keeps its order") {
    values s;
    symbolic const quotient = s.x / (s.y * s.z);
    symbolic const late = quotient * quotient;
    symbolic const before = s.x * s.z;
    symbolic const call = test::sin(late);
    symbolic const reciprocal = 1 / call;
    symbolic const last = reciprocal + s.x;
    products(s, 40);
    list<int> const order = sorted(s);
    REQUIRE(is_possible(s, order));
    CHECK(position(order, late) < position(order, before));
    CHECK(position(order, reciprocal) == position(order, call) + 1);
    CHECK(position(order, last) == order.size() - 1);
}

TEST_CASE("an order is left alone that is short, has no division, or would keep many numbers waiting") {
    auto const is_left_alone = [](bool divides, int count, bool all_wait) {
        values s;
        symbolic const first = divides ? s.x / s.z : s.x * s.z;
        [[maybe_unused]] symbolic late = first * first;
        for (symbolic const& other : products(s, count))
            if (all_wait) late = other * first;
        return same(sorted(s), operations_of(s));
    };
    CHECK_FALSE(is_left_alone(true, 40, false));
    CHECK(is_left_alone(true, 20, false));
    CHECK(is_left_alone(false, 40, false));
    CHECK(is_left_alone(true, 40, true));
}

namespace {

using vector = std::array<double, 3>;
constexpr auto x = ctgrad::symbol<"x", 3>;
constexpr auto quotient = ctgrad::trace([](auto const& v) {
    auto const q = v[0] / (v[1] * v[2] + 1.0);
    return q * q + q;
})(x);
constexpr auto chain = ctgrad::trace([](auto const& v) {
    auto sum = v[0] * v[1];
    for (int k = 1; k < 40; ++k) sum = v[k % 3] + sum * (v[(k + 1) % 3] + 1.0 / k);
    return sum;
})(x);

/// The number of the result that is stored last.
template <class Plan>
constexpr int last_stored(Plan const& plan) {
    int last = -1;
    for (int k = 0; k < plan.count.straight; ++k)
        if (plans::form(plan, k).op == ctgrad::schedule::store_code) last = plan.straight_at(k).a;
    return last;
}

}  // namespace

TEST_CASE("a program is planned so where the compiler keeps its order") {
    STATIC_REQUIRE(last_stored(plans::plan_of(program(quotient, chain))) == (ctgrad::schedule::compiler_keeps_order ? 0 : 1));
    vector const v{0.5, -0.25, 2};
    auto const both = program(quotient, chain)(x = v);
    CHECK(both[boost::hana::int_c<0>] == Approx(quotient(x = v)).epsilon(1e-15));
    CHECK(both[boost::hana::int_c<1>] == Approx(chain(x = v)).epsilon(1e-13));
}
