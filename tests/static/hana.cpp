// Expressions as models of Boost.Hana's concepts: all are Comparable, symbols also Hashable, literals are Constants; several
// results are a hana::map or a hana::tuple.
#include <ctgrad/ctgrad.hpp>

#include <boost/hana/at_key.hpp>
#include <boost/hana/concept/comparable.hpp>
#include <boost/hana/concept/constant.hpp>
#include <boost/hana/concept/hashable.hpp>
#include <boost/hana/contains.hpp>
#include <boost/hana/core/tag_of.hpp>
#include <boost/hana/equal.hpp>
#include <boost/hana/hash.hpp>
#include <boost/hana/integral_constant.hpp>
#include <boost/hana/keys.hpp>
#include <boost/hana/map.hpp>
#include <boost/hana/not_equal.hpp>
#include <boost/hana/set.hpp>
#include <boost/hana/size.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/value.hpp>

namespace hana = boost::hana;
using namespace ctgrad::literals;

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto z = ctgrad::symbol<"z">;
constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto square_difference = (x + y) * (x - y);

// Comparable: the result is a constant, not only a bool
static_assert(decltype(square_difference == x * x - y * y)::value);
static_assert(!decltype(square_difference != x * x - y * y)::value);
static_assert(hana::Comparable<decltype(x)>::value);
static_assert(hana::Comparable<decltype(square_difference)>::value);
static_assert(hana::Comparable<decltype(2_c)>::value);
static_assert(hana::equal(square_difference, x* x - y * y));
static_assert(hana::not_equal(square_difference, x* x));
static_assert(hana::equal(x, x));
static_assert(hana::not_equal(x, y));
static_assert(hana::equal(x, 1_c * x));
static_assert(hana::equal(1_c / 2_c, 0.5_c));
static_assert(hana::equal(x - x, 0_c));

// Hashable: equal symbols have equal hashes, so they are keys
static_assert(hana::Hashable<decltype(x)>::value);
static_assert(hana::equal(hana::hash(x), hana::hash(ctgrad::symbol<"x">)));
static_assert(hana::not_equal(hana::hash(x), hana::hash(y)));
static_assert(hana::contains(hana::make_set(x, y, v), v));
static_assert(!hana::contains(hana::make_set(x, y, v), z));
static_assert(hana::at_key(hana::make_map(hana::make_pair(x, 1), hana::make_pair(v, 2)), v) == 2);

// Constant: a literal has a value, exact
static_assert(hana::Constant<decltype(2_c)>::value);
static_assert(!hana::Constant<decltype(x)>::value);
static_assert(hana::value<decltype(2_c)>() == 2);
static_assert(hana::value<decltype(-7_c)>() == -7);
static_assert(hana::value<decltype(1_c / 3_c)>() == ctgrad::math::rational{1, 3});
static_assert(hana::value<decltype(1e-3_c)>() == ctgrad::math::rational{1, 1000});
static_assert(ctgrad::constant<2> == 2_c);
static_assert(ctgrad::constant<2, 6> == 1_c / 3_c);

// any integral constant is accepted where a literal is; division stays exact
static_assert(hana::int_c<2> * x == 2_c * x);
static_assert(x - hana::int_c<1> == x - 1_c);
static_assert(x / hana::int_c<2> == 0.5_c * x);
static_assert(hana::int_c<1> / x == 1_c / x);
static_assert(1_c / hana::int_c<2> == 0.5_c);
static_assert(pow(x, hana::size_c<3>) == x * x * x);
static_assert(std::integral_constant<int, 2>{} * x == 2_c * x);
static_assert(v[hana::int_c<1>] == v[1_c]);
static_assert(x - x == hana::int_c<0>);
static_assert(hana::int_c<0> == x - x);
static_assert(x != hana::int_c<0>);

// a gradient is a map from symbols to numbers and tensors
constexpr auto g = gradient(x * dot(v, v), x, v)(x = 2.0, v = {1.0, 2.0, 3.0});
static_assert(hana::is_a<hana::map_tag>(g));
static_assert(hana::value<decltype(hana::size(g))>() == 2);
static_assert(hana::contains(g, x));
static_assert(!hana::contains(g, y));
static_assert(g[x] == 14.0 && hana::at_key(g, x) == 14.0);
static_assert(g[v] == ctgrad::tensor<double, 3>{4.0, 8.0, 12.0});

// a program is a tuple, in the order of its formulas
constexpr auto results = ctgrad::program(x + y, gradient(x* y, x), x* y)(x = 2.0, y = 3.0);
static_assert(hana::is_a<hana::tuple_tag>(results));
static_assert(results[hana::size_c<0>] == 5.0 && results[hana::size_c<2>] == 6.0);
static_assert(results[hana::size_c<1>][x] == 3.0);

}  // namespace
