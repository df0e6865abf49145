// Derivatives of ordinary functions at run time, against central differences.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace {

using std::get;

/// A point in a camera with radial distortion: rotation about an axis by an angle (Rodrigues' formula, and its limit for small angles),
/// projection, distortion.
struct projection {
    template <class T>
    constexpr std::array<T, 2> operator()(std::array<T, 9> const& camera, std::array<T, 3> const& point) const {
        using std::cos;
        using std::sin;
        using std::sqrt;
        std::array<T, 3> p{};
        T const squared_angle = camera[0] * camera[0] + camera[1] * camera[1] + camera[2] * camera[2];
        if (squared_angle > 0.0) {
            T const angle = sqrt(squared_angle);
            std::array<T, 3> axis{};
            T along = 0;
            for (std::size_t i = 0; i < 3; ++i) axis[i] = camera[i] / angle;
            for (std::size_t i = 0; i < 3; ++i) along += axis[i] * point[i];
            for (std::size_t i = 0; i < 3; ++i) {
                std::size_t const j = (i + 1) % 3;
                std::size_t const k = (i + 2) % 3;
                p[i] = point[i] * cos(angle) + (axis[j] * point[k] - axis[k] * point[j]) * sin(angle) +
                       axis[i] * along * (1 - cos(angle));
            }
        } else {
            for (std::size_t i = 0; i < 3; ++i) {
                std::size_t const j = (i + 1) % 3;
                std::size_t const k = (i + 2) % 3;
                p[i] = point[i] + camera[j] * point[k] - camera[k] * point[j];
            }
        }
        for (std::size_t i = 0; i < 3; ++i) p[i] += camera[3 + i];
        T const x = p[0] / p[2];
        T const y = p[1] / p[2];
        T const r = x * x + y * y;
        T const scale = camera[6] * (1.0 + r * (camera[7] + r * camera[8]));
        return {scale * x, scale * y};
    }
};

template <std::size_t N>
std::array<double, N> moved(std::array<double, N> at, std::size_t k, double step) {
    at[k] += step;
    return at;
}

constexpr std::array<double, 9> camera{0.3, -0.2, 0.4, 0.1, 0.2, 0.3, 1.5, 0.1, -0.05};
constexpr std::array<double, 3> point{0.7, -0.4, 2.5};

}  // namespace

TEST_CASE("The Jacobian of a camera is that of central differences") {
    auto const [value, derivatives] = ctgrad::value_and_jacobian(projection{})(camera, point);
    auto const plain = projection{}(camera, point);
    CHECK(value[0] == Approx(plain[0]).epsilon(1e-14));  // some 50 roundings
    CHECK(value[1] == Approx(plain[1]).epsilon(1e-14));
    // differences with h = 1e-6 of numbers of size 1: h^2 truncated, 1e-16 / h rounded, both below 1e-9
    constexpr double h = 1e-6;
    for (std::size_t i = 0; i < 2; ++i) {
        for (std::size_t k = 0; k < 9; ++k) {
            double const up = projection{}(moved(camera, k, h), point)[i];
            double const down = projection{}(moved(camera, k, -h), point)[i];
            CHECK(get<0>(derivatives)(i, k) == Approx((up - down) / (2 * h)).margin(1e-9));
        }
        for (std::size_t k = 0; k < 3; ++k) {
            double const up = projection{}(camera, moved(point, k, h))[i];
            double const down = projection{}(camera, moved(point, k, -h))[i];
            CHECK(get<1>(derivatives)(i, k) == Approx((up - down) / (2 * h)).margin(1e-9));
        }
    }
}

TEST_CASE("The branch that is not taken leaves no trace: a camera that is not rotated") {
    std::array<double, 9> still = camera;
    still[0] = still[1] = still[2] = 0;  // the other branch divides by an angle of 0
    auto const [of_camera, of_point] = ctgrad::jacobian(projection{})(still, point);
    constexpr double h = 1e-4;  // Rodrigues' formula cancels near 0: 1e-16 / h^2 at worst
    for (int i = 0; i < 2; ++i) {
        for (int k = 0; k < 9; ++k) {
            CHECK(std::isfinite(of_camera(i, k)));
            double const up =
                projection{}(moved(still, static_cast<std::size_t>(k), h), point)[static_cast<std::size_t>(i)];
            double const down =
                projection{}(moved(still, static_cast<std::size_t>(k), -h), point)[static_cast<std::size_t>(i)];
            CHECK(of_camera(i, k) == Approx((up - down) / (2 * h)).margin(1e-6));
        }
        for (int k = 0; k < 3; ++k) CHECK(std::isfinite(of_point(i, k)));
    }
}

TEST_CASE("Constant evaluation and kernels agree") {
    constexpr auto during_compilation = ctgrad::jacobian(projection{})(camera, point);
    auto const at_run_time = ctgrad::jacobian(projection{})(camera, point);
    // both are within some roundings of the truth; they may order sums differently
    for (int e = 0; e < 18; ++e)
        CHECK(get<0>(at_run_time).entries[e] == Approx(get<0>(during_compilation).entries[e]).margin(1e-13));
    for (int e = 0; e < 6; ++e)
        CHECK(get<1>(at_run_time).entries[e] == Approx(get<1>(during_compilation).entries[e]).margin(1e-13));
}

TEST_CASE("Arguments of other types are converted, in arrays of arrays, too") {
    constexpr auto bilinear = [](auto const& m, auto x, auto y) {
        return (m[0][0] * x + m[0][1]) * (m[1][0] * y + m[1][1]);
    };
    std::array<std::array<float, 2>, 2> const m{{{1, 2}, {3, 4}}};
    auto const [dm, dx, dy] = ctgrad::gradient(bilinear)(m, 2.0, 3);
    CHECK(dm == std::array<std::array<double, 2>, 2>{{{2 * 13, 13}, {4 * 3, 4}}});
    CHECK(dx == 13);
    CHECK(dy == 4 * 3);
}
