// Common parts of sums and products become variables, the most rewarding first.
//
// Two kinds of parts are looked for. A pair of factors that several products have in common, u v; and a sum of two products that divides
// parts of several sums, or one part of one: c a + c b is c (a + b). Larger parts grow out of these. All parts are listed with what they
// save, and made in descending order; whenever one is made, the parts of what it changed are listed anew.
//
// A sum of which one product is left is one where it is a summand itself: c a + c b, and c a + c b + c d where c a + c b has a name.
//
// A pair of factors may outlive a change: of a product that got a new factor, only the pairs with that are listed.
//
// Source: J. Rajski, J. Vasudevamurthy, IEEE Trans. CAD 11 (1992) 778; A. Hosangadi, F. Fallah, R. Kastner, IEEE Trans. CAD 25
// (2006) 2012, who do so for polynomials.
#pragma once

#include <ctgrad/transform/straight/factors.hpp>
#include <ctgrad/transform/straight/parts.hpp>
#include <ctgrad/transform/straight/renamed.hpp>

namespace ctgrad::transform::straight {

template <std::same_as<network> Network>
class extraction {
    Network& n_;

    /// What is asked of a product for every pair.
    struct summary {
        hash value;  ///< the sum of the hashes of the factors
        hash mask;   ///< some bit for each factor: products without common bits have no common factor
        int version;
        int listed;  ///< when it was listed anew for the last time
        int scale;   ///< of a product of three factors and more: where it is, counted from 1; 0: not known
    };
    part_list<void> parts_;
    detail::list<summary> summary_;
    detail::list<scale> scales_;  ///< of products of three factors and more
    detail::list<int> uses_;
    detail::list<int> owner_;  ///< by product: the sum that it is in; -1: none, it is a pair; or it is `unused`
    static constexpr int unused = -2;
    int longest_;

    struct place {
        int sum = -1;
        int product = -1;
        int factor = -1;  ///< what is new in the product; -1: all
    };
    detail::list<place> changed_;
    detail::list<int> collapsed_;  ///< sums that became one product
    int time_ = 0;

    /// The operations of a sum of two products with so many factors.
    static constexpr int cost_of_sum(int first, int second) {
        return 1 + (first > 1 ? first - 1 : 0) + (second > 1 ? second - 1 : 0);
    }
    static constexpr hash spread_again = 0xBF58476D1CE4E5B9ULL;
    static constexpr hash hash_of(int v) {
        hash const h = static_cast<hash>(v + 1) * spread;
        return (h ^ (h >> 29U)) * spread_again;
    }

    constexpr variable& of(int v) { return n_.variables.data[v]; }
    constexpr product& at(int p) { return n_.products.data[p]; }
    constexpr product const& at(int p) const { return n_.products.data[p]; }

    // ---- listing parts ---------------------------------------------------------------------------------------------------

