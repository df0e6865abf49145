// -(a b) - c as -(a b + c), the sign in front of what the sum is a factor of: there it is free.
#pragma once

#include <ctgrad/transform/straight/network.hpp>

namespace ctgrad::transform::straight {

template <class Network>
class signs {
    Network& n_;
    detail::list<char> is_bound_;  ///< by variable: is it more than a factor? Of the sign of other sums, products can take care
    detail::list<char> is_turned_;

public:
    // For the name see reader.hpp.
    constexpr explicit signs(Network& network_in)
        : n_(network_in), is_bound_(network_in.size()), is_turned_(network_in.size()) {
        variable const* const variables = n_.variables.data;
        for (int v = 0, end = is_bound_.length; v < end; ++v)
            for (int m = variables[v].arguments; m-- > 0;) is_bound_.data[variables[v].operand[m]] = 1;
        for (int const o : n_.outputs) is_bound_.data[o] = 1;
    }

    /// Gives the signs of a variable's parts, which are settled, to its products, and its own, where all of them are negative, to those that
    /// it is a factor of.
    constexpr void settle(int v) {
        int const first = n_.variables.data[v].first;
        bool negative = first >= 0 && is_bound_.data[v] == 0;
        for (int p = first; p >= 0;) {
            product const x = n_.products.data[p];
            int sign = x.sign;
            for (int k = x.at, end = x.at + x.count; k < end; ++k)
                if (is_turned_.data[n_.factors.data[k]] != 0) sign = -sign;
            n_.products.data[p].sign = sign;
            negative = negative && sign < 0;
            p = x.next;
        }
        if (!negative) return;
        is_turned_.data[v] = 1;
        for (int p = first; p >= 0; p = n_.products.data[p].next) n_.products.data[p].sign = 1;
    }
};

}  // namespace ctgrad::transform::straight
