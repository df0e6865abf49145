// An extended Kalman filter: a radar at the origin measures distance and bearing of a boat that turns; the filter estimates where
// the boat is, its course and its speed.
//
// What is nonlinear, motion and measurement, are ordinary functions, linearised by their Jacobians at the estimate of every step.
// What the filter does with those matrices are formulas.
#include <ctgrad/ctgrad.hpp>

#include "support/random.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <numbers>
#include <tuple>

namespace {

using state =
    std::array<double, 5>;  // east and north (m), course (rad, from the east), speed (m/s), rate of turn (rad/s)

struct motion {
    /// The state after a time, along the chord of the turn.
    template <class T>
    constexpr std::array<T, 5> operator()(std::array<T, 5> const& s, T const& time) const {
        using std::cos;
        using std::sin;
        auto const& [east, north, course, speed, turn] = s;
        T const chord = course + turn * time / 2.0;
        return {east + speed * time * cos(chord), north + speed * time * sin(chord), course + turn * time, speed, turn};
    }
};

struct measurement {
    /// Distance (m) and bearing (rad).
    template <class T>
    constexpr std::array<T, 2> operator()(std::array<T, 5> const& s) const {
        using std::atan2;
        using std::hypot;
        return {hypot(s[0], s[1]), atan2(s[1], s[0])};
    }
};

constexpr auto linearised_motion = ctgrad::value_and_jacobian<0>(motion{});  // by the state
constexpr auto linearised_measurement = ctgrad::value_and_jacobian(measurement{});

using ctgrad::symbol;
constexpr auto x = symbol<"x", 5>;                // the estimate
constexpr auto P = symbol<"P", 5, 5>;             // its covariance
constexpr auto F = symbol<"F", 5, 5>;             // of the motion by the state
constexpr auto Q = symbol<"Q", 5, 5>;             // covariance of what the motion leaves out
constexpr auto H = symbol<"H", 2, 5>;             // of the measurement by the state
constexpr auto R = symbol<"R", 2, 2>;             // covariance of the measurement
constexpr auto surprise = symbol<"surprise", 2>;  // measured less expected

constexpr auto predict = ctgrad::update(P = F * P * transpose(F) + Q);
constexpr auto C = H * P;                   // covariance of what is measured and the state
constexpr auto S = C * transpose(H) + R;    // covariance of the surprise
constexpr auto K = transpose(solve(S, C));  // the gain P H' S^-1, of symmetric P and S
constexpr auto correct = ctgrad::update(x = x + K * surprise, P = P - K * C);

template <std::size_t N>
auto covariance_of_independent(std::array<double, N> const& deviations) {
    ctgrad::tensor<double, static_cast<int>(N), static_cast<int>(N)> c{};
    for (std::size_t k = 0; k < N; ++k) c(k, k) = deviations[k] * deviations[k];
    return c;
}

}  // namespace

int main() {
    constexpr double time = 1;  // s between measurements
    constexpr double range_noise = 5;
    constexpr double bearing_noise = 0.02;
    auto const measurement_covariance = covariance_of_independent<2>({range_noise, bearing_noise});
    auto const motion_covariance = covariance_of_independent<5>({0.1, 0.1, 0.003, 0.1, 0.005});

    examples::random_numbers random(7);
    state truth{400, 300, 2.5, 8, 0.03};
    state estimate{500, 200, 2, 5, 0};
    auto covariance = covariance_of_independent<5>({100, 100, 0.5, 3, 0.03});

    double squared_error = 0;
    double squared_error_measured = 0;
    int counted = 0;
    std::printf("    s   east  north  course  speed   error  +-\n");
    for (int step = 1; step <= 120; ++step) {
        truth = motion{}(truth, time);
        truth[4] = step < 60 ? 0.03 : -0.05;  // it turns the other way: the filter has to find out
        auto [range, bearing] = measurement{}(truth);
        range += range_noise * random.noise();
        bearing += bearing_noise * random.noise();

        auto const [moved, by_state] = linearised_motion(estimate, time);
        estimate = moved;
        predict(P = covariance, F = std::get<0>(by_state), Q = motion_covariance);

        auto const [expected, measured_by_state] = linearised_measurement(estimate);
        std::array<double, 2> const difference{
            range - expected[0], std::remainder(bearing - expected[1], 2 * std::numbers::pi)};
        correct(
            x = estimate, P = covariance, H = std::get<0>(measured_by_state), R = measurement_covariance,
            surprise = difference);

        double const error = std::hypot(estimate[0] - truth[0], estimate[1] - truth[1]);
        double const deviation = std::sqrt(covariance(0, 0) + covariance(1, 1));
        if (step % 10 == 0 || step < 4)
            std::printf(
                "  %3d  %5.1f  %5.1f  %6.3f  %5.2f  %6.2f  %.2f\n", step, estimate[0], estimate[1], estimate[2],
                estimate[3], error, deviation);
        if (step > 20) {
            squared_error += error * error;
            squared_error_measured +=
                std::pow(range * std::cos(bearing) - truth[0], 2) + std::pow(range * std::sin(bearing) - truth[1], 2);
            ++counted;
        }
    }
    double const filtered = std::sqrt(squared_error / counted);
    double const measured = std::sqrt(squared_error_measured / counted);
    std::printf("after 20 s: %.2f m rms from the boat; the measurements are %.2f m off\n", filtered, measured);
    return filtered < measured / 2 ? 0 : 1;
}
