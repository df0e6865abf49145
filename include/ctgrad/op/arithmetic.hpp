#pragma once

#include <ctgrad/math/elementary.hpp>
#include <ctgrad/op/cancellation.hpp>
#include <ctgrad/op/chain_rule.hpp>
#include <ctgrad/op/entrywise.hpp>

namespace ctgrad::op {

/// A term as a rational multiple of another: the coefficient that `2 x`, `-x`, and `x` have in a sum.
struct multiple {
    rational coefficient{1, 1};
    term rest{};
};

constexpr multiple as_multiple(term t) {
    if (t.op == code<negate_op>) {
        multiple m = as_multiple(operand(t, 0));
        return {-m.coefficient, m.rest};
    }
    if (t.op == code<multiply_op>) {
        term const c = operand(t, 0);
        if (is_rational(c)) return {rational_of(c), operand(t, 1)};
    }
    return {{1, 1}, t};
}

/// Some operators, and constants, as a bit set of codes.
template <class... Ops>
inline constexpr unsigned long long constants_and = ((1ULL << graph::constant_code) | ... | (1ULL << code<Ops>));

/// Is the term one of some operators, or a constant?
template <class... Ops>
constexpr bool is_any(term const& t) {
    return t.op >= 0 && (constants_and<Ops...> >> t.op & 1U) != 0;
}

/// Is the term 1 / b? `operand(t, 1)` is what it is the reciprocal of.
constexpr bool is_reciprocal(term const& t) { return t.op == code<divide_op> && is_value(operand(t, 0), 1); }

/// Is the number one of every binary floating-point type from float on? Such constants are combined without rounding.
constexpr bool is_exact_in_float(rational r) {
    constexpr long long mantissa = 1 << 24;
    constexpr long long smallest = 1 << 30;
    return r.numerator <= mantissa && r.numerator >= -mantissa && r.denominator > 0 && r.denominator <= smallest &&
           std::has_single_bit(static_cast<unsigned long long>(r.denominator));
}

/// The result of an operation on two rationals as a term; nothing where it does not fit or would hide a rounding that the graph
/// has to keep: the operation is then kept.
constexpr term folded(builder& g, rational a, rational b, rational result) {
    bool const zero_is_positive = result.numerator != 0 || (a.numerator >= 0 && b.numerator >= 0);
    bool const exact = zero_is_positive && is_exact_in_float(a) && is_exact_in_float(b) && is_exact_in_float(result);
    return result.representable() && (exact || g.allows(soundness::rounding)) ? constant(g, result) : no_term;
}

/// The factor of a power of two that division by one is, else no term: both are one rounding of the same number.
constexpr term reciprocal_power_of_two(builder& g, term const& b) {
    if (!is_rational(b)) return no_term;
    rational const inverse = rational{1, 1} / rational_of(b);
    bool const exact = inverse.representable() && is_exact_in_float(rational_of(b)) && is_exact_in_float(inverse);
    return exact ? constant(g, inverse) : no_term;
}

/// Two contributions that are routed by one condition: select(c, x, 0) + select(c, 0, y) is select(c, x, y). Nothing for others.
template <class Op>
constexpr term joined_selections(auto a, auto b) {
    if (a.op != code<select_op> || b.op != code<select_op>) return no_term;
    term const condition = operand(a, 0);
    if (!same(condition, operand(b, 0))) return no_term;
    term const a1 = operand(a, 1), a2 = operand(a, 2), b1 = operand(b, 1), b2 = operand(b, 2);
    bool const a1_zero = is_zero(a1), a2_zero = is_zero(a2), b1_zero = is_zero(b1), b2_zero = is_zero(b2);
    bool const routed = (a1_zero || b1_zero) && (a2_zero || b2_zero);
    bool const parallel = a2_zero && b2_zero;
    bool const opposite = a1_zero && b1_zero;
    if (!routed && !parallel && !opposite) return no_term;
    return select(condition, make<Op>(a1, b1), make<Op>(a2, b2));
}

/// `a` itself. With a reduction: the sum, maximum, minimum or its position, of the entries of `a`.
/// Shape: that of a.
struct copy_op : entrywise<1> {
    static constexpr spelling name{.text = "copy", .latex = "", .c = ""};
    static constexpr bool expensive = false;
    CTGRAD_INLINE static constexpr auto value(auto const& a) { return a; }
    static constexpr term derivative(first, auto a, auto) { return constant(*a.g, 1); }
    static constexpr term fold(auto const* x) { return x[0]; }
};

/// Sum, entry by entry: the add gate distributes the upstream gradient.
struct add_op : entrywise<2> {
    static constexpr spelling name{.text = "+", .latex = "+", .c = "+", .precedence = 4};
    static constexpr bool commutative = true;
    static constexpr bool expensive = false;
    CTGRAD_INLINE static constexpr auto value(auto const& a, auto const& b) { return a + b; }
    static constexpr term derivative(first, auto a, auto, auto) { return constant(*a.g, 1); }
    static constexpr term derivative(second, auto a, auto, auto) { return constant(*a.g, 1); }

