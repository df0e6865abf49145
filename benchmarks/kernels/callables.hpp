// How a callable takes part: its arguments are read where they are, its results are made where the method writes.
#pragma once
#include <ctgrad/ctgrad.hpp>

#include "contest.hpp"

#include <new>

namespace callables {

template <std::size_t N>
std::array<double, N> const& numbers(double const* in) {
    return *reinterpret_cast<std::array<double, N> const*>(in);
}

}  // namespace callables
