// Formulas written without thought of floating point, at arguments where they would overflow, cancel, or divide infinity by infinity: rules
// make them stable, in values and derivatives, in float and double. The references are by stability_reference (mpmath).
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <limits>

namespace {

using namespace ctgrad::literals;

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto k = ctgrad::index_symbol<"k">;

/// A stable form costs a few operations and functions, each right to an ulp or two: 16 epsilon. Values have to be right relative to
/// themselves, however small; derivatives relative to 1, which is about what those of all these formulas reach somewhere.
template <class T>
void check(auto const& f, double at, double value, double first, double second) {
    constexpr T tolerance = 16 * std::numeric_limits<T>::epsilon();
    constexpr T smallest = std::numeric_limits<T>::min();  // below, digits are lost gradually
    auto const check_near = [](T found, double wanted, T scale) {
        CAPTURE(found, wanted);
        CHECK(std::abs(found - static_cast<T>(wanted)) <= tolerance * scale + smallest);
    };
    T const point = static_cast<T>(at);
    check_near(f(x = point), value, std::abs(static_cast<T>(value)));
    check_near(derivative(f, x)(x = point), first, std::max(T(1), std::abs(static_cast<T>(first))));
    check_near(ctgrad::derivative<2>(f, x)(x = point), second, std::max(T(1), std::abs(static_cast<T>(second))));
    auto const [again, gradient] = value_and_gradient(f, x)(x = point);
    check_near(
        again, value, std::abs(static_cast<T>(value)));  // not the bits of f: value and slope may share a reciprocal
    check_near(gradient[x], first, std::max(T(1), std::abs(static_cast<T>(first))));
}

template <class T>
std::array<T, 3> entries(auto const& t) {
    return {t[0], t[1], t[2]};
}

}  // namespace

#define FORMULA(formula, at, value, first, second)                         \
    SECTION(#formula " at " #at) {                                         \
        check<double>([] { return formula; }(), at, value, first, second); \
        check<float>([] { return formula; }(), at, value, first, second);  \
    }

TEST_CASE("formulas, slopes and curvatures at extreme arguments"){
#include "stability_reference.inc"
}

TEMPLATE_TEST_CASE("arguments whose squares overflow", "", float, double) {
    constexpr TestType huge = std::numeric_limits<TestType>::max() / 4;
    CHECK(sqrt(x * x + y * y)(x = huge, y = huge) == Approx(std::sqrt(TestType(2)) * huge));
    auto const g = gradient(sqrt(x * x + y * y), x, y)(x = 3 * (huge / 4), y = huge);
    CHECK(g[x] == Approx(0.6));
    CHECK(g[y] == Approx(0.8));
    CHECK((x / sqrt(x * x + 1_c))(x = huge) == 1);
    CHECK(derivative(sqrt(x * x + y * y), x)(x = TestType(0), y = TestType(0)) == 0);
}

TEMPLATE_TEST_CASE("cross-entropy of scores of 1e4: softmax minus one-hot", "", float, double) {
    using T = TestType;
    std::array<T, 3> const scores{T(1e4), T(-1e4), T(0)};
    std::array<T, 3> const right{0, 0, 0};
    std::array<T, 3> const wrong{1, -1, 0};
    auto const check_loss = [&](auto const& loss) {
        auto const [none, g] = value_and_gradient(loss, v)(v = scores, k = 0);
        CHECK(none == 0);
        CHECK(entries<T>(g[v]) == right);
        auto const [large, h] = value_and_gradient(loss, v)(v = scores, k = 1);
        CHECK(large == T(2e4));
        CHECK(entries<T>(h[v]) == wrong);
    };
    check_loss(cross_entropy(v, k));
    check_loss(-log(softmax(v)[k]));
    check_loss(-log(exp(v[k]) / sum(exp(v))));
    check_loss(log(sum(exp(v))) - v[k]);
}

TEMPLATE_TEST_CASE("logsumexp of equal huge values has the derivative 1/n", "", float, double) {
    using T = TestType;
    auto const check_sum = [](auto const& f) {
        for (T const huge : {T(1e4), T(-1e4)}) {
            std::array<T, 3> const equal{huge, huge, huge};
            auto const [value, g] = value_and_gradient(f, v)(v = equal);
            CHECK(value == Approx(huge + std::log(T(3))));
            for (T const d : entries<T>(g[v])) CHECK(d == Approx(1.0 / 3));
        }
    };
    check_sum(logsumexp(v));
    check_sum(log(sum(exp(v))));
}

TEMPLATE_TEST_CASE("softmax written by hand", "", float, double) {
    using T = TestType;
    std::array<T, 3> const scores{T(1e4), T(1e4), T(-1e4)};
    CHECK(entries<T>((exp(v) / sum(exp(v)))(v = scores)) == std::array<T, 3>{T(0.5), T(0.5), 0});
    auto const g = gradient((exp(v) / sum(exp(v)))[0_c], v)(v = scores);
    CHECK(entries<T>(g[v]) == std::array<T, 3>{T(0.25), T(-0.25), 0});
}

TEMPLATE_TEST_CASE("a branch that is not taken has no derivative", "", float, double) {
    using T = TestType;
    auto const f = select(x > 0_c, sqrt(x), 0_c);
    auto const g = select(x > 0_c, x * log(x), 0_c);
    for (T const at : {T(0), T(-1), -std::numeric_limits<T>::infinity()}) {
        CHECK(derivative(f, x)(x = at) == 0);
        CHECK(ctgrad::derivative<2>(f, x)(x = at) == 0);
        CHECK(derivative(f * exp(f), x)(x = at) == 0);
        CHECK(derivative(g, x)(x = at) == 0);
        CHECK(ctgrad::derivative<2>(g, x)(x = at) == 0);
    }
    CHECK(derivative(f, x)(x = T(4)) == T(0.25));
}

TEMPLATE_TEST_CASE("powers, roots and constants", "", float, double) {
    using T = TestType;
    CHECK(hessian(pow(x, 2_c), x)(x = T(0)) == 2);
    CHECK(ctgrad::derivative<2>(pow(x, 3_c), x)(x = T(0)) == 0);
    CHECK(derivative(sqrt(square(x)), x)(x = T(-3)) == -1);
    CHECK(derivative(sqrt(square(x)), x)(x = T(0)) == 0);
    CHECK(derivative(x * 0_c + acos(1_c), x)(x = T(2)) == 0);
    CHECK(derivative(acos(1_c) * x, x)(x = T(2)) == 0);
}

TEMPLATE_TEST_CASE("a power of 0 does not depend on its exponent", "", float, double) {
    constexpr auto f = pow(x, y);
    auto const g = gradient(f, x, y)(x = TestType(0), y = TestType(2.5));
    CHECK(g[x] == 0);
    CHECK(g[y] == 0);
    CHECK(ctgrad::derivative<2>(f, y)(x = TestType(0), y = TestType(2.5)) == 0);
    CHECK(derivative(f, y)(x = TestType(1), y = TestType(2.5)) == 0);  // log(1)
    CHECK(derivative(derivative(f, y), x)(x = TestType(1), y = TestType(2.5)) == 1);
    static_assert(derivative(f, y)(x = TestType(0), y = TestType(2.5)) == 0);
}
