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
    return reduced((total & prime) + (total >> 61U));
}
/// 1 / a; 0 for 0.
constexpr type inverse(type a) {
    type result = 1;
    for (type n = prime - 2; n != 0; n >>= 1U, a = product(a, a))
        if ((n & 1U) != 0) result = product(result, a);
    return result;
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
    detail::list<residue::type> value_;
    detail::list<int> instead_;  ///< by variable: what stands for it, -1: not evaluated yet
    detail::list<char> turned_;  ///< by variable: is it the opposite of what stands for it?
    detail::list<int> table_;    ///< of variables, by value up to the sign

    constexpr variable const& of(int v) const { return n_.variables.data[v]; }
    constexpr product& at(int p) { return n_.products.data[p]; }

    constexpr residue::type evaluated(int v) {
        variable const& x = of(v);
        switch (x.kind) {
            case variable_kind::leaf:
                return residue::mixed(0x9E3779B97F4A7C15ULL * static_cast<residue::type>(v + 1));
            case variable_kind::number:
                return residue::product(residue::of(x.number.numerator), residue::inverse(residue::of(x.number.denominator)));
            case variable_kind::reciprocal:
                return residue::inverse(value_.data[x.operand[0]]);
            case variable_kind::sum: {
                residue::type total = 0;
                for (int p = x.first; p >= 0; p = at(p).next) {
                    residue::type term = 1;
                    for (int const *f = n_.factors.data + at(p).at, *end = f + at(p).count; f != end; ++f)
                        term = residue::product(term, value_.data[*f]);
                    total = residue::sum(total, at(p).sign < 0 ? residue::opposite(term) : term);
                }
                return total;
            }
            default:
                break;
        }
        residue::type hash = static_cast<residue::type>(x.op + 1);
        for (int m = 0; m < x.arguments; ++m) hash = residue::mixed(hash * 0x9E3779B97F4A7C15ULL + value_.data[x.operand[m]]);
        return hash;
    }
    /// Numbers it, and finds what stands for it.
    constexpr void settle(int v) {
        value_.data[v] = evaluated(v);
        instead_.data[v] = v;
        if (of(v).kind == variable_kind::number || (n_.is_sum(v) && of(v).count == 0)) return;
        residue::type const x = value_.data[v];
        residue::type const y = residue::opposite(x);
        unsigned const mask = static_cast<unsigned>(table_.size()) - 1;
        unsigned slot = static_cast<unsigned>(residue::mixed(x < y ? x : y)) & mask;
        for (; table_.data[slot] >= 0; slot = (slot + 1) & mask) {
            int const other = table_.data[slot];
            if (value_.data[other] != x && value_.data[other] != y) continue;
            instead_.data[v] = other;
            turned_.data[v] = value_.data[other] != x;
            return;
        }
        table_.data[slot] = v;
    }
    constexpr void need(detail::list<int>& pending, int v) const {
        if (instead_.data[v] < 0) pending.push(v);
    }
    constexpr void settle_all() {
        detail::list<int> pending;
        for (int const o : n_.outputs) {
            need(pending, o);
            while (!pending.empty()) {
                int const v = pending.back();
                int const before = pending.size();
                if (instead_.data[v] < 0) {
                    for (int m = 0; m < of(v).arguments; ++m) need(pending, of(v).operand[m]);
                    for (int p = n_.is_sum(v) ? of(v).first : -1; p >= 0; p = at(p).next)
                        for (int k = 0; k < at(p).count; ++k) need(pending, n_.factors.data[at(p).at + k]);
                    if (pending.size() != before) continue;
                    settle(v);
                }
                pending.truncate(before - 1);
            }
        }
    }
    /// The variable that is used for v by functions and outputs: they have no sign.
    constexpr int standing_for(int v) {
        if (turned_.data[v] == 0) return instead_.data[v];
        int const other = instead_.data[v];
        variable opposite{.kind = variable_kind::sum};
        opposite.reciprocal = of(v).reciprocal;
        n_.append(opposite, n_.make_product(&other, 1, -1));
        n_.variables[v] = opposite;
        return v;
    }
    constexpr void replace(product& p) {
        bool changed = false;
        for (int k = 0; k < p.count; ++k) {
            int& f = n_.factors.data[p.at + k];
            changed = changed || instead_.data[f] != f;
            if (turned_.data[f] != 0) p.sign = -p.sign;
            f = instead_.data[f];
        }
        if (changed) n_.sort_factors(p);
    }

public:
    // For the name see reader.hpp.
    constexpr explicit equal_values(Network& network_in)
        : n_(network_in), value_(network_in.size(), 0), instead_(network_in.size(), -1), turned_(network_in.size(), 0) {}

    /// Whether anything changed.
    constexpr bool run() {
        int size = 64;
        while (size < 2 * n_.size()) size *= 2;
        table_ = detail::list<int>(size, -1);
        settle_all();
        int const count = n_.size();
        bool changed = false;
        for (int v = 0; v < count; ++v) changed = changed || (instead_.data[v] >= 0 && instead_.data[v] != v);
        if (!changed) return false;
        for (int v = 0; v < count; ++v) {
            if (instead_.data[v] != v) continue;
            for (int p = n_.is_sum(v) ? of(v).first : -1; p >= 0; p = at(p).next) replace(at(p));
        }
        for (int v = 0; v < count; ++v)
            for (int m = 0; instead_.data[v] == v && m < of(v).arguments; ++m) {
                int const operand = standing_for(of(v).operand[m]);
                n_.variables[v].operand[m] = operand;
            }
        for (int& o : n_.outputs) o = standing_for(o);
        return true;
    }
};

}  // namespace ctgrad::transform::straight
