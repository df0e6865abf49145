// The kernels: how many numbers go in and out, and from where inputs are drawn. The result of a kernel is its values, then their
// Jacobian row by row.
#pragma once
#include <cstddef>
#include <random>

namespace kernels {

using generator = std::mt19937_64;

inline double uniform(generator& random, double from, double to) {
    return std::uniform_real_distribution<double>{from, to}(random);
}
inline void fill(double* at, std::size_t count, generator& random, double from, double to) {
    for (std::size_t i = 0; i < count; ++i) at[i] = uniform(random, from, to);
}

struct kernel {
    char const* name;
    std::size_t inputs, outputs;
    std::size_t pool;  ///< how many inputs, in turn: no two calls in a row are the same
    void (*draw)(double* in, generator& random);
};

/// Rotation vector, centre, focal length, principal point, distortion, point, weight; what was observed.
inline void draw_reprojection(double* in, generator& random) {
    fill(in, 6, random, -1, 1);
    fill(in + 6, 1, random, 1, 2);
    fill(in + 7, 2, random, -0.5, 0.5);
    fill(in + 9, 2, random, -0.1, 0.1);
    fill(in + 11, 2, random, -1, 1);
    fill(in + 13, 1, random, 4, 8);
    fill(in + 14, 1, random, 0.5, 1.5);
    fill(in + 15, 2, random, -1, 1);
}
/// Eight of them, first instance by instance, then number by number: each method takes what suits it.
inline void draw_eight_reprojections(double* in, generator& random) {
    for (std::size_t k = 0; k < 8; ++k) {
        draw_reprojection(in + 17 * k, random);
        for (std::size_t i = 0; i < 17; ++i) in[8 * 17 + 8 * i + k] = in[17 * k + i];
    }
}
inline void draw_black_scholes(double* in, generator& random) {
    fill(in, 2, random, 80, 120);
    fill(in + 2, 1, random, 0.01, 0.06);
    fill(in + 3, 1, random, 0.1, 0.5);
    fill(in + 4, 1, random, 0.3, 2);
}
/// Amounts, volumes (their scalar product with the amounts stays below 1), a symmetric matrix.
inline void draw_helmholtz(double* in, generator& random) {
    constexpr std::size_t n = 16;
    fill(in, n, random, 0.2, 1);
    fill(in + n, n, random, 0.1 / n, 1.0 / n);
    double* const a = in + 2 * n;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j <= i; ++j) a[i * n + j] = a[j * n + i] = uniform(random, 0.1, 1);
}

inline constexpr kernel all[]{
    {"neuron", 5, 6, 32, [](double* in, generator& random) { fill(in, 5, random, -2, 2); }},
    {"reprojection", 17, 32, 32, draw_reprojection},
    {"reprojection_8", 2 * 8 * 17, 8 * 32, 4, draw_eight_reprojections},
    {"arm", 6, 21, 32, [](double* in, generator& random) { fill(in, 6, random, -3, 3); }},
    {"black_scholes", 5, 7, 32, draw_black_scholes},
    {"helmholtz", 16 + 16 + 256, 17, 8, draw_helmholtz},
    {"rosenbrock", 100, 101, 16, [](double* in, generator& random) { fill(in, 100, random, -2, 2); }},
};

}  // namespace kernels
