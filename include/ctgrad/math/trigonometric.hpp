#pragma once

#include <ctgrad/math/core/inverse_trigonometric.hpp>
#include <ctgrad/math/core/trigonometric.hpp>
#include <ctgrad/math/dispatch.hpp>

namespace ctgrad::math {

CTGRAD_UNARY_FUNCTION(sin)
CTGRAD_UNARY_FUNCTION(cos)
CTGRAD_UNARY_FUNCTION(tan)
CTGRAD_UNARY_FUNCTION(asin)
CTGRAD_UNARY_FUNCTION(acos)
CTGRAD_UNARY_FUNCTION(atan)
CTGRAD_BINARY_FUNCTION(atan2)

}  // namespace ctgrad::math
