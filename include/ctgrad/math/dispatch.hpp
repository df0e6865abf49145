// How a function of mathematics finds its implementation. Types of the user's and packs: by argument-dependent lookup. Built-in
// types: at run time the C library's, by the compilers' builtins (<cmath> costs g++ 12 a sixth of the whole library); in constant
// evaluation the library's own (core/), since Clang folds no function of <cmath>, and g++ none that overflows.
#pragma once

#include <ctgrad/detail/inline.hpp>
#include <ctgrad/math/core/double_double.hpp>

#include <concepts>
#include <limits>
#include <type_traits>

namespace ctgrad::math {

template <class T>
concept built_in = std::same_as<T, float> || std::same_as<T, double> || std::same_as<T, long double>;

/// Computed in constant evaluation by `core`, as doubles. A long double only where the compiler cannot: by Clang, and no better
/// than a double.
template <class T>
inline constexpr bool has_core = std::same_as<T, float> || std::same_as<T, double>
#ifdef __clang__
                                 || std::same_as<T, long double>
#endif
    ;

/// Conversions that overflow to infinity, which casts in constant evaluation may not.
template <class To, class From>
constexpr To converted(From x) {
    if constexpr (std::numeric_limits<To>::max_exponent < std::numeric_limits<From>::max_exponent) {
        constexpr auto infinity = static_cast<To>(core::infinity);
        constexpr To largest = std::numeric_limits<To>::max();
        constexpr From unit =
            static_cast<From>(largest) / (2 / static_cast<From>(std::numeric_limits<To>::epsilon()) - 1);
        constexpr From end = static_cast<From>(largest) + unit / 2;  // the least that rounds to infinity
        if (x >= end) return infinity;
        if (x <= -end) return -infinity;
    }
    return static_cast<To>(x);
}

}  // namespace ctgrad::math

// `lookup` has a function of each name, so that only argument-dependent lookup finds more: a type of the user's without such a function
// is an error, no endless recursion.
#define CTGRAD_UNARY_FUNCTION(name)                                                                       \
    namespace lookup {                                                                                    \
    void name();                                                                                          \
    }                                                                                                     \
    template <class T>                                                                                    \
    CTGRAD_INLINE constexpr auto name(T const& x) {                                                       \
        if constexpr (has_core<T>)                                                                        \
            if (__builtin_is_constant_evaluated()) return converted<T>(core::name(converted<double>(x))); \
        if constexpr (std::same_as<T, float>)                                                             \
            return __builtin_##name##f(x);                                                                \
        else if constexpr (std::same_as<T, double>)                                                       \
            return __builtin_##name(x);                                                                   \
        else if constexpr (std::same_as<T, long double>)                                                  \
            return __builtin_##name##l(x);                                                                \
        else {                                                                                            \
            using lookup::name;                                                                           \
            return name(x);                                                                               \
        }                                                                                                 \
    }
#define CTGRAD_BINARY_FUNCTION(name)                                                         \
    namespace lookup {                                                                       \
    void name();                                                                             \
    }                                                                                        \
    template <class T>                                                                       \
    CTGRAD_INLINE constexpr T name(T const& x, T const& y) {                                 \
        if constexpr (has_core<T>)                                                           \
            if (__builtin_is_constant_evaluated())                                           \
                return converted<T>(core::name(converted<double>(x), converted<double>(y))); \
        if constexpr (std::same_as<T, float>)                                                \
            return __builtin_##name##f(x, y);                                                \
        else if constexpr (std::same_as<T, double>)                                          \
            return __builtin_##name(x, y);                                                   \
        else if constexpr (std::same_as<T, long double>)                                     \
            return __builtin_##name##l(x, y);                                                \
        else {                                                                               \
            using lookup::name;                                                              \
            return name(x, y);                                                               \
        }                                                                                    \
    }
