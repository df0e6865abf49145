// A pack: N numbers in the lanes of vector registers. Wraps the vector types of GCC and Clang, so that the operators of the
// catalogue, written for a scalar, work on it unchanged.
//
// Packs are passed by reference: compilers have remarks about the calling convention of vectors that are wider than the
// registers of the target, also where the function is inlined.
#pragma once

#include <ctgrad/detail/inline.hpp>

#include <concepts>
#include <cstdint>
#include <limits>
#include <utility>

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

// g++ compares the names of parameters of members with those of the user's global variables (-Wshadow): no x, a, or b here.
template <class T, int N>
struct pack {
    using value_type = T;
    static constexpr int lanes = N;
    using vector = typename vector_of<T, N>::type;
    vector v;

    pack() = default;
    CTGRAD_INLINE explicit pack(vector const& registers) : v(registers) {}
    CTGRAD_INLINE pack(T number) : v(number - vector{}) {}  // NOLINT: a number serves every lane
    template <std::integral I>
        requires(!std::same_as<I, T>)
    CTGRAD_INLINE pack(I number) : pack(static_cast<T>(number)) {}  // NOLINT: as above

    CTGRAD_INLINE static pack load(T const* from) {
        pack r;
        __builtin_memcpy(&r.v, from, sizeof(vector));
        return r;
    }
    CTGRAD_INLINE void store(T* to) const { __builtin_memcpy(to, &v, sizeof(vector)); }
    CTGRAD_INLINE T operator[](int lane) const { return v[lane]; }
    CTGRAD_INLINE void set(int lane, T number) { v[lane] = number; }

    CTGRAD_INLINE friend pack operator+(pack const& lhs, pack const& rhs) { return pack(lhs.v + rhs.v); }
    CTGRAD_INLINE friend pack operator-(pack const& lhs, pack const& rhs) { return pack(lhs.v - rhs.v); }
    CTGRAD_INLINE friend pack operator*(pack const& lhs, pack const& rhs) { return pack(lhs.v * rhs.v); }
    CTGRAD_INLINE friend pack operator/(pack const& lhs, pack const& rhs) { return pack(lhs.v / rhs.v); }
    CTGRAD_INLINE friend pack operator-(pack const& rhs) { return pack(-rhs.v); }
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
/// a * b - c, likewise.
template <class V>
CTGRAD_INLINE V multiply_subtract(V const& a, V const& b, V const& c) {
    return a * b - c;
}
template <class T, int N>
CTGRAD_INLINE pack<T, N> multiply_subtract(pack<T, N> const& a, pack<T, N> const& b, pack<T, N> const& c) {
    return pack<T, N>(a.v * b.v - c.v);
}
/// c - a * b, likewise.
template <class V>
CTGRAD_INLINE V subtract_product(V const& a, V const& b, V const& c) {
    return c - a * b;
}
template <class T, int N>
CTGRAD_INLINE pack<T, N> subtract_product(pack<T, N> const& a, pack<T, N> const& b, pack<T, N> const& c) {
    return pack<T, N>(c.v - a.v * b.v);
}
/// A truth value per lane: all bits of an integer as wide as the numbers.
template <class T, int N>
struct mask {
    using integer = typename integer_of_size<sizeof(T)>::type;
    using vector = typename vector_of<integer, N>::type;
    vector v;

    mask() = default;
    CTGRAD_INLINE explicit mask(vector const& lanes) : v(lanes) {}
    CTGRAD_INLINE mask(bool holds) : v((holds ? integer(-1) : integer(0)) - vector{}) {}  // NOLINT: a truth value serves every lane
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
CTGRAD_INLINE pack<T, N> select(mask<T, N> const& c, pack<T, N> const& a, pack<T, N> const& b) {
    return pack<T, N>(c.v ? a.v : b.v);
}
template <class T, int N>
CTGRAD_INLINE pack<T, N> abs(pack<T, N> const& a) {
    using bits = typename mask<T, N>::vector;
    using integer = typename mask<T, N>::integer;
    return pack<T, N>(typename pack<T, N>::vector(bits(a.v) & (std::numeric_limits<integer>::max() - bits{})));
}

// ---- parts ---------------------------------------------------------------------------------------------------------------

template <int First, class T, int N, int... I>
CTGRAD_INLINE pack<T, N / 2> half(pack<T, N> const& a, std::integer_sequence<int, I...>) {
    return pack<T, N / 2>(__builtin_shufflevector(a.v, a.v, (First + I)...));
}
template <class T, int N>
CTGRAD_INLINE pack<T, N / 2> lower_half(pack<T, N> const& a) {
    return half<0>(a, std::make_integer_sequence<int, N / 2>{});
}
template <class T, int N>
CTGRAD_INLINE pack<T, N / 2> upper_half(pack<T, N> const& a) {
    return half<N / 2>(a, std::make_integer_sequence<int, N / 2>{});
}

template <class T, int N, int... I>
CTGRAD_INLINE pack<T, 2 * N> joined(pack<T, N> const& a, pack<T, N> const& b, std::integer_sequence<int, I...>) {
    return pack<T, 2 * N>(__builtin_shufflevector(a.v, b.v, I...));
}
/// The lanes of `a`, then those of `b`.
template <class T, int N>
CTGRAD_INLINE pack<T, 2 * N> joined(pack<T, N> const& a, pack<T, N> const& b) {
    return joined(a, b, std::make_integer_sequence<int, 2 * N>{});
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
