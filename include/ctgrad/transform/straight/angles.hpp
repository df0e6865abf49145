// Sums of angles: c cos(a) cos(b) - c sin(a) sin(b) is c cos(a + b), and so on. In chains of rotations most products of sines and cosines
// are of this form; where they are gone, there are fewer functions to call, too.
//
// Relative to the largest summand no accuracy is lost: the angle is rounded once more, by half a unit in its last place.
#pragma once

#include <ctgrad/transform/straight/factors.hpp>
#include <ctgrad/transform/straight/rotations.hpp>

namespace ctgrad::transform::straight {

template <std::same_as<network> Network>
class angles {
    Network& n_;
    struct combined {
        int a, b, sign;
        int variable;
    };
    detail::list<combined> sums_;

    constexpr variable& of(int v) { return n_.variables.data[v]; }
    constexpr product& at(int p) { return n_.products.data[p]; }
    constexpr bool is_sine(int v) const { return n_.is_function(v, op::code<op::sin_op>); }
    constexpr bool is_cosine(int v) const { return n_.is_function(v, op::code<op::cos_op>); }

    /// The angle a + b, or a - b.
    constexpr int angle(int a, int b, int sign) {
        for (combined const& s : sums_)
            if (s.a == a && s.b == b && s.sign == sign) return s.variable;
        variable sum = blank<variable_kind::sum>;
        n_.append(sum, n_.make_product(&a, 1, 1));
        n_.append(sum, n_.make_product(&b, 1, sign));
        int const made = n_.variables.push(sum);
        sums_.push({a, b, sign, made});
        return made;
    }
    /// Puts one factor, or none, in the place of two.
    constexpr void replace(int p, factors_apart const& out, int in) {
        int kept[room_for_factors]{};
        int count = factors_without(n_, at(p), out.factors, out.count, kept);
        if (in >= 0) kept[count++] = in;
        product const made = at(n_.make_product(kept, count, at(p).sign));
        at(p).at = made.at;
        at(p).count = made.count;
    }

    /// Makes p of p and q, if they are one by the addition theorems. Then q is to go.
    constexpr bool merge(int p, int q) {
        factors_apart r;
        factors_apart s;
        if (!split(n_, at(p), at(q), r, s, 2) || r.count != 2 || s.count != 2) return false;
        bool const equal_signs = at(p).sign == at(q).sign;
        if (is_sine(r.factors[0]) && is_sine(r.factors[1]) && is_cosine(s.factors[0]) && is_cosine(s.factors[1])) {
            at(p).sign = at(q).sign;
            at(p).at = at(q).at;
            at(p).count = at(q).count;
            return merge_cosines(p, s, r, equal_signs);
        }
        if (is_cosine(r.factors[0]) && is_cosine(r.factors[1]) && is_sine(s.factors[0]) && is_sine(s.factors[1]))
            return merge_cosines(p, r, s, equal_signs);
        if (is_cosine(r.factors[0])) swap(r);
        if (is_cosine(s.factors[0])) swap(s);
        if (!is_sine(r.factors[0]) || !is_cosine(r.factors[1]) || !is_sine(s.factors[0]) || !is_cosine(s.factors[1]))
            return false;
        int const a = operand(r.factors[0]);
        int const b = operand(r.factors[1]);
        if (operand(s.factors[0]) != b || operand(s.factors[1]) != a) return false;
        // sin a cos b + sin b cos a
        int const sign = a < b || equal_signs ? 1 : -1;
        int const sum = angle(a < b ? a : b, a < b ? b : a, equal_signs ? 1 : -1);
        if (r.factors[1] < r.factors[0]) swap(r);
        int const made = n_.function(op::code<op::sin_op>, sum);
        replace(p, r, made);
        at(p).sign *= sign;
        return true;
    }
    static constexpr void swap(factors_apart& r) {
        int const first = r.factors[0];
        r.factors[0] = r.factors[1];
        r.factors[1] = first;
    }
    constexpr int operand(int v) const { return n_.variables.data[v].operand[0]; }

    /// cos a cos b - sin a sin b, the first in p; with a + where the signs are equal.
    constexpr bool merge_cosines(int p, factors_apart const& c, factors_apart const& s, bool equal_signs) {
        int const a = operand(c.factors[0]);
        int const b = operand(c.factors[1]);
        bool const same = (operand(s.factors[0]) == a && operand(s.factors[1]) == b) ||
                          (operand(s.factors[0]) == b && operand(s.factors[1]) == a);
        if (!same) return false;
        if (a == b && equal_signs) {
            replace(p, c, -1);
            return true;
        }
        int const sum = angle(a < b ? a : b, a < b ? b : a, equal_signs ? -1 : 1);
        replace(p, c, n_.function(op::code<op::cos_op>, sum));
        return true;
    }
    /// Writes out factors that became products of few factors in this pass.
    constexpr void write_out(int p) {
        product const x = at(p);
        int factors[room_for_factors]{};
        int count = 0;
        int sign = x.sign;
        bool any = false;
        for (int k = 0; k < x.count; ++k) {
            int const f = n_.factors.data[x.at + k];
            if (!n_.is_product(f) || count + (x.count - k) + at(of(f).first).count > most_factors) {
                factors[count++] = f;
                continue;
            }
            product const inner = at(of(f).first);
            sign *= inner.sign;
            any = true;
            for (int i = 0; i < inner.count; ++i) factors[count++] = n_.factors.data[inner.at + i];
        }
        if (!any) return;
        product const made = at(n_.make_product(factors, count, sign));
        at(p).at = made.at;
        at(p).count = made.count;
        at(p).sign = made.sign;
    }

public:
    constexpr explicit angles(Network& network_in) : n_(network_in) {}

    /// Whether anything changed.
    constexpr bool run() {
        bool changed = false;
        int const size = n_.size();
        for (int v = 0; v < size; ++v) {
            if (n_.variables.data[v].count == 0) continue;
            for (int p = of(v).first; p >= 0; p = at(p).next) write_out(p);
            rotations(n_).run(v);
            for (int p = of(v).first; p >= 0; p = at(p).next) {
                int before = p;
                for (int q = at(p).next; q >= 0;) {
                    if (!merge(p, q)) {
                        before = q;
                        q = at(q).next;
                        continue;
                    }
                    changed = true;
                    n_.remove(of(v), q, before);
                    before = p;
                    q = at(p).next;  // what was made may meet what was passed by
                }
            }
        }
        return changed;
    }
};

}  // namespace ctgrad::transform::straight
