#pragma once

#include <ctgrad/math/elementary.hpp>
#include <ctgrad/op/entrywise.hpp>

namespace ctgrad::op {

/// A condition: it has no derivative.
struct condition : entrywise<2> {
    static constexpr kind result = kind::condition;
    static constexpr bool expensive = false;
    static constexpr term derivative(first, auto a, auto, auto) { return constant(*a.g, 0); }
    static constexpr term derivative(second, auto a, auto, auto) { return constant(*a.g, 0); }

protected:
    static constexpr bool decided(term const* x) { return is_rational(x[0]) && is_rational(x[1]); }
    static constexpr term answer(term const& t, bool yes) { return constant(*t.g, yes ? 1 : 0); }
};

/// a < b, entry by entry.
struct less_op : condition {
    static constexpr spelling name{.text = "<", .latex = "<", .c = "<", .precedence = 3};
    CTGRAD_INLINE static constexpr auto value(auto const& a, auto const& b) { return a < b; }
    static constexpr term fold(auto const* x) {
        return decided(x) ? answer(x[0], rational_of(x[0]) < rational_of(x[1])) : no_term;
    }
};

/// a <= b, entry by entry.
struct less_equal_op : condition {
    static constexpr spelling name{.text = "<=", .latex = "\\le", .c = "<=", .precedence = 3};
    CTGRAD_INLINE static constexpr auto value(auto const& a, auto const& b) { return a <= b; }
    static constexpr term fold(auto const* x) {
        return decided(x) ? answer(x[0], !(rational_of(x[1]) < rational_of(x[0]))) : no_term;
    }
};

/// a = b for integers: the Iverson bracket [i = j] of labels, positions and index symbols.
struct equal_op : condition {
    static constexpr spelling name{.text = "==", .latex = "=", .c = "==", .precedence = 2};
    static constexpr bool commutative = true;
    static constexpr std::array<kind, 3> takes{kind::integer, kind::integer};
    CTGRAD_INLINE static constexpr auto value(auto const& a, auto const& b) { return a == b; }
    static constexpr term fold(auto const* x) {
        if (decided(x)) return answer(x[0], rational_of(x[0]) == rational_of(x[1]));
        if (same(x[0], x[1])) return answer(x[0], true);
        range const a = range_of(x[0]);
        range const b = range_of(x[1]);
        if (a.label >= 0 && a.label == b.label) return answer(x[0], a.first == b.first);
        return a.last < b.first || b.last < a.first ? answer(x[0], false) : no_term;
    }

private:
    /// The integers that a constant or a position may be.
    struct range {
        int label = -1;
        int first = std::numeric_limits<int>::min();
        int last = std::numeric_limits<int>::max();
    };
    static constexpr range range_of(term const& t) {
        if (is_rational(t)) {
            int const n = static_cast<int>(rational_of(t).numerator);
            return {-1, n, n};
        }
        if (t.op != graph::position_code || t.axis(0).dynamic >= 0) return {};
        index const at = t.axis(0);
        return {at.label, at.offset, at.offset + (at.label < 0 ? 0 : t.g->extents_pool[t.space + at.label] - 1)};
    }
};

/// `a` where the condition holds, `b` elsewhere, entry by entry. Derivative: routed to the branch that is taken; the other
/// contributes exactly 0, whatever it is.
struct select_op : entrywise<3> {
    static constexpr spelling name{.text = "select", .latex = "\\mathrm{select}", .c = "ctgrad_select"};
    static constexpr bool expensive = false;
    static constexpr std::array<kind, 3> takes{kind::condition, kind::real, kind::real};
    CTGRAD_INLINE static constexpr auto value(auto const& c, auto const& a, auto const& b) { return math::select(c, a, b); }
    static constexpr term derivative(first, auto, auto a, auto, auto) { return constant(*a.g, 0); }
    static constexpr term derivative(second, auto c, auto, auto, auto) { return select(c, 1, 0); }
    static constexpr term derivative(third, auto c, auto, auto, auto) { return select(c, 0, 1); }

    static constexpr term fold(auto const* x) {
        auto const c = x[0];
        if (is_rational(c)) return is_zero(c) ? x[2] : x[1];
        if (same(x[1], x[2])) return x[1];
        if (is<select_op>(x[1]) && same(operand(x[1], 0), c)) return select(c, operand(x[1], 1), x[2]);
        if (is<select_op>(x[2]) && same(operand(x[2], 0), c)) return select(c, x[1], operand(x[2], 2));
        return no_term;
    }
};

}  // namespace ctgrad::op
