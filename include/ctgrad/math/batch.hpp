// What the scalar types of the user's are asked: a batch of numbers, an interval.
#pragma once

#include <type_traits>
#include <utility>

namespace ctgrad::math {

/// A batch says what its lanes are.
template <class T>
concept batch_like = std::is_class_v<T> && std::is_floating_point_v<typename T::value_type>;

/// The built-in type that a scalar is made from: T itself, that of the lanes of a batch, else double.
template <class T>
struct element {
    using type = double;
};
template <class T>
    requires std::is_arithmetic_v<T>
struct element<T> {
    using type = T;
};
template <batch_like T>
struct element<T> {
    using type = typename T::value_type;
};
template <class T>
using element_t = typename element<T>::type;

/// What comparing two values gives: a truth value, for a batch one per lane.
template <class T>
struct condition {
    using type = bool;
};
template <class T>
    requires std::is_class_v<T> && requires(T const& a) { a < a; }
struct condition<T> {
    using type = std::remove_cvref_t<decltype(std::declval<T const&>() < std::declval<T const&>())>;
};
template <class T>
using condition_t = typename condition<T>::type;

}  // namespace ctgrad::math
