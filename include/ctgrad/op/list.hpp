// The catalogue of operators: their order is their code. Each is defined in the file of its family.
#pragma once

#include <ctgrad/detail/type_list.hpp>
#include <ctgrad/op/term.hpp>

namespace ctgrad::op {

using catalogue = detail::type_list<
    // arithmetic.hpp
    struct copy_op, struct add_op, struct subtract_op, struct multiply_op, struct divide_op, struct negate_op,
    // power.hpp
    struct pow_op, struct sqrt_op,
    // exponential.hpp
    struct exp_op, struct log_op,
    // trigonometric.hpp
    struct sin_op, struct cos_op,
    // hyperbolic.hpp
    struct tanh_op,
    // activation.hpp
    struct sigmoid_op, struct relu_op,
    // extremum.hpp
    struct abs_op, struct max_op, struct min_op,
    // comparison.hpp
    struct less_op, struct less_equal_op, struct equal_op, struct select_op,
    // shift.hpp
    struct shift_op>;

/// The code of an operator in a node.
template <class Op>
inline constexpr opcode code = static_cast<opcode>(graph::first_operator + detail::index_of<Op>(catalogue{}));

/// The operator of a code.
template <opcode Code>
using operator_of = detail::element_t<Code - graph::first_operator, catalogue>;

template <class Op, std::same_as<term>... Terms>
constexpr term make(Terms... operands) {
    term const list[]{operands...};
    return make(code<Op>, list, static_cast<int>(sizeof...(Terms)));
}

/// Is the term an (unreduced) application of `Op`?
template <class Op>
constexpr bool is(term const& t) {
    return t.data().op == code<Op> && !reduces(t);
}

// ---- the notation of formulas -------------------------------------------------------------------------------------------

constexpr term operator+(term a, term b) { return make<add_op>(a, b); }
constexpr term operator-(term a, term b) { return make<subtract_op>(a, b); }
constexpr term operator*(term a, term b) { return make<multiply_op>(a, b); }
constexpr term operator/(term a, term b) { return make<divide_op>(a, b); }
constexpr term operator-(term a) { return make<negate_op>(a); }
constexpr term operator<(term a, term b) { return make<less_op>(a, b); }
constexpr term operator<=(term a, term b) { return make<less_equal_op>(a, b); }
constexpr term operator>(term a, term b) { return make<less_op>(b, a); }
constexpr term operator>=(term a, term b) { return make<less_equal_op>(b, a); }
constexpr term select(term c, term a, term b) { return make<select_op>(c, a, b); }
constexpr term exp(term a) { return make<exp_op>(a); }
constexpr term log(term a) { return make<log_op>(a); }
constexpr term sin(term a) { return make<sin_op>(a); }
constexpr term cos(term a) { return make<cos_op>(a); }
constexpr term sqrt(term a) { return make<sqrt_op>(a); }
constexpr term pow(term a, term b) { return make<pow_op>(a, b); }

template <std::integral N>
constexpr term operator+(term a, N b) { return a + constant(*a.g, static_cast<long long>(b)); }
template <std::integral N>
constexpr term operator+(N a, term b) { return constant(*b.g, static_cast<long long>(a)) + b; }
template <std::integral N>
constexpr term operator-(term a, N b) { return a - constant(*a.g, static_cast<long long>(b)); }
template <std::integral N>
constexpr term operator-(N a, term b) { return constant(*b.g, static_cast<long long>(a)) - b; }
template <std::integral N>
constexpr term operator*(N a, term b) { return constant(*b.g, static_cast<long long>(a)) * b; }
template <std::integral N>
constexpr term operator/(N a, term b) { return constant(*b.g, static_cast<long long>(a)) / b; }
template <std::integral N>
constexpr term operator<(term a, N b) { return a < constant(*a.g, static_cast<long long>(b)); }
template <std::integral N>
constexpr term operator>(term a, N b) { return a > constant(*a.g, static_cast<long long>(b)); }
template <std::integral N, std::integral M>
constexpr term select(term c, N a, M b) {
    return select(c, constant(*c.g, static_cast<long long>(a)), constant(*c.g, static_cast<long long>(b)));
}
template <std::integral M>
constexpr term select(term c, term a, M b) {
    return select(c, a, constant(*c.g, static_cast<long long>(b)));
}

}  // namespace ctgrad::op
