#include "../functions/arm.hpp"
#include "../functions/neuron.hpp"
#include "../functions/reprojection.hpp"
#include "callables.hpp"

namespace {

using callables::numbers;

// A pair of value and derivatives lies in memory in this order, but a std::tuple in any: one entry has only one.
contest::entry const entries[]{
    contest::entry(
        {"neuron", "callable",
         [](double const* in, double* out) {
             ::new (out) auto(ctgrad::value_and_gradient(functions::neuron{})(numbers<5>(in)));
         }}),
    contest::entry(
        {"arm", "callable",
         [](double const* in, double* out) {
             ::new (out) auto(ctgrad::value_and_jacobian(functions::arm{})(numbers<6>(in)));
         }}),
    contest::entry(
        {"reprojection", "callable",
         [](double const* in, double* out) {
             ::new (out) auto(
                 ctgrad::value_and_jacobian<0>(functions::reprojection{})(numbers<15>(in), numbers<2>(in + 15)));
         }}),
};

}  // namespace
