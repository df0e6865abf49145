#pragma once

#include <ctgrad/detail/inline.hpp>
#include <ctgrad/math/batch.hpp>

#include <concepts>

namespace ctgrad::math {

/// `c ? a : b`. A batch has its own, lane by lane, that is found by its argument, ...
template <class T>
CTGRAD_INLINE constexpr T select(bool c, T const& a, T const& b) {
    return c ? a : b;
}
/// ... or `where(c, x) = a`, as std::experimental::simd.
template <class Mask, class T>
    requires std::is_class_v<Mask> && requires(Mask const& c, T& x) { where(c, x) = x; }
CTGRAD_INLINE T select(Mask const& c, T const& a, T const& b) {
    T chosen = b;
    where(c, chosen) = a;
    return chosen;
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

namespace lookup {
void abs();  // hides the one below: argument-dependent lookup alone finds more

template <class T>
concept has_abs = std::is_class_v<T> && requires(T const& x) { abs(x); };
template <class T>
CTGRAD_INLINE auto call_abs(T const& x) {
    return abs(x);
}
}  // namespace lookup

template <class T>
CTGRAD_INLINE constexpr T abs(T const& x) {
    if constexpr (std::same_as<T, float>)
        return __builtin_fabsf(x);
    else if constexpr (std::same_as<T, double>)
        return __builtin_fabs(x);
    else if constexpr (std::same_as<T, long double>)
        return __builtin_fabsl(x);
    else if constexpr (lookup::has_abs<T>)
        return lookup::call_abs(x);
    else
        return select(x < T(0), -x, x);
}

/// 1, -1, or x itself where it is zero (of either sign) or NaN.
template <class T>
CTGRAD_INLINE constexpr T sign(T const& x) {
    return select(T(0) < x, T(1), select(x < T(0), T(-1), x));
}

}  // namespace ctgrad::math
