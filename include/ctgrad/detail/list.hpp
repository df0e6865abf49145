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
    int size_ = 0;
    int capacity_ = 0;  ///< 0: the entries, if any, are borrowed

    constexpr void grow(int capacity) {
        T* const bigger = new T[static_cast<unsigned>(capacity)]{};
        for (int i = 0; i < size_; ++i) bigger[i] = data[i];
        if (capacity_ != 0) delete[] data;
        data = bigger;
        capacity_ = capacity;
    }

public:
    T* data = nullptr;  ///< public for hot loops: even operator[] costs Clang two steps

    constexpr list() = default;
    constexpr list(int size, T const& value)
        : size_(size), capacity_(size), data(size == 0 ? nullptr : new T[static_cast<unsigned>(size)]{}) {
        for (int i = 0; i < size; ++i) data[i] = value;
    }
    constexpr list(list const& other) {
        for (int i = 0; i < other.size_; ++i) push(other.data[i]);
    }
    constexpr list(list&& other) noexcept
        : size_(std::exchange(other.size_, 0)),
          capacity_(std::exchange(other.capacity_, 0)),
          data(std::exchange(other.data, nullptr)) {}
    constexpr list& operator=(list other) noexcept {
        std::swap(data, other.data);
        std::swap(size_, other.size_);
        std::swap(capacity_, other.capacity_);
        return *this;
    }
    constexpr ~list() {
        if (capacity_ != 0) delete[] data;
    }

    /// Entries that live elsewhere, and longer. They are copied by the first push; nothing else may write to them.
    static constexpr list borrowed(T const* entries, int size) {
        list result;
        result.data = const_cast<T*>(entries);
        result.size_ = size;
        return result;
    }

    /// Appends and returns the position of the new element.
    constexpr int push(T const& value) {
        if (size_ >= capacity_) {
            T const copy = value;  // `value` may live in the array that is about to be freed
            grow(size_ < 8 ? 16 : 2 * size_);
            data[size_] = copy;
        } else {
            data[size_] = value;
        }
        return size_++;
    }
    /// Room for that many elements in all: growing step by step would copy each of them twice.
    constexpr void reserve(int capacity) {
        if (capacity > capacity_) grow(capacity);
    }
    constexpr void truncate(int size) { size_ = size; }
    constexpr void clear() { size_ = 0; }

    constexpr int size() const { return size_; }
    constexpr bool empty() const { return size_ == 0; }
    constexpr T& operator[](int i) { return data[i]; }
    constexpr T const& operator[](int i) const { return data[i]; }
    constexpr T& back() { return data[size_ - 1]; }
    constexpr T const* begin() const { return data; }
    constexpr T const* end() const { return data + size_; }
    constexpr T* begin() { return data; }
    constexpr T* end() { return data + size_; }
};

}  // namespace ctgrad::detail
