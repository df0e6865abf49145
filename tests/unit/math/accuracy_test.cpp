// The worst error of every function in units in the last place (ulp), over the table that tools/reference_values writes: of what
// constant evaluation computes, called here at run time, and of the standard library beside it. Prints what docs/accuracy.md shows.
#include <ctgrad/math/elementary.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <random>

namespace {

namespace math = ctgrad::math;
namespace core = ctgrad::math::core;

constexpr double infinity = std::numeric_limits<double>::infinity();

template <int N>
struct reference {
    double arguments[N];
    double value;
    int rest;  ///< (true value - value) * 1024 / ulp
};

#include "accuracy_reference.inc"

template <class T>
double unit_in_the_last_place(double x) {
    using limits = std::numeric_limits<T>;
    double const lowest = limits::min_exponent - limits::digits;
    return std::exp2(std::max(x == 0 ? -infinity : std::ilogb(x) + 1.0 - limits::digits, lowest));
}

template <class T, int N>
double error(T result, reference<N> const& r) {
    T const nearest = math::converted<T>(r.value);
    if (!std::isfinite(nearest) || !std::isfinite(result)) return result == nearest ? 0 : infinity;
    double const unit = unit_in_the_last_place<T>(r.value);
    double const rest = r.rest / 1024.0 * (unit_in_the_last_place<double>(r.value) / unit);
    return std::abs((static_cast<double>(result) - r.value) / unit - rest);
}

/// The worst error over a table, of those of its arguments that T can represent.
template <class T, int N, std::size_t Rows, class F>
double worst(reference<N> const (&table)[Rows], F const& f) {
    double result = 0;
    int rows = 0;
    for (reference<N> const& r : table) {
        bool represented = true;
        for (double const x : r.arguments) represented = represented && static_cast<double>(math::converted<T>(x)) == x;
        if (!represented) continue;
        ++rows;
        if constexpr (N == 1)
            result = std::max(result, error(f(static_cast<T>(r.arguments[0])), r));
        else
            result = std::max(result, error(f(static_cast<T>(r.arguments[0]), static_cast<T>(r.arguments[1])), r));
    }
    REQUIRE(rows >= 20);
    return result;
}

/// At run time, a function is the standard library's: to the bit.
template <class T, int N, std::size_t Rows, class F, class G>
bool same(reference<N> const (&table)[Rows], F const& f, G const& g) {
    return std::all_of(std::begin(table), std::end(table), [&](reference<N> const& r) {
        T const x = math::converted<T>(r.arguments[0]);
        if constexpr (N == 1) {
            return f(x) == g(x) || (f(x) != f(x) && g(x) != g(x));
        } else {
            T const y = math::converted<T>(r.arguments[1]);
            return f(x, y) == g(x, y) || (f(x, y) != f(x, y) && g(x, y) != g(x, y));
        }
    });
}

void print(char const* name, double float_own, double float_other, double double_own, double double_other) {
    std::printf("| %-9s | %8.3f | %8.3f | %8.3f | %8.3f |\n", name, float_own, float_other, double_own, double_other);
}

/// Results are computed to 2^-60 at least and rounded once: half a ulp, and a little for the table, which is rounded to 1/1024 of one.
constexpr double rounded_once = 0.501;

template <class Table, class Own, class Ours, class Standard>
void check(
    char const* name, Table const& table, double limit, Own const& own, Ours const& ours, Standard const& standard) {
    double const in_float = worst<float>(table, own);
    double const in_double = worst<double>(table, own);
    print(name, in_float, worst<float>(table, standard), in_double, worst<double>(table, standard));
    INFO(name);
    CHECK(in_float <= rounded_once);
    CHECK(in_double <= limit);
    CHECK(same<float>(table, ours, standard));
    CHECK(same<double>(table, ours, standard));
}

}  // namespace

#define CHECK_FUNCTION(name, limit)                                                                                \
    check(                                                                                                         \
        #name, name##_reference, limit,                                                                            \
        [](auto x, auto... more) {                                                                                 \
            return math::converted<decltype(x)>(core::name(static_cast<double>(x), static_cast<double>(more)...)); \
        },                                                                                                         \
        [](auto... x) { return math::name(x...); }, [](auto... x) { return std::name(x...); })

