// select(c, v f + g, v h) as v select(c, f, h) + select(c, g, 0): what both ways of an `if` compute from the same numbers is computed
// once, and selections are made between coefficients. A rotation that is a series near 0 so selects three numbers, not each
// entry of its result, and what is differentiated after that has the selections of three numbers.
//
// A factor of both ways may go in front whatever it is. What only one way has is masked on the other, so its factors go in front
// only where they are finite for finite inputs: inputs, and sums of products of them.
#pragma once

#include <ctgrad/transform/straight/factors.hpp>
#include <ctgrad/transform/straight/finite.hpp>

namespace ctgrad::transform::straight {

template <class Network>
class selections {
    Network& n_;
    detail::list<int> uses_;

    /// A number times a selection, under construction: factors in front, and what is selected from.
    struct piece {
        int front[room_for_factors]{};
        int count = 0;
        detail::list<int> yes;  ///< products that are in no sum
        detail::list<int> no;
    };
    detail::list<int> made_;  ///< the selections that were made
    bool changed_ = false;

    constexpr variable const& of(int v) const { return n_.variables.data[v]; }
    constexpr product const& at(int p) const { return n_.products.data[p]; }
    constexpr int factor(product const& p, int k) const { return n_.factors.data[p.at + k]; }
    constexpr bool is_selection(int v) const { return n_.is_function(v, op::code<op::select_op>); }

    constexpr int copied(product const p, int sign) { return n_.products.push({p.at, p.count, sign * p.sign, -1, -1}); }
    /// The summands of an operand of a selection.
    constexpr void gather(int v, int sign, detail::list<int>& to) {
        if (n_.is_product(v) || (n_.is_sum(v) && (of(v).count == 0 || (v < uses_.size() && uses_.data[v] == 2)))) {
            for (int p = of(v).first; p >= 0; p = at(p).next) {
                int const made = copied(at(p), sign);
                to.push(made);
            }
            return;
        }
        int const made = n_.make_product(&v, n_.is_number(v) && of(v).number() == rational{1, 1} ? 0 : 1, sign);
        to.push(made);
    }

    constexpr int common(product const& p, product const& q) const {
        int count = 0;
        for (int i = 0, j = 0; i < p.count && j < q.count;) {
            int const f = factor(p, i);
            int const g = factor(q, j);
            if (f == g) ++count;
            if (f <= g) ++i;
            if (g <= f) ++j;
        }
        return count;
    }
    /// Splits a product into what is in front and the rest.
    constexpr int without(product const p, piece const& front) {
        int kept[room_for_factors]{};
        int const count = factors_without(n_, p, front.front, front.count, kept);
        return n_.make_product(kept, count, p.sign);
    }
    constexpr bool equal(product const& p, product const& q) const {
        bool same = p.count == q.count && p.sign == q.sign;
        for (int k = 0; same && k < p.count; ++k) same = factor(p, k) == factor(q, k);
        return same;
    }
    constexpr bool equal(detail::list<int> const& a, int sum) const {
        int p = n_.is_sum(sum) ? of(sum).first : -1;
        for (int const x : a) {
            if (p < 0 || !equal(at(x), at(p))) return false;
            p = at(p).next;
        }
        return p < 0 && n_.is_sum(sum);
    }
    constexpr int sum_of(detail::list<int> const& products) {
        variable v = blank<variable_kind::sum>;
        for (int const p : products) n_.append(v, copied(at(p), 1));
        return n_.variables.push(v);
    }
    constexpr int selection(int condition, piece const& x) {
        for (int const s : made_)
            if (of(s).operand[0] == condition && equal(x.yes, of(s).operand[1]) && equal(x.no, of(s).operand[2])) return s;
        int const operands[]{condition, sum_of(x.yes), sum_of(x.no)};
        int const s = n_.add_function(op::code<op::select_op>, operands, 3);
        made_.push(s);
        return s;
    }
    /// What is in front of one product alone.
    constexpr void put_in_front(piece& x, product const& p) const {
        for (int k = 0; k < p.count; ++k)
            if (!n_.is_number(factor(p, k)) && is_finite(n_, factor(p, k), nothing_is_known{})) x.front[x.count++] = factor(p, k);
        if (x.count == p.count) x.count = 0;  // nothing would be left to select
    }
    constexpr void add(detail::list<piece>& pieces, piece const& x) {
        for (piece& other : pieces) {
            bool same = other.count == x.count;
            for (int k = 0; same && k < x.count; ++k) same = other.front[k] == x.front[k];
            if (!same) continue;
            for (int const p : x.yes) other.yes.push(p);
            for (int const p : x.no) other.no.push(p);
            return;
        }
        pieces.push(x);
    }

