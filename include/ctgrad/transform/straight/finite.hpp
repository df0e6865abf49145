#pragma once

#include <ctgrad/transform/straight/network.hpp>

namespace ctgrad::transform::straight {

/// How deep sums of products of inputs may be nested to be finite for certain: products of more are nearer to overflow.
inline constexpr int deepest_polynomial = 3;

struct nothing_is_known {
    constexpr bool operator()(int) const { return false; }
};

/// Is a variable finite wherever inputs are, and whatever `is_known(v)` says to be? Sums and products of these are.
template <class IsKnown>
constexpr bool is_finite(network const& n, int v, IsKnown const& is_known, int depth = deepest_polynomial) {
    variable const x = n.variables.data[v];
    if (x.kind == variable_kind::leaf || x.kind == variable_kind::number || is_known(v)) return true;
    if (x.kind != variable_kind::sum || depth == 0) return false;
    for (int p = x.first; p >= 0; p = n.products.data[p].next) {
        product const& q = n.products.data[p];
        for (int k = 0; k < q.count; ++k)
            if (!is_finite(n, n.factors.data[q.at + k], is_known, depth - 1)) return false;
    }
    return true;
}

}  // namespace ctgrad::transform::straight
