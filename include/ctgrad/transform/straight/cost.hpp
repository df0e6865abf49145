#pragma once

#include <ctgrad/transform/straight/network.hpp>

namespace ctgrad::transform::straight {

// In units of an addition or a multiplication. Throughput and latency of current processors: a division or a root 4 to 5, a function of
// the mathematics library about 20.
inline constexpr int cost_of_division = 5;
inline constexpr int cost_of_function = 20;

constexpr int cost_of(graph::opcode op) {
    if (!op::is_operator(op)) return 0;
    if (op == op::code<op::divide_op> || op == op::code<op::divide_or_zero_op> || op == op::code<op::sqrt_op>)
        return cost_of_division;
    return op::information_of.entries[op - graph::first_operator].expensive ? cost_of_function : 1;
}

/// What a network costs when it is written as it is.
constexpr int cost_of(network const& n) {
    detail::list<int> const uses = n.count_uses();
    int total = 0;
    for (int v = 0; v < n.size(); ++v) {
        variable const& x = n.variables.data[v];
        if (uses.data[v] == 0) continue;
        if (x.kind == variable_kind::function) total += cost_of(x.op);
        if (x.kind == variable_kind::reciprocal) total += cost_of_division;
        if (x.kind != variable_kind::sum) continue;
        total += x.count > 1 ? x.count - 1 : 0;
        for (int p = x.first; p >= 0; p = n.products.data[p].next)
            if (n.products.data[p].count > 1) total += n.products.data[p].count - 1;
    }
    return total;
}

}  // namespace ctgrad::transform::straight
