// Derivatives from values alone: what the laws compare derivatives with.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

namespace ctgrad::testing {

/// A derivative from differences, and how good it is.
struct estimate {
    long double value = 0;
    long double error = std::numeric_limits<long double>::infinity();

    /// Is the estimate good enough for a verdict?
    bool decides() const { return error < 1e-6L * (1 + std::abs(value)); }
};

/// The derivative of f at `middle` by central differences of fourth order, in long double.
///
/// The error falls as h^4 until rounding takes over: of the steps h, h/2, h/4, ... the one is taken that changes the result
/// least, and the change bounds the error (up to a factor; Ridders 1982). It may be 0 by chance, so what rounding the values of f
/// does to it, 18 / 12 * eps |f| / h, is the least that counts.
///
/// A kink at `middle` is symmetric to central differences. It shows in one-sided ones: their disagreement halves with the step
/// where f is smooth, and stays where it has a kink. Then, and where f is not finite nearby, nothing is decided.
template <class F>
estimate central_difference(F const& f, long double middle, long double h) {
    auto const value = [&](long double offset) { return static_cast<long double>(f(middle + offset)); };
    long double const center = value(0);
    estimate best;
    if (!std::isfinite(center)) return best;
    long double last = std::numeric_limits<long double>::quiet_NaN();
    long double gap_at_best = 0;
    long double gap_before = 0;
    long double last_gap = 0;
    for (int halvings = 0; halvings < 16; ++halvings, h /= 2) {
        long double const volatile above = middle + h;  // so that middle + h - middle is h exactly
        long double const step = above - middle;
        long double const up = value(step);
        long double const down = value(-step);
        long double const d = (8 * (up - down) - (value(2 * step) - value(-2 * step))) / (12 * step);
        long double const rounding = 1.5L * std::numeric_limits<long double>::epsilon() * std::abs(center) / step;
        long double const gap = std::abs((up - center) - (center - down)) / step;
        if (long double const error = std::max(std::abs(d - last), rounding); error < best.error) {
            best = {d, error};
            gap_at_best = gap;
            gap_before = last_gap;
        }
        last = d;
        last_gap = gap;
    }
    bool const is_kink = gap_at_best > 0.75L * gap_before && gap_at_best > 1e-6L * (1 + std::abs(best.value));
    return is_kink ? estimate{} : best;
}

}  // namespace ctgrad::testing
