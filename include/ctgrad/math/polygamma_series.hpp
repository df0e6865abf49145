// Digamma and polygamma for any type of numbers with arithmetic and a logarithm: recurrence up to an argument from where the
// asymptotic series is as good as the type. The same code serves run time (float, double) and constant evaluation.
// Source: Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 6.3 and 6.4; DLMF 5.11, 5.15.
#pragma once

#include <ctgrad/math/core/bernoulli.hpp>
#include <ctgrad/math/exponential.hpp>
#include <ctgrad/math/rounding.hpp>
#include <ctgrad/math/selection.hpp>

#include <limits>

namespace ctgrad::math {

/// What the series needs to know of a type of numbers.
template <class V>
struct series_of {
    /// The series has `terms` terms, and is used from `begin` (plus the order of the derivative) on: the first term left out is
    /// then below half a unit in the last place. Up to 64 bits: B(34) / 34 / 24^34 < 1e-37; up to 53: B(18) / 18 / 10^18 < 1e-17.
    static constexpr bool more = std::numeric_limits<V>::digits > 53;
    static constexpr int begin = more ? 24 : 10;
    static constexpr int terms = more ? 17 : 8;
    static constexpr V fraction(long long n, int d) { return static_cast<V>(n) / static_cast<V>(d); }
};

/// x > 0, or a little below and no pole: as many steps as it is away from `begin`.
template <class V>
constexpr V digamma_upwards(V const& x) {
    using series = series_of<V>;
    V y = x;
    V numerator = V(0);  // the sum of 1 / (x + k) as one fraction, and so with one division
    V denominator = V(1);
    while (y < V(series::begin)) {
        numerator = numerator * y + denominator;
        denominator = denominator * y;
        y = y + V(1);
    }
    V const r = V(1) / (y * y);
    V sum = V(0);
    for (int k = series::terms; k > 0; --k)
        sum =
            (sum + series::fraction(core::bernoulli[k - 1].numerator, core::bernoulli[k - 1].denominator * 2 * k)) * r;
    return log(y) - series::fraction(1, 2) / y - sum - numerator / denominator;
}

/// To g++, arithmetic that overflows is no constant expression.
template <class V>
constexpr bool factorial_over_power_overflows(int n, V const& y) {
    V const a = abs(y);
    V const largest = std::numeric_limits<V>::max();
    V t = V(1);
    for (int i = 0; i <= n; ++i) {
        V const factor = V(i == 0 ? 1 : i);
        if (a < V(1) ? t > largest * a / factor : t / a > largest / factor) return true;
        t = t * factor / a;
    }
    return false;
}

/// n! / y^(n+1), where neither the factorial nor the power need be in range.
template <class V>
constexpr V factorial_over_power(int n, V const& y) {
    if (__builtin_is_constant_evaluated() && factorial_over_power_overflows(n, y)) {
        auto const infinity = static_cast<V>(core::infinity);
        return y < V(0) && n % 2 == 0 ? -infinity : infinity;
    }
    V const r = V(1) / y;
    V t = r;
    for (int i = 1; i <= n; ++i) t = t * (V(i) * r);
    return t;
}

/// n! times the sum over k >= 0 of 1 / (x + k)^(n+1), n > 0, by Euler and Maclaurin; x as above.
template <class V>
constexpr V polygamma_upwards(int n, V const& x) {
    using series = series_of<V>;
    V y = x;
    V sum = V(0);
    while (y < V(series::begin + n)) {
        sum = sum + factorial_over_power(n, y);
        y = y + V(1);
    }
    V const integral = factorial_over_power(n - 1, y);
    V const r = V(1) / y;
    V const t = integral * (V(n) * r);
    V tail = integral + t * series::fraction(1, 2);
    V factor = t * r * V(n + 1);  // t (n+1) ... (n+2k-1) / (2k)! / y^(2k-1), but for its last divisor
    for (int k = 1; k <= series::terms; ++k) {
        factor = factor * series::fraction(1, k == 1 ? 2 : (2 * k - 1) * (2 * k));
        tail = tail + factor * series::fraction(core::bernoulli[k - 1].numerator, core::bernoulli[k - 1].denominator);
        factor = factor * r * r * V((n + 2 * k) * (n + 2 * k + 1));
    }
    return sum + tail;
}

/// Polygamma at finite x that is no pole; n = 0 is digamma. `down` is floor(x).
/// Far below 0: the sum over all integers, minus that over those beyond; what is left has positive arguments.
template <class V>
constexpr V polygamma_at(int n, V const& x, V const& down) {
    bool const far = x < V(-24);
    V const f = x - down;
    if (n == 0) {
        if (!far) return digamma_upwards(x);
        return digamma_upwards(V(1) - x) + (digamma_upwards(f) - digamma_upwards(V(1) - f));
    }
    bool const odd = n % 2 != 0;
    if (!far) return odd ? polygamma_upwards(n, x) : -polygamma_upwards(n, x);
    V const beyond = polygamma_upwards(n, V(1) - f) - polygamma_upwards(n, V(1) - x);
    return odd ? polygamma_upwards(n, f) + beyond : beyond - polygamma_upwards(n, f);
}

}  // namespace ctgrad::math
