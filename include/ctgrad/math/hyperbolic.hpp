#pragma once

#include <ctgrad/math/core/hyperbolic.hpp>
#include <ctgrad/math/dispatch.hpp>

namespace ctgrad::math {

CTGRAD_UNARY_FUNCTION(sinh)
CTGRAD_UNARY_FUNCTION(cosh)
CTGRAD_UNARY_FUNCTION(tanh)
CTGRAD_UNARY_FUNCTION(asinh)
CTGRAD_UNARY_FUNCTION(acosh)
CTGRAD_UNARY_FUNCTION(atanh)

}  // namespace ctgrad::math
