// Linear algebra: products, views, norms, determinants, inverses, linear systems.
#pragma once

#include <ctgrad/expression/creation.hpp>
#include <ctgrad/expression/inverse.hpp>
#include <ctgrad/expression/products.hpp>
#include <ctgrad/expression/reduction.hpp>
#include <ctgrad/expression/views.hpp>
