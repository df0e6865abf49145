// Eight instances of the reprojection error at a time, in the lanes of a vector.
#pragma once
#include "../functions/reprojection.hpp"
#include "callables.hpp"

#include <new>

namespace {

typedef double lanes __attribute__((vector_size(64)));

void run_lanes(double const* in, double* out) {
    auto const* const numbers = reinterpret_cast<lanes const*>(in + 8 * 17);
    ::new (out) auto(ctgrad::value_and_jacobian<0>(functions::reprojection{})(
        *reinterpret_cast<std::array<lanes, 15> const*>(numbers), *reinterpret_cast<std::array<lanes, 2> const*>(numbers + 15)));
}
/// Results lie result by result; the kernel wants them instance by instance.
void flatten_lanes(double const* raw, double* flat) {
    for (int k = 0; k < 8; ++k)
        for (int i = 0; i < 32; ++i) flat[32 * k + i] = raw[8 * i + k];
}

}  // namespace
