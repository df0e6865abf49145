// Identities of exponentials, logarithms, hyperbolic functions and powers that the canonical form decides, and some that are none.
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;
using ctgrad::derivative;
using ctgrad::e;
using ctgrad::pi;

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto z = ctgrad::symbol<"z">;
constexpr auto v = ctgrad::symbol<"v", 3>;

// ---- exponentials and logarithms
static_assert(exp(x + y) == exp(x) * exp(y));
static_assert(exp(x - y) == exp(x) / exp(y));
static_assert(exp(-x) == 1_c / exp(x));
static_assert(pow(exp(x), 3_c) == exp(3_c * x));
static_assert(exp(1_c) == e);
static_assert(log(e) == 1_c);
static_assert(exp(log(x)) == x);
static_assert(log(exp(x)) == x);
static_assert(log(exp(x) * exp(y)) == x + y);
static_assert(log(square(exp(x))) == 2_c * x);
static_assert(log(6_c) == log(2_c) + log(3_c));
static_assert(log(8_c) == 3_c * log(2_c));
static_assert(log(1_c / exp(x)) == -x);
static_assert(exp2(x) == exp(x * log(2_c)));
static_assert(exp2(x + 1_c) == 2_c * exp2(x));
static_assert(exp2(log2(x)) == x);
static_assert(log2(x) == log(x) / log(2_c));
static_assert(log10(x) == log(x) / log(10_c));
static_assert(log2(8_c) == 3_c);
static_assert(log10(1000_c) == 3_c);
static_assert(log2(exp2(x)) == x);
static_assert(log1p(x) == log(1_c + x));
static_assert(expm1(x) == exp(x) - 1_c);
static_assert(expm1(x + y) == expm1(x) * expm1(y) + expm1(x) + expm1(y));
static_assert(log1p(expm1(x)) == x);
static_assert(expm1(log1p(x)) == x);
static_assert(pow(x, y) * pow(x, z) == pow(x, y + z));
static_assert(pow(2_c, x) == exp2(x));
static_assert(pow(2_c, x) * pow(3_c, x) == exp(x * log(6_c)));
static_assert(pow(exp(x), y) == exp(x * y));

// ---- what networks are made of
static_assert(softplus(x) == log(1_c + exp(x)));
static_assert(softplus(x) - softplus(-x) == x);
static_assert(sigmoid(x) == 1_c / (1_c + exp(-x)));
static_assert(sigmoid(x) == exp(x) / (1_c + exp(x)));
static_assert(sigmoid(-x) == 1_c - sigmoid(x));
static_assert(log(sigmoid(x)) == -softplus(-x));
static_assert(sigmoid(x) == (1_c + tanh(x / 2_c)) / 2_c);
static_assert(silu(x) == x * sigmoid(x));
static_assert(log(exp(x) + exp(y)) == x + softplus(y - x));
static_assert(log(sum(exp(v))) == logsumexp(v));
static_assert(exp(v) / sum(exp(v)) == softmax(v));
static_assert(log(softmax(v)) == v - logsumexp(v));

// ---- hyperbolic functions
static_assert(sinh(x) == (exp(x) - exp(-x)) / 2_c);
static_assert(cosh(x) == (exp(x) + exp(-x)) / 2_c);
static_assert(cosh(x) + sinh(x) == exp(x));
static_assert(square(cosh(x)) - square(sinh(x)) == 1_c);
static_assert(tanh(x) == sinh(x) / cosh(x));
static_assert(tanh(x) == (exp(2_c * x) - 1_c) / (exp(2_c * x) + 1_c));
static_assert(1_c - square(tanh(x)) == 1_c / square(cosh(x)));
static_assert(sinh(x + y) == sinh(x) * cosh(y) + cosh(x) * sinh(y));
static_assert(cosh(x + y) == cosh(x) * cosh(y) + sinh(x) * sinh(y));
static_assert(tanh(x + y) == (tanh(x) + tanh(y)) / (1_c + tanh(x) * tanh(y)));
static_assert(sinh(2_c * x) == 2_c * sinh(x) * cosh(x));
static_assert(cosh(2_c * x) == 1_c + 2_c * square(sinh(x)));
static_assert(pow(cosh(x) + sinh(x), 4_c) == cosh(4_c * x) + sinh(4_c * x));
static_assert(sinh(x - y) == -sinh(y - x));
static_assert(sinh(asinh(x)) == x);
static_assert(cosh(acosh(x)) == x);
static_assert(tanh(atanh(x)) == x);
static_assert(asinh(x) == log(x + sqrt(x * x + 1_c)));
static_assert(acosh(x) == log(x + sqrt(x * x - 1_c)));
static_assert(atanh(x) == (log(1_c + x) - log(1_c - x)) / 2_c);
static_assert(cosh(asinh(x)) == sqrt(1_c + x * x));

// ---- the others
static_assert(erf(x) + erfc(x) == 1_c);
static_assert(erf(x - y) == -erf(y - x));
static_assert(ceil(x) == -floor(-x));
static_assert(sign(x) * x == abs(x));
static_assert(sign(-x) == -sign(x));

// ---- derivatives
static_assert(derivative(log(x), x) == 1_c / x);
static_assert(derivative(x * log(x) - x, x) == log(x));
static_assert(derivative(exp2(x), x) == log(2_c) * exp2(x));
static_assert(derivative(pow(x, x), x) == pow(x, x) * (1_c + log(x)));
static_assert(derivative(log2(x), x) == 1_c / (x * log(2_c)));
static_assert(derivative(sinh(x), x) == cosh(x));
static_assert(derivative(tanh(x), x) == 1_c - square(tanh(x)));
static_assert(derivative(asinh(x), x) == 1_c / sqrt(x * x + 1_c));
static_assert(derivative(atanh(x), x) == 1_c / (1_c - x * x));
static_assert(derivative(softplus(x), x) == sigmoid(x));
static_assert(derivative(log(cosh(x)), x) == tanh(x));
static_assert(derivative(sigmoid(x), x) == sigmoid(x) * (1_c - sigmoid(x)));
static_assert(ctgrad::derivative<2>(sigmoid(x), x) == sigmoid(x) * (1_c - sigmoid(x)) * (1_c - 2_c * sigmoid(x)));
static_assert(derivative(erf(x), x) == 2_c / sqrt(pi) * exp(-x * x));
static_assert(derivative(lgamma(x), x) == digamma(x));
static_assert(derivative(silu(x), x) == sigmoid(x) * (1_c + x * (1_c - sigmoid(x))));

// ---- what is no identity
static_assert(exp(x + y) != exp(x) + exp(y));
static_assert(exp(x * y) != exp(x) * exp(y));
static_assert(log(x + y) != log(x) + log(y));
static_assert(log(x * y) != log(x) + log(y));  // both may be negative
static_assert(log(x * x) != 2_c * log(x));
static_assert(log2(x) != log(x));
static_assert(exp2(x) != exp(2_c * x));
static_assert(expm1(x) != exp(x));
static_assert(softplus(x) != relu(x));
static_assert(softplus(-x) != -softplus(x));
static_assert(sinh(x + y) != sinh(x) + sinh(y));
static_assert(square(cosh(x)) + square(sinh(x)) != 1_c);
static_assert(tanh(x) != sigmoid(x));
static_assert(acosh(cosh(x)) != -x);
static_assert(erf(x) != erfc(x));
static_assert(floor(x) != ceil(x));
static_assert(floor(x) != x);
static_assert(lgamma(x) != digamma(x));
static_assert(pow(x, y) != pow(y, x));
static_assert(pow(x * y, z) != pow(x, z) * pow(y, z));

}  // namespace
