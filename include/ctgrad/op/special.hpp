// Special functions: the error function and the family of the gamma function.
#pragma once

#include <ctgrad/math/elementary.hpp>
#include <ctgrad/op/entrywise.hpp>


namespace ctgrad::op {

/// The density 2 / sqrt(pi) exp(-x^2), of which erf is the integral.
constexpr term error_density(std::same_as<term> auto const& x) {
    auto const pi = constant(*x.g, graph::constant{{}, graph::constant::name::pi});
    return 2 / sqrt(pi) * exp(-(x * x));
}

/// Error function, entry by entry. Derivative: 2 / sqrt(pi) exp(-x^2).
struct erf_op : entrywise<1> {
    static constexpr spelling name{.text = "erf", .latex = "\\mathrm{erf}", .c = "erf"};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::erf(x); }
    static constexpr term derivative(first, auto x, auto) { return error_density(x); }
    static constexpr term fold(auto const* x) { return fold_odd<erf_op>(x[0]); }
};

/// 1 - erf(x), entry by entry, without cancellation for large x. Derivative: -2 / sqrt(pi) exp(-x^2).
struct erfc_op : entrywise<1> {
    static constexpr spelling name{.text = "erfc", .latex = "\\mathrm{erfc}", .c = "erfc"};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::erfc(x); }
    static constexpr term derivative(first, auto x, auto) { return -error_density(x); }
    static constexpr term fold(auto const* x) { return is_zero(x[0]) ? constant(*x[0].g, 1) : no_term; }
};

/// The functions that have poles at 0, -1, -2, ...
struct with_gamma_poles {
    static double distance_to_kink(double x) { return x > 0 ? x : __builtin_fabs(x - __builtin_round(x)); }
};

/// Logarithm of the absolute value of the gamma function, entry by entry. Infinite at 0, -1, -2, ... Derivative: digamma(x).
struct lgamma_op : entrywise<1> {
    static constexpr spelling name{.text = "lgamma", .latex = "\\log\\Gamma", .c = "lgamma"};
    static double distance_to_kink(double x) { return with_gamma_poles::distance_to_kink(x); }
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::lgamma(x); }
    static constexpr term derivative(first, auto x, auto) { return make<digamma_op>(x); }
    static constexpr term fold(auto const* x) {
        return is_value(x[0], 1) || is_value(x[0], 2) ? constant(*x[0].g, 0) : no_term;
    }
};

/// The derivative of lgamma, entry by entry. Domain: all but 0, -1, -2, ... Derivative: polygamma(1, x).
struct digamma_op : entrywise<1> {
    static constexpr spelling name{.text = "digamma", .latex = "\\psi", .c = "ctgrad_digamma"};
    static double distance_to_kink(double x) { return with_gamma_poles::distance_to_kink(x); }
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::digamma(x); }
    static constexpr term derivative(first, auto x, auto) { return make<polygamma_op>(constant(*x.g, 1), x); }
};

/// The n-th derivative of digamma, entry by entry; n is a constant. Domain: all but 0, -1, -2, ...
/// Derivative: polygamma(n + 1, x).
struct polygamma_op : entrywise<2> {
    static constexpr spelling name{.text = "polygamma", .latex = "\\psi", .c = "ctgrad_polygamma"};
    static constexpr int parameters = 1;
    static constexpr region domain{interval{1, 3}};  // n: higher orders follow
    static double distance_to_kink(double, double x) { return with_gamma_poles::distance_to_kink(x); }
    CTGRAD_INLINE static constexpr auto value(auto const& n, auto const& x) {
        if constexpr (requires { n[0]; })
            return math::polygamma(static_cast<int>(n[0]), x);  // the lanes of a constant are equal
        else
            return math::polygamma(static_cast<int>(n), x);
    }
    static constexpr term derivative(first, auto n, auto, auto) { return constant(*n.g, 0); }
    static constexpr term derivative(second, auto n, auto x, auto) { return make<polygamma_op>(n + 1, x); }
    static constexpr term fold(auto const* x) { return is_zero(x[0]) ? make<digamma_op>(x[1]) : no_term; }
};

}  // namespace ctgrad::op