TEST_CASE("constant evaluation computes to the last bit") {
    std::printf("| function  | float, own | float, standard | double, own | double, standard |\n");
    std::printf("|-----------|---------:|---------:|---------:|---------:|\n");
    CHECK_FUNCTION(exp, rounded_once);
    CHECK_FUNCTION(exp2, rounded_once);
    CHECK_FUNCTION(expm1, rounded_once);
    CHECK_FUNCTION(log, rounded_once);
    CHECK_FUNCTION(log2, rounded_once);
    CHECK_FUNCTION(log10, rounded_once);
    CHECK_FUNCTION(log1p, rounded_once);
    CHECK_FUNCTION(sqrt, rounded_once);
    CHECK_FUNCTION(cbrt, rounded_once);
    CHECK_FUNCTION(hypot, rounded_once);
    CHECK_FUNCTION(pow, rounded_once);
    CHECK_FUNCTION(sin, rounded_once);
    CHECK_FUNCTION(cos, rounded_once);
    CHECK_FUNCTION(tan, rounded_once);
    CHECK_FUNCTION(asin, rounded_once);
    CHECK_FUNCTION(acos, rounded_once);
    CHECK_FUNCTION(atan, rounded_once);
    CHECK_FUNCTION(atan2, rounded_once);
    CHECK_FUNCTION(sinh, rounded_once);
    CHECK_FUNCTION(cosh, rounded_once);
    CHECK_FUNCTION(tanh, rounded_once);
    CHECK_FUNCTION(asinh, rounded_once);
    CHECK_FUNCTION(acosh, rounded_once);
    CHECK_FUNCTION(atanh, rounded_once);
    CHECK_FUNCTION(erf, rounded_once);
    CHECK_FUNCTION(erfc, rounded_once);
    // At the double next to a zero, the result is as good as the zero is known, to 106 bits: half a ulp, and half for the result.
    CHECK_FUNCTION(lgamma, 1.001);
}

TEST_CASE("digamma and polygamma, which the standard library does not have") {
    auto const own = [](auto x) { return math::converted<decltype(x)>(core::digamma(static_cast<double>(x))); };
    auto const run_time = [](auto x) { return math::digamma(x); };
    double const in_float = worst<float>(digamma_reference, own);
    double const in_double = worst<double>(digamma_reference, own);
    double const float_at_run_time = worst<float>(digamma_reference, run_time);
    double const double_at_run_time = worst<double>(digamma_reference, run_time);
    print("digamma", in_float, float_at_run_time, in_double, double_at_run_time);
    CHECK(in_float <= rounded_once);
    CHECK(in_double <= 1.001);  // as for lgamma
    CHECK(float_at_run_time <= rounded_once);
    CHECK(double_at_run_time <= 2);

    auto const polygamma = [](auto n, auto x) { return math::polygamma(static_cast<int>(n), x); };
    double const polygamma_in_float = worst<float>(polygamma_reference, polygamma);
    double const polygamma_in_double = worst<double>(polygamma_reference, polygamma);
    print("polygamma", polygamma_in_float, polygamma_in_float, polygamma_in_double, polygamma_in_double);
    // In the arithmetic of the type: up to 13 terms, the greatest of which has been multiplied n times.
    CHECK(polygamma_in_float <= 6);
    CHECK(polygamma_in_double <= 6);
}

TEST_CASE("what IEEE 754 rounds correctly is the processor's to the bit") {
    std::mt19937_64 random(1);
    auto const any = [&] {
        double x = 0;
        do x = std::bit_cast<double>(random());
        while (!std::isfinite(x));
        return x;
    };
    std::uniform_int_distribution<int> exponents(-120, 120);
    int different = 0;
    for (int k = 0; k < 100000; ++k) {
        double const x = any();
        double const y = any();
        different += core::sqrt(std::abs(x)) != std::sqrt(std::abs(x));
        double const small = std::ldexp(x, exponents(random) / 4 - std::ilogb(x));
        different += core::floor(small) != std::floor(small) || core::ceil(small) != std::ceil(small);
        // Addends that overlap with the product, that cancel it, and that are far from it; products that underflow.
        double const product = x * y;
        for (double const z :
             {any(), -product, std::ldexp(product, exponents(random)), std::ldexp(y, exponents(random)), 0x1p-1074})
            different += std::isfinite(z) && core::fma(x, y, z) != std::fma(x, y, z);
        double const scale =
            std::ldexp(1.0, -1060 - std::ilogb(x) - std::ilogb(y));  // products near the smallest numbers
        if (std::isfinite(scale) && std::isnormal(x * scale)) {
            double const z = std::ldexp(1.0, exponents(random) - 1074);
            different += core::fma(x * scale, y, z) != std::fma(x * scale, y, z);
        }
        auto const f = static_cast<float>(std::ldexp(x, exponents(random) - std::ilogb(x)));
        auto const g = static_cast<float>(std::ldexp(y, exponents(random) - std::ilogb(y)));
        for (float const h : {-f * g, f, g, 0x1p-149F})
            different += math::converted<float>(core::fma_of_floats(f, g, h)) != std::fma(f, g, h);
    }
    CHECK(different == 0);
}
