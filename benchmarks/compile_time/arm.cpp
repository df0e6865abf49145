// An ordinary function: forward kinematics of a six-axis arm, with its Jacobian.
#include "../functions/arm.hpp"

#include <ctgrad/ctgrad.hpp>

/// out: the position, then the Jacobian, row by row.
extern "C" void evaluate(double const* in, double* out) {
    std::array<double, 6> angles{};
    for (std::size_t k = 0; k < 6; ++k) angles[k] = in[k];
    auto const [position, jacobians] = ctgrad::value_and_jacobian(functions::arm{})(angles);
    for (double const coordinate : position) *out++ = coordinate;
    for (double const derivative : std::get<0>(jacobians)) *out++ = derivative;
}
