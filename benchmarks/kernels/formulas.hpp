// How a formula takes part: its inputs are bound to the numbers of the kernel, its results are written where the method writes.
#pragma once
#include <ctgrad/ctgrad.hpp>

#include "contest.hpp"

namespace formulas {

/// The numbers of a kernel from `from` on, as the value of a symbol.
template <std::size_t N>
double const (&part(double const* in, std::size_t from))[N] {
    return *reinterpret_cast<double const(*)[N]>(in + from);
}
template <std::size_t N>
double (&part(double* out, std::size_t from))[N] {
    return *reinterpret_cast<double(*)[N]>(out + from);
}

}  // namespace formulas
