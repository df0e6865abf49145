#pragma once

#include <ctgrad/math/core/inverse_trigonometric.hpp>
#include <ctgrad/math/core/trigonometric.hpp>
#include <ctgrad/math/dispatch.hpp>

namespace ctgrad::math {

CTGRAD_UNARY_FUNCTION(sin)
CTGRAD_UNARY_FUNCTION(cos)
CTGRAD_UNARY_FUNCTION(tan)

#if defined(__clang__) && defined(__GLIBC__) && defined(_GNU_SOURCE)
#define CTGRAD_HAS_SINCOS
namespace c_library {  // declared here, as <cmath> is not included
extern "C" void sincos(double, double*, double*) noexcept;
extern "C" void sincosf(float, float*, float*) noexcept;
}  // namespace c_library
#endif

/// Both at run time, by one call where the compiler does not find that out by itself.
template <class T>
CTGRAD_INLINE void sine_and_cosine(T const& x, T& sine, T& cosine) {
#ifdef CTGRAD_HAS_SINCOS
    if constexpr (std::same_as<T, double>) return c_library::sincos(x, &sine, &cosine);
    if constexpr (std::same_as<T, float>) return c_library::sincosf(x, &sine, &cosine);
#undef CTGRAD_HAS_SINCOS
#endif
    using math::cos;
    using math::sin;
    T const angle = x;
    sine = sin(angle);
    cosine = cos(angle);
}

CTGRAD_UNARY_FUNCTION(asin)
CTGRAD_UNARY_FUNCTION(acos)
CTGRAD_UNARY_FUNCTION(atan)
CTGRAD_BINARY_FUNCTION(atan2)

}  // namespace ctgrad::math
