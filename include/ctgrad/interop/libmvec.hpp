// Functions of mathematics on whole vector registers, by glibc's libmvec: include this before anything is evaluated, and
// lanes (of packs, of `map`, of the loops of a program) call it where they would call the scalar function one by one. So does straight-line
// code where it calls a function on several numbers of which none waits for another (schedule/call_groups.hpp); `strict(f)` does not.
//
// Accuracy: libmvec states errors of up to 4 ulp, the scalar functions less than 1. errno is not set.
// Needs:    x86-64 with glibc 2.22 for exp, log, pow, sin and cos, with 2.35 for the others. Elsewhere this header changes nothing.
// Linking:  nothing to add, the linker script libm.so brings libmvec in where it is called.
// Source:   the names are those of the vector function ABI for x86-64: b, c, d, e for SSE, AVX, AVX2, AVX-512, N: without a
//           mask, then the number of lanes, then one v per argument.
#pragma once

#include <ctgrad/evaluate/pack_functions.hpp>
#include <ctgrad/op/list.hpp>
#include <ctgrad/schedule/call_groups.hpp>

#if defined(__x86_64__) && defined(__SSE2__) && defined(__GLIBC__)

template <>
inline constexpr bool ctgrad::schedule::has_vector_functions<double> = true;  // an error here: include this header before anything is evaluated

