// Bundle adjustment: the weighted reprojection error of a point in a camera with Rodrigues rotation and radial distortion (Brown, 1966,
// and Conrady, 1919), as in the benchmark of Srajer, Kukelova and Fitzgibbon (2018).
#pragma once
#include <array>
#include <cmath>

namespace functions {

struct reprojection {
    /// `in`:       rotation vector (3, radians), centre (3), focal length, principal point (2), distortion (2), point (3), weight.
    /// `observed`: where the point was seen.
    template <class T, class U>
    constexpr std::array<T, 2> operator()(std::array<T, 15> const& in, std::array<U, 2> const& observed) const {
        std::array<T, 3> const v{in[11] - in[3], in[12] - in[4], in[13] - in[5]};
        std::array<T, 3> const p = rotated({in[0], in[1], in[2]}, v);
        T const x = p[0] / p[2];
        T const y = p[1] / p[2];
        T const r2 = x * x + y * y;
        T const distortion = 1.0 + in[9] * r2 + in[10] * r2 * r2;
        T const u = in[6] * (x * distortion) + in[7];
        T const w = in[6] * (y * distortion) + in[8];
        return {in[14] * (u - observed[0]), in[14] * (w - observed[1])};
    }

    /// Rotation by the angle |r| about r; to first order where r is 0.
    template <class T>
    static constexpr std::array<T, 3> rotated(std::array<T, 3> const& r, std::array<T, 3> const& v) {
        using std::cos;
        using std::sin;
        using std::sqrt;
        T const squared = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
        if (squared > 0.0) {
            T const angle = sqrt(squared);
            T const c = cos(angle);
            T const s = sin(angle);
            std::array<T, 3> const axis{r[0] / angle, r[1] / angle, r[2] / angle};
            std::array<T, 3> const side = cross(axis, v);
            T const along = (axis[0] * v[0] + axis[1] * v[1] + axis[2] * v[2]) * (1.0 - c);
            return {
                v[0] * c + side[0] * s + axis[0] * along, v[1] * c + side[1] * s + axis[1] * along,
                v[2] * c + side[2] * s + axis[2] * along};
        }
        std::array<T, 3> const side = cross(r, v);
        return {v[0] + side[0], v[1] + side[1], v[2] + side[2]};
    }
    template <class T>
    static constexpr std::array<T, 3> cross(std::array<T, 3> const& a, std::array<T, 3> const& b) {
        return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }
};

}  // namespace functions