    static constexpr unsigned long long folds = constants_and<negate_op, select_op>;
    static constexpr term fold(auto const* x) {
        auto const a = x[0];
        auto const b = x[1];
        builder& g = *a.g;
        if (b.op == code<negate_op>) return a - operand(b, 0);
        if (a.op == code<negate_op>) return b - operand(a, 0);
        bool const constants = a.op == graph::constant_code || b.op == graph::constant_code;
        if (constants && is_rational(a) && is_rational(b))
            return folded(g, rational_of(a), rational_of(b), rational_of(a) + rational_of(b));
        if (g.rewrites < soundness::rounding) return no_term;
        if (constants && is_zero(a)) return b;  // -0 + 0 is 0
        if (constants && is_zero(b)) return a;
        if (constants && is_rational(b)) return make<add_op>(b, a);
        if (constants && is_rational(a)) {  // constants gather at the front: c + (d + x) is (c + d) + x
            if (is<add_op>(b) && is_rational(operand(b, 0))) return make<add_op>(a, operand(b, 0)) + operand(b, 1);
            if (is<subtract_op>(b) && is_rational(operand(b, 0))) return make<add_op>(a, operand(b, 0)) - operand(b, 1);
            return no_term;
        }
        auto const m = as_multiple(a);
        auto const n = as_multiple(b);
        if (same(m.rest, n.rest)) {
            rational const sum = m.coefficient + n.coefficient;
            if (sum.representable()) return constant(g, sum) * m.rest;
        }
        return joined_selections<add_op>(a, b);
    }
};

/// Difference, entry by entry.
struct subtract_op : entrywise<2> {
    static constexpr spelling name{.text = "-", .latex = "-", .c = "-", .precedence = 4};
    static constexpr bool expensive = false;
    CTGRAD_INLINE static constexpr auto value(auto const& a, auto const& b) { return a - b; }
    static constexpr term derivative(first, auto a, auto, auto) { return constant(*a.g, 1); }
    static constexpr term derivative(second, auto a, auto, auto) { return constant(*a.g, -1); }

