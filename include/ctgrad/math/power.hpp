#pragma once

#include <ctgrad/math/core/power.hpp>
#include <ctgrad/math/dispatch.hpp>

namespace ctgrad::math {

CTGRAD_UNARY_FUNCTION(sqrt)
CTGRAD_UNARY_FUNCTION(cbrt)
CTGRAD_BINARY_FUNCTION(hypot)
CTGRAD_BINARY_FUNCTION(pow)

namespace lookup {
void fma();
}
/// x * y + z, rounded once.
template <class T>
constexpr T fma(T const& x, T const& y, T const& z) {
    if constexpr (has_core<T>) {
        if (__builtin_is_constant_evaluated()) {
            if constexpr (std::same_as<T, float>)
                return converted<float>(core::fma_of_floats(x, y, z));
            else
                return converted<T>(core::fma(converted<double>(x), converted<double>(y), converted<double>(z)));
        }
    }
    if constexpr (std::same_as<T, float>)
        return __builtin_fmaf(x, y, z);
    else if constexpr (std::same_as<T, double>)
        return __builtin_fma(x, y, z);
    else if constexpr (std::same_as<T, long double>)
        return __builtin_fmal(x, y, z);
    else {
        using lookup::fma;
        return fma(x, y, z);
    }
}

}  // namespace ctgrad::math
