// The functions of mathematics on packs: lane by lane, but for what every vector unit has. <ctgrad/interop/libmvec.hpp> has
// overloads that work on whole registers.
#pragma once

#include <ctgrad/evaluate/pack.hpp>
#include <ctgrad/math/elementary.hpp>

namespace ctgrad::evaluate {

/// Is there a function on whole registers of T for an operator? Then straight-line code calls it on several numbers at once.
template <class Op, class T>
inline constexpr bool on_registers = false;

#define CTGRAD_LANE_BY_LANE(name)                                                               \
    template <class T, int N>                                                                   \
    CTGRAD_INLINE pack<T, N> name(pack<T, N> const& a) {                                        \
        pack<T, N> r;                                                                           \
        for (int lane = 0; lane < N; ++lane) r.v[lane] = math::name(static_cast<T>(a.v[lane])); \
        return r;                                                                               \
    }
CTGRAD_LANE_BY_LANE(exp)
CTGRAD_LANE_BY_LANE(exp2)
CTGRAD_LANE_BY_LANE(expm1)
CTGRAD_LANE_BY_LANE(log)
CTGRAD_LANE_BY_LANE(log2)
CTGRAD_LANE_BY_LANE(log10)
CTGRAD_LANE_BY_LANE(log1p)
CTGRAD_LANE_BY_LANE(cbrt)
CTGRAD_LANE_BY_LANE(sin)
CTGRAD_LANE_BY_LANE(cos)
CTGRAD_LANE_BY_LANE(tan)
CTGRAD_LANE_BY_LANE(asin)
CTGRAD_LANE_BY_LANE(acos)
CTGRAD_LANE_BY_LANE(atan)
CTGRAD_LANE_BY_LANE(sinh)
CTGRAD_LANE_BY_LANE(cosh)
CTGRAD_LANE_BY_LANE(tanh)
CTGRAD_LANE_BY_LANE(asinh)
CTGRAD_LANE_BY_LANE(acosh)
CTGRAD_LANE_BY_LANE(atanh)
CTGRAD_LANE_BY_LANE(erf)
CTGRAD_LANE_BY_LANE(erfc)
CTGRAD_LANE_BY_LANE(lgamma)
CTGRAD_LANE_BY_LANE(digamma)
CTGRAD_LANE_BY_LANE(floor)
CTGRAD_LANE_BY_LANE(ceil)
#undef CTGRAD_LANE_BY_LANE

#define CTGRAD_LANE_BY_LANE(name)                                                         \
    template <class T, int N>                                                             \
    CTGRAD_INLINE pack<T, N> name(pack<T, N> const& a, pack<T, N> const& b) {             \
        pack<T, N> r;                                                                     \
        for (int lane = 0; lane < N; ++lane)                                              \
            r.v[lane] = math::name(static_cast<T>(a.v[lane]), static_cast<T>(b.v[lane])); \
        return r;                                                                         \
    }
CTGRAD_LANE_BY_LANE(pow)
CTGRAD_LANE_BY_LANE(hypot)
CTGRAD_LANE_BY_LANE(atan2)
#undef CTGRAD_LANE_BY_LANE

template <class T, int N>
CTGRAD_INLINE pack<T, N> fma(pack<T, N> const& a, pack<T, N> const& b, pack<T, N> const& c) {
    pack<T, N> r;
    for (int lane = 0; lane < N; ++lane)
        r.v[lane] = math::fma(static_cast<T>(a.v[lane]), static_cast<T>(b.v[lane]), static_cast<T>(c.v[lane]));
    return r;
}
template <class T, int N>
CTGRAD_INLINE pack<T, N> polygamma(int n, pack<T, N> const& a) {
    pack<T, N> r;
    for (int lane = 0; lane < N; ++lane) r.v[lane] = math::polygamma(n, static_cast<T>(a.v[lane]));
    return r;
}

// ---- square roots ------------------------------------------------------------------------------------------------------
// One instruction, but std::sqrt of a lane may set errno: no compiler makes a vector instruction of a loop of those.

#if defined(__GNUC__) && !defined(__clang__) && defined(__SSE2__)

/// The root of one register.
template <class T, int N>
CTGRAD_INLINE pack<T, N> register_sqrt(pack<T, N> const& a) {
    [[maybe_unused]] constexpr auto bytes = N * sizeof(T);
    constexpr bool is_float = std::same_as<T, float>;
#ifdef __AVX512F__
    constexpr int current_rounding = 4;
    if constexpr (bytes == 64 && is_float)
        return pack<T, N>(__builtin_ia32_sqrtps512_mask(a.v, a.v, static_cast<short>(-1), current_rounding));
    else if constexpr (bytes == 64)
        return pack<T, N>(__builtin_ia32_sqrtpd512_mask(a.v, a.v, static_cast<char>(-1), current_rounding));
    else
#endif
#ifdef __AVX__
        if constexpr (bytes == 32 && is_float)
        return pack<T, N>(__builtin_ia32_sqrtps256(a.v));
    else if constexpr (bytes == 32)
        return pack<T, N>(__builtin_ia32_sqrtpd256(a.v));
    else
#endif
        if constexpr (is_float)
        return pack<T, N>(__builtin_ia32_sqrtps(a.v));
    else
        return pack<T, N>(__builtin_ia32_sqrtpd(a.v));
}

#endif

template <class T, int N>
CTGRAD_INLINE pack<T, N> sqrt(pack<T, N> const& a) {
#if defined(__clang__)
#if __has_builtin(__builtin_elementwise_sqrt)
    return pack<T, N>(__builtin_elementwise_sqrt(a.v));
#endif
#elif defined(__GNUC__) && defined(__SSE2__)
    constexpr int lanes = register_bytes / static_cast<int>(sizeof(T));
    if constexpr (N * sizeof(T) >= 16) {
        if constexpr (N <= lanes)
            return register_sqrt(a);
        else
            return joined(sqrt(lower_half(a)), sqrt(upper_half(a)));
    }
#endif
    pack<T, N> r;
    for (int lane = 0; lane < N; ++lane) r.v[lane] = math::sqrt(static_cast<T>(a.v[lane]));
    return r;
}

}  // namespace ctgrad::evaluate