    static constexpr unsigned long long folds = constants_and<negate_op, select_op>;
    static constexpr term fold(auto const* x) {
        auto const a = x[0];
        auto const b = x[1];
        builder& g = *a.g;
        if (is_zero(b)) return a;
        if (is<negate_op>(b)) return a + operand(b, 0);
        if (is_rational(a) && is_rational(b)) return folded(g, rational_of(a), rational_of(b), rational_of(a) - rational_of(b));
        if (!g.allows(soundness::rounding)) return no_term;
        if (is_zero(a)) return -b;  // 0 - 0 is 0
        if (is_rational(b)) return constant(g, -rational_of(b)) + a;
        if (is<negate_op>(a)) return -(operand(a, 0) + b);
        auto const m = as_multiple(a);
        auto const n = as_multiple(b);
        if (same(m.rest, n.rest)) {
            rational const difference = m.coefficient - n.coefficient;
            if (difference.representable()) return constant(g, difference) * m.rest;
        }
        return joined_selections<subtract_op>(a, b);
    }
};

/// Product, entry by entry: the multiply gate swaps. With labels it is every product of linear algebra: scaling, dot,
/// outer, matrix-vector, matrix-matrix and entrywise products differ in their index maps only.
struct multiply_op : entrywise<2> {
    static constexpr spelling name{.text = "*", .latex = " ", .c = "*", .precedence = 5};
    static constexpr bool commutative = true;
    static constexpr bool expensive = false;
    CTGRAD_INLINE static constexpr auto value(auto const& a, auto const& b) { return a * b; }
    static constexpr term derivative(first, auto, auto b, auto) { return b; }
    static constexpr term derivative(second, auto a, auto, auto) { return a; }

    static constexpr unsigned long long folds = constants_and<negate_op, select_op, divide_op>;
    static constexpr term fold(auto const* x) {
        auto const a = x[0];
        auto const b = x[1];
        builder& g = *a.g;
        bool const finite = soundness::assumes_finite <= g.rewrites;
        bool const constants = a.op == graph::constant_code || b.op == graph::constant_code;
        if (constants) {
            if (is_value(a, 1)) return b;
            if (is_value(b, 1)) return a;
            if (is_value(a, -1)) return -b;
            if (is_value(b, -1)) return -a;
            if (finite) {
                if (is_zero(a)) return a;
                if (is_zero(b)) return b;
            }
        }
        if (a.op == code<negate_op>) return -(operand(a, 0) * b);
        if (b.op == code<negate_op>) return -(a * operand(b, 0));
        if (finite && (a.op == code<select_op> || b.op == code<select_op>))
            if (term const guarded = chain_rule::into_selection(a, b); guarded.exists()) return guarded;
        if (constants && is_rational(a) && is_rational(b))
            return folded(g, rational_of(a), rational_of(b), rational_of(a) * rational_of(b));
        if (g.rewrites < soundness::rounding) return no_term;
        if (constants && is_rational(b)) return make<multiply_op>(b, a);
        if (finite && (has_quotient(a) || has_quotient(b)))
            if (auto const rest = fraction::cancelled(a, b, false); rest.exists()) return rest;
        if (constants && is_rational(a)) {
            if (is_constant(b) || !is_any<multiply_op, divide_op>(b) || !is_rational(operand(b, 0))) return no_term;  // pi
            term const c =
                folded(g, rational_of(a), rational_of(operand(b, 0)), rational_of(a) * rational_of(operand(b, 0)));
            if (!c.exists()) return no_term;  // too large for 64 bits
            return is<multiply_op>(b) ? c * operand(b, 1) : c / operand(b, 1);
        }
        // constants gather at the front of a product
        if (a.op == code<multiply_op> && is_rational(operand(a, 0))) return operand(a, 0) * (operand(a, 1) * b);
        if (b.op == code<multiply_op> && is_rational(operand(b, 0))) return operand(b, 0) * (a * operand(b, 1));
        if (is_reciprocal(a)) return b / operand(a, 1);
        if (is_reciprocal(b)) return a / operand(b, 1);
        return no_term;
    }
};

/// Quotient, entry by entry.
struct divide_op : entrywise<2> {
    static constexpr spelling name{.text = "/", .latex = "/", .c = "/", .precedence = 5};
    static double distance_to_kink(double, double b) { return __builtin_fabs(b); }
    CTGRAD_INLINE static constexpr auto value(auto const& a, auto const& b) {
        using T = std::remove_cvref_t<decltype(b)>;
        if constexpr (std::is_floating_point_v<T>)  // no constant expression; but a branch that is not taken may do it
            if (__builtin_is_constant_evaluated() && b == T(0)) return by_zero(static_cast<T>(a), b);
        return a / b;
    }
    static constexpr term derivative(first, auto, auto b, auto) { return 1 / b; }
    static constexpr term derivative(second, auto, auto b, auto y) { return -(y / b); }

