// Powers and roots, entry by entry.
#pragma once

#include <ctgrad/expression/entrywise.hpp>
#include <ctgrad/op/compositions.hpp>

namespace ctgrad {

/// x * x.
/// Derivative: 2 x.
CTGRAD_FUNCTION(square)
/// Square root. Domain: x >= 0.
/// Derivative: 1 / (2 sqrt(x)), infinite at 0.
CTGRAD_FUNCTION(sqrt)
/// Cube root; negative for negative x.
/// Derivative: 1 / (3 cbrt(x)^2), infinite at 0.
CTGRAD_FUNCTION(cbrt)
/// a raised to the power b. Domain: a > 0; where b is an integer constant of at most 16, products: defined for every a.
/// Shape:      equal shapes, or a scalar and anything.
/// Derivative: b pow(a, b - 1), and pow(a, b) log(a), which is not defined at a = 0.
CTGRAD_FUNCTION_OF_TWO(pow)
/// sqrt(a^2 + b^2); neither overflows nor underflows on the way.
/// Shape:      equal shapes, or a scalar and anything.
/// Derivative: a / hypot(a, b) and b / hypot(a, b); 0 at the origin.
CTGRAD_FUNCTION_OF_TWO(hypot)
/// a * b + c, rounded once. Slow where the processor has no such instruction.
/// Shape:      equal shapes, or scalars and anything.
/// Derivative: b, a and 1.
CTGRAD_FUNCTION_OF_THREE(fma)

}  // namespace ctgrad
