// Lanes from memory, and to it: entries that are so many places apart. One lane is a number.
#pragma once

#include <ctgrad/evaluate/registers.hpp>

namespace ctgrad::evaluate {

template <int Stride, class T, int... Lane>
CTGRAD_INLINE auto load_lanes(T const* p, std::integer_sequence<int, Lane...>) {
    pack<T, sizeof...(Lane)> r{};
    (r.set(Lane, p[Lane * Stride]), ...);
    return r;
}
template <int Stride, class T, class V, int... Lane>
CTGRAD_INLINE void store_lanes(T* p, V const& x, std::integer_sequence<int, Lane...>) {
    ((p[Lane * Stride] = x[Lane]), ...);
}
template <int Stride, int Lanes, class T>
CTGRAD_INLINE auto load(T const* p) {
    if constexpr (Lanes == 1) return *p;
    else if constexpr (Stride == 1) return pack<T, Lanes>::load(p);
    else return load_lanes<Stride>(p, std::make_integer_sequence<int, Lanes>{});
}
template <int Stride, int Lanes, class T>
CTGRAD_INLINE void store(T* p, typename lane_types<T, Lanes>::real const& x) {
    if constexpr (Lanes == 1) *p = x;
    else if constexpr (Stride == 1) x.store(p);
    else store_lanes<Stride>(p, x, std::make_integer_sequence<int, Lanes>{});
}
/// Integers for numbers of T. V: the type of them.
template <class V, int Stride, class Integer, int... Lane>
CTGRAD_INLINE V load_integers(Integer const* p, std::integer_sequence<int, Lane...>) {
    V r{};
    (r.set(Lane, static_cast<int>(p[Lane * Stride])), ...);
    return r;
}
template <class V, int Stride, int... Lane>
CTGRAD_INLINE V count_up(int from, std::integer_sequence<int, Lane...>) {
    return V(from) + V(typename V::vector{(Lane * Stride)...});
}
/// Integers as numbers.
template <class V, class Integers, int... Lane>
CTGRAD_INLINE V converted(Integers const& x, std::integer_sequence<int, Lane...>) {
    V r{};
    (r.set(Lane, static_cast<typename V::value_type>(x[Lane])), ...);
    return r;
}

}  // namespace ctgrad::evaluate