    /// Lists the pairs of factors of a product; of `made`, if there is that, which is greater than all others.
    constexpr void list_factors(int p, int made = -1) {
        product const x = n_.products.data[p];
        if (x.count < 2) return;
        int const version = summary_.data[p].version;
        if (x.count == 2) {  // most are
            int const f = n_.factors.data[x.at];
            int const g = n_.factors.data[x.at + 1];
            parts_.add((static_cast<hash>(f) << 32U) + static_cast<hash>(g), p, f, g, false, version, 1, 1);
            return;
        }
        int factor[room_for_factors]{};
        magnitude size[room_for_factors]{};
        for (int k = 0; k < x.count; ++k) {
            factor[k] = n_.factors.data[x.at + k];
            size[k] = n_.scales.data[n_.scale_at.data[factor[k]] - 1].value;  // there since `summarise`
        }
        magnitude_range const& reach = scales_.data[summary_.data[p].scale - 1].reach;
        int from = made < 0 ? 0 : x.count - 1;
        while (from > 0 && factor[from - 1] == made) --from;
        for (int i = 0, before = -1; i + 1 < x.count; ++i) {
            int const f = factor[i];
            if (f == before) continue;
            before = f;
            hash const first = static_cast<hash>(f) << 32U;
            for (int j = i < from ? from : i + 1, last = -1; j < x.count; ++j) {
                int const g = factor[j];
                if (g == last) continue;
                last = g;
                if (!reach.contains({size[i].a + size[j].a, size[i].b + size[j].b})) continue;
                int run = 2;
                while (f == g && i + run < x.count && factor[i + run] == f) ++run;
                parts_.add(first + static_cast<hash>(g), p, f, g, false, version, run / 2, 1);  // x x x x has two pairs
            }
        }
    }
    /// Is what a product has besides some factors in range where it is? `front`: their magnitude.
    constexpr bool may_lose(int p, int count, magnitude const& front) const {
        if (n_.products.data[p].count - count < 2) return true;
        scale const& whole = scales_.data[summary_.data[p].scale - 1];
        return whole.reach.contains(whole.value - front);
    }
    /// Lists the sums of a product with those of the same sum from another on that were not listed at that time.
    constexpr void list_sums(int sum, int p, int from, int time) {
        summary const left = summary_.data[p];
        product const x = n_.products.data[p];
        for (int q = from; q >= 0;) {
            product const y = n_.products.data[q];
            summary const right = summary_.data[q];
            int const here = q;
            q = y.next;
            if (right.listed == time || left.value == right.value) continue;  // equal: see collect.hpp
            hash first = left.value;
            hash second = right.value;
            int common = 0;
            if ((left.mask & right.mask) != 0) {
                magnitude front{};
                hash const shared = common_factors(x, y, common, front);
                if (common > 0 && !(may_lose(p, common, front) && may_lose(here, common, front))) continue;
                first -= shared;
                second -= shared;
            }
            hash const low = first < second ? first : second;
            // no key of a pair of factors, which are numbers of variables
            hash const key =
                1ULL << 63U | (low * 0x94D049BB133111EBULL ^ ((first + second) + static_cast<hash>(x.sign * y.sign)));
            int const gain = cost_of_sum(x.count, y.count) - common;
            parts_.add(key, sum, p, here, true, left.version + right.version, gain, cost_of_sum(x.count - common, y.count - common));
        }
    }
    /// The hash of the factors that two products have in common, their number, and their magnitude.
    constexpr hash common_factors(product x, product y, int& count, magnitude& size) {
        int i = x.at;
        int j = y.at;
        int const i_end = i + x.count;
        int const j_end = j + y.count;
        hash result = 0;
        while (i < i_end && j < j_end) {
            int const f = n_.factors.data[i];
            int const g = n_.factors.data[j];
            if (f == g) {
                result += hash_of(f);
                size = size + n_.magnitude_of(f);
                ++count;
            }
            if (f <= g) ++i;
            if (g <= f) ++j;
        }
        return result;
    }
    constexpr void summarise(int p) {
        summary& s = summary_.data[p];
        product const x = n_.products.data[p];
        hash value = 0;
        hash mask = 0;
        for (int k = x.at, end = x.at + x.count; k < end; ++k) {
            int const f = n_.factors.data[k];
            value += hash_of(f);
            mask |= hash{1} << (static_cast<unsigned>(f) & 63U);
        }
        s.value = value;
        s.mask = mask;
        if (x.count < 3) return;
        if (s.scale == 0) s.scale = scales_.push(n_.scale_of(x)) + 1;
        else n_.measured(n_.factors.data[x.at + x.count - 1]);  // the new one, which is asked for in `list_factors`
    }
    constexpr void list_all() {
        parts_.reserve(n_.factors.length);
        int const size = n_.size();
        for (int v = 0; v < size; ++v) {
            variable const x = n_.variables.data[v];
            if (x.first < 0 || uses_.data[v] == 0) continue;
            for (int p = x.first; p >= 0; p = n_.products.data[p].next) {
                owner_.data[p] = v;
                summarise(p);
            }
            bool const searched = x.count > 1 && x.count <= longest_;
            for (int p = x.first; p >= 0;) {
                int const next = n_.products.data[p].next;
                list_factors(p);
                if (searched) list_sums(v, p, next, -1);
                p = next;
            }
        }
    }
    constexpr void change(int sum, int p, int factor = -1) {
        ++summary_.data[p].version;
        changed_.push({sum, p, factor});
    }
    /// Lists the parts of what was changed.
    constexpr void list_changed() {
        ++time_;
        for (int k = 0; k < changed_.length; ++k) summarise(changed_.data[k].product);
        for (int k = 0; k < changed_.length; ++k) {
            place const c = changed_.data[k];
            summary_.data[c.product].listed = time_;
            list_factors(c.product, c.factor);
            if (c.sum < 0) continue;
            variable const sum = n_.variables.data[c.sum];
            if (sum.count > longest_) continue;
            list_sums(c.sum, c.product, sum.first, time_);
        }
        changed_.clear();
    }

