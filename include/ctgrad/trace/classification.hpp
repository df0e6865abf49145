// What <cmath> has for floating-point numbers as such, on traced ones. Whether a number is NaN or infinite is a condition like any other.
// What has no derivative, or would need the digits of a number, is refused by its name.
//
// They are declared in std, too: `std::isnan(x)`, which does not look for functions by its argument, would be answered by the compiler with
// a list of overloads.
#pragma once

#include <ctgrad/trace/functions.hpp>

namespace ctgrad {

namespace tracing {

template <class X>
concept traced_number = __is_base_of(traced, X);

}  // namespace tracing

template <tracing::traced_number X>
constexpr bool isnan(X const& x) {
    return x != x;
}
template <tracing::traced_number X>
constexpr bool isinf(X const& x) {
    return abs(x) >= std::numeric_limits<double>::infinity();
}
template <tracing::traced_number X>
constexpr bool isfinite(X const& x) {
    return abs(x) < std::numeric_limits<double>::infinity();
}

}  // namespace ctgrad

namespace std {  // NOLINT: see above

using ctgrad::isfinite;
using ctgrad::isinf;
using ctgrad::isnan;

}  // namespace std

#define CTGRAD_REFUSED_FUNCTION(result, name)                                                                              \
    namespace ctgrad {                                                                                                     \
    template <class... Xs>                                                                                                 \
        requires(tracing::traced_number<Xs> || ...)                                                                        \
    constexpr result name(Xs const&...) {                                                                                  \
        static_assert(                                                                                                     \
            sizeof...(Xs) == 0, "ctgrad: " #name " of a traced number is not supported: docs/functions.md has what is");   \
        return {};                                                                                                         \
    }                                                                                                                      \
    }                                                                                                                      \
    namespace std {                                                                                                        \
    using ctgrad::name;                                                                                                    \
    }

CTGRAD_REFUSED_FUNCTION(traced, fmod)
CTGRAD_REFUSED_FUNCTION(traced, remainder)
CTGRAD_REFUSED_FUNCTION(traced, remquo)
CTGRAD_REFUSED_FUNCTION(traced, fdim)
CTGRAD_REFUSED_FUNCTION(traced, copysign)
CTGRAD_REFUSED_FUNCTION(traced, nextafter)
CTGRAD_REFUSED_FUNCTION(traced, tgamma)
CTGRAD_REFUSED_FUNCTION(traced, trunc)
CTGRAD_REFUSED_FUNCTION(traced, round)
CTGRAD_REFUSED_FUNCTION(traced, rint)
CTGRAD_REFUSED_FUNCTION(traced, nearbyint)
CTGRAD_REFUSED_FUNCTION(traced, frexp)
CTGRAD_REFUSED_FUNCTION(traced, ldexp)
CTGRAD_REFUSED_FUNCTION(traced, scalbn)
CTGRAD_REFUSED_FUNCTION(traced, logb)
CTGRAD_REFUSED_FUNCTION(traced, modf)
CTGRAD_REFUSED_FUNCTION(int, ilogb)
CTGRAD_REFUSED_FUNCTION(int, lround)
CTGRAD_REFUSED_FUNCTION(int, llround)
CTGRAD_REFUSED_FUNCTION(int, lrint)
CTGRAD_REFUSED_FUNCTION(int, llrint)
CTGRAD_REFUSED_FUNCTION(int, fpclassify)
CTGRAD_REFUSED_FUNCTION(bool, signbit)
CTGRAD_REFUSED_FUNCTION(bool, isnormal)

#undef CTGRAD_REFUSED_FUNCTION
