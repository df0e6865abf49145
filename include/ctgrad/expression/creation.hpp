// Values that are made of nothing.
#pragma once

#include <ctgrad/expression/operand.hpp>
#include <ctgrad/op/creation.hpp>

namespace ctgrad {

/// Arrays of zeros and of ones, and the identity matrix.
template <int... Extents>
inline constexpr call_of<op::filled_op<0, Extents...>> zeros{};
template <int... Extents>
inline constexpr call_of<op::filled_op<1, Extents...>> ones{};
template <int N>
inline constexpr call_of<op::identity_op<N>> identity{};

/// The numbers pi and e, to the precision of the scalar type.
inline constexpr call_of<op::pi_op> pi{};
inline constexpr call_of<op::e_op> e{};

}  // namespace ctgrad
