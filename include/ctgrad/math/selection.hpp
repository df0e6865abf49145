#pragma once

#include <ctgrad/detail/inline.hpp>

#include <concepts>

namespace ctgrad::math {

/// `c ? a : b`; packs overload it lane by lane.
template <class T>
CTGRAD_INLINE constexpr T select(bool c, T const& a, T const& b) {
    return c ? a : b;
}

/// The larger; the first where they are equal. NaN in `a` stays, as in `a < b ? b : a`.
template <class T>
CTGRAD_INLINE constexpr T max(T const& a, T const& b) {
    return select(a < b, b, a);
}
template <class T>
CTGRAD_INLINE constexpr T min(T const& a, T const& b) {
    return select(b < a, b, a);
}
template <class T>
CTGRAD_INLINE constexpr T abs(T const& x) {
    if constexpr (std::same_as<T, float>)
        return __builtin_fabsf(x);
    else if constexpr (std::same_as<T, double>)
        return __builtin_fabs(x);
    else if constexpr (std::same_as<T, long double>)
        return __builtin_fabsl(x);
    else
        return select(x < T(0), -x, x);
}

/// 1, -1, or x itself where it is zero (of either sign) or NaN.
template <class T>
CTGRAD_INLINE constexpr T sign(T const& x) {
    return select(T(0) < x, T(1), select(x < T(0), T(-1), x));
}

}  // namespace ctgrad::math
