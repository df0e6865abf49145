// The functions that apply entry by entry: values against C's, where it has them, in scalars, in the lanes of vectors and behind
// them; and what is documented at the edges. That derivatives are what differences say is a law over the catalogue.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace ctgrad::literals;

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto z = ctgrad::symbol<"z">;

/// Too many entries to be written out one by one (transform::scalarise_limit), and no multiple of any number of lanes.
constexpr int many = 451;
constexpr auto v = ctgrad::symbol<"v", many>;
constexpr auto w = ctgrad::symbol<"w", many>;

template <class T>
ctgrad::tensor<T, many> between(double from, double to) {
    ctgrad::tensor<T, many> values{};
    for (int k = 0; k < many; ++k)
        values[k] = static_cast<T>(from + (to - from) * ((k * 7) % many) / (many - 1));  // neighbours differ
    return values;
}

/// Is it the same, NaN included, up to two units in the last place? Kernels and C++ call the same functions, but a product may be
/// contracted with a sum in one of them.
template <class T>
bool close(T a, T b) {
    if (a == b || (std::isnan(a) && std::isnan(b))) return true;
    return std::abs(a - b) <= 2 * std::numeric_limits<T>::epsilon() * std::max(std::abs(a), std::abs(b));
}

template <class T, class F, class Expected>
void compare(char const* name, F f, Expected expected, double from, double to) {
    auto const values = between<T>(from, to);
    auto const all = f(v)(v = values);
    for (int k = 0; k < many; ++k) {
        INFO(name << " at " << values[k] << ": " << all[k] << ", " << f(x)(x = values[k]));
        REQUIRE(close<T>(all[k], expected(values[k])));
        REQUIRE(close<T>(f(x)(x = values[k]), expected(values[k])));
    }
}
template <class T, class F, class Expected>
void compare_two(char const* name, F f, Expected expected, double from, double to) {
    auto const first = between<T>(from, to);
    auto const second = between<T>(to, from + (to - from) / 3);
    auto const all = f(v, w)(v = first, w = second);
    for (int k = 0; k < many; ++k) {
        INFO(name << " at " << first[k] << ", " << second[k]);
        REQUIRE(close<T>(all[k], expected(first[k], second[k])));
        REQUIRE(close<T>(f(x, y)(x = first[k], y = second[k]), expected(first[k], second[k])));
    }
}

#define COMPARE(name, from, to) \
    compare<TestType>(          \
        #name, [](auto a) { return name(a); }, [](TestType a) { return std::name(a); }, from, to)
#define COMPARE_TWO(name, from, to)                                                                               \
    compare_two<TestType>(                                                                                        \
        #name, [](auto a, auto b) { return name(a, b); }, [](TestType a, TestType b) { return std::name(a, b); }, \
        from, to)

template <class F>
double slope(F f, double at) {
    return derivative(f, x)(x = at);
}

}  // namespace

TEMPLATE_TEST_CASE("functions have the values of the C library", "", float, double) {
    COMPARE(exp, -20, 20);
    COMPARE(exp2, -20, 20);
    COMPARE(expm1, -20, 20);
    COMPARE(log, 0, 100);
    COMPARE(log2, 0, 100);
    COMPARE(log10, 0, 100);
    COMPARE(log1p, -1, 100);
    COMPARE(sqrt, 0, 100);
    COMPARE(cbrt, -100, 100);
    COMPARE(sin, -10, 10);
    COMPARE(cos, -10, 10);
    COMPARE(tan, -10, 10);
    COMPARE(asin, -1.1, 1.1);
    COMPARE(acos, -1.1, 1.1);
    COMPARE(atan, -10, 10);
    COMPARE(sinh, -10, 10);
    COMPARE(cosh, -10, 10);
    COMPARE(tanh, -10, 10);
    COMPARE(asinh, -10, 10);
    COMPARE(acosh, 0.9, 10);
    COMPARE(atanh, -1, 1);
    COMPARE(erf, -4, 4);
    COMPARE(erfc, -4, 9);
    COMPARE(lgamma, 0.1, 20);
    COMPARE(abs, -4, 4);
    COMPARE(floor, -4, 4);
    COMPARE(ceil, -4, 4);
    COMPARE_TWO(pow, 0.1, 5);
    COMPARE_TWO(hypot, -5, 5);
    COMPARE_TWO(atan2, -5, 5);
}

TEMPLATE_TEST_CASE("functions that C lacks have the values of their definitions", "", float, double) {
    using T = TestType;
    compare<T>(
        "sign", [](auto a) { return sign(a); }, [](T a) { return T(a > 0) - T(a < 0); }, -4, 4);
    compare<T>(
        "relu", [](auto a) { return relu(a); }, [](T a) { return a > 0 ? a : T(0); }, -4, 4);
    compare<T>(
        "sigmoid", [](auto a) { return sigmoid(a); }, [](T a) { return 1 / (1 + std::exp(-a)); }, -20, 20);
    compare<T>(
        "softplus", [](auto a) { return softplus(a); },
        [](T a) { return a > 0 ? a + std::log1p(std::exp(-a)) : std::log1p(std::exp(a)); }, -20, 20);
    compare<T>(
        "leaky_relu", [](auto a) { return leaky_relu(a); }, [](T a) { return a > 0 ? a : T(0.01) * a; }, -4, 4);
    compare<T>(
        "elu", [](auto a) { return elu(a, 2_c); }, [](T a) { return a > 0 ? a : 2 * std::expm1(a); }, -4, 4);
    compare<T>(
        "silu", [](auto a) { return silu(a); }, [](T a) { return a / (1 + std::exp(-a)); }, -20, 20);
    compare<T>(
        "clamp", [](auto a) { return clamp(a, -1_c, 2_c); }, [](T a) { return a < -1  ? -1
                                                                              : a > 2 ? 2
                                                                                      : a; }, -4, 4);
    compare<T>(
        "square", [](auto a) { return square(a); }, [](T a) { return a * a; }, -4, 4);
}

