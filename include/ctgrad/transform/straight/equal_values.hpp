// Variables that are equal, or opposite, as rational functions of leaves and functions become one.
//
// Passes over sums and products leave different forms of one number behind: a - (b + c) and (a - c) - b. All variables are evaluated at
// one point of a finite field, the integers modulo the prime 2^61 - 1, where there is no rounding; the leaves are pseudorandom, and
// so is a function of its operands' values. Two variables of the same value are then the same rational function, but for a
// probability of less than degree / 2^61 for each pair, some 1e-12 for a graph of hundreds of operations; the point is always the
// same, so a program does not change from one compilation to the next.
//
// Source: J. Schwartz, J. ACM 27 (1980) 701; S. Gulwani, G. Necula, POPL 2003, 74, who number values in programs by that.
#pragma once

#include <ctgrad/transform/straight/network.hpp>

namespace ctgrad::transform::straight {

/// Arithmetic modulo 2^61 - 1.
namespace residue {

using type = unsigned long long;
inline constexpr type prime = (1ULL << 61U) - 1;

constexpr type reduced(type x) { return x >= prime ? x - prime : x; }
constexpr type sum(type a, type b) { return reduced(a + b); }
constexpr type opposite(type a) { return a == 0 ? 0 : prime - a; }
constexpr type product(type a, type b) {
    // a b = high 2^62 + middle 2^31 + low, and 2^61 is 1
    type const a1 = a >> 31U, a0 = a & 0x7FFFFFFFU, b1 = b >> 31U, b0 = b & 0x7FFFFFFFU;
    type const middle = a1 * b0 + a0 * b1;  // below 2^62
    type const total = 2 * (a1 * b1) + (middle >> 30U) + ((middle & 0x3FFFFFFFU) << 31U) + a0 * b0;
    type const folded = (total & prime) + (total >> 61U);
    return folded >= prime ? folded - prime : folded;
}
/// 1 / a; 0 for 0.
constexpr type inverse(type a) {
    // Euclid's algorithm: x is s a, and y is t a
    type x = prime, y = a;
    long long s = 0, t = 1;
    while (y != 0) {
        type const times = x / y;
        type const rest = x % y;
        long long const u = s - static_cast<long long>(times) * t;
        x = y;
        y = rest;
        s = t;
        t = u;
    }
    return s < 0 ? prime - static_cast<type>(-s) : static_cast<type>(s);
}
constexpr type of(long long n) {
    type const x = n < 0 ? 0ULL - static_cast<type>(n) : static_cast<type>(n);
    type const r = reduced((x & prime) + (x >> 61U));
    return n < 0 ? opposite(r) : r;
}
/// Pseudorandom.
constexpr type mixed(type x) {
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
    return reduced((x ^ (x >> 31U)) & prime);
}

}  // namespace residue

template <class Network>
class equal_values {
    Network& n_;
    detail::list<residue::type> value_;  ///< by variable that was settled; passes over sums and products do not change it
    /// By variable: what stands for it, counted from 1; below 0: its opposite does; 0: not visited yet.
    detail::list<int> instead_;
    int room_ = 0;  ///< for variables that passes make
    detail::zeros table_;        ///< of variables, counted from 1, by value up to the sign
    detail::list<int> pending_;
    bool changed_ = false;

    static constexpr int visited = 1 << 30;  ///< in `instead_`: to be settled

    constexpr variable const& of(int v) const { return n_.variables.data[v]; }

