// The functions that apply entry by entry, by family.
#pragma once

#include <ctgrad/expression/activation.hpp>
#include <ctgrad/expression/exponential.hpp>
#include <ctgrad/expression/hyperbolic.hpp>
#include <ctgrad/expression/power.hpp>
#include <ctgrad/expression/selection.hpp>
#include <ctgrad/expression/special.hpp>
#include <ctgrad/expression/trigonometric.hpp>
