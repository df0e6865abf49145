#pragma once

#include <ctgrad/math/elementary.hpp>
#include <ctgrad/op/entrywise.hpp>

namespace ctgrad::op {

/// Exponential function, entry by entry. Derivative: itself.
struct exp_op : entrywise<1> {
    static constexpr spelling name{.text = "exp", .latex = "\\exp", .c = "exp"};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::exp(x); }
    static constexpr term derivative(first, auto, auto y) { return y; }
    static constexpr term fold(auto const* x) {
        if (is_zero(x[0])) return constant(*x[0].g, 1);
        return no_term;
    }
};

/// 2 to the power x, entry by entry. Derivative: y log(2).
struct exp2_op : entrywise<1> {
    static constexpr spelling name{.text = "exp2", .latex = "\\mathrm{exp2}", .c = "exp2"};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::exp2(x); }
    static constexpr term derivative(first, auto, auto y) { return y * log(constant(*y.g, 2)); }
    static constexpr term fold(auto const* x) {
        if (is_rational(x[0]) && rational_of(x[0]).is_integer() && x[0].g->allows(soundness::rounding)) {
            long long const n = rational_of(x[0]).numerator;
            if (n >= 0 && n < 62) return constant(*x[0].g, 1LL << n);
            if (n < 0 && n > -62) return constant(*x[0].g, rational{1, 1LL << -n});
        }
        return fold_inverse<log2_op>(x[0]);
    }
};

/// exp(x) - 1, entry by entry, without cancellation near 0. Derivative: exp(x), which y + 1 would not be where y is near -1.
struct expm1_op : entrywise<1> {
    static constexpr spelling name{.text = "expm1", .latex = "\\mathrm{expm1}", .c = "expm1"};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::expm1(x); }
    static constexpr term derivative(first, auto x, auto) { return exp(x); }
    static constexpr term fold(auto const* x) { return is_zero(x[0]) ? x[0] : fold_inverse<log1p_op>(x[0]); }
};

/// Natural logarithm, entry by entry. Domain: x > 0; -infinite at 0. Derivative: 1 / x.
struct log_op : entrywise<1> {
    static constexpr spelling name{.text = "log", .latex = "\\log", .c = "log"};
    static constexpr region domain{not_negative};
    static constexpr std::array<special_point, 1> special_points{{{{0}, {infinity}}}};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::log(x); }
    static constexpr term derivative(first, auto x, auto) { return 1 / x; }
    static constexpr term fold(auto const* x) {
        if (is_value(x[0], 1)) return constant(*x[0].g, 0);
        return fold_inverse<exp_op>(x[0]);
    }
};

/// Logarithm to the base 2, entry by entry. Domain: x > 0; -infinite at 0. Derivative: 1 / (x log(2)).
struct log2_op : entrywise<1> {
    static constexpr spelling name{.text = "log2", .latex = "\\log_2", .c = "log2"};
    static constexpr region domain{not_negative};
    static constexpr std::array<special_point, 1> special_points{{{{0}, {infinity}}}};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::log2(x); }
    static constexpr term derivative(first, auto x, auto) { return 1 / (x * log(constant(*x.g, 2))); }
    static constexpr term fold(auto const* x) {
        if (is_value(x[0], 1)) return constant(*x[0].g, 0);
        if (is_value(x[0], 2) && x[0].g->allows(soundness::rounding)) return constant(*x[0].g, 1);
        return fold_inverse<exp2_op>(x[0]);
    }
};

/// Logarithm to the base 10, entry by entry. Domain: x > 0; -infinite at 0. Derivative: 1 / (x log(10)).
struct log10_op : entrywise<1> {
    static constexpr spelling name{.text = "log10", .latex = "\\log_{10}", .c = "log10"};
    static constexpr region domain{not_negative};
    static constexpr std::array<special_point, 1> special_points{{{{0}, {infinity}}}};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::log10(x); }
    static constexpr term derivative(first, auto x, auto) { return 1 / (x * log(constant(*x.g, 10))); }
    static constexpr term fold(auto const* x) {
        if (is_value(x[0], 1)) return constant(*x[0].g, 0);
        return is_value(x[0], 10) && x[0].g->allows(soundness::rounding) ? constant(*x[0].g, 1) : no_term;
    }
};

/// log(1 + x), entry by entry, without cancellation near 0. Domain: x > -1; -infinite at -1. Derivative: 1 / (1 + x).
struct log1p_op : entrywise<1> {
    static constexpr spelling name{.text = "log1p", .latex = "\\mathrm{log1p}", .c = "log1p"};
    static constexpr region domain{interval{-1, infinity}};
    static constexpr std::array<special_point, 1> special_points{{{{-1}, {infinity}}}};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::log1p(x); }
    static constexpr term derivative(first, auto x, auto) { return 1 / (1 + x); }
    static constexpr term fold(auto const* x) { return is_zero(x[0]) ? x[0] : fold_inverse<expm1_op>(x[0]); }
};

}  // namespace ctgrad::op
