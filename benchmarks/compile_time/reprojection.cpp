// An ordinary function: the reprojection error of bundle adjustment, two residuals of 15 inputs, with its Jacobian.
#include "../functions/reprojection.hpp"

#include <ctgrad/ctgrad.hpp>

/// out: the residuals, then the Jacobian, row by row.
extern "C" void evaluate(double const* in, double* out) {
    std::array<double, 15> inputs{};
    for (std::size_t k = 0; k < 15; ++k) inputs[k] = in[k];
    std::array<double, 2> const observed{in[15], in[16]};
    auto const [residuals, jacobians] = ctgrad::value_and_jacobian<0>(functions::reprojection{})(inputs, observed);
    for (std::size_t k = 0; k < 2; ++k) *out++ = residuals[k];
    for (double const derivative : std::get<0>(jacobians)) *out++ = derivative;
}
