#pragma once

#include <ctgrad/math/dispatch.hpp>

namespace ctgrad::math {

CTGRAD_UNARY_FUNCTION(sqrt)
CTGRAD_UNARY_FUNCTION(cbrt)
CTGRAD_BINARY_FUNCTION(hypot)
CTGRAD_BINARY_FUNCTION(pow)

/// x * y + z, rounded once.
template <class T>
constexpr T fma(T const& x, T const& y, T const& z) {
    using std::fma;
    return fma(x, y, z);
}

}  // namespace ctgrad::math
