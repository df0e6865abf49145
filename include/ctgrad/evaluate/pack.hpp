// A pack: N numbers in the lanes of vector registers. Wraps the vector types of GCC and Clang, so that the operators of the
// catalogue, written for a scalar, work on it unchanged; what the processor has no instruction for runs lane by lane.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <utility>

#include <ctgrad/detail/inline.hpp>
#include <ctgrad/math/elementary.hpp>


namespace ctgrad::evaluate {

/// The signed integer of a size.
template <int Bytes>
struct integer_of_size;
template <>
struct integer_of_size<4> {
    using type = std::int32_t;
};
template <>
struct integer_of_size<8> {
    using type = std::int64_t;
};

/// The compiler's vector type. (A trait, because GCC 12 takes a dependent vector type for its element type in declarations.)
template <class T, int N>
struct vector_of {
    typedef T type __attribute__((vector_size(N * sizeof(T))));  // NOLINT: in an alias, GCC ignores a dependent size
};

template <class T, int N>
struct pack {
    using vector = typename vector_of<T, N>::type;
    vector v;

    pack() = default;
    CTGRAD_INLINE explicit pack(vector x) : v(x) {}
    CTGRAD_INLINE pack(T x) : v(x - vector{}) {}  // NOLINT: a number serves every lane
    template <std::integral I>
        requires(!std::same_as<I, T>)
    CTGRAD_INLINE pack(I x) : pack(static_cast<T>(x)) {}  // NOLINT: as above

    CTGRAD_INLINE static pack load(T const* p) {
        pack r;
        __builtin_memcpy(&r.v, p, sizeof(vector));
        return r;
    }
    CTGRAD_INLINE void store(T* p) const { __builtin_memcpy(p, &v, sizeof(vector)); }
    CTGRAD_INLINE T operator[](int lane) const { return v[lane]; }
    CTGRAD_INLINE void set(int lane, T x) { v[lane] = x; }

    CTGRAD_INLINE friend pack operator+(pack a, pack b) { return pack(a.v + b.v); }
    CTGRAD_INLINE friend pack operator-(pack a, pack b) { return pack(a.v - b.v); }
    CTGRAD_INLINE friend pack operator*(pack a, pack b) { return pack(a.v * b.v); }
    CTGRAD_INLINE friend pack operator/(pack a, pack b) { return pack(a.v / b.v); }
    CTGRAD_INLINE friend pack operator-(pack a) { return pack(-a.v); }
};

/// a * b + c in one expression, which is where Clang contracts.
template <class V>
CTGRAD_INLINE V multiply_add(V const& a, V const& b, V const& c) {
    return a * b + c;
}
template <class T, int N>
CTGRAD_INLINE pack<T, N> multiply_add(pack<T, N> const& a, pack<T, N> const& b, pack<T, N> const& c) {
    return pack<T, N>(a.v * b.v + c.v);
}

/// A truth value per lane: all bits of an integer as wide as the numbers.
template <class T, int N>
struct mask {
    using integer = typename integer_of_size<sizeof(T)>::type;
    using vector = typename vector_of<integer, N>::type;
    vector v;

