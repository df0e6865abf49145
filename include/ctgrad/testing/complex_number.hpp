// A complex number as scalar type: what a formula is evaluated in for complex-step derivatives.
//
//     f'(x) = Im f(x + i h) / h   up to h^2 f'''(x) / 6
//
// No difference is taken, so nothing cancels, and h may be 1e-30: the derivative is as good as the functions are. It holds where f is
// analytic, or is so in pieces: comparisons look at the real part.
//
// The functions of <complex> are those of the C library; the rest is made of them, by formulas that share nothing with the local
// derivatives of the catalogue.
// Source: Squire and Trapp, Using complex variables to estimate derivatives of real functions, SIAM Review 40 (1998).
#pragma once

#include <ctgrad/math/core/bernoulli.hpp>

#include <cmath>
#include <complex>
#include <limits>
#include <type_traits>

namespace ctgrad::testing {

template <class T>
class complex_number {
    std::complex<T> z_;

    using number = complex_number;
    using complex = std::complex<T>;
    static constexpr T pi = static_cast<T>(3.141592653589793238462643383279502884L);

public:
    complex_number() = default;
    template <class Real>
        requires(std::is_arithmetic_v<Real>)
    complex_number(Real x) : z_(static_cast<T>(x)) {}  // NOLINT: a real number is one
    complex_number(T real, T imaginary) : z_(real, imaginary) {}
    explicit complex_number(complex z) : z_(z) {}

    T real() const { return z_.real(); }
    T imaginary() const { return z_.imag(); }
    explicit operator int() const { return static_cast<int>(real()); }  // the order of a polygamma function

    friend number operator+(number const& a, number const& b) { return number(a.z_ + b.z_); }
    friend number operator-(number const& a, number const& b) { return number(a.z_ - b.z_); }
    friend number operator*(number const& a, number const& b) { return number(a.z_ * b.z_); }
    friend number operator/(number const& a, number const& b) { return number(a.z_ / b.z_); }
    friend number operator-(number const& a) { return number(-a.z_); }
    friend bool operator<(number const& a, number const& b) { return a.real() < b.real(); }
    friend bool operator<=(number const& a, number const& b) { return a.real() <= b.real(); }
    friend bool operator==(number const& a, number const& b) { return a.real() == b.real(); }

    // ---- powers, exponentials, logarithms

    friend number sqrt(number const& a) { return number(std::sqrt(a.z_)); }
    friend number cbrt(number const& a) {
        return a.real() < 0 ? -cbrt(-a) : number(std::pow(a.z_, complex(1) / complex(3)));
    }
    friend number hypot(number const& a, number const& b) { return sqrt(a * a + b * b); }
    friend number pow(number const& a, number const& b) { return number(std::pow(a.z_, b.z_)); }
    friend number fma(number const& a, number const& b, number const& c) { return a * b + c; }
    friend number exp(number const& a) { return number(std::exp(a.z_)); }
    friend number exp2(number const& a) { return number(std::exp(a.z_ * std::log(T(2)))); }
    /// exp(a) cos(b) - 1 = expm1(a) cos(b) - 2 sin^2(b / 2)
    friend number expm1(number const& a) {
        T const half = std::sin(a.imaginary() / 2);
        return {
            std::expm1(a.real()) * std::cos(a.imaginary()) - 2 * half * half,
            std::exp(a.real()) * std::sin(a.imaginary())};
    }
    friend number log(number const& a) { return number(std::log(a.z_)); }
    friend number log2(number const& a) { return number(std::log(a.z_) / std::log(T(2))); }
    friend number log10(number const& a) { return number(std::log(a.z_) / std::log(T(10))); }
    /// |1 + z|^2 - 1 = 2 a + a^2 + b^2
    friend number log1p(number const& z) {
        T const a = z.real();
        T const b = z.imaginary();
        return {std::log1p(2 * a + a * a + b * b) / 2, std::atan2(b, 1 + a)};
    }

    // ---- trigonometric and hyperbolic functions

