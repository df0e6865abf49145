// Cost functors in the style of Ceres Solver as functions of arrays. Ceres itself is not needed.
#pragma once

#include <array>
#include <limits>
#include <type_traits>

namespace ctgrad {

/// A functor with
///     template <class T> constexpr bool operator()(T const* camera, T const* point, T* residual) const
/// as a function of std::array arguments of the sizes that are given, for the verbs: `jacobian(residual<functor, 2, 9, 3>{})(camera,
/// point)`. Data that a functor would have as members are further arguments: `jacobian<0, 1>` leaves them out. Where the functor returns
/// false, its residuals are NaN and their derivatives 0.
template <class Functor, int Residuals, int... Sizes>
struct residual {
    template <class T>
    constexpr std::array<T, static_cast<unsigned>(Residuals)> operator()(
        std::array<T, static_cast<unsigned>(Sizes)> const&... parameters) const {
        static_assert(
            std::is_empty_v<Functor>,
            "ctgrad::residual<functor, ...>: the functor has members: pass what they hold as further arguments");
        std::array<T, static_cast<unsigned>(Residuals)> result{};
        if (!Functor{}(parameters.data()..., result.data()))
            for (T& r : result) r = T(std::numeric_limits<double>::quiet_NaN());
        return result;
    }
};

}  // namespace ctgrad
