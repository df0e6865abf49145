#include <ctgrad/detail/fixed_string.hpp>
#include <ctgrad/detail/list.hpp>
#include <ctgrad/detail/type_list.hpp>

#include <catch2/catch.hpp>

using ctgrad::detail::fixed_string;
using ctgrad::detail::list;
using ctgrad::detail::type_list;

namespace {

constexpr list<int> counted(int n) {
    list<int> l;
    for (int k = 0; k < n; ++k) l.push(k);
    return l;
}
constexpr int sum(list<int> const& l) {
    int s = 0;
    for (int const i : l) s += i;
    return s;
}

static_assert(sum(counted(100)) == 4950);
static_assert(counted(3).push(7) == 3);
static_assert(sum(list<int>(4, 5)) == 20);
static_assert(list<int>{}.empty());

static_assert(ctgrad::detail::index_of<char>(type_list<int, char, long>{}) == 1);
static_assert(ctgrad::detail::index_of<float>(type_list<int, char, long>{}) == -1);
static_assert(std::is_same_v<ctgrad::detail::element_t<2, type_list<int, char, long>>, long>);

template <fixed_string Name>
constexpr auto name = Name.view();
static_assert(name<"theta"> == "theta");
static_assert(fixed_string("ab") == fixed_string("ab") && !(fixed_string("ab") == fixed_string("ac")));

}  // namespace

TEST_CASE("a list grows and keeps what was pushed") {
    list<int> l;
    for (int k = 0; k < 1000; ++k) CHECK(l.push(k) == k);
    CHECK(l.size() == 1000);
    for (int k = 0; k < 1000; ++k) CHECK(l[k] == k);
    CHECK(l.back() == 999);
}

TEST_CASE("an element of a list may be pushed while the list grows") {
    list<int> l;
    l.push(42);
    for (int k = 0; k < 100; ++k) l.push(l[0]);
    for (int const i : l) CHECK(i == 42);
}

TEST_CASE("copies of a list are independent, moved lists are empty") {
    list<int> a = counted(20);
    list<int> b = a;
    b[0] = 7;
    b.truncate(5);
    CHECK(a[0] == 0);
    CHECK(a.size() == 20);
    list<int> const c = std::move(a);
    CHECK(c.size() == 20);
    CHECK(a.empty());  // NOLINT: what a moved list is, is the point
    b = c;
    CHECK(sum(b) == sum(c));
    b.clear();
    CHECK(b.empty());
}
