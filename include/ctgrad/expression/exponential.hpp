// Exponentials and logarithms, entry by entry.
#pragma once

#include <ctgrad/expression/entrywise.hpp>

namespace ctgrad {

/// Exponential function.
/// Derivative: itself.
CTGRAD_FUNCTION(exp)
/// 2 to the power x.
/// Derivative: exp2(x) log(2).
CTGRAD_FUNCTION(exp2)
/// exp(x) - 1, without cancellation near 0.
/// Derivative: exp(x).
CTGRAD_FUNCTION(expm1)
/// Natural logarithm. Domain: x > 0; -infinite at 0.
/// Derivative: 1 / x.
CTGRAD_FUNCTION(log)
/// Logarithm to the base 2. Domain: x > 0; -infinite at 0.
/// Derivative: 1 / (x log(2)).
CTGRAD_FUNCTION(log2)
/// Logarithm to the base 10. Domain: x > 0; -infinite at 0.
/// Derivative: 1 / (x log(10)).
CTGRAD_FUNCTION(log10)
/// log(1 + x), without cancellation near 0. Domain: x > -1; -infinite at -1.
/// Derivative: 1 / (1 + x).
CTGRAD_FUNCTION(log1p)

}  // namespace ctgrad
