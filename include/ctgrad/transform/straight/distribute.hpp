// c (a + b) as c a + c b, where c (a + b) is a summand: so that common parts of all products of a sum are seen.
//
// Only sums of what was rounded already are multiplied out. x - y is exact where x and y are close, and c x - c y is not; but u v - x y
// carries the rounding errors of two products, and one more for each is of the same size.
#pragma once

#include <ctgrad/transform/straight/draft.hpp>

namespace ctgrad::transform::straight {

template <std::same_as<network> Network>
class distribution {
    Network& n_;
    detail::list<int> uses_;

    static constexpr int longest = 3;  ///< longer sums are not worth the products
    static constexpr int most_summands = 16;

    /// May the factor f of a product of `count` factors be multiplied out?
    constexpr bool may_go(int f, int count) const {
        variable const& v = n_.variables.data[f];
        if (v.kind != variable_kind::sum || v.count < 2 || v.count > longest || uses_.data[f] != 1) return false;
        for (int p = v.first; p >= 0; p = n_.products.data[p].next)
            if (!n_.is_rounded(n_.products.data[p]) || count - 1 + n_.products.data[p].count > most_factors) return false;
        return true;
    }

public:
    /// `uses_in`: how often each variable is used.
    constexpr distribution(Network& network_in, detail::list<int>&& uses_in)
        : n_(network_in), uses_(static_cast<detail::list<int>&&>(uses_in)) {}

    constexpr void run() {
        int const size = n_.size();
        for (int v = 0; v < size; ++v) {  // parts before wholes
            if (!n_.is_sum(v) || uses_.data[v] == 0 || n_.variables.data[v].count < 2) continue;
            variable sum = n_.variables.data[v];
            int before = -1;
            for (int p = sum.first; p >= 0;) {
                product const x = n_.products.data[p];
                int k = 0;
                while (k < x.count &&
                       (n_.factors.data[x.at + k] >= size || !may_go(n_.factors.data[x.at + k], x.count)))
                    ++k;
                if (k == x.count || sum.count > most_summands) {
                    before = p;
                    p = x.next;
                    continue;
                }
                n_.remove(sum, p, before);
                multiply_out(n_, sum, x, k);
                p = before < 0 ? sum.first : n_.products.data[before].next;
            }
            n_.variables[v] = sum;
        }
    }
};

}  // namespace ctgrad::transform::straight