    // ---- making them -----------------------------------------------------------------------------------------------------

    constexpr bool is_stale(occurrence& o) const {
        summary const* const s = summary_.data;
        if (o.sums) return o.version != s[o.u].version + s[o.v].version;
        int const version = s[o.owner].version;
        if (o.version == version) return false;
        if (!has_factors(n_, at(o.owner), o.u, o.v)) return true;
        o.version = version;
        return false;
    }
    /// What a part saves by now. Its stale occurrences are dropped, but for the last, which stands for the part.
    constexpr int saving(int last) {
        int total = -1;
        bool first = true;
        for (int* k = &last; *k >= 0;) {
            occurrence& o = parts_.occurrences.data[*k];
            if (is_stale(o)) {
                if (k == &last)
                    k = &o.next;
                else
                    *k = o.next;
                continue;
            }
            if (first && o.sums) {
                int common = 0;
                magnitude front{};
                common_factors(at(o.u), at(o.v), common, front);
                total = -cost_of_sum(at(o.u).count - common, at(o.v).count - common);
            }
            first = false;
            total += o.gain;
            k = &o.next;
        }
        return total;
    }
    constexpr int new_product(int const* f, int count, int sign) {
        int const p = n_.make_product(f, count, sign);
        summary_.push({});
        owner_.push(-1);
        change(-1, p);
        return p;
    }
    constexpr void make_factor(int last) {
        int const pair[]{parts_.occurrences.data[last].u, parts_.occurrences.data[last].v};
        int const made = n_.make_sum(new_product(pair, 2, 1));
        for (int k = last; k >= 0; k = parts_.occurrences.data[k].next) {
            if (is_stale(parts_.occurrences.data[k])) continue;
            int const p = parts_.occurrences.data[k].owner;
            product& x = n_.products.data[p];
            do replace_factors(n_, x, pair, 2, made);
            while (has_factors(n_, x, pair[0], pair[1]));
            if (x.range < 0) summary_.data[p].scale = 0;  // what is in range depends on the factors; else the product has the value that it had
            change(owner_.data[p], p, made);
        }
    }

