// simplify(f, rules...): rules of the user's, besides the standard ones.
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;
using ctgrad::cost;
using ctgrad::derivative;
using ctgrad::rule;
using ctgrad::simplify;
using ctgrad::soundness;
using ctgrad::strict;

namespace {

constexpr auto a = ctgrad::symbol<"a">;
constexpr auto b = ctgrad::symbol<"b">;
constexpr auto c = ctgrad::symbol<"c">;
constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto v = ctgrad::symbol<"v", 3>;

// without rules, nothing changes
static_assert(simplify(x * y + x) == x * y + x);
static_assert(cost(simplify(x * y)) == cost(x * y));

constexpr auto double_angle = rule<"double-angle">(2_c * sin(a) * cos(a), sin(2_c * a));

// one function instead of two; whatever the order, in a sum, with whatever in the place of the symbol
static_assert(cost(2_c * sin(x * y) * cos(x * y)).functions == 2);
static_assert(cost(simplify(2_c * sin(x * y) * cos(x * y), double_angle)).functions == 1);
static_assert(cost(simplify(cos(x * y) * (2_c * sin(x * y)), double_angle)).functions == 1);
static_assert(cost(simplify(x + cos(y) * 2_c * sin(y), double_angle)).functions == 1);
static_assert(cost(simplify(2_c * sin(x) * cos(y), double_angle)).functions == 2);

// entry by entry
static_assert(cost(simplify(cwise_product(2_c * sin(v), cos(v)), double_angle)).functions == 3);

// a derivative is simplified as it is built
static_assert(cost(simplify(derivative(sin(x) * sin(x), x), double_angle)).functions == 1);
static_assert(cost(derivative(simplify(2_c * sin(x) * cos(x), double_angle), x)).functions == 1);

// several rules, to a fixed point: the result of one is what another is for
constexpr auto cosine_double = rule<"cosine-double-angle">(cos(a) * cos(a) - sin(a) * sin(a), cos(2_c * a));
static_assert(
    cost(simplify(2_c * (2_c * sin(x) * cos(x)) * (cos(x) * cos(x) - sin(x) * sin(x)), double_angle, cosine_double))
        .functions == 1);

// three symbols, and a name for what it is
constexpr auto exponentials = rule<"product-of-exponentials">(exp(a) * exp(b) * c, exp(a + b) * c);
static_assert(cost(exp(x) * exp(y) * a).functions == 2);
static_assert(cost(simplify(exp(x) * exp(y) * a, exponentials)).functions == 1);
static_assert(simplify(exp(x) * exp(y) * a, exponentials) == exp(x + y) * a);

// what it states as exact holds in strict programs, too; the rest does not
constexpr auto exact_double = rule<"double", soundness::exact>(a + a, 2_c * a);
constexpr auto half_is_dear = rule<"double">(a + a, 2_c * a);
static_assert(cost(strict(simplify(x + x, exact_double))).multiplications == 1);
static_assert(cost(strict(simplify(x + x, half_is_dear))).multiplications == 0);

}  // namespace
