// Derivatives of ordinary functions, with a loop and branches: how a ball that is thrown lands, and how to hit a target.
#include <ctgrad/ctgrad.hpp>

#include <array>
#include <cmath>
#include <cstdio>

// [functions]
struct distance_of_throw {
    template <class T>
    constexpr T operator()(std::array<T, 2> const& velocity, T const& drag) const {
        using std::sqrt;
        T x = 0, z = 1.5, vx = velocity[0], vz = velocity[1];
        for (int step = 0; step < 8; ++step) {  // 0.1 s each
            T const slower = 1.0 - 0.1 * drag * sqrt(vx * vx + vz * vz);
            x += 0.1 * vx;
            z += 0.1 * vz;
            vx *= slower;
            vz = vz * slower - 0.981;
        }
        if (z < 0) return x - z * vx / vz;  // back to where it met the ground
        return x;
    }
};

constexpr auto f = [](auto x, auto y, auto z) { return (x + y) * z; };
static_assert(ctgrad::gradient(f)(-2.0, 5.0, -4.0) == std::tuple(-4.0, -4.0, 3.0));

constexpr auto throw_and_slope = ctgrad::value_and_gradient<0>(distance_of_throw{});  // with respect to the velocity
// [functions]

int main() {
    constexpr double target = 6;
    std::array<double, 2> velocity{5, 2};
    for (int step = 0; step < 5; ++step) {
        auto const [distance, slopes] = throw_and_slope(velocity, 0.02);
        auto const [dx, dz] = std::get<0>(slopes);
        std::printf("velocity %.4f %.4f: %.4f m\n", velocity[0], velocity[1], distance);
        double const scale =
            (target - distance) / (dx * dx + dz * dz);  // a step of Newton's method, along the gradient
        velocity = {velocity[0] + scale * dx, velocity[1] + scale * dz};
    }
    return std::fabs(throw_and_slope(velocity, 0.02).first - target) < 1e-9 ? 0 : 1;
}
