#pragma once

#include <ctgrad/math/elementary.hpp>
#include <ctgrad/op/entrywise.hpp>

namespace ctgrad::op {

/// Hyperbolic sine, entry by entry. Derivative: cosh(x).
struct sinh_op : entrywise<1> {
    static constexpr spelling name{.text = "sinh", .latex = "\\sinh", .c = "sinh"};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::sinh(x); }
    static constexpr term derivative(first, auto x, auto) { return make<cosh_op>(x); }
    static constexpr term fold(auto const* x) {
        return first_of(fold_odd<sinh_op>(x[0]), fold_inverse<asinh_op>(x[0]));
    }
};

/// Hyperbolic cosine, entry by entry. Derivative: sinh(x).
struct cosh_op : entrywise<1> {
    static constexpr spelling name{.text = "cosh", .latex = "\\cosh", .c = "cosh"};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::cosh(x); }
    static constexpr term derivative(first, auto x, auto) { return make<sinh_op>(x); }
    static constexpr term fold(auto const* x) {
        if (is_zero(x[0])) return constant(*x[0].g, 1);
        return first_of(fold_even<cosh_op>(x[0]), fold_inverse<acosh_op>(x[0]));
    }
};

/// Hyperbolic tangent, entry by entry.
/// Derivative: 1 - y^2, from the stored y: tends to 0, never NaN, as |x| grows.
struct tanh_op : entrywise<1> {
    static constexpr spelling name{.text = "tanh", .latex = "\\tanh", .c = "tanh"};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::tanh(x); }
    static constexpr term derivative(first, auto, auto y) { return 1 - y * y; }
    static constexpr term fold(auto const* x) {
        return first_of(fold_odd<tanh_op>(x[0]), fold_inverse<atanh_op>(x[0]));
    }
};

/// Inverse hyperbolic sine, entry by entry. Derivative: 1 / sqrt(1 + x^2).
struct asinh_op : entrywise<1> {
    static constexpr spelling name{.text = "asinh", .latex = "\\mathrm{arsinh}", .c = "asinh"};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::asinh(x); }
    static constexpr term derivative(first, auto x, auto) { return 1 / sqrt(1 + x * x); }
    static constexpr term fold(auto const* x) {
        return first_of(fold_odd<asinh_op>(x[0]), fold_inverse<sinh_op>(x[0]));
    }
};

/// Inverse hyperbolic cosine, entry by entry. Domain: x >= 1.
/// Derivative: 1 / sqrt(x^2 - 1), without cancellation; infinite at 1.
struct acosh_op : entrywise<1> {
    static constexpr spelling name{.text = "acosh", .latex = "\\mathrm{arcosh}", .c = "acosh"};
    static constexpr region domain{interval{1, infinity}};
    static constexpr std::array<special_point, 1> special_points{{{{1}, {infinity}}}};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::acosh(x); }
    static constexpr term derivative(first, auto x, auto) { return 1 / sqrt((x - 1) * (x + 1)); }
    static constexpr term fold(auto const* x) { return is_value(x[0], 1) ? constant(*x[0].g, 0) : no_term; }
};

/// Inverse hyperbolic tangent, entry by entry. Domain: -1 < x < 1, infinite at -1 and 1.
/// Derivative: 1 / (1 - x^2), without cancellation; infinite at -1 and 1.
struct atanh_op : entrywise<1> {
    static constexpr spelling name{.text = "atanh", .latex = "\\mathrm{artanh}", .c = "atanh"};
    static constexpr region domain{interval{-1, 1}};
    static constexpr std::array<special_point, 2> special_points{{{{-1}, {infinity}}, {{1}, {infinity}}}};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return math::atanh(x); }
    static constexpr term derivative(first, auto x, auto) { return 1 / ((1 - x) * (1 + x)); }
    static constexpr term fold(auto const* x) {
        return first_of(fold_odd<atanh_op>(x[0]), fold_inverse<tanh_op>(x[0]));
    }
};

}  // namespace ctgrad::op
