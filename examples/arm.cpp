// Inverse kinematics of a six-axis arm: the angles that bring its tool to a point, by the Jacobian of where the tool is.
//
// Six angles for three coordinates leave a choice: damped least squares (Wampler, 1986) takes the smallest step that reduces the
// error, and stays finite where the arm is stretched out and the Jacobian loses rank.
#include "../benchmarks/functions/arm.hpp"

#include <ctgrad/ctgrad.hpp>

#include "support/linear_solver.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <tuple>

namespace {

constexpr auto tool = functions::arm{};  // (std::array<T, 6> of angles) -> std::array<T, 3>
constexpr auto tool_and_jacobian = ctgrad::value_and_jacobian(tool);

using point = std::array<double, 3>;
using angles = std::array<double, 6>;

/// The step d of angles that minimises |J d - error|^2 + damping |d|^2: J' (J J' + damping)^-1 error.
angles damped_step(ctgrad::tensor<double, 3, 6> const& jacobian, point error, double damping) {
    std::array<double, 9> a{};
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j) {
            double sum = i == j ? damping : 0;
            for (int k = 0; k < 6; ++k) sum += jacobian(i, k) * jacobian(j, k);
            a[static_cast<std::size_t>(3 * i + j)] = sum;
        }
    examples::solve_positive_definite(a, error);
    angles step{};
    for (std::size_t k = 0; k < 6; ++k)
        for (std::size_t i = 0; i < 3; ++i) step[k] += jacobian(i, k) * error[i];
    return step;
}

/// Moves the tool to the target. Returns the distance that is left, in metres.
double reach(angles& q, point const& target) {
    std::printf("to (%.2f, %.2f, %.2f) m\n", target[0], target[1], target[2]);
    double distance = 1;
    for (int iteration = 0; iteration < 20; ++iteration) {
        auto const [at, jacobians] = tool_and_jacobian(q);
        point const error{target[0] - at[0], target[1] - at[1], target[2] - at[2]};
        distance = std::hypot(error[0], error[1], error[2]);
        if (distance <= 1e-9) {
            std::printf("  iteration %d: less than a nanometre away\n", iteration);
            break;
        }
        std::printf("  iteration %d: %.1e m away\n", iteration, distance);
        // The damping falls with the error, so that the last steps are those of Newton's method.
        angles const step = damped_step(std::get<0>(jacobians), error, 0.1 * distance * distance);
        for (std::size_t k = 0; k < 6; ++k) q[k] += step[k];
    }
    std::printf("  angles");
    for (double const angle : q) std::printf(" %.3f", angle);
    std::printf(" rad\n");
    return distance;
}

}  // namespace

int main() {
    angles q{0.3, -1.2, 1.5, -0.8, -1.4, 0.2};
    bool arrived = true;
    for (point const& target : {point{-0.4, 0.3, 0.5}, point{0.2, -0.5, 0.3}, point{0.1, 0.6, 0.6}})
        arrived = reach(q, target) <= 1e-9 && arrived;
    return arrived ? 0 : 1;
}
