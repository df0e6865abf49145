// Which graphs are written out entry by entry, and which are left as loops.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <tuple>

namespace {

using namespace ctgrad::literals;

constexpr auto A = ctgrad::symbol<"A", 16, 16>;
constexpr auto B = ctgrad::symbol<"B", 6, 6>;
constexpr auto C = ctgrad::symbol<"C", 6, 6>;
constexpr auto x = ctgrad::symbol<"x", 16>;
constexpr auto y = ctgrad::symbol<"y", 6>;

template <class F>
constexpr int loops(F) {
    return ctgrad::schedule::planned<ctgrad::program_of<F>>::plan.count.loops;
}

// Straight-line code of 500 operations would be more than Clang's default limit lets a constant evaluation optimise.
constexpr auto form = [](auto const& v, auto const& M) { return dot(v, symmetric(M) * v); };

TEST_CASE("Long contractions stay loops, short ones are written out") {
    STATIC_REQUIRE(loops(A * x) > 0);
    STATIC_REQUIRE(loops(B * y) == 0);
    STATIC_REQUIRE(loops(B * C) == 0);
}

TEST_CASE("A quadratic form of 16 by 16 has its gradient") {
    ctgrad::tensor<double, 16> v{};
    ctgrad::tensor<double, 16, 16> M{};
    for (int i = 0; i < 16; ++i) {
        v[i] = 0.5 * i - 3;
        for (int j = 0; j < 16; ++j) M(i, j) = 1.0 / (1 + i + j);
    }
    auto const [value, gradients] = ctgrad::value_and_gradient<0>(form)(v, M);
    double expected = 0;
    for (int i = 0; i < 16; ++i) {
        double product = 0;
        for (int j = 0; j < 16; ++j) product += M(i, j) * v[j];
        CHECK(std::get<0>(gradients)[i] == Approx(2 * product).epsilon(1e-13));  // 16 terms
        expected += v[i] * product;
    }
    CHECK(value == Approx(expected).epsilon(1e-13));
}

}  // namespace