    static constexpr unsigned long long folds = constants_and<negate_op, select_op, divide_op>;
    static constexpr term fold(auto const* x) {
        auto const a = x[0];
        auto const b = x[1];
        builder& g = *a.g;
        if (is_value(b, 1)) return a;
        if (is_value(b, -1)) return -a;
        if (is<negate_op>(a)) return -(operand(a, 0) / b);
        if (is<negate_op>(b)) return -(a / operand(b, 0));
        if (g.allows(soundness::assumes_finite)) {
            if (is_zero(a) && !is_zero(b)) return a;
            if (same(a, b)) return constant(g, 1);
            if (is<select_op>(a) && is_zero(operand(a, 2))) return select(operand(a, 0), operand(a, 1) / b, 0);
            if (has_quotient(a) || has_quotient(b))
                if (auto const rest = fraction::cancelled(a, b, true); rest.exists()) return rest;
        }
        if (term const factor = reciprocal_power_of_two(g, b); factor.exists()) return factor * a;
        if (!g.allows(soundness::rounding)) return no_term;
        if (is_rational(b) && !is_zero(b)) return constant(g, rational{1, 1} / rational_of(b)) * a;
        if (is<divide_op>(b)) return a * (operand(b, 1) / operand(b, 0));
        if (is<multiply_op>(b) && is_rational(operand(b, 0)) && !is_zero(operand(b, 0)))  // constants gather in the numerator
            return (constant(g, rational{1, 1} / rational_of(operand(b, 0))) * a) / operand(b, 1);
        return no_term;
    }

private:
    template <class T>
    static constexpr T by_zero(T a, T b) {
        if (!(a < T(0) || T(0) < a)) return std::numeric_limits<T>::quiet_NaN();
        bool const negative = (a < T(0)) != math::core::is_negative(static_cast<double>(b));
        return negative ? -std::numeric_limits<T>::infinity() : std::numeric_limits<T>::infinity();
    }
};

/// a / b, and 0 where b is 0: the derivatives of lengths and angles, which have no other at the origin. The canonical form takes it
/// for the quotient. Derivative: 1 / b and -y / b; 0 where b is 0.
struct divide_or_zero_op : entrywise<2> {
    static constexpr spelling name{.text = "divide_or_zero", .latex = "\\mathrm{divide\\_or\\_zero}", .c = "ctgrad_divide_or_zero"};
    static double distance_to_kink(double, double b) { return __builtin_fabs(b); }
    static constexpr std::array<special_point, 2> special_points{{{{0, 0}, {0, 0}}, {{2, 0}, {0, 0}}}};
    CTGRAD_INLINE static constexpr auto value(auto const& a, auto const& b) {
        using math::select;  // or that of packs
        using T = std::remove_cvref_t<decltype(b)>;
        auto const none = b == static_cast<T>(0);  // division by 0 is no constant expression
        return select(none, static_cast<T>(0), a / select(none, static_cast<T>(1), b));
    }
    static constexpr term derivative(first, auto, auto b, auto) { return make<divide_or_zero_op>(constant(*b.g, 1), b); }
    static constexpr term derivative(second, auto, auto b, auto y) { return -make<divide_or_zero_op>(y, b); }

