#pragma once

#include <ctgrad/math/core/rounding.hpp>
#include <ctgrad/math/dispatch.hpp>

namespace ctgrad::math {

CTGRAD_UNARY_FUNCTION(floor)
CTGRAD_UNARY_FUNCTION(ceil)

}  // namespace ctgrad::math
