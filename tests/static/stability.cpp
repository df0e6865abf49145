// What formulas become so that they are stable, and that the stable forms are equal to what they came from.
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;
using ctgrad::cost;
using ctgrad::derivative;

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto v = ctgrad::symbol<"v", 3>;

// at compile time, too: the same graphs are evaluated
static_assert((log(1_c + x))(x = 1e-20) == 1e-20);
static_assert((exp(x) - 1_c)(x = 1e-20) == 1e-20);
static_assert((1_c - cos(x))(x = 0x1p-30) == 0x1p-61);
static_assert((log(1_c + exp(x)))(x = 1e4) == 1e4);
static_assert((log(1_c + exp(x)))(x = 1e4F) == 1e4F);
static_assert((1_c / (1_c + exp(x)))(x = 1e4) == 0);
static_assert(derivative(exp(x) / (1_c + exp(x)), x)(x = 1e4) == 0);
static_assert(derivative(log(1_c + exp(x)), x)(x = 1e4) == 1);
static_assert(ctgrad::derivative<2>(log(1_c + exp(x)), x)(x = 1e4) == 0);
static_assert((sqrt(x * x + y * y))(x = 0x3p600, y = 0x4p600) == 0x5p600);
static_assert((x / sqrt(x * x + 1_c))(x = 1e200) == 1);
static_assert(derivative(select(x > 0_c, sqrt(x), 0_c), x)(x = 0.0) == 0);
static_assert(ctgrad::derivative<2>(select(x > 0_c, sqrt(x), 0_c), x)(x = 0.0) == 0);
static_assert(hessian(pow(x, 2_c), x)(x = 0.0) == 2);

// one function serves value and slope, as in the form that is written by hand
static_assert(cost(value_and_gradient(1_c / (1_c + exp(-x)), x)) == cost(value_and_gradient(sigmoid(x), x)));
static_assert(cost(value_and_gradient(log(sum(exp(v))), v)) == cost(value_and_gradient(logsumexp(v), v)));
static_assert(cost(sqrt(square(x))) == cost(abs(x)));
static_assert(cost(1_c - cos(x)).functions == 1);
static_assert(cost(derivative(1_c - cos(x), x)).functions == 2);

// stable forms of the user's stay what they are
static_assert(cost(expm1(x) + 1_c).functions == 1);
static_assert((expm1(x) + 1_c)(x = 0.0) == 1);
static_assert(derivative(log1p(x), x)(x = 1.0) == 0.5);
static_assert(cost(log1p(exp(x))) == cost(softplus(x)));
static_assert(hypot(x, y)(x = 0x3p600, y = 0x4p600) == 0x5p600);

}  // namespace
