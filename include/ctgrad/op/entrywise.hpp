#pragma once

#include <array>
#include <limits>
#include <string_view>

#include <ctgrad/op/list.hpp>

namespace ctgrad::op {

/// How an operator is written. Infix and prefix operators have a precedence (that of C); functions have 0.
struct spelling {
    std::string_view text;
    std::string_view latex;
    std::string_view c;
    int precedence = 0;
};

/// Names an argument in the local derivatives of an operator with several.
template <int M>
struct argument_t {};
template <int M>
inline constexpr argument_t<M> argument_number{};
using first = argument_t<0>;
using second = argument_t<1>;
using third = argument_t<2>;

// ---- where an operator is defined and smooth: what the laws draw their points from, and what they expect there ------------

inline constexpr double infinity = std::numeric_limits<double>::infinity();
/// Farther from any kink than every step of a difference.
inline constexpr double smooth = infinity;

/// From where to where an argument may lie, both ends included.
struct interval {
    double from = -infinity;
    double to = infinity;

    constexpr bool contains(double x) const { return from <= x && x <= to; }
};
inline constexpr interval not_negative{0, infinity};

/// An interval for each argument. At its ends a function may have an infinite derivative, see `special_point`.
using region = std::array<interval, 3>;

/// A point where a function is not differentiable, and what its derivative is there by definition.
struct special_point {
    std::array<double, 3> at{};
    std::array<double, 3> derivative{};
};

/// What an operator has unless it says otherwise. Its `value` is CTGRAD_INLINE: inlined late, a program of 1,400 instructions took
/// g++ 12 half a second longer, of four.
template <int Arity>
struct entrywise {
    static constexpr int arity = Arity;
    static constexpr bool commutative = false;
    static constexpr kind result = kind::real;
    /// Is one evaluation as dear as a call of the mathematics library? Such values are kept, not computed twice.
    static constexpr bool expensive = true;
    static constexpr std::array<kind, 3> takes{kind::real, kind::real, kind::real};
    /// How many of the first arguments are constants by definition: there is no derivative with respect to those.
    static constexpr int parameters = 0;
    /// Is the derivative 0 by definition, whatever the value does?
    static constexpr bool is_detached = false;

    static constexpr region domain{};
    /// How far a point of the domain is from where the derivative does not exist or jumps.
    static constexpr double distance_to_kink(double, auto...) { return smooth; }
    static constexpr std::array<special_point, 0> special_points{};

    /// The operators of operands that `fold` has something to do with, constants among them; with equal operands, and with
    /// products with a constant or a quotient, it always may.
    static constexpr unsigned long long folds = ~0ULL;
    /// What the operator's own algebra makes of operands (x + 0 is x), or no term: then a node is made.
    static constexpr term fold(auto const*) { return no_term; }
};

// ---- folding that families share ---------------------------------------------------------------------------------------

/// The opposite of a term that has a minus sign in front, else no term.
constexpr term without_sign(std::same_as<term> auto const& t) {
    if (is<negate_op>(t)) return operand(t, 0);
    if (is_rational(t)) return rational_of(t) < rational{} ? constant(*t.g, -rational_of(t)) : no_term;
    if (!is<multiply_op>(t)) return no_term;
    term const c = operand(t, 0);
    return is_rational(c) && rational_of(c) < rational{} ? constant(*t.g, -rational_of(c)) * operand(t, 1) : no_term;
}

/// f(-x) = -f(x), f(0) = 0
template <class Op>
constexpr term fold_odd(auto const& x) {
    if (is_zero(x)) return x;
    if (!x.g->allows(soundness::rounding)) return no_term;  // nobody promises that a library's function is odd to the bit
    if (term const opposite = without_sign(x); opposite.exists()) return -make<Op>(opposite);
    return no_term;
}
/// f(-x) = f(x)
template <class Op>
constexpr term fold_even(auto const& x) {
    term const opposite = x.g->allows(soundness::rounding) ? without_sign(x) : no_term;
    return opposite.exists() ? make<Op>(opposite) : no_term;
}
/// f(g(y)) = y, where f is the inverse of g: up to rounding.
template <class Inverse>
constexpr term fold_inverse(auto const& x) {
    return is<Inverse>(x) && x.g->allows(soundness::rounding) ? operand(x, 0) : no_term;
}
/// The first of some terms that is there.
constexpr term first_of(std::same_as<term> auto... candidates) {
    for (term const& t : {candidates...})
        if (t.exists()) return t;
    return no_term;
}
/// A fraction of pi.
constexpr term part_of_pi(std::same_as<builder> auto& g, rational part) {
    return make<multiply_op>(constant(g, part), constant(g, graph::constant{{}, graph::constant::name::pi}));
}

}  // namespace ctgrad::op
