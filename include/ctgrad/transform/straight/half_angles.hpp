// sin(a) is 2 sin(a/2) cos(a/2), and cos(a) is 1 - 2 sin(a/2)^2: where the functions of a half are needed anyway, those of the whole are two
// calls less. Rotations by an angle come to this: 1 - cos(a) is 2 sin(a/2)^2 for the sake of accuracy (op/standard_rules.hpp).
//
// sin(a) keeps its relative accuracy. cos(a) is accurate to a rounding error of 1, as it is for any a that was rounded itself.
#pragma once

#include <ctgrad/transform/straight/network.hpp>

namespace ctgrad::transform::straight {

template <std::same_as<network> Network>
class half_angles {
    Network& n_;

    constexpr variable& of(int v) { return n_.variables.data[v]; }

    /// Half the angle as a variable, -1: there is none. The angle is x or c x, its half x / 2 or c x / 2.
    constexpr int half_of(int angle, detail::list<int> const& uses) {
        for (int const f : n_.functions) {
            if (f >= uses.size() || uses.data[f] == 0 ||
                (of(f).op != op::code<op::sin_op> && of(f).op != op::code<op::cos_op>))
                continue;
            if (is_half(of(f).operand[0], angle)) return of(f).operand[0];
        }
        return -1;
    }
    struct multiple {
        rational coefficient{1, 1};
        int factors[room_for_factors]{};
        int count = 0;
    };
    constexpr multiple as_multiple(int v) const {
        multiple m;
        if (!n_.is_product(v)) {
            m.factors[m.count++] = v;
            return m;
        }
        product const p = n_.products.data[n_.variables.data[v].first];
        m.coefficient.numerator = p.sign;
        for (int k = 0; k < p.count; ++k) {
            int const f = n_.factors.data[p.at + k];
            if (n_.is_number(f))
                m.coefficient = m.coefficient * n_.variables.data[f].number();
            else
                m.factors[m.count++] = f;
        }
        return m;
    }
    constexpr bool is_half(int half, int angle) const {
        if (!n_.is_product(half)) return false;
        multiple const h = as_multiple(half);
        multiple const a = as_multiple(angle);
        bool same = h.count == a.count && h.coefficient * rational{2, 1} == a.coefficient;
        for (int k = 0; same && k < h.count; ++k) same = h.factors[k] == a.factors[k];
        return same;
    }

    /// Are there sines or cosines of two different angles?
    constexpr bool has_angles() const {
        int first = -1;
        for (int const f : n_.functions) {
            variable const& x = n_.variables.data[f];
            if (x.op != op::code<op::sin_op> && x.op != op::code<op::cos_op>) continue;
            if (first >= 0 && x.operand[0] != first) return true;
            first = x.operand[0];
        }
        return false;
    }

public:
    constexpr explicit half_angles(Network& network_in) : n_(network_in) {}

    /// Whether anything changed.
    constexpr bool run() {
        if (!has_angles()) return false;
        detail::list<int> const uses = n_.count_uses();
        bool changed = false;
        int const count = n_.functions.size();
        for (int k = 0; k < count; ++k) {
            int const f = n_.functions[k];
            bool const sine = of(f).op == op::code<op::sin_op>;
            if (uses[f] == 0 || (!sine && of(f).op != op::code<op::cos_op>)) continue;
            int const half = half_of(of(f).operand[0], uses);
            if (half < 0) continue;
            int const s = n_.function(op::code<op::sin_op>, half);
            int const two = n_.number({2, 1});
            variable sum = blank<variable_kind::sum>;
            if (sine) {
                int const factors[]{two, s, n_.function(op::code<op::cos_op>, half)};
                n_.append(sum, n_.make_product(factors, 3, 1));
            } else {
                int const factors[]{two, s, s};
                n_.append(sum, n_.make_product(factors, 0, 1));
                n_.append(sum, n_.make_product(factors, 3, -1));
            }
            sum.reciprocal = of(f).reciprocal;
            of(f) = sum;
            changed = true;
        }
        return changed;
    }
};

}  // namespace ctgrad::transform::straight
