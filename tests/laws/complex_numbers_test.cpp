// Complex numbers as a scalar type of the user's: through the compiled kernels, against gradients from the same kernels in double.
#include <ctgrad/ctgrad.hpp>
#include <ctgrad/testing/complex_number.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <cmath>

using namespace ctgrad;
using namespace ctgrad::literals;

namespace {

using complex = testing::complex_number<double>;

constexpr auto x = symbol<"x">;
constexpr auto v = symbol<"v", 3>;
constexpr auto A = symbol<"A", 3, 3>;

constexpr double h = 1e-30;

/// Both are a few operations in double, of numbers of order 1: 20 roundings of 1.1e-16 each are 2.2e-15.
void check_equal(double complex_step, double derivative) {
    CHECK(std::abs(complex_step - derivative) <= 1e-14 * (1 + std::abs(derivative)));
}

template <class F>
void check_scalar(F f, double at) {
    check_equal(f(x = complex(at, h)).imaginary() / h, derivative(f, x)(x = at));
}

}  // namespace

TEST_CASE("complex numbers follow the functions of real ones") {
    // Identities that the derivatives of the catalogue do not use, at numbers that have both parts.
    auto const near = [](complex const& a, complex const& b) {
        return std::abs(a.real() - b.real()) < 1e-14 && std::abs(a.imaginary() - b.imaginary()) < 1e-14;
    };
    complex const z(0.75, -0.5);
    CHECK(near(expm1(log1p(z)), z));
    CHECK(near(cbrt(z) * cbrt(z) * cbrt(z), z));
    CHECK(near(cbrt(-z), -cbrt(z)));
    CHECK(near(exp2(log2(z)), z));
    CHECK(near(tan(atan2(z, complex(-2, 0.25))), z / complex(-2, 0.25)));
    CHECK(near(lgamma(z + 1) - lgamma(z), log(z)));
    CHECK(near(digamma(z + 1) - digamma(z), 1 / z));
    CHECK(near(polygamma(1, z + 1) - polygamma(1, z), -1 / (z * z)));
    CHECK(near(polygamma(2, z + 1) - polygamma(2, z), 2 / (z * z * z)));
    CHECK(near(erf(-z), -erf(z)));
    // real arguments: the C library
    CHECK(near(erf(complex(1.25)), std::erf(1.25)));
    CHECK(lgamma(complex(5.5)).real() == Approx(std::lgamma(5.5)).epsilon(1e-13));  // a difference of numbers near 100
    CHECK(near(digamma(complex(1)), -0.57721566490153286));                         // minus Euler's constant
    CHECK(near(polygamma(1, complex(1)), 1.6449340668482264));                      // pi^2 / 6
}

TEST_CASE("derivatives of formulas of numbers are those of complex steps") {
    for (double const at : {0.25, 1.5}) {
        check_scalar(sin(x) * exp(-x * x) / (1_c + cosh(x)), at);
        check_scalar(sigmoid(3_c * x) + softplus(x - 1_c) + gelu(x) + tanh(x), at);
        check_scalar(log1p(x) * atan(sqrt(x)) - pow(x, 0.3_c) + asinh(x) + cbrt(x), at);
        check_scalar(lgamma(x + 1_c) + digamma(x + 2_c) + erfc(x) + hypot(x, 2_c), at);
        check_scalar(select(x > 1_c, abs(x - 3_c), max(x, square(x))), at);
    }
}

TEST_CASE("gradients of formulas of vectors and matrices are those of complex steps") {
    std::array<double, 3> const at{0.5, -1.25, 2};
    std::array<double, 9> const matrix{4, 1, -0.5, 0.25, 3, 1, -1, 0.5, 5};
    std::array<complex, 9> complex_matrix{};
    for (std::size_t k = 0; k < 9; ++k) complex_matrix[k] = matrix[k];
    constexpr auto f = logsumexp(solve(A, v)) + norm(v) * log(determinant(A)) + dot(softmax(v), A * normalize(v));
    auto const g = gradient(f, v, A)(v = at, A = matrix);
    for (std::size_t k = 0; k < 3; ++k) {
        std::array<complex, 3> moved{at[0], at[1], at[2]};
        moved[k] = complex(at[k], h);
        check_equal(f(v = moved, A = complex_matrix).imaginary() / h, g[v].data()[k]);
    }
    std::array<complex, 3> const complex_at{at[0], at[1], at[2]};
    for (std::size_t k = 0; k < 9; ++k) {
        auto moved = complex_matrix;
        moved[k] = complex(matrix[k], h);
        check_equal(f(v = complex_at, A = moved).imaginary() / h, g[A].data()[k]);
    }
}
