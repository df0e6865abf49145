// How the arguments and the results of a callable are made of numbers: of blocks, rows of numbers that lie one after the other.
//
// A block is one input of the traced graph. An array of arrays is several, because constant evaluation may not walk from one array to
// the next through a pointer.
#pragma once

#include <ctgrad/shape/tensor.hpp>

#include <array>
#include <cstddef>
#include <limits>
#include <tuple>
#include <type_traits>
#include <utility>

namespace ctgrad {

class traced;
class traced_integer;

}  // namespace ctgrad

namespace ctgrad::tracing {

/// One input or result: its shape, whether it is a tensor, which stays whole while it is traced, and what it holds: int is an index.
struct block : extents {
    bool whole = false;
    bool integer = false;
};

template <class V>
inline constexpr bool is_traced_number = std::is_same_v<V, traced> || std::is_same_v<V, traced_integer>;

/// A number. `with<T>` is the same structure of numbers of another type; `visit(v, f)` calls f(pointer to the first entry, shape) for
/// each block, f(tensor) for a tensor of traced numbers; `shapes(f)` calls f(block) for each, `convert(from, to)` copies entries into a
/// structure `with` another type.
template <class V>
struct structure {
    using entry = V;
    template <class T>
    using with = T;
    static constexpr int blocks = 1;
    static constexpr int entries = 1;

    static constexpr void visit(auto& v, auto&& f) { f(&v, extents{}); }
    static constexpr void shapes(auto const& f) { f(block{{}, false, std::is_same_v<V, int>}); }
    template <class T>
    static constexpr void convert(V const& from, T& to) {
        if constexpr (std::is_integral_v<T> && std::is_integral_v<V>)
            to = std::in_range<T>(from) ? static_cast<T>(from) : std::numeric_limits<T>::lowest();  // that is no position
        else
            to = static_cast<T>(from);
    }
};

template <class V, std::size_t N>
struct structure<std::array<V, N>> {
    using entry = typename structure<V>::entry;
    template <class T>
    using with = std::array<typename structure<V>::template with<T>, N>;
    static constexpr bool is_row = std::is_same_v<entry, V>;
    static constexpr int blocks = is_row ? 1 : static_cast<int>(N) * structure<V>::blocks;
    static constexpr int entries = static_cast<int>(N) * structure<V>::entries;

    static constexpr void visit(auto& v, auto&& f) {
        if constexpr (is_row)
            f(v.data(), make_extents(static_cast<int>(N)));
        else
            for (auto& row : v) structure<V>::visit(row, f);
    }
    static constexpr void shapes(auto const& f) {
        if constexpr (is_row)
            f(block{make_extents(static_cast<int>(N)), false, std::is_same_v<V, int>});
        else
            for (std::size_t i = 0; i < N; ++i) structure<V>::shapes(f);
    }
    static constexpr void convert(auto const& from, auto& to) {
        for (std::size_t i = 0; i < N; ++i) structure<V>::convert(from[i], to[i]);
    }
};

template <class V, int... Extents>
struct structure<tensor<V, Extents...>> {
    using entry = V;
    template <class T>
    using with = tensor<T, Extents...>;
    static constexpr int blocks = 1;
    static constexpr int entries = (Extents * ...);

    static constexpr void visit(auto& v, auto&& f) {
        if constexpr (is_traced_number<V>)
            f(v);
        else
            f(v.data(), make_extents(Extents...));
    }
    static constexpr void shapes(auto const& f) { f(block{make_extents(Extents...), true, std::is_same_v<V, int>}); }
    static constexpr void convert(auto const& from, auto& to) {
        for (int i = 0; i < entries; ++i) structure<V>::convert(from.entries[i], to.entries[i]);
    }
};

/// A result of two parts.
template <class A, class B>
struct structure<std::pair<A, B>> {
    static constexpr void visit(auto& v, auto&& f) {
        structure<A>::visit(v.first, f);
        structure<B>::visit(v.second, f);
    }
};

/// A result of several parts.
template <class... Vs>
struct structure<std::tuple<Vs...>> {
    using entry = typename structure<std::tuple_element_t<0, std::tuple<Vs...>>>::entry;
    template <class T>
    using with = std::tuple<typename structure<Vs>::template with<T>...>;
    static constexpr int blocks = (structure<Vs>::blocks + ...);
    static constexpr int entries = (structure<Vs>::entries + ...);

    static constexpr void visit(auto& v, auto&& f) {
        std::apply([&](auto&... parts) { (structure<Vs>::visit(parts, f), ...); }, v);
    }
    static constexpr void shapes(auto const& f) { (structure<Vs>::shapes(f), ...); }
};

}  // namespace ctgrad::tracing
