// The elementary functions that operators compute with, found by argument-dependent lookup for scalar types of the user's
// and for packs, and in the standard library for the built-in ones.
#pragma once

#include <cmath>
#include <concepts>

namespace ctgrad::math {

#define CTGRAD_ELEMENTARY(name)          \
    template <class T>                   \
    constexpr auto name(T const& x) {    \
        using std::name;                 \
        return name(x);                  \
    }
CTGRAD_ELEMENTARY(exp)
CTGRAD_ELEMENTARY(log)
CTGRAD_ELEMENTARY(sqrt)
CTGRAD_ELEMENTARY(sin)
CTGRAD_ELEMENTARY(cos)
CTGRAD_ELEMENTARY(tanh)
#undef CTGRAD_ELEMENTARY

template <class T>
constexpr T pow(T const& x, T const& y) {
    using std::pow;
    return pow(x, y);
}

/// `c ? a : b`; packs overload it lane by lane.
template <class T>
constexpr T select(bool c, T const& a, T const& b) {
    return c ? a : b;
}

/// The larger; the first where they are equal. NaN in `a` stays, as in `a < b ? b : a`.
template <class T>
constexpr T max(T const& a, T const& b) {
    return select(a < b, b, a);
}
template <class T>
constexpr T min(T const& a, T const& b) {
    return select(b < a, b, a);
}
template <class T>
constexpr T abs(T const& x) {
    if constexpr (std::same_as<T, float>) return __builtin_fabsf(x);
    else if constexpr (std::same_as<T, double>) return __builtin_fabs(x);
    else if constexpr (std::same_as<T, long double>) return __builtin_fabsl(x);
    else return select(x < T(0), -x, x);
}

}  // namespace ctgrad::math
