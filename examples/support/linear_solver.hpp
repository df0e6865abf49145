// Symmetric positive definite systems of a few hundred unknowns, for the examples.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>

namespace examples {

/// Solves A x = b by Cholesky's factorisation, in place. `a`: A, row by row, of which only the lower triangle is read; `b` becomes x.
/// Returns false where A is not positive definite.
inline bool solve_positive_definite(std::span<double> a, std::span<double> b) {
    std::size_t const n = b.size();
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = a[i * n + j];
            for (std::size_t k = 0; k < j; ++k) sum -= a[i * n + k] * a[j * n + k];
            if (i != j)
                a[i * n + j] = sum / a[j * n + j];
            else if (sum > 0)
                a[i * n + i] = std::sqrt(sum);
            else
                return false;
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k) b[i] -= a[i * n + k] * b[k];
        b[i] /= a[i * n + i];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k) b[i] -= a[k * n + i] * b[k];
        b[i] /= a[i * n + i];
    }
    return true;
}

}  // namespace examples