    mask() = default;
    CTGRAD_INLINE explicit mask(vector x) : v(x) {}
    CTGRAD_INLINE mask(bool x) : v((x ? integer(-1) : integer(0)) - vector{}) {}  // NOLINT: a truth value serves every lane
};

template <class T, int N>
CTGRAD_INLINE mask<T, N> operator<(pack<T, N> const& a, pack<T, N> const& b) {
    return mask<T, N>(typename mask<T, N>::vector(a.v < b.v));
}
template <class T, int N>
CTGRAD_INLINE mask<T, N> operator<=(pack<T, N> const& a, pack<T, N> const& b) {
    return mask<T, N>(typename mask<T, N>::vector(a.v <= b.v));
}
template <class T, int N>
CTGRAD_INLINE mask<T, N> operator==(pack<T, N> const& a, pack<T, N> const& b) {
    return mask<T, N>(typename mask<T, N>::vector(a.v == b.v));
}

template <class T, int N>
CTGRAD_INLINE pack<T, N> select(mask<T, N> c, pack<T, N> a, pack<T, N> b) {
    return pack<T, N>(c.v ? a.v : b.v);
}
template <class T, int N>
CTGRAD_INLINE pack<T, N> abs(pack<T, N> a) {
    using bits = typename mask<T, N>::vector;
    using integer = typename mask<T, N>::integer;
    return pack<T, N>(typename pack<T, N>::vector(bits(a.v) & (std::numeric_limits<integer>::max() - bits{})));
}

#define CTGRAD_LANE_BY_LANE(name)                                                               \
    template <class T, int N>                                                                   \
    CTGRAD_INLINE pack<T, N> name(pack<T, N> a) {                                               \
        for (int lane = 0; lane < N; ++lane) a.v[lane] = math::name(static_cast<T>(a.v[lane])); \
        return a;                                                                               \
    }
CTGRAD_LANE_BY_LANE(exp)
CTGRAD_LANE_BY_LANE(exp2)
CTGRAD_LANE_BY_LANE(expm1)
CTGRAD_LANE_BY_LANE(log)
CTGRAD_LANE_BY_LANE(log2)
CTGRAD_LANE_BY_LANE(log10)
CTGRAD_LANE_BY_LANE(log1p)
CTGRAD_LANE_BY_LANE(sqrt)
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
    CTGRAD_INLINE pack<T, N> name(pack<T, N> a, pack<T, N> b) {                           \
        for (int lane = 0; lane < N; ++lane)                                              \
            a.v[lane] = math::name(static_cast<T>(a.v[lane]), static_cast<T>(b.v[lane])); \
        return a;                                                                         \
    }
CTGRAD_LANE_BY_LANE(pow)
CTGRAD_LANE_BY_LANE(hypot)
CTGRAD_LANE_BY_LANE(atan2)
#undef CTGRAD_LANE_BY_LANE

template <class T, int N>
CTGRAD_INLINE pack<T, N> fma(pack<T, N> a, pack<T, N> b, pack<T, N> c) {
    for (int lane = 0; lane < N; ++lane)
        a.v[lane] = math::fma(static_cast<T>(a.v[lane]), static_cast<T>(b.v[lane]), static_cast<T>(c.v[lane]));
    return a;
}
template <class T, int N>
CTGRAD_INLINE pack<T, N> polygamma(int n, pack<T, N> a) {
    for (int lane = 0; lane < N; ++lane) a.v[lane] = math::polygamma(n, static_cast<T>(a.v[lane]));
    return a;
}

// ---- across lanes ----------------------------------------------------------------------------------------------------

template <int First, class T, int N, int... I>
CTGRAD_INLINE pack<T, N / 2> half(pack<T, N> a, std::integer_sequence<int, I...>) {
    return pack<T, N / 2>(__builtin_shufflevector(a.v, a.v, (First + I)...));
}
template <class T, int N>
CTGRAD_INLINE pack<T, N / 2> lower_half(pack<T, N> a) {
    return half<0>(a, std::make_integer_sequence<int, N / 2>{});
}
template <class T, int N>
CTGRAD_INLINE pack<T, N / 2> upper_half(pack<T, N> a) {
    return half<N / 2>(a, std::make_integer_sequence<int, N / 2>{});
}

/// All lanes combined, halves first.
template <class T, int N, class F>
CTGRAD_INLINE T across(pack<T, N> a, F combine) {
    if constexpr (N == 2) return combine(static_cast<T>(a.v[0]), static_cast<T>(a.v[1]));
    else return across(combine(lower_half(a), upper_half(a)), combine);
}

/// Lanes 2i and 2i+1 of `a`, then those of `b`, combined in pairs.
template <class T, int N, class F, int... I>
CTGRAD_INLINE pack<T, N> pairs(pack<T, N> a, pack<T, N> b, F combine, std::integer_sequence<int, I...>) {
    return combine(pack<T, N>(__builtin_shufflevector(a.v, b.v, (2 * I)...)),
                   pack<T, N>(__builtin_shufflevector(a.v, b.v, (2 * I + 1)...)));
}

/// The lanes of each of N packs combined: lane k of the result is that of pack k. N - 1 combinations in all, against N log N one
/// pack at a time.
template <class T, int N, class F, int Count = N>
CTGRAD_INLINE pack<T, N> transposed_across(pack<T, N> const* a, F combine) {
    if constexpr (Count == 1) return a[0];
    else
        return pairs(transposed_across<T, N, F, Count / 2>(a, combine),
                     transposed_across<T, N, F, Count / 2>(a + Count / 2, combine), combine, std::make_integer_sequence<int, N>{});
}

template <int Count, class T, int N, class F>
CTGRAD_INLINE void across_all(pack<T, N> const* a, F combine, T* out);

template <class T, int N, class F, int... K>
CTGRAD_INLINE void across_halves(pack<T, N> const* a, F combine, T* out, std::integer_sequence<int, K...>) {
    pack<T, N / 2> const halves[]{combine(lower_half(a[K]), upper_half(a[K]))...};
    across_all<static_cast<int>(sizeof...(K))>(halves, combine, out);
}
template <class T, int N, class F, int... K>
CTGRAD_INLINE void across_each(pack<T, N> const* a, F combine, T* out, std::integer_sequence<int, K...>) {
    ((out[K] = across(a[K], combine)), ...);
}

/// The lanes of each of `Count` packs combined: the result of pack k is `out[k]`.
template <int Count, class T, int N, class F>
CTGRAD_INLINE void across_all(pack<T, N> const* a, F combine, T* out) {
    if constexpr (Count == N) {
        transposed_across<T, N, F>(a, combine).store(out);
    } else if constexpr (Count > 1 && N % Count == 0) {
        across_halves(a, combine, out, std::make_integer_sequence<int, Count>{});
    } else if constexpr (Count > N && Count % N == 0) {
        across_all<N>(a, combine, out);
        across_all<Count - N>(a + N, combine, out + N);
    } else {
        across_each(a, combine, out, std::make_integer_sequence<int, Count>{});
    }
}

/// Bytes of a vector register of the target; 0 where there is none.
inline constexpr int register_bytes =
#if defined(__AVX512F__)
    64;
#elif defined(__AVX__)
    32;
#elif defined(__SSE2__) || defined(__ARM_NEON)
    16;
#else
    0;
#endif

/// How many lanes a loop of an extent gets: what a register holds, or fewer where the extent is smaller; 1: plain scalars.
template <class T>
constexpr int lanes_for(int extent) {
    int lanes = std::same_as<T, float> || std::same_as<T, double> ? register_bytes / static_cast<int>(sizeof(T)) : 1;
    while (lanes > extent) lanes /= 2;
    return lanes < 2 ? 1 : lanes;
}

}  // namespace ctgrad::evaluate
