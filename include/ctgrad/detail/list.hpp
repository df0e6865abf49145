// A growable array for constant evaluation.
//
// std::vector works there too, but every push_back runs through half a dozen library functions, and Clang's budget of one
// million steps per constant evaluation is spent on statements: this class needs two per push.
#pragma once

#include <utility>

namespace ctgrad::detail {

/// Growable array of a trivially copyable type. Indices are `int`: no size in a graph comes near its limit.
template <class T>
class list {
    int capacity_ = 0;  ///< 0: the entries, if any, are borrowed

    constexpr void grow(int size) {
        // Numbers have no value until they get one: g++ makes the entries of `new T[n]{}` one by one.
        T* bigger = nullptr;
        if constexpr (__is_trivially_constructible(T)) bigger = new T[static_cast<unsigned>(size)];
        else bigger = new T[static_cast<unsigned>(size)]{};
        T const* const from = data;
        for (int i = 0, end = length; i < end; ++i) bigger[i] = from[i];
        if (capacity_ != 0) delete[] data;
        data = bigger;
        capacity_ = size;
    }

public:
    // Public for hot loops: a call costs Clang two steps, and one that gives a reference costs g++ 12 as much as the read.
    T* data = nullptr;
    int length = 0;

    constexpr list() = default;
    constexpr list(int size, T const& value) {
        if (size != 0) grow(size);
        length = size;
        T* const to = data;  // four by four: half of the steps of a loop are those of its counter
        T const entry = value;
        int i = 0;
        for (; i + 4 <= size; i += 4) {
            to[i] = entry;
            to[i + 1] = entry;
            to[i + 2] = entry;
            to[i + 3] = entry;
        }
        for (; i < size; ++i) to[i] = entry;
    }
    /// Entries as T{} makes them.
    constexpr explicit list(int size) : list(size, T{}) {}
    constexpr list(list const& other) {
        T* const to = extend(other.length);
        T const* const from = other.data;
        for (int i = 0, end = length; i < end; ++i) to[i] = from[i];
    }
    // By hand: std::exchange and std::swap look up 40 traits of each type of pointer, in every translation unit.
    constexpr list(list&& other) noexcept : capacity_(other.capacity_), data(other.data), length(other.length) {
        other.capacity_ = 0;
        other.data = nullptr;
        other.length = 0;
    }
    constexpr list& operator=(list other) noexcept {
        T* const entries = data;
        int const size = length;
        int const room = capacity_;
        data = other.data;
        length = other.length;
        capacity_ = other.capacity_;
        other.data = entries;
        other.length = size;
        other.capacity_ = room;
        return *this;
    }
    constexpr ~list() {
        if (capacity_ != 0) delete[] data;
    }

    /// Entries that are set before they are read: numbers have no value.
    static constexpr list unset(int size) {
        list result;
        result.extend(size);
        return result;
    }
    /// Entries that live elsewhere, and longer. They are copied by the first push; nothing else may write to them.
    static constexpr list borrowed(T const* entries, int size) {
        list result;
        result.data = const_cast<T*>(entries);
        result.length = size;
        return result;
    }

    /// Appends and returns the position of the new element.
    // By value: it may live in the array that is about to be freed.
    constexpr int push(T value) {
        if (length >= capacity_) grow(length < 8 ? (__is_trivially_constructible(T) ? 128 : 16) : 2 * length);
        data[length] = value;
        return length++;
    }
    /// Room for that many elements in all: growing step by step would copy each of them twice.
    constexpr void reserve(int size) {
        if (size > capacity_) grow(size);
    }
    /// Makes it longer. Where the new entries are: numbers have no value yet.
    constexpr T* extend(int size) {
        if (size > capacity_) grow(size < 2 * length ? 2 * length : size);
        T* const first = data + length;
        length = size;
        return first;
    }
    constexpr void truncate(int size) { length = size; }
    constexpr void clear() { length = 0; }

    constexpr int size() const { return length; }
    constexpr bool empty() const { return length == 0; }
    constexpr T& operator[](int i) { return data[i]; }
    constexpr T const& operator[](int i) const { return data[i]; }
    constexpr T& back() { return data[length - 1]; }
    constexpr T const* begin() const { return data; }
    constexpr T const* end() const { return data + length; }
    constexpr T* begin() { return data; }
    constexpr T* end() { return data + length; }
};

}  // namespace ctgrad::detail
