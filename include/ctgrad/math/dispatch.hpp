// How a function of mathematics finds its implementation: for types of the user's and for packs by argument-dependent lookup, for
// the built-in types in the standard library.
#pragma once

#include <cmath>
#include <concepts>

namespace ctgrad::math {

template <class T>
concept built_in = std::same_as<T, float> || std::same_as<T, double> || std::same_as<T, long double>;

}  // namespace ctgrad::math

#define CTGRAD_UNARY_FUNCTION(name)   \
    template <class T>                \
    constexpr auto name(T const& x) { \
        using std::name;              \
        return name(x);               \
    }
#define CTGRAD_BINARY_FUNCTION(name)           \
    template <class T>                         \
    constexpr T name(T const& x, T const& y) { \
        using std::name;                       \
        return name(x, y);                     \
    }
