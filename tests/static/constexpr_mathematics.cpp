// The functions of math/ in constant evaluation, on every compiler: values to the last bit, special cases of C17 Annex F, and the
// same through operators. The values are those of mpmath, rounded once.
#include <ctgrad/ctgrad.hpp>

namespace {

namespace math = ctgrad::math;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double smallest = 0x1p-1074;

/// Equal, the sign of zero too; NaN is NaN.
template <class T>
constexpr bool is(T a, T b) {
    if (b != b) return a != a;
    return a == b && math::core::is_negative(static_cast<double>(a)) == math::core::is_negative(static_cast<double>(b));
}
constexpr bool zero(double x) { return is(x, 0.0); }
constexpr bool negative_zero(double x) { return is(x, -0.0); }

#include "constexpr_mathematics.inc"

// ---- exponentials and logarithms ---------------------------------------------------------------------------------------

static_assert(
    math::exp(0.0) == 1 && math::exp(-0.0) == 1 && math::exp(infinity) == infinity && zero(math::exp(-infinity)));
static_assert(
    math::exp(710.0) == infinity && zero(math::exp(-746.0)) && math::exp(-745.1) == smallest &&
    is(math::exp(nan), nan));
static_assert(math::exp2(-1074.0) == smallest && zero(math::exp2(-1075.0)) && math::exp2(1024.0) == infinity);
static_assert(math::exp2(10.0) == 1024 && math::exp2(-1022.5) == 0x1.6a09e667f3bccp-1023);
static_assert(negative_zero(math::expm1(-0.0)) && math::expm1(-infinity) == -1 && math::expm1(smallest) == smallest);
static_assert(math::expm1(800.0) == infinity && math::expm1(-100.0) == -1 && is(math::expm1(nan), nan));
static_assert(
    math::log(0.0) == -infinity && math::log(-0.0) == -infinity && zero(math::log(1.0)) && is(math::log(-1.0), nan));
static_assert(math::log(infinity) == infinity && is(math::log(-infinity), nan) && is(math::log(nan), nan));
static_assert(
    math::log2(0x1p-1074) == -1074 && math::log2(8.0) == 3 && math::log10(1e22) == 22 && math::log10(0.001) == -3);
static_assert(negative_zero(math::log1p(-0.0)) && math::log1p(-1.0) == -infinity && is(math::log1p(-2.0), nan));
static_assert(math::log1p(smallest) == smallest && math::log1p(infinity) == infinity);

// ---- powers and roots --------------------------------------------------------------------------------------------------

static_assert(math::sqrt(4.0) == 2 && math::sqrt(2.0) == 0x1.6a09e667f3bcdp+0 && negative_zero(math::sqrt(-0.0)));
static_assert(math::sqrt(smallest) == 0x1p-537 && is(math::sqrt(-smallest), nan) && math::sqrt(infinity) == infinity);
static_assert(math::cbrt(-27.0) == -3 && negative_zero(math::cbrt(-0.0)) && math::cbrt(-infinity) == -infinity);
static_assert(math::cbrt(0x1p-1074) == 0x1p-358 && math::cbrt(1e300) == 1e100);
static_assert(math::hypot(3e300, -4e300) == 5e300 && math::hypot(3 * smallest, 4 * smallest) == 5 * smallest);
static_assert(
    math::hypot(nan, -infinity) == infinity && is(math::hypot(nan, 1.0), nan) &&
    math::hypot(1e308, 1.7e308) == infinity);
static_assert(math::pow(2.0, 10.0) == 1024 && math::pow(-3.0, 3.0) == -27 && math::pow(10.0, 22.0) == 1e22);
static_assert(
    math::pow(2.0, -1074.0) == smallest && math::pow(2.0, 1024.0) == infinity &&
    negative_zero(math::pow(-2.0, -1075.0)));
static_assert(math::pow(0x1.fffffffffffffp-1, 1e300) == 0 && math::pow(1 + 0x1p-52, 1e300) == infinity);
static_assert(
    math::pow(nan, 0.0) == 1 && math::pow(1.0, nan) == 1 && is(math::pow(nan, 1.0), nan) &&
    is(math::pow(-2.0, 0.5), nan));
static_assert(
    math::pow(-0.0, -3.0) == -infinity && math::pow(-0.0, -2.0) == infinity && math::pow(0.0, -infinity) == infinity);
static_assert(negative_zero(math::pow(-0.0, 3.0)) && zero(math::pow(-0.0, 2.5)) && math::pow(-1.0, -infinity) == 1);
static_assert(math::pow(-1.0, 3.0) == -1 && math::pow(-1.0, 0x1p60) == 1 && is(math::pow(-1.0, 0.5), nan));
static_assert(
    math::pow(0.5, -infinity) == infinity && zero(math::pow(2.0, -infinity)) && zero(math::pow(0.5, infinity)));
static_assert(
    negative_zero(math::pow(-infinity, -3.0)) && math::pow(-infinity, 3.0) == -infinity &&
    zero(math::pow(infinity, -1.0)));
static_assert(math::fma(1 + 0x1p-52, 1 - 0x1p-52, -1.0) == -0x1p-104 && math::fma(1e308, 10.0, -infinity) == -infinity);
static_assert(math::fma(0x1p1023, 2.0, -0x1p1023) == 0x1p1023 && is(math::fma(infinity, 0.0, 1.0), nan));
static_assert(math::fma(0x1p-600, 0x1p-474, smallest) == 2 * smallest && math::fma(1.0, 1.0, 0x1p-1000) == 1);
static_assert(math::fma(1 + 0x1p-52, 1 + 0x1p-52, 0x1p-900) == 1 + 0x1p-51 && zero(math::fma(1.0, 2.0, -2.0)));
static_assert(negative_zero(math::fma(-0.0, 1.0, -0.0)) && zero(math::fma(-0.0, 1.0, 0.0)));

// ---- trigonometric functions -------------------------------------------------------------------------------------------

static_assert(negative_zero(math::sin(-0.0)) && math::cos(-0.0) == 1 && negative_zero(math::tan(-0.0)));
static_assert(
    is(math::sin(infinity), nan) && is(math::cos(-infinity), nan) && is(math::tan(infinity), nan) &&
    is(math::sin(nan), nan));
static_assert(math::sin(smallest) == smallest && math::tan(-smallest) == -smallest);
// The double that is nearest to a multiple of pi/2, relative to the spacing (Muller et al., 10.2).
static_assert(math::cos(0x1.6ac5b262ca1ffp+849) == -0x1.14ae72e6ba22fp-61);
static_assert(
    math::asin(1.0) == 0x1.921fb54442d18p+0 && math::acos(-1.0) == 0x1.921fb54442d18p+1 && zero(math::acos(1.0)));
static_assert(negative_zero(math::asin(-0.0)) && is(math::asin(1 + 0x1p-52), nan) && is(math::acos(-2.0), nan));
static_assert(
    math::atan(-infinity) == -0x1.921fb54442d18p+0 && negative_zero(math::atan(-0.0)) &&
    math::atan(smallest) == smallest);
static_assert(math::atan2(0.0, -1.0) == 0x1.921fb54442d18p+1 && math::atan2(-0.0, -0.0) == -0x1.921fb54442d18p+1);
static_assert(
    negative_zero(math::atan2(-0.0, 1.0)) && zero(math::atan2(1.0, infinity)) &&
    math::atan2(-1.0, 0.0) == -0x1.921fb54442d18p+0);
static_assert(
    math::atan2(infinity, -infinity) == 0x1.2d97c7f3321d2p+1 &&
    math::atan2(infinity, infinity) == 0x1.921fb54442d18p-1);
static_assert(
    math::atan2(smallest, 1.0) == smallest && zero(math::atan2(1e-308, 1e20)) &&
    math::atan2(1e308, 1e-308) == 0x1.921fb54442d18p+0);
static_assert(is(math::atan2(nan, 1.0), nan) && is(math::atan2(1.0, nan), nan));

// ---- hyperbolic functions ----------------------------------------------------------------------------------------------

static_assert(negative_zero(math::sinh(-0.0)) && math::sinh(-infinity) == -infinity && math::sinh(800.0) == infinity);
static_assert(math::cosh(0.0) == 1 && math::cosh(-infinity) == infinity && math::cosh(-800.0) == infinity);
static_assert(
    math::tanh(infinity) == 1 && math::tanh(-1e300) == -1 && negative_zero(math::tanh(-0.0)) &&
    math::tanh(smallest) == smallest);
static_assert(math::asinh(-infinity) == -infinity && negative_zero(math::asinh(-0.0)) && zero(math::acosh(1.0)));
static_assert(
    math::acosh(infinity) == infinity && is(math::acosh(0.5), nan) && math::atanh(-1.0) == -infinity &&
    is(math::atanh(2.0), nan));
static_assert(
    is(math::sinh(nan), nan) && is(math::cosh(nan), nan) && is(math::tanh(nan), nan) && is(math::asinh(nan), nan));

// ---- error and gamma functions -----------------------------------------------------------------------------------------

static_assert(
    math::erf(infinity) == 1 && math::erf(-infinity) == -1 && negative_zero(math::erf(-0.0)) &&
    is(math::erf(nan), nan));
static_assert(
    zero(math::erfc(infinity)) && math::erfc(-infinity) == 2 && math::erfc(0.0) == 1 && zero(math::erfc(27.3)));
static_assert(
    math::lgamma(1.0) == 0 && math::lgamma(2.0) == 0 && math::lgamma(0.0) == infinity &&
    math::lgamma(-3.0) == infinity);
static_assert(
    math::lgamma(infinity) == infinity && math::lgamma(-infinity) == infinity && math::lgamma(3e305) == infinity);
static_assert(math::digamma(0.0) == -infinity && math::digamma(-0.0) == infinity && is(math::digamma(-2.0), nan));
static_assert(
    math::digamma(infinity) == infinity && is(math::digamma(-infinity), nan) && math::digamma(-smallest) == infinity);
static_assert(math::polygamma(1, 1e-200) == infinity && math::polygamma(2, 1e-200) == -infinity);

// ---- rounding ----------------------------------------------------------------------------------------------------------

static_assert(
    math::floor(-0.5) == -1 && negative_zero(math::ceil(-0.5)) && negative_zero(math::floor(-0.0)) &&
    math::ceil(2.25) == 3);
static_assert(
    math::floor(0x1.fffffffffffffp+51) == 0x1.ffffffffffffep+51 && math::floor(-1e300) == -1e300 &&
    math::floor(-7.0) == -7);
static_assert(math::ceil(infinity) == infinity && is(math::floor(nan), nan));

// ---- float: computed as double, rounded to float -----------------------------------------------------------------------

static_assert(
    math::exp(1.0F) == 2.7182818F && math::sin(1e30F) == -0.791163439F &&
    math::exp(89.0F) == math::converted<float>(infinity));
static_assert(
    math::exp(-103.0F) == 0x1p-149F && math::pow(2.0F, -149.0F) == 0x1p-149F && math::sqrt(2.0F) == 1.41421356F);
static_assert(math::fma(1 + 0x1p-23F, 1 - 0x1p-23F, -1.0F) == -0x1p-46F && is(math::tan(-0.0F), -0.0F));
static_assert(
    math::fma(0x1p127F, 2.0F, -0x1p127F) == 0x1p127F &&
    math::fma(0x1p127F, 2.0F, 0.0F) == math::converted<float>(infinity));
static_assert(math::converted<float>(0x1.fffffefffffffp+127) == 0x1.fffffep+127F);
static_assert(math::converted<float>(0x1.ffffffp+127) == math::converted<float>(infinity));

// ---- long double: at least as good as double ---------------------------------------------------------------------------

static_assert(math::abs(math::exp(1.0L) - 2.718281828459045235360287L) < 0x1p-52L && math::sqrt(4.0L) == 2);
static_assert(math::abs(math::sin(2.0L) - 0.909297426825681695396020L) < 0x1p-53L);

// ---- through operators -------------------------------------------------------------------------------------------------

constexpr auto x = ctgrad::symbol<"x">;

static_assert(exp(x)(x = 1.0) == 2.718281828459045 && log(x)(x = 2.0) == 0.6931471805599453);
static_assert(sigmoid(x)(x = -800.0) == 0 && sigmoid(x)(x = 800.0) == 1);
static_assert(derivative(sigmoid(x), x)(x = -800.0) == 0 && derivative(tanh(x), x)(x = 800.0) == 0);
static_assert(derivative(sin(x), x)(x = 1e300) == math::cos(1e300) && sqrt(x)(x = 2.0F) == 1.41421356F);
static_assert(math::abs(derivative(erf(x), x)(x = 0.5) - 0.878782578935444794) < 1e-15);
static_assert(math::abs(derivative(lgamma(x), x)(x = 0.5) + 1.96351002602142348) < 1e-15);
static_assert(
    math::abs(derivative(atan(x), x)(x = 3.0) - 0.1) < 1e-16 && derivative(acosh(x), x)(x = 1.25) == 1 / 0.75);
static_assert(math::abs(derivative<2>(tan(x), x)(x = 1.0) - 10.6698589449753175) < 1e-14);
static_assert(
    softplus(x)(x = -800.0) == 0 && softplus(x)(x = 800.0) == 800 && derivative(softplus(x), x)(x = -800.0) == 0);
static_assert(silu(x)(x = -800.0) == 0 && erfc(x)(x = 27.0) > 0 && digamma(x)(x = 1.0) == -0.57721566490153286);
static_assert(hypot(x, x)(x = 1e200) < 1.5e200 && pow(x, x)(x = 0.5) == math::sqrt(0.5));

}  // namespace
