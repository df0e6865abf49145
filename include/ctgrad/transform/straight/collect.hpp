#pragma once

#include <ctgrad/transform/straight/draft.hpp>

namespace ctgrad::transform::straight {

/// Adds up the coefficients of equal products in sums of at most `longest` products.
template <std::same_as<network> Network>
class collection {
    Network& n_;

    constexpr bool is_number(int f) const { return n_.is_number(f); }
    /// Are two products equal but for numbers?
    constexpr bool are_alike(product p, product q) const {
        int const* f = n_.factors.data + p.at;
        int const* g = n_.factors.data + q.at;
        int const* const f_end = f + p.count;
        int const* const g_end = g + q.count;
        for (;;) {
            while (f != f_end && is_number(*f)) ++f;
            while (g != g_end && is_number(*g)) ++g;
            if (f == f_end || g == g_end) return f == f_end && g == g_end;
            if (*f++ != *g++) return false;
        }
    }
    constexpr rational coefficient(product const& p) const {
        rational c{p.sign, 1};
        for (int k = 0; k < p.count; ++k)
            if (int const f = n_.factors.data[p.at + k]; is_number(f)) c = c * n_.variables.data[f].number();
        return c;
    }
    /// The sum of two products that are alike: -1 where it is 0, -2 where its coefficient does not fit in 64 bits.
    constexpr int added(product const& p, product const& q) {
        rational const c = coefficient(p) + coefficient(q);
        if (!c.representable()) return -2;
        draft d{n_};
        d.coefficient = c;
        for (int k = 0; k < p.count; ++k)
            if (int const f = n_.factors[p.at + k]; !is_number(f)) d.multiply(f);
        return d.finished();
    }
    constexpr void collect(variable& sum) {
        int before = -1;
        for (int p = sum.first; p >= 0;) {
            int partner_before = p;
            int q = n_.products.data[p].next;
            while (q >= 0 && !are_alike(n_.products.data[p], n_.products.data[q])) {
                partner_before = q;
                q = n_.products.data[q].next;
            }
            int const total = q < 0 ? -2 : added(n_.products[p], n_.products[q]);
            if (total == -2) {
                before = p;
                p = n_.products.data[p].next;
                continue;
            }
            n_.remove(sum, q, partner_before);
            if (total < 0) {
                n_.remove(sum, p, before);
            } else {  // in the place of the first; it may have further partners
                product const made = n_.products[total];
                n_.products[p].at = made.at;
                n_.products[p].count = made.count;
                n_.products[p].sign = made.sign;
            }
            if (total < 0) p = before < 0 ? sum.first : n_.products[before].next;
        }
    }

public:
    constexpr explicit collection(Network& network_in) : n_(network_in) {}

    constexpr void run(int longest) {
        int const size = n_.size();
        for (int v = 0; v < size; ++v) {
            if (n_.variables.data[v].count < 2 || n_.variables.data[v].count > longest) continue;  // what is no sum has no products
            variable sum = n_.variables.data[v];
            collect(sum);
            n_.variables[v] = sum;
        }
    }
};

}  // namespace ctgrad::transform::straight
