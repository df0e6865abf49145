// Fits a peak on a constant background, such as a line of a spectrum, to noisy counts. The residuals are one formula; from it
// follows an iteration of the Gauss-Newton method, with the covariance of what is fitted: one program, written in place.
#include <ctgrad/ctgrad.hpp>

#include "support/random.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>

namespace {

using namespace ctgrad::literals;

constexpr int samples = 200;
constexpr auto p = ctgrad::symbol<"p", 4>;  // height, centre and width of the peak, background
constexpr auto x = ctgrad::symbol<"x", samples>;
constexpr auto y = ctgrad::symbol<"y", samples>;
constexpr auto squares = ctgrad::symbol<"squares">;  // results: the sum of squared residuals
constexpr auto C = ctgrad::symbol<"C", 4, 4>;        // and the covariance of the parameters

constexpr auto peak = p[0_c] * exp(square((x - p[1_c]) / p[2_c]) / -2_c);
constexpr auto residuals = peak + p[3_c] - y;
constexpr auto J = jacobian(residuals, p);  // 200 x 4
constexpr auto spread = inverse(transpose(J) * J);
constexpr auto gauss_newton = ctgrad::update(
    squares = squared_norm(residuals), C = squared_norm(residuals) / ctgrad::constant<samples - 4> * spread,
    p = p - spread * (transpose(J) * residuals));

}  // namespace

int main() {
    constexpr std::array<double, 4> truth{40, 5.2, 0.7, 10};
    std::array<double, samples> at{};
    std::array<double, samples> counts{};
    examples::random_numbers random(3);
    for (std::size_t i = 0; i < samples; ++i) {
        at[i] = 0.05 * static_cast<double>(i);
        counts[i] =
            truth[0] * std::exp(-std::pow((at[i] - truth[1]) / truth[2], 2) / 2) + truth[3] + 2 * random.noise();
    }

    std::printf("              height  centre   width  background  squared residuals");
    auto const print = [](char const* what, auto const& parameters) {
        std::printf(
            "\n%-12s%8.3f %7.3f %7.3f %11.3f", what, parameters[0], parameters[1], parameters[2], parameters[3]);
    };
    std::array<double, 4> fitted{30, 4.5, 1, 5};
    std::array<std::array<double, 4>, 4> covariance{};
    double sum = 0;
    double before = 0;
    for (int iteration = 0; iteration < 20; ++iteration) {
        print("", fitted);
        before = sum;
        gauss_newton(p = fitted, C = covariance, squares = sum, x = at, y = counts);
        std::printf("  %17.1f", sum);
        if (std::fabs(sum - before) < 1e-6 * sum) break;
    }

    std::array<double, 4> deviations{};
    bool good = true;
    for (std::size_t k = 0; k < 4; ++k) {
        deviations[k] = std::sqrt(covariance[k][k]);
        good = good && std::fabs(fitted[k] - truth[k]) < 3 * deviations[k];
    }
    print("fitted", fitted);
    print("+-", deviations);
    print("truth", truth);
    std::printf("\n");
    return good ? 0 : 1;
}
