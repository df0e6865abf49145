// Nonlinear least squares by the method of Levenberg (1944) and Marquardt (1963), for the examples.
#pragma once

#include "linear_solver.hpp"

#include <cstddef>
#include <cstdio>
#include <initializer_list>
#include <span>
#include <vector>

namespace examples {

/// Half the sum of squared residuals r, its gradient J'r and the Gauss-Newton matrix J'J (lower triangle), one residual at a time.
struct normal_equations {
    double cost = 0;
    std::vector<double> gradient;
    std::vector<double> matrix;

    explicit normal_equations(std::size_t unknowns) : gradient(unknowns), matrix(unknowns * unknowns) {}

    /// The derivatives of a residual by some unknowns that lie one after the other.
    struct block {
        std::size_t first;
        std::span<double const> derivatives;
    };
    void add(double residual, std::initializer_list<block> row) {
        cost += residual * residual / 2;
        for (block const& a : row)
            for (std::size_t i = 0; i < a.derivatives.size(); ++i) {
                gradient[a.first + i] += a.derivatives[i] * residual;
                for (block const& b : row)
                    for (std::size_t j = 0; j < b.derivatives.size(); ++j)
                        matrix[(a.first + i) * gradient.size() + b.first + j] += a.derivatives[i] * b.derivatives[j];
            }
    }
};

/// Improves the unknowns `x` until the cost falls by less than a millionth in an iteration; prints the cost of each.
/// `linearise(x)` gives the normal equations at x. Returns the cost.
template <class Linearise>
double minimise(std::vector<double>& x, Linearise const& linearise) {
    normal_equations here = linearise(x);
    std::printf("iteration  0: cost %.3e\n", here.cost);
    double damping = 1e-3;
    for (int iteration = 1; iteration < 100 && damping < 1e12;) {
        std::vector<double> matrix = here.matrix;
        std::vector<double> step = here.gradient;
        for (std::size_t i = 0; i < x.size(); ++i) matrix[i * x.size() + i] *= 1 + damping;
        if (!solve_positive_definite(matrix, step)) {
            damping *= 10;
            continue;
        }
        std::vector<double> trial = x;
        for (std::size_t i = 0; i < x.size(); ++i) trial[i] -= step[i];
        normal_equations there = linearise(trial);
        if (!(there.cost < here.cost)) {
            damping *= 10;
            continue;
        }
        std::printf("iteration %2d: cost %.3e\n", iteration, there.cost);
        bool const converged = there.cost > here.cost * (1 - 1e-6);
        x = trial;
        here = there;
        if (converged) break;
        damping = damping > 1e-8 ? damping / 10 : damping;
        ++iteration;
    }
    return here.cost;
}

}  // namespace examples
