#pragma once

#include <ctgrad/math/core/error_function.hpp>
#include <ctgrad/math/dispatch.hpp>

namespace ctgrad::math {

CTGRAD_UNARY_FUNCTION(erf)
CTGRAD_UNARY_FUNCTION(erfc)

}  // namespace ctgrad::math
