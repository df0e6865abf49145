#include "reprojection_formula.hpp"

#include <new>

namespace {

contest::entry const entry({"reprojection", "formula", [](double const* in, double* out) {
                                ::new (out) auto(reprojection::evaluated(in));
                            }});

/// The same eight times.
contest::entry const eight(
    {"reprojection_8", "formula",
     [](double const* in, double* out) {
         for (int k = 0; k < 8; ++k) ::new (out + 32 * k) auto(reprojection::evaluated(in + 17 * k));
     },
     nullptr, 8});

}  // namespace
