// Bundle adjustment: where cameras stood and which lenses they had, and where the points are that they saw, from nothing but
// the positions of the points in the images. Levenberg-Marquardt on a generated scene, with noise of half a pixel.
#include <ctgrad/ctgrad.hpp>

#include "../benchmarks/functions/reprojection.hpp"
#include "support/levenberg_marquardt.hpp"
#include "support/random.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <span>
#include <vector>

namespace {

/// The error of a point in an image, in units of the noise.
struct reprojection_error {
    /// `camera`: rotation vector (3, radians), centre (3), focal length, principal point (2), distortion (2).
    /// `weight`: 1 / the noise.
    template <class T>
    constexpr std::array<T, 2> operator()(
        std::array<T, 11> const& camera, std::array<T, 3> const& point, T const& weight,
        std::array<T, 2> const& observed) const {
        std::array<T, 15> in{};
        for (std::size_t k = 0; k < 11; ++k) in[k] = camera[k];
        for (std::size_t k = 0; k < 3; ++k) in[11 + k] = point[k];
        in[14] = weight;
        return functions::reprojection{}(in, observed);
    }
};

constexpr auto error_and_jacobians = ctgrad::value_and_jacobian<0, 1>(reprojection_error{});  // by camera and point

using camera = std::array<double, 11>;
using point = std::array<double, 3>;
constexpr std::size_t cameras = 6;
constexpr std::size_t points = 40;
constexpr std::size_t camera_unknowns = cameras * 11;
constexpr double noise = 0.5;  // pixels

/// The unknowns are the cameras one after the other, then the points.
template <class V>
V block_of(std::span<double const> unknowns, std::size_t first) {
    V v{};
    for (std::size_t k = 0; k < v.size(); ++k) v[k] = unknowns[first + k];
    return v;
}

struct scene {
    std::vector<double> unknowns;
    std::vector<std::array<double, 2>> observed;  // camera by camera
};

/// Cameras in an arc of 4 m around points that fill a cube of 2 m.
scene generate(examples::random_numbers& random) {
    scene s;
    for (std::size_t c = 0; c < cameras; ++c) {
        double const angle = 0.25 * (static_cast<double>(c) - 2.5);
        camera const one{
            0.1 * random.symmetric(),
            angle,
            0.1 * random.symmetric(),
            4 * std::sin(angle),
            0.5 * random.symmetric(),
            -4 * std::cos(angle),
            800 + 50 * random.symmetric(),
            320 + 5 * random.symmetric(),
            240 + 5 * random.symmetric(),
            -0.1,
            0.05};
        s.unknowns.insert(s.unknowns.end(), one.begin(), one.end());
    }
    for (std::size_t k = 0; k < 3 * points; ++k) s.unknowns.push_back(random.symmetric());
    for (std::size_t c = 0; c < cameras; ++c)
        for (std::size_t p = 0; p < points; ++p) {
            auto const seen = reprojection_error{}(
                block_of<camera>(s.unknowns, 11 * c), block_of<point>(s.unknowns, camera_unknowns + 3 * p), 1.0, {});
            s.observed.push_back({seen[0] + noise * random.noise(), seen[1] + noise * random.noise()});
        }
    return s;
}

examples::normal_equations linearise(
    std::vector<double> const& unknowns, std::vector<std::array<double, 2>> const& observed) {
    examples::normal_equations equations(unknowns.size());
    for (std::size_t c = 0; c < cameras; ++c)
        for (std::size_t p = 0; p < points; ++p) {
            std::size_t const camera_at = 11 * c;
            std::size_t const point_at = camera_unknowns + 3 * p;
            auto const [error, jacobians] = error_and_jacobians(
                block_of<camera>(unknowns, camera_at), block_of<point>(unknowns, point_at), 1 / noise,
                observed[c * points + p]);
            auto const& [by_camera, by_point] = jacobians;
            for (int k = 0; k < 2; ++k)
                equations.add(error[static_cast<std::size_t>(k)], {{camera_at, by_camera[k]}, {point_at, by_point[k]}});
        }
    return equations;
}

}  // namespace

int main() {
    examples::random_numbers random(1);
    scene const truth = generate(random);
    std::vector<double> unknowns = truth.unknowns;
    double const sizes[]{0.05, 0.05, 0.05, 0.1, 0.1, 0.1, 20, 5, 5, 0.02, 0.02};  // of what is known at first
    for (std::size_t k = 0; k < unknowns.size(); ++k)
        unknowns[k] += (k < camera_unknowns ? sizes[k % 11] : 0.1) * random.symmetric();

    std::printf("%zu cameras, %zu points, %zu unknowns\n", cameras, points, unknowns.size());
    auto const rms = [&](double cost) {  // of the distances in the images
        return noise * std::sqrt(2 * cost / static_cast<double>(truth.observed.size()));
    };
    double const before = linearise(unknowns, truth.observed).cost;
    double const after =
        examples::minimise(unknowns, [&](std::vector<double> const& x) { return linearise(x, truth.observed); });
    double const of_truth = linearise(truth.unknowns, truth.observed).cost;
    std::printf("reprojection error %.2f pixels rms, at first %.0f\n", rms(after), rms(before));
    std::printf("of the scene as it was, with the noise alone: %.2f\n", rms(of_truth));
    return after < of_truth ? 0 : 1;  // the best fit explains some of the noise, too
}
