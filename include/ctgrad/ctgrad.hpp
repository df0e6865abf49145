// Compile-time symbolic differentiation: everything but the adapters (interop/) and the test helpers (testing/).
#pragma once

#include <ctgrad/calculus/callable.hpp>
#include <ctgrad/calculus/cost.hpp>
#include <ctgrad/calculus/derivative.hpp>
#include <ctgrad/calculus/gradient.hpp>
#include <ctgrad/calculus/map.hpp>
#include <ctgrad/calculus/program.hpp>
#include <ctgrad/calculus/simplify.hpp>
#include <ctgrad/calculus/sparsity.hpp>
#include <ctgrad/calculus/strict.hpp>
#include <ctgrad/calculus/substitute.hpp>
#include <ctgrad/calculus/taylor.hpp>
#include <ctgrad/calculus/trace.hpp>
#include <ctgrad/calculus/update.hpp>
#include <ctgrad/expression/custom.hpp>
#include <ctgrad/expression/equal.hpp>
#include <ctgrad/expression/functions.hpp>
#include <ctgrad/expression/hana.hpp>
#include <ctgrad/expression/linear_algebra.hpp>
#include <ctgrad/expression/loss.hpp>
#include <ctgrad/expression/text.hpp>
