// Hyperbolic functions and their inverses, entry by entry.
#pragma once

#include <ctgrad/expression/entrywise.hpp>

namespace ctgrad {

/// Hyperbolic sine.
/// Derivative: cosh(x).
CTGRAD_FUNCTION(sinh)
/// Hyperbolic cosine.
/// Derivative: sinh(x).
CTGRAD_FUNCTION(cosh)
/// Hyperbolic tangent.
/// Derivative: 1 - tanh(x)^2.
CTGRAD_FUNCTION(tanh)
/// Inverse hyperbolic sine.
/// Derivative: 1 / sqrt(1 + x^2).
CTGRAD_FUNCTION(asinh)
/// Inverse hyperbolic cosine. Domain: x >= 1.
/// Derivative: 1 / sqrt(x^2 - 1), infinite at 1.
CTGRAD_FUNCTION(acosh)
/// Inverse hyperbolic tangent. Domain: -1 < x < 1; infinite at -1 and 1.
/// Derivative: 1 / (1 - x^2), infinite at -1 and 1.
CTGRAD_FUNCTION(atanh)

}  // namespace ctgrad