namespace ctgrad::evaluate {

namespace libmvec {

/// A function on a pack, one register at a time.
template <class Call, class T, int N, class... Rest>
CTGRAD_INLINE pack<T, N> by_registers(pack<T, N> const& a, Rest const&... rest) {
    if constexpr (N * sizeof(T) < 16)
        return lower_half(by_registers<Call>(joined(a, a), joined(rest, rest)...));
    else if constexpr (N * sizeof(T) > register_bytes)
        return joined(
            by_registers<Call>(lower_half(a), lower_half(rest)...),
            by_registers<Call>(upper_half(a), upper_half(rest)...));
    else
        return pack<T, N>(Call::on(a.v, rest.v...));
}

typedef double double2 __attribute__((vector_size(16)));
typedef float float4 __attribute__((vector_size(16)));
#define CTGRAD_ON_16_BYTES(macro, name) macro(name, b, 2, 4, double2, float4)

#ifdef __AVX__
typedef double double4 __attribute__((vector_size(32)));
typedef float float8 __attribute__((vector_size(32)));
#ifdef __AVX2__
#define CTGRAD_ON_32_BYTES(macro, name) macro(name, d, 4, 8, double4, float8)
#else
#define CTGRAD_ON_32_BYTES(macro, name) macro(name, c, 4, 8, double4, float8)
#endif
#else
#define CTGRAD_ON_32_BYTES(macro, name)
#endif

#ifdef __AVX512F__
typedef double double8 __attribute__((vector_size(64)));
typedef float float16 __attribute__((vector_size(64)));
#define CTGRAD_ON_64_BYTES(macro, name) macro(name, e, 8, 16, double8, float16)
#else
#define CTGRAD_ON_64_BYTES(macro, name)
#endif

#define CTGRAD_ON_REGISTERS(macro, name) \
    CTGRAD_ON_16_BYTES(macro, name) CTGRAD_ON_32_BYTES(macro, name) CTGRAD_ON_64_BYTES(macro, name)

#define CTGRAD_DECLARE_UNARY(name, isa, n, m, doubles, floats)      \
    extern "C" [[gnu::const]] doubles _ZGV##isa##N##n##v_##name(doubles) noexcept; \
    extern "C" [[gnu::const]] floats _ZGV##isa##N##m##v_##name##f(floats) noexcept;
#define CTGRAD_CALL_UNARY(name, isa, n, m, doubles, floats)                                    \
    CTGRAD_INLINE static doubles on(doubles const& a) { return _ZGV##isa##N##n##v_##name(a); } \
    CTGRAD_INLINE static floats on(floats const& a) { return _ZGV##isa##N##m##v_##name##f(a); }

#define CTGRAD_DECLARE_BINARY(name, isa, n, m, doubles, floats)               \
    extern "C" doubles _ZGV##isa##N##n##vv_##name(doubles, doubles) noexcept; \
    extern "C" floats _ZGV##isa##N##m##vv_##name##f(floats, floats) noexcept;
#define CTGRAD_CALL_BINARY(name, isa, n, m, doubles, floats)                                                         \
    CTGRAD_INLINE static doubles on(doubles const& a, doubles const& b) { return _ZGV##isa##N##n##vv_##name(a, b); } \
    CTGRAD_INLINE static floats on(floats const& a, floats const& b) { return _ZGV##isa##N##m##vv_##name##f(a, b); }

}  // namespace libmvec

#define CTGRAD_SAY_ON_REGISTERS(name)                               \
    template <>                                                     \
    inline constexpr bool on_registers<op::name##_op, double> = true; \
    template <>                                                     \
    inline constexpr bool on_registers<op::name##_op, float> = true;

// More specialised than those of pack_functions.hpp.
#define CTGRAD_UNARY_ON_REGISTERS(name)                            \
    namespace libmvec {                                            \
    CTGRAD_ON_REGISTERS(CTGRAD_DECLARE_UNARY, name)                \
    struct name##_call {                                           \
        CTGRAD_ON_REGISTERS(CTGRAD_CALL_UNARY, name)               \
    };                                                             \
    }                                                              \
    template <int N>                                               \
    CTGRAD_INLINE pack<double, N> name(pack<double, N> const& a) { \
        return libmvec::by_registers<libmvec::name##_call>(a);     \
    }                                                              \
    template <int N>                                               \
    CTGRAD_INLINE pack<float, N> name(pack<float, N> const& a) {   \
        return libmvec::by_registers<libmvec::name##_call>(a);     \
    }                                                              \
    CTGRAD_SAY_ON_REGISTERS(name)
#define CTGRAD_BINARY_ON_REGISTERS(name)                                                     \
    namespace libmvec {                                                                      \
    CTGRAD_ON_REGISTERS(CTGRAD_DECLARE_BINARY, name)                                         \
    struct name##_call {                                                                     \
        CTGRAD_ON_REGISTERS(CTGRAD_CALL_BINARY, name)                                        \
    };                                                                                       \
    }                                                                                        \
    template <int N>                                                                         \
    CTGRAD_INLINE pack<double, N> name(pack<double, N> const& a, pack<double, N> const& b) { \
        return libmvec::by_registers<libmvec::name##_call>(a, b);                            \
    }                                                                                        \
    template <int N>                                                                         \
    CTGRAD_INLINE pack<float, N> name(pack<float, N> const& a, pack<float, N> const& b) {    \
        return libmvec::by_registers<libmvec::name##_call>(a, b);                            \
    }                                                                                        \
    CTGRAD_SAY_ON_REGISTERS(name)

CTGRAD_UNARY_ON_REGISTERS(exp)
CTGRAD_UNARY_ON_REGISTERS(log)
CTGRAD_UNARY_ON_REGISTERS(sin)
CTGRAD_UNARY_ON_REGISTERS(cos)
CTGRAD_BINARY_ON_REGISTERS(pow)
#if __GLIBC_PREREQ(2, 35)
CTGRAD_UNARY_ON_REGISTERS(exp2)
CTGRAD_UNARY_ON_REGISTERS(expm1)
CTGRAD_UNARY_ON_REGISTERS(log2)
CTGRAD_UNARY_ON_REGISTERS(log10)
CTGRAD_UNARY_ON_REGISTERS(log1p)
CTGRAD_UNARY_ON_REGISTERS(cbrt)
CTGRAD_UNARY_ON_REGISTERS(tan)
CTGRAD_UNARY_ON_REGISTERS(asin)
CTGRAD_UNARY_ON_REGISTERS(acos)
CTGRAD_UNARY_ON_REGISTERS(atan)
CTGRAD_UNARY_ON_REGISTERS(sinh)
CTGRAD_UNARY_ON_REGISTERS(cosh)
CTGRAD_UNARY_ON_REGISTERS(tanh)
CTGRAD_UNARY_ON_REGISTERS(asinh)
CTGRAD_UNARY_ON_REGISTERS(acosh)
CTGRAD_UNARY_ON_REGISTERS(atanh)
CTGRAD_UNARY_ON_REGISTERS(erf)
CTGRAD_UNARY_ON_REGISTERS(erfc)
CTGRAD_BINARY_ON_REGISTERS(hypot)
CTGRAD_BINARY_ON_REGISTERS(atan2)
#endif

#undef CTGRAD_SAY_ON_REGISTERS
#undef CTGRAD_UNARY_ON_REGISTERS
#undef CTGRAD_BINARY_ON_REGISTERS
#undef CTGRAD_DECLARE_UNARY
#undef CTGRAD_DECLARE_BINARY
#undef CTGRAD_CALL_UNARY
#undef CTGRAD_CALL_BINARY
#undef CTGRAD_ON_REGISTERS
#undef CTGRAD_ON_16_BYTES
#undef CTGRAD_ON_32_BYTES
#undef CTGRAD_ON_64_BYTES

}  // namespace ctgrad::evaluate

#endif