    friend number sin(number const& a) { return number(std::sin(a.z_)); }
    friend number cos(number const& a) { return number(std::cos(a.z_)); }
    friend number tan(number const& a) { return number(std::tan(a.z_)); }
    friend number asin(number const& a) { return number(std::asin(a.z_)); }
    friend number acos(number const& a) { return number(std::acos(a.z_)); }
    friend number atan(number const& a) { return number(std::atan(a.z_)); }
    friend number atan2(number const& y, number const& x) {
        number const quarter = y.real() < 0 ? -pi / 2 : pi / 2;
        if (std::abs(x.real()) < std::abs(y.real())) return quarter - atan(x / y);
        return x.real() < 0 ? atan(y / x) + 2 * quarter : atan(y / x);
    }
    friend number sinh(number const& a) { return number(std::sinh(a.z_)); }
    friend number cosh(number const& a) { return number(std::cosh(a.z_)); }
    friend number tanh(number const& a) { return number(std::tanh(a.z_)); }
    friend number asinh(number const& a) { return number(std::asinh(a.z_)); }
    friend number acosh(number const& a) { return number(std::acosh(a.z_)); }
    friend number atanh(number const& a) { return number(std::atanh(a.z_)); }

    // ---- special functions

    /// 2 / sqrt(pi) exp(-z^2) times the sum of z (2 z^2)^n / (1 3 5 ... (2n + 1)), whose terms do not cancel; far out erf is constant
    /// to any scalar type, and its derivative exp(-z^2).
    /// Source: Abramowitz & Stegun 7.1.6, 7.1.23.
    friend number erf(number const& z) {
        if (std::abs(z.real()) > 9) {
            number const tail = exp(-(z * z)) / (z * std::sqrt(pi));
            return (z.real() < 0 ? -1 : 1) - tail * asymptotic_tail(z);
        }
        number term = z;
        number sum = z;
        for (int n = 1; std::abs(term.z_) > std::numeric_limits<T>::epsilon() / 8 * std::abs(sum.z_); ++n) {
            term = term * (z * z) * (T(2) / static_cast<T>(2 * n + 1));
            sum = sum + term;
        }
        return exp(-(z * z)) * sum * (2 / std::sqrt(pi));
    }
    friend number erfc(number const& z) { return 1 - erf(z); }

    /// Upwards to where Stirling's series is good, log|Gamma(z)| = log|Gamma(z + 1)| - log|z|.
    /// Source: Abramowitz & Stegun 6.1.41, 6.3.18, 6.4.11.
    friend number lgamma(number const& z) {
        number below = 0;
        number y = z;
        for (; y.real() < series_begin; y = y + 1) below = below + log(y.real() < 0 ? -y : y);
        number series = 0;
        for (int k = 1; k <= series_terms; ++k)
            series = series + bernoulli(k) / (T(2 * k) * T(2 * k - 1)) * power(y, 1 - 2 * k);
        return (y - T(0.5)) * log(y) - y + std::log(2 * pi) / 2 + series - below;
    }
    friend number digamma(number const& z) {
        number below = 0;
        number y = z;
        for (; y.real() < series_begin; y = y + 1) below = below + 1 / y;
        number series = 0;
        for (int k = 1; k <= series_terms; ++k) series = series + bernoulli(k) / T(2 * k) * power(y, -2 * k);
        return log(y) - T(0.5) / y - series - below;
    }
    friend number polygamma(int n, number const& z) {
        if (n == 0) return digamma(z);
        number below = 0;
        number y = z;
        for (; y.real() < series_begin; y = y + 1) below = below + factorial(n) * power(y, -n - 1);
        number series = factorial(n - 1) * power(y, -n) + factorial(n) / 2 * power(y, -n - 1);
        for (int k = 1; k <= series_terms; ++k)
            series = series + bernoulli(k) * (factorial(2 * k + n - 1) / factorial(2 * k)) * power(y, -2 * k - n);
        return n % 2 == 0 ? -(series + below) : series + below;
    }

    // ---- constant in pieces

    friend number floor(number const& a) { return std::floor(a.real()); }
    friend number ceil(number const& a) { return std::ceil(a.real()); }

private:
    static constexpr T series_begin = 30;
    static constexpr int series_terms = 12;  // the next is below 1e-26 of the first

    static T bernoulli(int k) {
        return static_cast<T>(math::core::bernoulli[k - 1].numerator) /
               static_cast<T>(math::core::bernoulli[k - 1].denominator);
    }
    static T factorial(int n) { return std::tgamma(static_cast<T>(n + 1)); }
    static number power(number const& z, int n) {
        number result = 1;
        for (int k = 0; k < (n < 0 ? -n : n); ++k) result = result * z;
        return n < 0 ? 1 / result : result;
    }
    static number asymptotic_tail(number const& z) {
        number term = 1;
        number sum = 1;
        for (int n = 1; n < 20; ++n) {
            term = term * static_cast<T>(1 - 2 * n) / (2 * (z * z));
            sum = sum + term;
        }
        return sum;
    }
};

}  // namespace ctgrad::testing
