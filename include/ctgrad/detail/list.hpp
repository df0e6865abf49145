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
    T* data_ = nullptr;
    int size_ = 0;
    int capacity_ = 0;

    constexpr void grow() {
        int const capacity = capacity_ == 0 ? 16 : 2 * capacity_;
        T* const bigger = new T[static_cast<unsigned>(capacity)]{};
        for (int i = 0; i < size_; ++i) bigger[i] = data_[i];
        delete[] data_;
        data_ = bigger;
        capacity_ = capacity;
    }

public:
    constexpr list() = default;
    constexpr list(int size, T const& value) {
        while (size_ < size) push(value);
    }
    constexpr list(list const& other) {
        for (int i = 0; i < other.size_; ++i) push(other.data_[i]);
    }
    constexpr list(list&& other) noexcept
        : data_(std::exchange(other.data_, nullptr)),
          size_(std::exchange(other.size_, 0)),
          capacity_(std::exchange(other.capacity_, 0)) {}
    constexpr list& operator=(list other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        std::swap(capacity_, other.capacity_);
        return *this;
    }
    constexpr ~list() { delete[] data_; }

    /// Appends and returns the position of the new element.
    constexpr int push(T const& value) {
        if (size_ == capacity_) {
            T const copy = value;  // `value` may live in the array that is about to be freed
            grow();
            data_[size_] = copy;
        } else {
            data_[size_] = value;
        }
        return size_++;
    }
    constexpr void truncate(int size) { size_ = size; }
    constexpr void clear() { size_ = 0; }

    constexpr int size() const { return size_; }
    constexpr bool empty() const { return size_ == 0; }
    constexpr T& operator[](int i) { return data_[i]; }
    constexpr T const& operator[](int i) const { return data_[i]; }
    constexpr T& back() { return data_[size_ - 1]; }
    constexpr T const* begin() const { return data_; }
    constexpr T const* end() const { return data_ + size_; }
    constexpr T* begin() { return data_; }
    constexpr T* end() { return data_ + size_; }
};

}  // namespace ctgrad::detail
