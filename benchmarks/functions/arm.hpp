// Forward kinematics of a six-axis arm from its Denavit-Hartenberg table, in metres and radians: that of the UR5 as its maker
// publishes it.
#pragma once
#include <array>
#include <cmath>
#include <cstddef>

namespace functions {

struct arm {
    struct joint {
        double offset, length, cos_twist, sin_twist;
    };
    static constexpr joint joints[6]{{0.089159, 0, 0, 1}, {0, -0.425, 1, 0},   {0, -0.39225, 1, 0},
                                     {0.10915, 0, 0, 1},  {0.09465, 0, 0, -1}, {0.0823, 0, 1, 0}};

    /// Where the tool is, for the angles of the joints.
    template <class T>
    constexpr std::array<T, 3> operator()(std::array<T, 6> const& angles) const {
        using std::cos;
        using std::sin;
        T const c0 = cos(angles[0]);
        T const s0 = sin(angles[0]);
        std::array<T, 3> at{joints[0].length * c0, joints[0].length * s0, T(joints[0].offset)};
        std::array<T, 3> x{c0, s0, T(0.0)};
        std::array<T, 3> y{-s0 * joints[0].cos_twist, c0 * joints[0].cos_twist, T(joints[0].sin_twist)};
        std::array<T, 3> z{s0 * joints[0].sin_twist, -c0 * joints[0].sin_twist, T(joints[0].cos_twist)};
        for (std::size_t k = 1; k < 6; ++k) {
            joint const& j = joints[k];
            T const c = cos(angles[k]);
            T const s = sin(angles[k]);
            for (std::size_t i = 0; i < 3; ++i) {
                T const forward = x[i] * c + y[i] * s;
                T const sideways = y[i] * c - x[i] * s;
                at[i] = at[i] + j.length * forward + j.offset * z[i];
                T const up = z[i];
                x[i] = forward;
                y[i] = sideways * j.cos_twist + up * j.sin_twist;
                z[i] = up * j.cos_twist - sideways * j.sin_twist;
            }
        }
        return at;
    }
};

}  // namespace functions
