// The functions that operators compute with.
#pragma once

#include <ctgrad/math/error_function.hpp>
#include <ctgrad/math/exponential.hpp>
#include <ctgrad/math/gamma.hpp>
#include <ctgrad/math/hyperbolic.hpp>
#include <ctgrad/math/power.hpp>
#include <ctgrad/math/rounding.hpp>
#include <ctgrad/math/selection.hpp>
#include <ctgrad/math/trigonometric.hpp>
