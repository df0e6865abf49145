#pragma once

#include <ctgrad/math/core/gamma.hpp>
#include <ctgrad/math/digamma_positive.hpp>
#include <ctgrad/math/dispatch.hpp>
#include <ctgrad/math/polygamma_series.hpp>
#include <ctgrad/math/selection.hpp>

#include <limits>

namespace ctgrad::math {

namespace lookup {
// So that only argument-dependent lookup finds more: a type of the user's without such a function is an error, no endless recursion.
void lgamma();
void digamma();
void polygamma();

template <class T>
constexpr auto call_digamma(T const& x) {
    return digamma(x);
}
template <class T>
constexpr auto call_polygamma(int n, T const& x) {
    return polygamma(n, x);
}
}  // namespace lookup

#if defined(__GLIBC__) && !__has_builtin(__builtin_lgamma_r)
namespace c_library {  // declared here, as <cmath> is not included
extern "C" float lgammaf_r(float, int*) noexcept;
extern "C" double lgamma_r(double, int*) noexcept;
extern "C" long double lgammal_r(long double, int*) noexcept;
}  // namespace c_library
#endif

/// Logarithm of the absolute value of the gamma function. The reentrant function of the C library where it has one:
/// `lgamma` itself writes to the global variable `signgam`.
template <class T>
constexpr auto lgamma(T const& x) {
    if constexpr (has_core<T>)
        if (__builtin_is_constant_evaluated()) return converted<T>(core::lgamma(converted<double>(x)));
    if constexpr (built_in<T>) {
        [[maybe_unused]] int sign = 0;
#if defined(__GLIBC__) && __has_builtin(__builtin_lgamma_r)
        if constexpr (std::same_as<T, float>) return __builtin_lgammaf_r(x, &sign);
        else if constexpr (std::same_as<T, double>) return __builtin_lgamma_r(x, &sign);
        else return __builtin_lgammal_r(x, &sign);
#elif defined(__GLIBC__)
        if constexpr (std::same_as<T, float>) return c_library::lgammaf_r(x, &sign);
        else if constexpr (std::same_as<T, double>) return c_library::lgamma_r(x, &sign);
        else return c_library::lgammal_r(x, &sign);
#else
        if constexpr (std::same_as<T, float>) return __builtin_lgammaf(x);
        else if constexpr (std::same_as<T, double>) return __builtin_lgamma(x);
        else return __builtin_lgammal(x);
#endif
    } else {
        using lookup::lgamma;
        return lgamma(x);
    }
}

/// The n-th derivative of digamma, n >= 0; an infinity at the poles where both sides agree on its sign, else NaN.
template <class T>
constexpr T polygamma(int n, T const& x) {
    if constexpr (!built_in<T>) {
        return lookup::call_polygamma(n, x);
    } else {
        auto const infinity = static_cast<T>(core::infinity);
        auto const not_a_number = static_cast<T>(core::not_a_number);
        bool const odd = n % 2 != 0;
        if (x != x || x == -infinity) return not_a_number;
        if (x == infinity) return n == 0 ? infinity : odd ? T(0) : -T(0);
        if (x == T(0)) return odd || core::is_negative(static_cast<double>(x)) ? infinity : -infinity;
        T const down = floor(x);
        if (x < T(0) && down == x) return odd ? infinity : not_a_number;
        return polygamma_at(n, x, down);
    }
}

/// The derivative of lgamma. At negative arguments, where it has a zero between any two poles, doubles are computed in twice the
/// precision at run time too.
template <class T>
constexpr T digamma(T const& x) {
    if constexpr (!built_in<T>) {
        return lookup::call_digamma(x);
    } else {
        if constexpr (has_core<T>)
            if (__builtin_is_constant_evaluated()) return converted<T>(core::digamma(converted<double>(x)));
        if constexpr (std::same_as<T, long double>)
            return polygamma(0, x);
        else if (T(0) < x && x < std::numeric_limits<T>::infinity())
            return static_cast<T>(digamma_of_positive(static_cast<double>(x)));
        double const y = std::same_as<T, float> ? polygamma(0, static_cast<double>(x)) : 0;
        return static_cast<T>(abs(y) < 1e-5 ? core::digamma(static_cast<double>(x)) : y);
    }
}

}  // namespace ctgrad::math