    constexpr residue::type evaluated(int v) const {
        variable const x = n_.variables.data[v];
        residue::type const* const value = value_.data;
        switch (x.kind) {
            case variable_kind::leaf:
                return residue::mixed(0x9E3779B97F4A7C15ULL * static_cast<residue::type>(v + 1));
            case variable_kind::number:
                return x.denominator == 1
                           ? residue::of(x.numerator)
                           : residue::product(
                                 residue::of(x.numerator), residue::inverse(residue::of(x.denominator)));
            case variable_kind::reciprocal:
                return residue::inverse(value[x.operand[0]]);
            case variable_kind::sum: {
                residue::type total = 0;
                for (int p = x.first; p >= 0;) {
                    product const y = n_.products.data[p];
                    residue::type term = y.count == 0 ? 1 : value[n_.factors.data[y.at]];
                    for (int k = y.at + 1, end = y.at + y.count; k < end; ++k)
                        term = residue::product(term, value[n_.factors.data[k]]);
                    total += y.sign < 0 ? residue::prime - term : term;
                    if (total >= residue::prime) total -= residue::prime;
                    p = y.next;
                }
                return total;
            }
            default:
                break;
        }
        residue::type hash = static_cast<residue::type>(x.op + 1);
        for (int m = 0; m < x.arguments; ++m) hash = residue::mixed(hash * 0x9E3779B97F4A7C15ULL + value[x.operand[m]]);
        return hash;
    }
    /// Finds what stands for a variable whose parts are settled.
    constexpr void settle(int v) {
        residue::type const x = evaluated(v);
        value_.data[v] = x;
        instead_.data[v] = v + 1;
        variable const own = n_.variables.data[v];
        if (own.kind == variable_kind::number || (own.kind == variable_kind::sum && own.count == 0)) return;
        residue::type const y = x == 0 ? 0 : residue::prime - x;
        unsigned slot = static_cast<unsigned>((x < y ? x : y) * 0x9E3779B97F4A7C15ULL >> 40U) & table_.mask;
        for (;; slot = (slot + 1) & table_.mask) {
            int& entry = table_.blocks[slot >> 10U].at[slot & 1023U];
            if (entry == 0) {
                entry = v + 1;
                return;
            }
            residue::type const there = value_.data[entry - 1];
            if (there != x && there != y) continue;
            if (is_name_of(entry - 1, v)) {  // since it became that
                entry = v + 1;
                return;
            }
            instead_.data[v] = there == x ? entry : -entry;
            changed_ = true;
            return;
        }
    }
    /// Is a sum nothing but a variable, perhaps with a sign?
    constexpr bool is_name_of(int sum, int v) const {
        variable const x = n_.variables.data[sum];
        if (x.count != 1) return false;
        product const p = n_.products.data[x.first];
        return p.count == 1 && n_.factors.data[p.at] == v;
    }
    /// Settles a variable, and first what it is made of.
    constexpr void settle_with_parts(int root) {
        int* const instead = instead_.data;
        if (instead[root] == 0) pending_.push(root);
        while (pending_.length != 0) {
            int const v = pending_.data[pending_.length - 1];
            int const before = pending_.length;
            if (instead[v] == 0) {
                instead[v] = visited;
                variable const x = n_.variables.data[v];
                for (int m = 0; m < x.arguments; ++m)
                    if (instead[x.operand[m]] == 0) pending_.push(x.operand[m]);
                for (int p = x.first; p >= 0;) {
                    product const y = n_.products.data[p];
                    for (int k = y.at, end = y.at + y.count; k < end; ++k) {
                        int const f = n_.factors.data[k];
                        if (instead[f] == 0) pending_.push(f);
                    }
                    p = y.next;
                }
                if (pending_.length != before) continue;
            }
            if (instead[v] == visited) settle(v);
            pending_.length = before - 1;
        }
    }
    /// Is what passes have made since equal to something?
    constexpr bool finds_more(int count) {
        int const known = instead_.length;
        if (count > room_) return true;
        instead_.extend(count);
        changed_ = false;
        for (int v = known; v < count; ++v) settle_with_parts(v);
        return changed_;
    }
    /// The variable that is used for v by functions and outputs: they have no sign.
    constexpr int standing_for(int v) {
        int const instead = instead_.data[v];
        if (instead > 0) return instead - 1;
        int const other = -instead - 1;
        variable turned = blank<variable_kind::sum>;
        turned.reciprocal = of(v).reciprocal;
        n_.append(turned, n_.make_product(&other, 1, -1));
        n_.variables[v] = turned;
        return v;
    }
    constexpr void replace_operands(int v) {
        for (int m = 0; m < of(v).arguments; ++m) {
            int const operand = standing_for(of(v).operand[m]);
            n_.variables[v].operand[m] = operand;
        }
    }
    constexpr void replace_factors(int sum) {
        int const* const instead = instead_.data;
        for (int p = n_.variables.data[sum].first; p >= 0;) {
            product const x = n_.products.data[p];
            int sign = x.sign;
            bool changed = false;
            for (int k = x.at, end = x.at + x.count; k < end; ++k) {
                int const f = n_.factors.data[k];
                int const other = instead[f];
                if (other == f + 1) continue;
                if (other < 0) sign = -sign;
                n_.factors.data[k] = (other < 0 ? -other : other) - 1;
                changed = true;
            }
            if (changed) {
                n_.products.data[p].sign = sign;
                n_.sort_factors(x);
            }
            p = x.next;
        }
    }

public:
    // For the name see reader.hpp.
    constexpr explicit equal_values(Network& network_in) : n_(network_in) {}

    /// Whether anything changed. May be run again after passes over sums and products.
    constexpr bool run() {
        int const count = n_.size();
        if (!instead_.empty() && !finds_more(count)) return false;
        unsigned size = 1024;
        while (size < 3 * static_cast<unsigned>(count)) size *= 2;
        table_ = detail::zeros(size);
        room_ = count + count / 2;
        instead_ = detail::list<int>(room_);
        instead_.truncate(count);
        value_ = detail::list<residue::type>::unset(room_);
        changed_ = false;
        for (int const o : n_.outputs) settle_with_parts(o);
        if (!changed_) return false;
        for (int v = 0; v < count; ++v) {
            if (instead_.data[v] != v + 1) continue;
            variable const x = n_.variables.data[v];
            if (x.arguments != 0) replace_operands(v);
            if (x.first >= 0) replace_factors(v);
        }
        for (int& o : n_.outputs) o = standing_for(o);
        return true;
    }
};

}  // namespace ctgrad::transform::straight
