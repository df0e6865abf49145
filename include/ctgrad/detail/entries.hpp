#pragma once

#include <ctgrad/detail/list.hpp>

namespace ctgrad::detail {

/// Entries of an array or a list that lives longer, as a parameter. What a std::span is for, but that making one of those instantiates
/// constraints for which g++ 12 takes 15 ms.
template <class T>
struct entries {
    T const* data;
    int length;

    constexpr entries(T const* first_entry, int count) : data(first_entry), length(count) {}
    template <int N>
    constexpr entries(T const (&array)[N]) : data(array),
                                             length(N) {}
    constexpr entries(list<T> const& whole) : data(whole.data), length(whole.length) {}

    constexpr int size() const { return length; }
    constexpr T const& operator[](int i) const { return data[i]; }
    constexpr T const* begin() const { return data; }
    constexpr T const* end() const { return data + length; }
};

}  // namespace ctgrad::detail
