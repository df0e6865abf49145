// Trigonometric functions and their inverses, entry by entry. Angles are in radians.
#pragma once

#include <ctgrad/expression/entrywise.hpp>

namespace ctgrad {

/// Sine of an angle.
/// Derivative: cos(x).
CTGRAD_FUNCTION(sin)
/// Cosine of an angle.
/// Derivative: -sin(x).
CTGRAD_FUNCTION(cos)
/// Tangent of an angle. Domain: all but odd multiples of pi / 2.
/// Derivative: 1 + tan(x)^2.
CTGRAD_FUNCTION(tan)
/// Arc sine, from -pi / 2 to pi / 2. Domain: -1 <= x <= 1.
/// Derivative: 1 / sqrt(1 - x^2), infinite at -1 and 1.
CTGRAD_FUNCTION(asin)
/// Arc cosine, from 0 to pi. Domain: -1 <= x <= 1.
/// Derivative: -1 / sqrt(1 - x^2), -infinite at -1 and 1.
CTGRAD_FUNCTION(acos)
/// Arc tangent, from -pi / 2 to pi / 2.
/// Derivative: 1 / (1 + x^2).
CTGRAD_FUNCTION(atan)
/// The angle of the point (b, a), from -pi to pi: the order of arguments is C's, y first.
/// Shape:      equal shapes, or a scalar and anything.
/// Derivative: b / (a^2 + b^2) and -a / (a^2 + b^2); 0 at the origin.
CTGRAD_FUNCTION_OF_TWO(atan2)

}  // namespace ctgrad
