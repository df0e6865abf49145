// a b x + a b y as a b (x + y): what all summands of a sum have in common goes in front, and from there into the products that the sum
// is a factor of. Sums that differ by factors only, as those of an axis and of a vector along it, are then the same.
#pragma once

#include <ctgrad/transform/straight/draft.hpp>
#include <ctgrad/transform/straight/factors.hpp>

namespace ctgrad::transform::straight {

template <class Network>
class contents {
    Network& n_;

    constexpr variable const& of(int v) const { return n_.variables.data[v]; }
    constexpr product& at(int p) { return n_.products.data[p]; }

    /// Writes out the factors that are products, where there is room.
    constexpr bool written_out(int summand) {
        product const p = at(summand);
        bool any = false;
        for (int k = 0; k < p.count; ++k) any = any || n_.is_product(n_.factors.data[p.at + k]);
        if (!any) return false;
        magnitude_range range = n_.range_of(p);
        draft d{n_};
        d.sign = p.sign;
        int room = most_factors - p.count;
        for (int k = 0; k < p.count; ++k) {
            int const f = n_.factors.data[p.at + k];
            product const inner = n_.is_product(f) ? at(of(f).first) : product{};
            if (!n_.is_product(f) || inner.count - 1 > room) {
                d.multiply(f);
                continue;
            }
            room -= inner.count - 1;
            magnitude_range const within = n_.range_of(inner);
            range.include(within.low, within.high);
            d.sign *= inner.sign;
            for (int j = 0; j < inner.count; ++j) d.multiply(n_.factors.data[inner.at + j]);
        }
        int const made = d.finished();
        if (made < 0) return false;
        at(made).next = p.next;
        at(made).range = n_.scales.push({{}, range});
        at(summand) = at(made);
        return true;
    }
    constexpr void keep_common(detail::list<int>& common, product const& p) const {
        int kept = 0;
        int k = 0;
        for (int i = 0; i < common.size(); ++i) {
            while (k < p.count && n_.factors.data[p.at + k] < common.data[i]) ++k;
            if (k < p.count && n_.factors.data[p.at + k] == common.data[i]) {
                common.data[kept++] = common.data[i];
                ++k;
            }
        }
        common.truncate(kept);
    }
    constexpr bool pull_out(int v) {
        detail::list<int> common;
        product const& first = at(of(v).first);
        for (int k = 0; k < first.count; ++k) common.push(n_.factors.data[first.at + k]);
        for (int p = first.next; p >= 0 && !common.empty(); p = at(p).next) keep_common(common, at(p));
        if (common.empty() || common.size() + 1 > most_factors) return false;
        magnitude front{};
        for (int const f : common) front = front + n_.magnitude_of(f);
        for (int p = of(v).first; p >= 0; p = at(p).next) {
            scale const whole = n_.scale_of(at(p));
            if (!whole.reach.contains(whole.value - front)) return false;
        }
        variable rest = blank<variable_kind::sum>;
        for (int p = of(v).first; p >= 0;) {
            int const next = at(p).next;
            int kept[room_for_factors]{};
            int const count = factors_without(n_, at(p), common.data, common.length, kept);
            n_.append(rest, n_.make_product(kept, count, at(p).sign));
            p = next;
        }
        common.push(n_.variables.push(rest));
        variable whole = blank<variable_kind::sum>;
        whole.reciprocal = of(v).reciprocal;
        n_.append(whole, n_.make_product(common.begin(), common.size(), 1));
        n_.variables.data[v] = whole;
        return true;
    }

public:
    // For the name see reader.hpp.
    constexpr explicit contents(Network& network_in) : n_(network_in) {}

    /// Whether anything changed.
    constexpr bool run() {
        detail::list<int> const uses = n_.count_uses();
        bool changed = false;
        int const size = n_.size();
        for (int v = 0; v < size; ++v) {  // parts before wholes
            if (n_.variables.data[v].count == 0 || uses.data[v] == 0) continue;
            for (int p = n_.variables.data[v].first; p >= 0; p = n_.products.data[p].next) changed = written_out(p) || changed;
            if (n_.variables.data[v].count > 1) changed = pull_out(v) || changed;
        }
        return changed;
    }
};

}  // namespace ctgrad::transform::straight