    constexpr void make_sum(int last) {
        occurrence const model = parts_.occurrences.data[last];
        factors_apart first;
        factors_apart second;
        split(n_, at(model.u), at(model.v), first, second);
        int const sign = at(model.u).sign * at(model.v).sign;
        variable sum = blank<variable_kind::sum>;
        int const p = new_product(first.factors, first.count, 1);
        n_.append(sum, p);
        int const q = new_product(second.factors, second.count, sign);
        n_.append(sum, q);
        int const made = n_.variables.push(sum);
        owner_.data[p] = owner_.data[q] = made;
        for (int k = last; k >= 0; k = parts_.occurrences.data[k].next) {
            if (is_stale(parts_.occurrences.data[k])) continue;  // two occurrences may share a product
            occurrence const o = parts_.occurrences.data[k];
            factors_apart r;
            factors_apart s;
            split(n_, at(o.u), at(o.v), r, s);
            int made_sign = at(o.u).sign;
            if (r == second && s == first)
                made_sign = at(o.v).sign;
            else if (!(r == first && s == second))
                continue;
            if (at(o.u).sign * at(o.v).sign != sign) continue;
            bool const into_first = r.count > s.count;  // the new factor needs the room of one
            int const kept = into_first ? o.u : o.v;
            int const removed = into_first ? o.v : o.u;
            factors_apart const& out = into_first ? r : s;
            if (at(kept).count > out.count + 1) {
                magnitude_range range = n_.range_of(at(kept));
                magnitude_range const other = n_.range_of(at(removed));
                range.include(other.low, other.high);
                at(kept).range = n_.scales.push({{}, range});
            }
            at(kept).sign = made_sign;
            summary_.data[kept].scale = 0;
            replace_factors(n_, at(kept), out.factors, out.count, made);
            int before = -1;
            for (int i = of(o.owner).first; i != removed; i = at(i).next) before = i;
            n_.remove(of(o.owner), removed, before);
            ++summary_.data[removed].version;
            at(removed).count = 0;
            change(o.owner, kept, made);
            if (of(o.owner).count == 1 && !n_.ordered) collapsed_.push(o.owner);
        }
        for (int const v : collapsed_) look_through(v, made);
        collapsed_.clear();
    }
    /// A sum that has become one product is seen as that where it is a summand, and where it is another name of what was made, everywhere.
    constexpr void look_through(int v, int made) {
        product const x = at(of(v).first);
        for (int p = 0, end = n_.products.length; p < end; ++p) {
            product& y = at(p);
            if (owner_.data[p] == unused || !has_factor(n_, y, v)) continue;
            if (x.count == 1) {
                for (; has_factor(n_, y, v); y.sign *= x.sign) replace_factors(n_, y, &v, 1, made);
                change_again(p, made);
            } else if (y.count == 1 && owner_.data[p] >= 0 && of(owner_.data[p]).count > 1) {
                y = {n_.factors.length, x.count, y.sign * x.sign, y.next, x.range};
                for (int k = 0; k < x.count; ++k) n_.factors.push(n_.factors.data[x.at + k]);
                change_again(p, -1);
            }
        }
    }
    /// Changes a product that may have been changed in this step already.
    constexpr void change_again(int p, int factor) {
        summary_.data[p].scale = 0;
        for (place& c : changed_) {
            if (c.product != p) continue;
            ++summary_.data[p].version;
            if (c.factor != factor) c.factor = -1;
            return;
        }
        change(owner_.data[p], p, factor);
    }

    /// The part that saves most: its last occurrence, or -1.
    constexpr int next_part() {
        for (int k = parts_.take(); k >= 0; k = parts_.take()) {
            occurrence& last = parts_.occurrences.data[k];
            last.saving = saving(k);
            if (last.saving <= 0) continue;
            if (parts_.is_best(last.saving)) return is_stale(last) ? last.next : k;
            parts_.propose(k);
        }
        return -1;
    }

public:
    /// Sums of more than `longest` products are not looked into.
    constexpr extraction(Network& network_in, int longest)
        : n_(network_in),
          summary_(network_in.products.length + network_in.products.length / 2),
          owner_(network_in.products.length + network_in.products.length / 2, unused),
          longest_(longest) {}

    constexpr void run() {
        summary_.truncate(n_.products.length);  // room for those that are made
        owner_.truncate(n_.products.length);
        uses_ = renaming(n_).run();
        list_all();
        for (int part = next_part(); part >= 0; part = next_part()) {
            if (parts_.occurrences.data[part].sums)
                make_sum(part);
            else
                make_factor(part);
            list_changed();
        }
    }
};

}  // namespace ctgrad::transform::straight