    /// The summands of select(condition, sum of yes, sum of no). None where nothing is in common.
    constexpr detail::list<int> split(int condition, detail::list<int> const& yes, detail::list<int> const& no) {
        detail::list<piece> pieces;
        detail::list<char> taken(no.size(), 0);
        detail::list<int> alone;
        for (int const p : yes) {
            int best = -1;
            int most = 0;
            for (int k = 0; k < no.size(); ++k) {
                int const count = taken[k] != 0 ? 0 : common(at(p), at(no[k]));
                if (count <= most) continue;
                most = count;
                best = k;
            }
            if (best < 0) {
                alone.push(p);
                continue;
            }
            taken[best] = 1;
            piece x;
            product const& q = at(no[best]);
            for (int i = 0, j = 0; i < at(p).count && j < q.count;) {
                int const f = factor(at(p), i);
                int const g = factor(q, j);
                if (f == g) x.front[x.count++] = f;
                if (f <= g) ++i;
                if (g <= f) ++j;
            }
            x.yes.push(without(at(p), x));
            x.no.push(without(at(no[best]), x));
            add(pieces, x);
        }
        detail::list<int> result;
        if (pieces.empty()) return result;
        piece rest;
        int others = 0;
        for (int k = 0; k < no.size(); ++k)
            if (taken[k] == 0) ++others;
        if (alone.size() + others == 1) {
            if (others == 0) put_in_front(rest, at(alone[0]));
            for (int k = 0; k < no.size(); ++k)
                if (taken[k] == 0) put_in_front(rest, at(no[k]));
        }
        for (int const p : alone) rest.yes.push(without(at(p), rest));
        for (int k = 0; k < no.size(); ++k)
            if (taken[k] == 0) rest.no.push(without(at(no[k]), rest));
        if (!rest.yes.empty() || !rest.no.empty()) add(pieces, rest);
        for (piece& x : pieces) {
            bool negative = true;
            for (int const p : x.yes) negative = negative && at(p).sign < 0;
            for (int const p : x.no) negative = negative && at(p).sign < 0;
            if (negative) {
                for (int const p : x.yes) n_.products[p].sign = 1;
                for (int const p : x.no) n_.products[p].sign = 1;
            }
            int factors[2 * room_for_factors]{};
            int count = 0;
            int sign = negative ? -1 : 1;
            for (int k = 0; k < x.count; ++k) factors[count++] = x.front[k];
            if (x.yes.size() == 1 && x.no.size() == 1 && equal(at(x.yes[0]), at(x.no[0]))) {
                product const& p = at(x.yes[0]);
                for (int k = 0; k < p.count; ++k) factors[count++] = factor(p, k);
                sign *= p.sign;
            } else {
                factors[count++] = selection(condition, x);
            }
            result.push(n_.make_product(factors, count, sign));
        }
        changed_ = true;
        return result;
    }

    /// Selections on one condition that are summands of one sum.
    constexpr void split_in(int v) {
        detail::list<int> conditions;
        for (int p = of(v).first; p >= 0; p = at(p).next) {
            int const f = at(p).count == 1 ? factor(at(p), 0) : -1;
            if (f < 0 || f >= uses_.size() || !is_selection(f) || uses_.data[f] != 1) continue;
            bool known = false;
            for (int const c : conditions) known = known || c == of(f).operand[0];
            if (!known) conditions.push(of(f).operand[0]);
        }
        for (int const c : conditions) {
            detail::list<int> yes;
            detail::list<int> no;
            variable rest = blank<variable_kind::sum>;
            rest.reciprocal = of(v).reciprocal;
            detail::list<int> parts;
            for (int p = of(v).first; p >= 0; p = at(p).next) {
                int const f = at(p).count == 1 ? factor(at(p), 0) : -1;
                bool const part = f >= 0 && f < uses_.size() && is_selection(f) && uses_.data[f] == 1 && of(f).operand[0] == c;
                if (!part) {
                    parts.push(p);
                    continue;
                }
                gather(of(f).operand[1], at(p).sign, yes);
                gather(of(f).operand[2], at(p).sign, no);
            }
            detail::list<int> const made = split(c, yes, no);
            if (made.empty()) continue;
            for (int const p : parts) n_.append(rest, p);
            for (int const p : made) n_.append(rest, p);
            n_.variables[v] = rest;
        }
    }
    constexpr void split_alone(int v) {
        detail::list<int> yes;
        detail::list<int> no;
        gather(of(v).operand[1], 1, yes);
        gather(of(v).operand[2], 1, no);
        detail::list<int> const made = split(of(v).operand[0], yes, no);
        if (made.empty()) return;
        variable sum = blank<variable_kind::sum>;
        sum.reciprocal = of(v).reciprocal;
        for (int const p : made) n_.append(sum, p);
        n_.variables[v] = sum;
    }

public:
    // For the name see reader.hpp.
    constexpr explicit selections(Network& network_in) : n_(network_in), uses_(network_in.count_uses()) {}

    /// How often each variable is used, before that.
    constexpr detail::list<int> const& uses() const { return uses_; }

    /// Whether anything changed.
    constexpr bool run() {
        int const size = n_.size();
        for (int v = 0; v < size; ++v)
            if (uses_.data[v] != 0 && n_.is_sum(v) && of(v).count > 1) split_in(v);
        uses_ = n_.count_uses();
        for (int v = 0; v < size; ++v)
            if (uses_.data[v] != 0 && is_selection(v)) split_alone(v);
        return changed_;
    }
};

}  // namespace ctgrad::transform::straight
