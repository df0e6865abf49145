#pragma once

#include <ctgrad/shape/extents.hpp>

// Arithmetic on tensors is that of formulas (trace/values.hpp says how); found by argument only, so that no other operand of a
// `+` is asked whether it is a tensor.
#define CTGRAD_TENSOR_ARITHMETIC(type)                                          \
    template <class B>                                                          \
    constexpr type& operator+=(B const& b) {                                    \
        return *this = *this + b;                                               \
    }                                                                           \
    template <class B>                                                          \
    constexpr type& operator-=(B const& b) {                                    \
        return *this = *this - b;                                               \
    }                                                                           \
    template <class B>                                                          \
    constexpr type& operator*=(B const& b) {                                    \
        return *this = *this * b;                                               \
    }                                                                           \
    template <class B>                                                          \
    constexpr type& operator/=(B const& b) {                                    \
        return *this = *this / b;                                               \
    }                                                                           \
    template <class B>                                                          \
    friend constexpr auto operator+(type const& a, B const& b) {                \
        return operator_on_values(detail::plus_sign{}, a, b);                   \
    }                                                                           \
    template <class B>                                                          \
    friend constexpr auto operator-(type const& a, B const& b) {                \
        return operator_on_values(detail::minus_sign{}, a, b);                  \
    }                                                                           \
    template <class B>                                                          \
    friend constexpr auto operator*(type const& a, B const& b) {                \
        return operator_on_values(detail::times_sign{}, a, b);                  \
    }                                                                           \
    template <class B>                                                          \
    friend constexpr auto operator/(type const& a, B const& b) {                \
        return operator_on_values(detail::division_sign{}, a, b);               \
    }                                                                           \
    template <class A>                                                          \
        requires(!detail::is_tensor<A>)                                         \
    friend constexpr auto operator+(A const& a, type const& b) {                \
        return operator_on_values(detail::plus_sign{}, a, b);                   \
    }                                                                           \
    template <class A>                                                          \
        requires(!detail::is_tensor<A>)                                         \
    friend constexpr auto operator-(A const& a, type const& b) {                \
        return operator_on_values(detail::minus_sign{}, a, b);                  \
    }                                                                           \
    template <class A>                                                          \
        requires(!detail::is_tensor<A>)                                         \
    friend constexpr auto operator*(A const& a, type const& b) {                \
        return operator_on_values(detail::times_sign{}, a, b);                  \
    }                                                                           \
    template <class A>                                                          \
        requires(!detail::is_tensor<A>)                                         \
    friend constexpr auto operator/(A const& a, type const& b) {                \
        return operator_on_values(detail::division_sign{}, a, b);               \
    }                                                                           \
    friend constexpr auto operator-(type const& a) {                            \
        return operator_on_values(detail::minus_sign{}, a);                     \
    }                                                                           \
    friend constexpr type operator+(type const& a) {                            \
        return a;                                                               \
    }

namespace ctgrad {

template <class T, int... Extents>
struct tensor;
template <class T, int First, int... Rest>
class tensor_view;

namespace detail {

struct plus_sign {};
struct minus_sign {};
struct times_sign {};
struct division_sign {};

template <class V>
inline constexpr bool is_tensor = false;
template <class T, int... Extents>
inline constexpr bool is_tensor<tensor<T, Extents...>> = true;
template <class T, int First, int... Rest>
inline constexpr bool is_tensor<tensor_view<T, First, Rest...>> = true;

}  // namespace detail

/// A view of consecutive entries as an array with further axes: what `m[i]` is for a matrix.
template <class T, int First, int... Rest>
class tensor_view {
    T* first_;

    static constexpr int stride = make_extents(Rest...).volume();

public:
    static constexpr extents shape = make_extents(First, Rest...);

    constexpr explicit tensor_view(T* first) : first_(first) {}
    constexpr T* data() const { return first_; }
    static constexpr int size() { return First * stride; }
    constexpr T* begin() const { return first_; }
    constexpr T* end() const { return first_ + size(); }
    constexpr decltype(auto) operator[](int i) const {
        if constexpr (sizeof...(Rest) == 0)
            return (first_[i]);
        else
            return tensor_view<T, Rest...>(first_ + i * stride);
    }

    CTGRAD_TENSOR_ARITHMETIC(tensor_view)
};

/// The value of a vector, a matrix, or an array with more axes: its entries, row by row, and nothing else.
/// `t[i]` is an entry of a vector, a row of a matrix; `t(i, j)` an entry. Iteration runs over all entries.
template <class T, int... Extents>
struct tensor {
    static_assert(sizeof...(Extents) > 0, "ctgrad::tensor: a scalar is a plain T");

    using value_type = T;
    static constexpr extents shape = make_extents(Extents...);

    T entries[static_cast<unsigned>((Extents * ...))];

    static constexpr int size() { return (Extents * ...); }
    constexpr T* data() { return entries; }
    constexpr T const* data() const { return entries; }
    constexpr T* begin() { return entries; }
    constexpr T* end() { return entries + size(); }
    constexpr T const* begin() const { return entries; }
    constexpr T const* end() const { return entries + size(); }

    constexpr decltype(auto) operator[](int i) { return tensor_view<T, Extents...>(entries)[i]; }
    constexpr decltype(auto) operator[](int i) const { return tensor_view<T const, Extents...>(entries)[i]; }

    template <class... Positions>
    constexpr T& operator()(Positions... positions) {
        return entries[offset(positions...)];
    }
    template <class... Positions>
    constexpr T const& operator()(Positions... positions) const {
        return entries[offset(positions...)];
    }

    friend constexpr bool operator==(tensor const& a, tensor const& b) {
        for (int i = 0; i < size(); ++i)
            if (!(a.entries[i] == b.entries[i])) return false;
        return true;
    }

    CTGRAD_TENSOR_ARITHMETIC(tensor)

private:
    template <class... Positions>
    static constexpr int offset(Positions... positions) {
        static_assert(sizeof...(Positions) == sizeof...(Extents), "ctgrad::tensor: one position for each axis");
        int at = 0;
        ((at = at * Extents + static_cast<int>(positions)), ...);
        return at;
    }
};

}  // namespace ctgrad
