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
        variable const* const begin = n_.variables.data;
        for (int v = 0, end = result.length; v < end; ++v)
            if (begin[v].count != 0) result.data[v] = 1;  // a sum, and not 0
        for (variable const *v = begin, *end = begin + result.length; v != end; ++v)
            for (int m = 0; m < v->arguments; ++m) result.data[v->operand[m]] = 0;
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
            for (product *p = n_.products.data, *end = p + n_.products.length; p != end; ++p)
                for (int const *f = n_.factors.data + p->at, *last = f + p->count; f != last; ++f)
                    if (turns.data[*f] != 0) p->sign = -p->sign;
        }
    }
};

}  // namespace ctgrad::transform::straight
