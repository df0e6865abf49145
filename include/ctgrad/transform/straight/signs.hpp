// -(a b) - c as -(a b + c), the sign in front of what the sum is a factor of: there it is free.
#pragma once

#include <ctgrad/transform/straight/network.hpp>

namespace ctgrad::transform::straight {

template <class Network>
class signs {
    Network& n_;

    /// Sums of negative products only that are factors only: of their sign, products can take care.
    constexpr bool find_negative(detail::list<int>& found, detail::list<char> const& is_free) const {
        found.clear();
        for (int v = 0, end = is_free.length; v < end; ++v) {
            if (is_free.data[v] == 0) continue;
            int p = n_.variables.data[v].first;
            while (p >= 0 && n_.products.data[p].sign < 0) p = n_.products.data[p].next;
            if (p < 0) found.push(v);
        }
        return found.length != 0;
    }
    constexpr detail::list<char> free_ones() const {
        detail::list<char> result(n_.size());
        for (int v = 0; v < result.length; ++v)
            if (n_.variables.data[v].count != 0) result.data[v] = 1;  // a sum, and not 0
        for (int v = 0; v < result.length; ++v)
            for (int m = n_.variables.data[v].arguments; m-- > 0;) result.data[n_.variables.data[v].operand[m]] = 0;
        for (int const o : n_.outputs) result.data[o] = 0;
        return result;
    }

public:
    // For the name see reader.hpp.
    constexpr explicit signs(Network& network_in) : n_(network_in) {}

    constexpr void run() {
        detail::list<char> const is_free = free_ones();
        detail::list<int> turned;
        while (find_negative(turned, is_free)) {
            detail::list<char> turns(n_.size());
            for (int const v : turned) {
                turns.data[v] = 1;
                for (int p = n_.variables.data[v].first; p >= 0; p = n_.products.data[p].next)
                    n_.products.data[p].sign = 1;
            }
            for (int p = 0; p < n_.products.length; ++p) {
                product const x = n_.products.data[p];
                for (int k = x.at, end = x.at + x.count; k < end; ++k)
                    if (turns.data[n_.factors.data[k]] != 0) n_.products.data[p].sign = -n_.products.data[p].sign;
            }
        }
    }
};

}  // namespace ctgrad::transform::straight
