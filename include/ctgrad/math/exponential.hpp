#pragma once

#include <ctgrad/math/core/exponential.hpp>
#include <ctgrad/math/dispatch.hpp>

namespace ctgrad::math {

CTGRAD_UNARY_FUNCTION(exp)
CTGRAD_UNARY_FUNCTION(exp2)
CTGRAD_UNARY_FUNCTION(expm1)
CTGRAD_UNARY_FUNCTION(log)
CTGRAD_UNARY_FUNCTION(log2)
CTGRAD_UNARY_FUNCTION(log10)
CTGRAD_UNARY_FUNCTION(log1p)

}  // namespace ctgrad::math
