#pragma once

#include <ctgrad/transform/straight/network.hpp>

namespace ctgrad::transform::straight {

// In units of an addition or a multiplication. Throughput and latency of current processors: a division or a root 4 to 5, a function of
// the mathematics library about 20.
inline constexpr int cost_of_division = 5;
inline constexpr int cost_of_function = 20;

// A template, as `op::is_call`.
template <std::same_as<graph::opcode> Opcode>
constexpr int cost_of(Opcode which) {
    if (which < graph::first_operator) return 0;
    return op::is_division(which) ? cost_of_division : (op::called<> >> which & 1U) != 0 ? cost_of_function : 1;
}

/// What a network costs when it is written as it is. `uses`: how often each variable is used.
template <std::same_as<network> Network>
constexpr int cost_of(Network const& n, detail::list<int> const& uses) {
    int total = 0;
    for (int v = 0; v < uses.length; ++v) {
        if (uses.data[v] == 0) continue;
        variable const x = n.variables.data[v];
        if (x.kind == variable_kind::function) total += cost_of(x.op);
        if (x.kind == variable_kind::reciprocal) total += cost_of_division;
        if (x.kind != variable_kind::sum) continue;
        total += x.count > 1 ? x.count - 1 : 0;
        for (int p = x.first; p >= 0;) {
            product const y = n.products.data[p];
            if (y.count > 1) total += y.count - 1;
            p = y.next;
        }
    }
    return total;
}

template <std::same_as<network> Network>
constexpr int cost_of(Network const& n) {
    return cost_of(n, n.count_uses());
}

}  // namespace ctgrad::transform::straight
