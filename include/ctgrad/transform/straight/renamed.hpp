// Sums that became a single variable are looked through.
#pragma once

#include <ctgrad/transform/straight/network.hpp>

namespace ctgrad::transform::straight {

template <class Network>
class renaming {
    Network& n_;
    detail::list<int> uses_;

    constexpr variable& of(int v) { return n_.variables.data[v]; }
    constexpr product& at(int p) { return n_.products.data[p]; }

    /// Is it a single variable, perhaps with a sign?
    constexpr bool is_renamed(int v) const {
        variable const x = n_.variables.data[v];
        return x.kind == variable_kind::sum && x.count == 1 && n_.products.data[x.first].count == 1;
    }
    constexpr int looked_through(int v, int& sign) const {
        while (is_renamed(v)) {
            product const& p = n_.products.data[n_.variables.data[v].first];
            sign *= p.sign;
            v = n_.factors.data[p.at];
        }
        return v;
    }
    /// Notes that `seen` is used where `v` was, which is another name of it.
    constexpr int used_instead(int v, int seen, int times) {
        uses_.data[seen] += times;
        while ((uses_.data[v] -= times) == 0 && v != seen) {
            v = n_.factors.data[at(of(v).first).at];
            times = 1;
        }
        return seen;
    }

public:
    constexpr explicit renaming(Network& network_in) : n_(network_in), uses_(network_in.count_uses()) {}

    /// How often each variable is used after that.
    constexpr detail::list<int> run() {
        int const size = n_.size();
        detail::list<char> renamed(size);
        bool any = false;
        for (int v = 0; v < size; ++v) {
            if (uses_.data[v] == 0 || !is_renamed(v)) continue;
            renamed.data[v] = 1;
            any = true;
        }
        for (int v = 0; any && v < size; ++v) {
            if (uses_.data[v] == 0) continue;
            variable& x = of(v);
            for (int m = 0; x.kind == variable_kind::function && m < x.arguments; ++m) {
                if (renamed.data[x.operand[m]] == 0) continue;
                int sign = 1;
                int const seen = looked_through(x.operand[m], sign);
                if (sign > 0) x.operand[m] = used_instead(x.operand[m], seen, 2);
            }
            for (int p = x.first; p >= 0; p = at(p).next) {
                bool changed = false;
                product const y = n_.products.data[p];
                for (int k = y.at, end = y.at + y.count; k < end; ++k) {
                    int const f = n_.factors.data[k];
                    if (renamed.data[f] == 0) continue;
                    n_.factors.data[k] = used_instead(f, looked_through(f, at(p).sign), 1);
                    changed = true;
                }
                if (changed) n_.sort_factors(y);
            }
        }
        return static_cast<detail::list<int>&&>(uses_);
    }
};

}  // namespace ctgrad::transform::straight
