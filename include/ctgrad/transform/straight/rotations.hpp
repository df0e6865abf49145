// Rotations of rotations: cos(a) x - sin(a) y, where x = cos(b) u - sin(b) w and y = sin(b) u + cos(b) w, is written out, so that the sums
// of angles (angles.hpp) are seen. So are chains of rotations that are multiplied from their far end, as matrices and a vector are.
#pragma once

#include <ctgrad/transform/straight/draft.hpp>

namespace ctgrad::transform::straight {

template <std::same_as<network> Network>
class rotations {
    Network& n_;

    static constexpr int longest = 6;  ///< longer sums are not worth the products
    static constexpr int most_summands = 16;

    constexpr variable const& of(int v) const { return n_.variables.data[v]; }
    constexpr product const& at(int p) const { return n_.products.data[p]; }
    constexpr int factor(product const& p, int k) const { return n_.factors.data[p.at + k]; }
    /// sin for cos, cos for sin, 0 for anything else.
    static constexpr graph::opcode other(graph::opcode f) {
        constexpr graph::opcode sine = op::code<op::sin_op>;
        constexpr graph::opcode cosine = op::code<op::cos_op>;
        return f == sine ? cosine : f == cosine ? sine : graph::opcode{0};
    }
    constexpr bool is_turn(int v) const { return of(v).kind == variable_kind::function && other(of(v).op) != 0; }
    constexpr bool are_turns(int v, int w) const {
        return is_turn(v) && of(w).kind == variable_kind::function && of(w).op == other(of(v).op) && of(w).operand[0] == of(v).operand[0];
    }
    /// May the sum v among `count` factors be multiplied out? One exact summand may be among rounded ones: their sum is no more accurate
    /// than its products.
    constexpr bool may_go(int v, int count) const {
        if (!n_.is_sum(v) || of(v).count < 2 || of(v).count > longest) return false;
        int exact = 0;
        for (int p = of(v).first; p >= 0; p = at(p).next) {
            if (at(p).count + count - 1 > most_factors) return false;
            if (!n_.is_rounded(at(p))) ++exact;
        }
        return exact <= 1;
    }
    /// The position of the one factor of q that is not among those of p without its k-th and l-th; -1 where there is not exactly one. The
    /// factor i of q does not count.
    constexpr int rest_of(product const& p, int k, int l, product const& q, int i) const {
        if (p.count != q.count) return -1;
        int found = -1;
        int m = 0;
        for (int j = 0; j < q.count; ++j) {
            if (j == i) continue;
            while (m == k || m == l) ++m;
            if (m < p.count && factor(p, m) == factor(q, j)) {
                ++m;
            } else {
                if (found >= 0) return -1;
                found = j;
            }
        }
        return found;
    }
    /// Has one sum a summand g(b) u and the other h(b) u, where g and h are the sine and the cosine?
    constexpr bool are_rotated(int s, int t) const {
        for (int p = of(s).first; p >= 0; p = at(p).next) {
            for (int k = 0; k < at(p).count; ++k) {
                if (!is_turn(factor(at(p), k))) continue;
                for (int q = of(t).first; q >= 0; q = at(q).next)
                    for (int i = 0; i < at(q).count; ++i)
                        if (are_turns(factor(at(p), k), factor(at(q), i)) && is_same(at(p), k, at(q), i)) return true;
            }
        }
        return false;
    }
    /// Are the products equal without these factors?
    constexpr bool is_same(product const& p, int k, product const& q, int i) const {
        if (p.count != q.count) return false;
        for (int m = 0, j = 0; m < p.count; ++m, ++j) {
            if (m == k) ++m;
            if (j == i) ++j;
            if (m < p.count && factor(p, m) != factor(q, j)) return false;
        }
        return true;
    }
    struct pair {
        int p = -1, q = -1;
        int of_p = -1, of_q = -1;  ///< the positions of the sums among the factors
    };
    /// The summand h(a) t r for p, which is g(a) s r with g(a) at k and s at l.
    constexpr pair partner(int p, int k, int l) const {
        product const x = at(p);
        for (int q = x.next; q >= 0; q = at(q).next) {
            product const y = at(q);
            for (int i = 0; i < y.count; ++i) {
                if (!are_turns(factor(x, k), factor(y, i))) continue;
                int const j = rest_of(x, k, l, y, i);
                if (j < 0 || !may_go(factor(y, j), y.count)) continue;
                if (are_rotated(factor(x, l), factor(y, j))) return {p, q, l, j};
            }
        }
        return {};
    }
    /// Two summands g(a) s r and h(a) t r, where s and t are rotated.
    constexpr pair find(variable const& sum) const {
        for (int p = sum.first; p >= 0; p = at(p).next) {
            product const x = at(p);
            for (int k = 0; k < x.count; ++k) {
                for (int l = 0; l < x.count && is_turn(factor(x, k)); ++l)
                    if (may_go(factor(x, l), x.count))
                        if (pair const found = partner(p, k, l); found.p >= 0) return found;
            }
        }
        return {};
    }
    constexpr void write_out(variable& sum, int p, int k) {
        int before = -1;
        for (int q = sum.first; q != p; q = at(q).next) before = q;
        product const x = at(p);
        n_.remove(sum, p, before);
        multiply_out(n_, sum, x, k);
    }

public:
    constexpr explicit rotations(Network& network_in) : n_(network_in) {}

    /// Writes out the rotations in a sum.
    constexpr void run(int v) {
        variable sum = of(v);
        for (pair found = find(sum); found.p >= 0 && sum.count < most_summands; found = find(sum)) {
            write_out(sum, found.p, found.of_p);
            write_out(sum, found.q, found.of_q);
        }
        n_.variables[v] = sum;
    }
};

}  // namespace ctgrad::transform::straight