TEST_CASE("fma rounds once") {
    // (1 + e)(1 - e) - 1 = -e^2, which a product that is rounded for itself loses
    double const e = std::numeric_limits<double>::epsilon();
    CHECK(fma(x, y, z)(x = 1 + e, y = 1 - e, z = -1.0) == -e * e);
    auto const first = between<double>(-3, 3);
    auto const second = between<double>(2, 5);
    auto const all = fma(v, w, 2_c)(v = first, w = second);
    for (int k = 0; k < many; ++k) REQUIRE(all[k] == std::fma(first[k], second[k], 2.0));
}

TEST_CASE("digamma and polygamma have the values of the literature, in lanes, too") {
    double const gamma = 0.5772156649015328606;  // Euler's constant; Abramowitz and Stegun, 6.3.2 and 6.4.2
    CHECK(digamma(x)(x = 1.0) == Approx(-gamma).epsilon(1e-14));
    CHECK(polygamma(1_c, x)(x = 1.0) == Approx(M_PI * M_PI / 6).epsilon(1e-14));
    CHECK(polygamma(2_c, x)(x = 1.0) == Approx(-2.404113806319188571).epsilon(1e-14));
    static_assert(polygamma(0_c, x) == digamma(x));
    auto const values = between<double>(0.25, 9);
    auto const all = polygamma(1_c, v)(v = values);
    for (int k = 0; k < many; ++k) REQUIRE(all[k] == polygamma(1_c, x)(x = values[k]));
}

TEST_CASE("gelu is x times the normal distribution function, without cancellation") {
    CHECK(gelu(x)(x = 1.0) == Approx(0.841344746068542948).epsilon(1e-15));
    CHECK(gelu(x)(x = -10.0) == Approx(-7.6198530241605260660e-23).epsilon(1e-13));  // 1 + erf would be 0
    CHECK(gelu(x)(x = 1e4f) == 1e4f);
    CHECK(gelu(x)(x = -1e4f) == 0);
}

TEST_CASE("activations and their derivatives are finite and right far from 0") {
    for (double const at : {1e4, 1e200}) {
        CHECK(softplus(x)(x = at) == at);
        CHECK(softplus(x)(x = -at) == 0);
        CHECK(slope(softplus(x), at) == 1);
        CHECK(slope(softplus(x), -at) == 0);
        CHECK(slope(gelu(x), at) == 1);
        CHECK(slope(gelu(x), -at) == 0);
        CHECK(slope(silu(x), at) == 1);
        CHECK(slope(silu(x), -at) == 0);
        CHECK(slope(elu(x), at) == 1);
        CHECK(slope(elu(x), -at) == 0);
        CHECK(derivative<2>(gelu(x), x)(x = at) == 0);
        CHECK(derivative<2>(softplus(x), x)(x = -at) == 0);
        CHECK(derivative<2>(elu(x), x)(x = at) == 0);
    }
}

TEST_CASE("at a kink the derivative is the documented one") {
    CHECK(slope(leaky_relu(x), 0.0) == Approx(0.01));
    CHECK(slope(elu(x, 3_c), 0.0) == 3);
    CHECK(slope(clamp(x, 0_c, 1_c), 0.0) == 1);
    CHECK(slope(clamp(x, 0_c, 1_c), 1.0) == 1);
    CHECK(slope(clamp(x, 0_c, 1_c), 1.5) == 0);
    CHECK(derivative(clamp(x, y, z), y)(x = 0.0, y = 1.0, z = 2.0) == 1);
    CHECK(derivative(clamp(x, y, z), z)(x = 3.0, y = 1.0, z = 2.0) == 1);
    CHECK(slope(sign(x), 0.0) == 0);
    CHECK(slope(floor(x), 2.0) == 0);
    CHECK(slope(hypot(x, 0_c * x), 0.0) == 0);
    CHECK(derivative(hypot(x, y), x)(x = 0.0, y = 0.0) == 0);
    CHECK(derivative(atan2(x, y), x)(x = 0.0, y = 0.0) == 0);
    CHECK(std::isinf(slope(acos(x), 1.0)));
    CHECK(slope(x * acos(1_c), 5.0) == 0);
}

TEST_CASE("hypot does not overflow or underflow on the way, nor does its derivative") {
    CHECK(hypot(x, y)(x = 3e200, y = 4e200) == Approx(5e200));
    CHECK(hypot(x, y)(x = 3e-200, y = 4e-200) == Approx(5e-200));
    CHECK(derivative(hypot(x, y), x)(x = 3e200, y = 4e200) == Approx(0.6));
    CHECK(derivative(hypot(x, y), x)(x = 3e-200, y = 4e-200) == Approx(0.6));
}
