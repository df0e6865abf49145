// Where the entries of a bound value are: C arrays, nested std::arrays, anything with data() and a size, pointers, numbers.
//
// No container header is included: what counts is what a type can do. `source` may be specialised for other types
// (interop/eigen.hpp).
#pragma once

#include <ctgrad/detail/inline.hpp>
#include <ctgrad/evaluate/pack.hpp>
#include <ctgrad/math/batch.hpp>
#include <ctgrad/shape/tensor.hpp>

#include <concepts>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

namespace ctgrad {

namespace detail {

/// A vector type of the compiler, as `typedef double v8 __attribute__((vector_size(64)))`: neither a class nor a pointer, but it has
/// entries.
template <class V>
concept compiler_vector = !std::is_arithmetic_v<V> && !std::is_class_v<V> && !std::is_pointer_v<V> &&
                          !std::is_array_v<V> && requires(V const& a) {
    a[0] + a[0];
};

}  // namespace detail

/// A number, or what behaves like one: a batch of numbers, an interval.
template <class V>
concept scalar_like = std::is_arithmetic_v<V> || detail::compiler_vector<V> ||
    (std::is_class_v<V> && !detail::is_tensor<V> && requires(V const& a) {
        { a + a } -> std::convertible_to<V>;
        { a* a } -> std::convertible_to<V>;
    });

namespace detail {

/// What the numbers of an evaluation are computed as. Vectors of the compiler are packs, which has the functions that they lack:
/// the same memory, and the compilers let it be accessed as either.
template <class T>
struct computed {
    using type = T;
};
template <compiler_vector T>
struct computed<T> {
    using lane = std::remove_cvref_t<decltype(std::declval<T const&>()[0])>;
    using type = evaluate::pack<lane, static_cast<int>(sizeof(T) / sizeof(lane))>;
};
template <class T>
using computed_t = typename computed<T>::type;

/// Numbers as the type that they are computed as.
template <class T, class V>
CTGRAD_INLINE constexpr auto* computed_at(V* p) {
    if constexpr (std::is_same_v<std::remove_const_t<V>, T>)
        return p;
    else
        return reinterpret_cast<std::conditional_t<std::is_const_v<V>, T const, T>*>(p);
}

}  // namespace detail

/// The extent of an axis whose length only the object knows.
inline constexpr int dynamic_size = -1;

/// How a value is laid out. `nested`: its rows are objects of their own, so that constant evaluation may not walk from one to
/// the next through a pointer. `unbounded`: a pointer.
struct layout {
    extents axes{};
    bool nested = false;
    bool unbounded = false;
};

constexpr layout row_of(int size, layout const& entry, bool entry_is_scalar) {
    layout l{{.rank = 1}, !entry_is_scalar, entry.unbounded};
    l.axes.size[0] = size;
    for (int k = 0; k < entry.axes.rank; ++k) l.axes.size[l.axes.rank++] = entry.axes[k];
    return l;
}

/// An entry in the type that a program computes with. An integer that does not fit becomes the lowest one: it equals no label
/// and is no position.
template <class T, class V>
CTGRAD_INLINE constexpr T entry_as(V const& value) {
    if constexpr (std::is_integral_v<T> && std::is_integral_v<V>) {
        if (!std::in_range<T>(value)) return std::numeric_limits<T>::lowest();
    }
    if constexpr (std::is_arithmetic_v<V> && math::batch_like<T>)
        return T(static_cast<math::element_t<T>>(value));  // a batch is made from numbers of the type of its lanes only
    else
        return static_cast<T>(value);
}

template <class V>
struct source;  // not defined: a type that no symbol can be bound to

template <scalar_like V>
struct source<V> {
    using entry = V;
    static constexpr layout shape{};
    static constexpr auto* data(auto& v) { return &v; }
    template <class T>
    static constexpr void read(V const& v, T*& to) {
        *to++ = entry_as<T>(v);
    }
    template <class T>
    static constexpr void write(auto& v, T const*& from) {
        if constexpr (detail::compiler_vector<V>)
            v = (*from++).v;
        else
            v = static_cast<V>(*from++);
    }
};

namespace detail {

/// Does an object of this type hold its entries itself, all of them, and nothing else?
template <class V>
concept embedded = requires {
    typename source<V>::entry;
}
&&sizeof(V) == static_cast<std::size_t>(source<V>::shape.axes.volume()) * sizeof(typename source<V>::entry);

/// A container: its entries lie in a row, and may be rows themselves.
template <class V, class Entry, int Size>
struct row_source {
    using entry = typename source<Entry>::entry;
    static constexpr layout shape = row_of(Size, source<Entry>::shape, scalar_like<Entry>);

    template <class T>
    static constexpr void read(V const& v, T*& to) {
        for (auto const& x : v) source<Entry>::read(x, to);
    }
    template <class T>
    static constexpr void write(auto& v, T const*& from) {
        for (auto& x : v) source<Entry>::write(x, from);
    }
};

template <class V>
using entry_of = std::remove_cv_t<std::remove_pointer_t<decltype(std::declval<V&>().data())>>;

template <class V>
concept contiguous = !scalar_like<V> && std::is_class_v<V> && requires(V & v) {
    requires std::is_pointer_v<decltype(v.data())>;
    v.size();
    requires embedded<entry_of<V>>;
};

template <class V>
concept shaped_source = contiguous<V> && std::same_as<std::remove_cv_t<decltype(V::shape)>, extents>;

/// The size that the type of a container states, `dynamic_size` where it does not: std::array, and std::span of fixed extent.
template <class V>
constexpr int static_size() {
    if constexpr (requires { std::tuple_size<V>::value; })
        return static_cast<int>(std::tuple_size<V>::value);
    else if constexpr (requires { requires std::same_as<std::remove_cv_t<decltype(V::extent)>, std::size_t>; })
        return V::extent == static_cast<std::size_t>(-1) ? dynamic_size : static_cast<int>(V::extent);
    else
        return dynamic_size;
}

}  // namespace detail

template <class V, std::size_t N>
    requires detail::embedded<V>
struct source<V[N]> : detail::row_source<V[N], V, static_cast<int>(N)> {
    static constexpr auto* data(auto& v) { return source<V>::data(v[0]); }
};

template <detail::contiguous V>
struct source<V> : detail::row_source<V, detail::entry_of<V>, detail::static_size<V>()> {
    static constexpr auto* data(auto& v) { return source<detail::entry_of<V>>::data(*v.data()); }
};

template <detail::shaped_source V>
struct source<V> {
    using entry = detail::entry_of<V>;
    static constexpr layout shape{V::shape};
    static constexpr auto* data(auto& v) { return v.data(); }
    template <class T>
    static constexpr void read(V const& v, T*& to) {
        for (entry const& x : v) *to++ = entry_as<T>(x);
    }
    template <class T>
    static constexpr void write(auto& v, T const*& from) {
        for (entry& x : v) x = static_cast<entry>(*from++);
    }
};

template <class V>
    requires scalar_like<std::remove_cv_t<V>>
struct source<V*> {
    using entry = std::remove_cv_t<V>;
    static constexpr layout shape{.unbounded = true};
    static constexpr V* data(V* v) { return v; }
};

}  // namespace ctgrad