    static constexpr term fold(auto const* x) {
        if (is_zero(x[0]) || is_zero(x[1])) return constant(*x[0].g, 0);
        if (is_rational(x[1])) return x[0] / x[1];
        if (is<negate_op>(x[0])) return -make<divide_or_zero_op>(operand(x[0], 0), x[1]);
        if (is<negate_op>(x[1])) return -make<divide_or_zero_op>(x[0], operand(x[1], 0));
        return no_term;
    }
};

/// a b, and 0 where a is 0, whatever b is: the derivative of a power by its exponent has 0 log(0). The canonical form takes it for the
/// product. Derivative: b and a; 0 and 0 where a is 0.
struct multiply_or_zero_op : entrywise<2> {
    static constexpr spelling name{.text = "multiply_or_zero", .latex = "\\mathrm{multiply\\_or\\_zero}", .c = "ctgrad_multiply_or_zero"};
    static constexpr bool expensive = false;
    static double distance_to_kink(double a, double) { return __builtin_fabs(a); }
    static constexpr std::array<special_point, 2> special_points{{{{0, 0}, {0, 0}}, {{0, 2}, {0, 0}}}};
    CTGRAD_INLINE static constexpr auto value(auto const& a, auto const& b) {
        using math::select;  // or that of packs
        using T = std::remove_cvref_t<decltype(a)>;
        auto const none = a == static_cast<T>(0);
        return select(none, static_cast<T>(0), a * select(none, static_cast<T>(0), b));  // 0 times infinity is no constant expression
    }
    static constexpr term derivative(first, auto a, auto, auto y) { return make<divide_or_zero_op>(y, a); }
    static constexpr term derivative(second, auto a, auto, auto) { return a; }

    static constexpr term fold(auto const* x) {
        if (is_zero(x[0]) || is_zero(x[1])) return constant(*x[0].g, 0);
        return is_rational(x[0]) || is_rational(x[1]) ? x[0] * x[1] : no_term;
    }
};

/// a * b + c, rounded once, entry by entry. Derivative: b, a and 1.
struct fma_op : entrywise<3> {
    static constexpr spelling name{.text = "fma", .latex = "\\mathrm{fma}", .c = "fma"};
    static constexpr bool expensive = false;
    CTGRAD_INLINE static constexpr auto value(auto const& a, auto const& b, auto const& c) { return math::fma(a, b, c); }
    static constexpr term derivative(first, auto, auto b, auto, auto) { return b; }
    static constexpr term derivative(second, auto a, auto, auto, auto) { return a; }
    static constexpr term derivative(third, auto a, auto, auto, auto) { return constant(*a.g, 1); }
    static constexpr term fold(auto const* x) {
        if (is_value(x[0], 1)) return x[1] + x[2];
        if (is_value(x[1], 1)) return x[0] + x[2];
        if (!x[0].g->allows(soundness::rounding)) return no_term;
        if (is_zero(x[2])) return x[0] * x[1];
        if (is_rational(x[0]) && is_rational(x[1]) && is_rational(x[2])) return x[0] * x[1] + x[2];
        return (is_zero(x[0]) || is_zero(x[1])) && x[0].g->allows(soundness::assumes_finite) ? x[2] : no_term;
    }
};

/// The opposite, entry by entry.
struct negate_op : entrywise<1> {
    static constexpr spelling name{.text = "-", .latex = "-", .c = "-", .precedence = 6};
    static constexpr bool expensive = false;
    CTGRAD_INLINE static constexpr auto value(auto const& a) { return -a; }
    static constexpr term derivative(first, auto a, auto) { return constant(*a.g, -1); }

    static constexpr term fold(auto const* x) {
        auto const a = x[0];
        builder& g = *a.g;
        if (is_rational(a) && (!is_zero(a) || g.allows(soundness::rounding))) return constant(g, -rational_of(a));
        if (is<negate_op>(a)) return operand(a, 0);
        if (is<multiply_op>(a) && is_rational(operand(a, 0))) return constant(g, -rational_of(operand(a, 0))) * operand(a, 1);
        if (!g.allows(soundness::rounding)) return no_term;
        if (is<subtract_op>(a)) return operand(a, 1) - operand(a, 0);  // -(a - a) is -0
        if (is<select_op>(a) && (is_zero(operand(a, 1)) || is_zero(operand(a, 2))))
            return select(operand(a, 0), -operand(a, 1), -operand(a, 2));
        return no_term;
    }
};

}  // namespace ctgrad::op
