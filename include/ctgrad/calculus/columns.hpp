// How `map` finds the numbers of its instances: each argument has columns, one for each number of an instance, and in a column the
// numbers of two neighbouring instances are a stride apart. Stride 0: all instances share the number.
#pragma once

#include <ctgrad/evaluate/pack.hpp>
#include <ctgrad/expression/source.hpp>

#include <array>

namespace ctgrad::detail {

/// Instances one after the other, as many as the object says: std::vector, std::span. What has a fixed size, std::array and tensor, is
/// a value.
template <class V>
concept range_of_instances = contiguous<V> && !shaped_source<V> && !requires {
    std::tuple_size<V>::value;
};

/// `count` instances of a column, in lanes. Lanes beyond repeat the last instance, so that they compute nothing unusual.
template <class P, int Stride, class T>
CTGRAD_INLINE P instances_of(T const* column, long at, int count) {
    if constexpr (std::is_same_v<P, T>) {
        return column[at * Stride];
    } else {
        constexpr int lanes = P::lanes;
        if constexpr (Stride == 0) return P(*column);
        if (Stride == 1 && count == lanes) return P::load(column + at);
        P loaded;
        for (int lane = 0; lane < lanes; ++lane)
            loaded.set(lane, column[(at + (lane < count ? lane : count - 1)) * Stride]);
        return loaded;
    }
}
template <class P, int Stride, class T>
CTGRAD_INLINE void put_instances(P const& lanes, T* column, long at, int count) {
    if constexpr (std::is_same_v<P, T>)
        column[at * Stride] = lanes;
    else if (Stride == 1 && count == P::lanes)
        lanes.store(column + at);
    else
        for (int lane = 0; lane < count; ++lane) column[(at + lane) * Stride] = lanes[lane];
}

/// The columns of an argument of a type.
/// `number`:   that of its instances; void where it is the same for all.
/// `instance`: the type of one instance, with numbers of double.
/// `size`:     how many instances; -1: any number.   `holds(v, n)`: are all its columns that long?
template <class V>
struct columns;

template <class V>
    requires std::is_arithmetic_v<V>
struct columns<V> {
    using number = void;
    using instance = double;
    static constexpr int entries = 1;

    static constexpr long size(auto&) { return -1; }
    static constexpr bool holds(auto&, long) { return true; }
    template <class P>
    CTGRAD_INLINE static void load(auto& v, P* to, long, int) {
        *to = P(static_cast<math::element_t<P>>(v));
    }
};

template <class V, int... Extents>
    requires std::is_arithmetic_v<V>
struct columns<tensor<V, Extents...>> {
    using number = void;
    using instance = tensor<double, Extents...>;
    static constexpr int entries = (Extents * ...);

    static constexpr long size(auto&) { return -1; }
    static constexpr bool holds(auto&, long) { return true; }
    template <class P>
    CTGRAD_INLINE static void load(auto& v, P* to, long, int) {
        for (int k = 0; k < entries; ++k) to[k] = P(static_cast<math::element_t<P>>(v.entries[k]));
    }
};

/// The type of one instance, with numbers of double.
template <class U>
struct instance_in_double {
    using type = double;
};
template <class U, std::size_t N>
struct instance_in_double<std::array<U, N>> {
    using type = std::array<typename instance_in_double<U>::type, N>;
};
template <class U, int... Extents>
struct instance_in_double<tensor<U, Extents...>> {
    using type = tensor<double, Extents...>;
};

/// Numbers, or objects with several numbers each.
template <range_of_instances V>
struct columns<V> {
    using object = entry_of<V>;
    using number = typename source<object>::entry;
    using instance = typename instance_in_double<object>::type;
    static constexpr int entries = source<object>::shape.axes.volume();

    static constexpr long size(auto& v) { return static_cast<long>(v.size()); }
    static constexpr bool holds(auto& v, long n) { return size(v) == n; }
    template <class P>
    CTGRAD_INLINE static void load(auto& v, P* to, long at, int count) {
        auto const* const first = source<object>::data(*v.data());
        for (int k = 0; k < entries; ++k) to[k] = instances_of<P, entries>(first + k, at, count);
    }
    template <class P>
    CTGRAD_INLINE static void store(auto& v, P const* from, long at, int count) {
        auto* const first = source<object>::data(*v.data());
        for (int k = 0; k < entries; ++k) put_instances<P, entries>(from[k], first + k, at, count);
    }
};

/// One after the other: numbers, a value; ranges, a structure of arrays.
template <class W, std::size_t N>
struct columns<std::array<W, N>> {
    using part = columns<std::remove_cv_t<W>>;
    using number = typename part::number;
    using instance = std::array<typename part::instance, N>;
    static constexpr int entries = static_cast<int>(N) * part::entries;

    static constexpr long size(auto& v) { return part::size(v[0]); }
    static constexpr bool holds(auto& v, long n) {
        for (auto& p : v)
            if (!part::holds(p, n)) return false;
        return true;
    }
    template <class P>
    CTGRAD_INLINE static void load(auto& v, P* to, long at, int count) {
        for (std::size_t k = 0; k < N; ++k) part::load(v[k], to + static_cast<int>(k) * part::entries, at, count);
    }
    template <class P>
    CTGRAD_INLINE static void store(auto& v, P const* from, long at, int count) {
        for (std::size_t k = 0; k < N; ++k) part::store(v[k], from + static_cast<int>(k) * part::entries, at, count);
    }
};

}  // namespace ctgrad::detail
