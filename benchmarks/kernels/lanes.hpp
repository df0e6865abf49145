// Eight instances of the reprojection error at a time, in the lanes of a vector.
#pragma once
#include "reprojection_formula.hpp"

#include <new>

namespace {

typedef double lanes __attribute__((vector_size(64)));

void run_lanes(double const* in, double* out) {
    ::new (out) auto(reprojection::evaluated(reinterpret_cast<lanes const*>(in + 8 * 17)));
}
/// Results lie result by result; the kernel wants them instance by instance.
void flatten_lanes(double const* raw, double* flat) {
    for (int k = 0; k < 8; ++k)
        for (int i = 0; i < 32; ++i) flat[32 * k + i] = raw[8 * i + k];
}

}  // namespace
