#pragma once

#include <ctgrad/math/elementary.hpp>
#include <ctgrad/op/entrywise.hpp>


namespace ctgrad::op {

/// Logistic function 1 / (1 + exp(-x)), entry by entry. The plain formula is right everywhere: exp(-x) overflows to infinity
/// only where the quotient has long been the correctly rounded 0.
/// Derivative: y (1 - y), from the stored y: tends to 0, never NaN, as |x| grows.
struct sigmoid_op : entrywise<1> {
    static constexpr spelling name{.text = "sigmoid", .latex = "\\sigma", .c = "ctgrad_sigmoid"};
    CTGRAD_INLINE static constexpr auto value(auto const& x) { return 1 / (1 + math::exp(-x)); }
    static constexpr term derivative(first, auto, auto y) { return y * (1 - y); }
};

/// Rectified linear unit: x where it is positive, 0 elsewhere, entry by entry.
/// Derivative: [x > 0], so 0 at 0; NaN counts as not positive.
struct relu_op : entrywise<1> {
    static constexpr spelling name{.text = "relu", .latex = "\\mathrm{relu}", .c = "ctgrad_relu"};
    static constexpr bool expensive = false;
    static double distance_to_kink(double x) { return __builtin_fabs(x); }
    static constexpr std::array<special_point, 1> special_points{};
    CTGRAD_INLINE static constexpr auto value(auto const& x) {
        return math::max(static_cast<std::remove_cvref_t<decltype(x)>>(0), x);
    }
    static constexpr term derivative(first, auto x, auto) { return select(x > 0, 1, 0); }
};

/// log(1 + exp(x)), entry by entry; exp never overflows. Derivative: sigmoid(x).
struct softplus_op : entrywise<1> {
    static constexpr spelling name{.text = "softplus", .latex = "\\mathrm{softplus}", .c = "ctgrad_softplus"};
    CTGRAD_INLINE static constexpr auto value(auto const& x) {
        using T = std::remove_cvref_t<decltype(x)>;
        return math::max(x, static_cast<T>(0)) + math::log1p(math::exp(-math::abs(x)));
    }
    static constexpr term derivative(first, auto x, auto) { return make<sigmoid_op>(x); }
};

}  // namespace ctgrad::op
