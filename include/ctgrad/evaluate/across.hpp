// Reductions across the lanes of packs.
#pragma once

#include <ctgrad/evaluate/pack.hpp>

namespace ctgrad::evaluate {

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

}  // namespace ctgrad::evaluate
