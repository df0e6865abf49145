// Lanes by libmvec: as accurate as it promises, and called at all.
#include <ctgrad/ctgrad.hpp>
#include <ctgrad/interop/libmvec.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

namespace {

using namespace ctgrad::literals;

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;

typedef double double2 __attribute__((vector_size(16)));
typedef float float4 __attribute__((vector_size(16)));

/// Largest error of a formula on [from, to], in units in the last place of what `exact` returns.
template <class V, class T, class F, class Exact>
double worst(F formula, T from, T to, Exact exact) {
    constexpr std::size_t lanes = sizeof(V) / sizeof(T);
    double error = 0;
    for (int step = 0; step < 2000; ++step) {
        V at{};
        for (std::size_t i = 0; i < lanes; ++i) {
            auto const fraction = static_cast<T>(step) / T(2000) + static_cast<T>(i) / T(2000 * lanes);
            at[i] = from + (to - from) * fraction;
        }
        V const found = formula(x = at);
        for (std::size_t i = 0; i < lanes; ++i) {
            long double const expected = exact(static_cast<long double>(at[i]));
            T const rounded = static_cast<T>(expected);
            T const ulp = std::nextafter(std::abs(rounded), std::numeric_limits<T>::infinity()) - std::abs(rounded);
            auto const distance =
                std::abs(static_cast<long double>(found[i]) - expected) / static_cast<long double>(ulp);
            error = std::max(error, static_cast<double>(distance));
        }
    }
    return error;
}

#define CHECK_FUNCTION(name, from, to)                                                                          \
    CHECK(worst<double2>(name(x), double(from), double(to), [](long double z) { return std::name(z); }) < 4.0); \
    CHECK(worst<float4>(name(x), float(from), float(to), [](long double z) { return std::name(z); }) < 4.0)

TEST_CASE("functions of lanes are within four units in the last place") {
    CHECK_FUNCTION(exp, -20, 20);
    CHECK_FUNCTION(log, 0.001, 20);
    CHECK_FUNCTION(sin, -30, 30);
    CHECK_FUNCTION(cos, -30, 30);
    CHECK_FUNCTION(expm1, -2, 2);
    CHECK_FUNCTION(log1p, -0.5, 3);
    CHECK_FUNCTION(tan, -1.5, 1.5);
    CHECK_FUNCTION(atan, -20, 20);
    CHECK_FUNCTION(asin, -0.99, 0.99);
    CHECK_FUNCTION(acos, -0.99, 0.99);
    CHECK_FUNCTION(tanh, -3, 3);
    CHECK_FUNCTION(sinh, -3, 3);
    CHECK_FUNCTION(cosh, -3, 3);
    CHECK_FUNCTION(cbrt, -9, 9);
    CHECK_FUNCTION(erf, -3, 3);
    CHECK_FUNCTION(erfc, -3, 3);
}

TEST_CASE("functions of two arguments") {
    double2 const a{2.0, 3.0};
    double2 const b{0.5, -1.5};
    double2 const power = pow(x, y)(x = a, y = b);
    double2 const angle = atan2(x, y)(x = a, y = b);
    double2 const length = hypot(x, y)(x = a, y = b);
    constexpr double four_ulp = 4 * std::numeric_limits<double>::epsilon();
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(power[i] == Approx(std::pow(a[i], b[i])).epsilon(four_ulp));
        CHECK(angle[i] == Approx(std::atan2(a[i], b[i])).epsilon(four_ulp));
        CHECK(length[i] == Approx(std::hypot(a[i], b[i])).epsilon(four_ulp));
    }
}

constexpr auto v = ctgrad::symbol<"v", 9>;

/// A function of each of the first numbers of v.
template <int... K>
constexpr auto each(auto f, std::integer_sequence<int, K...>) {
    return ctgrad::vector_of(f(v[ctgrad::constant<K>])...);
}

/// Two to nine calls of each function in one formula.
template <class T>
void check_calls_of_several() {
    std::array<T, 9> const in{T(0.25), T(0.5), T(0.75), T(1.0), T(1.25), T(1.5), T(1.75), T(2.0), T(2.25)};
    auto const agrees = [&](auto formula, auto function) {
        auto const found = formula(v = in);
        for (int k = 0; k < found.size(); ++k) {
            auto const exact = static_cast<T>(function(static_cast<long double>(in[static_cast<std::size_t>(k)])));
            CHECK(std::abs(found[k] - exact) <= 4 * std::numeric_limits<T>::epsilon() * std::abs(exact));
        }
    };
    auto const check = [&]<int N>(std::integral_constant<int, N>) {
        constexpr auto numbers = std::make_integer_sequence<int, N>{};
        agrees(each([](auto z) { return exp(z); }, numbers), [](long double z) { return std::exp(z); });
        agrees(each([](auto z) { return sin(z) * cos(z) * 2_c; }, numbers), [](long double z) { return std::sin(2 * z); });
        agrees(each([](auto z) { return sin(z); }, numbers), [](long double z) { return std::sin(z); });
        agrees(each([](auto z) { return cos(z) + 2_c; }, numbers), [](long double z) { return std::cos(z) + 2; });
        agrees(
            each([](auto z) { return pow(z, z + 1_c); }, numbers), [](long double z) { return std::pow(z, z + 1); });
    };
    check(std::integral_constant<int, 2>{});
    check(std::integral_constant<int, 3>{});
    check(std::integral_constant<int, 5>{});
    check(std::integral_constant<int, 9>{});
}

TEST_CASE("straight-line code calls a function on several numbers at once") {
    check_calls_of_several<double>();
    check_calls_of_several<float>();
    // which is told from the last bits: an argument for which libmvec and libm round differently
    int different = 0;
    constexpr auto three = ctgrad::program(sin(x), sin(y), sin(x + y));
    for (int k = 1; k < 2000; ++k) {
        double const a = 0.01 * k;
        auto const together = three(x = a, y = 0.5 * a);
        if (together[boost::hana::size_c<0>] != std::sin(a)) ++different;
        CHECK(strict(three)(x = a, y = 0.5 * a)[boost::hana::size_c<0>] == std::sin(a));
    }
    CHECK(different > 0);
}

TEST_CASE("packs narrower and wider than a register") {
    using ctgrad::evaluate::pack;
    pack<float, 2> narrow(1.0F);
    narrow.set(1, 2.0F);
    auto const small = exp(narrow);
    CHECK(small[0] == Approx(std::exp(1.0F)));
    CHECK(small[1] == Approx(std::exp(2.0F)));
    pack<double, 32> wide(0.0);
    for (int i = 0; i < 32; ++i) wide.set(i, 0.25 * i);
    auto const large = cos(wide);
    for (int i = 0; i < 32; ++i) CHECK(large[i] == Approx(std::cos(0.25 * i)));
}

}  // namespace
