// -(a b) - c as -(a b + c), the sign in front of what the sum is a factor of: there it is free.
#pragma once

#include <ctgrad/transform/straight/network.hpp>

namespace ctgrad::transform::straight {

template <class Network>
class signs {
    Network& n_;

    constexpr variable const& of(int v) const { return n_.variables.data[v]; }
    constexpr bool is_negative(variable const& v) const {
        for (int p = v.first; p >= 0; p = n_.products.data[p].next)
            if (n_.products.data[p].sign > 0) return false;
        return v.count != 0;
    }
    /// By variable: is it a factor only, of whose sign products can take care?
    constexpr detail::list<char> free_ones() const {
        detail::list<char> result(n_.size(), 0);
        for (int v = 0; v < n_.size(); ++v) result.data[v] = n_.is_sum(v) ? 1 : 0;
        for (variable const& v : n_.variables)
            for (int m = 0; m < v.arguments; ++m) result.data[v.operand[m]] = 0;
        for (int const o : n_.outputs) result.data[o] = 0;
        return result;
    }

public:
    // For the name see reader.hpp.
    constexpr explicit signs(Network& network_in) : n_(network_in) {}

    constexpr void run() {
        detail::list<char> const is_free = free_ones();
        detail::list<int> turned;
        for (;;) {
            detail::list<char> turns(n_.size(), 0);
            turned.clear();
            for (int v = 0; v < n_.size(); ++v) {
                if (is_free.data[v] == 0 || !is_negative(of(v))) continue;
                turns.data[v] = 1;
                turned.push(v);
            }
            if (turned.empty()) return;
            for (int const v : turned)
                for (int p = of(v).first; p >= 0; p = n_.products.data[p].next) n_.products.data[p].sign = 1;
            for (product& p : n_.products)
                for (int k = 0; k < p.count; ++k)
                    if (turns.data[n_.factors.data[p.at + k]] != 0) p.sign = -p.sign;
        }
    }
};

}  // namespace ctgrad::transform::straight
