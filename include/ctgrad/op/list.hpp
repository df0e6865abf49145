// The catalogue of operators: their order is their code. Each is defined in the file of its family.
#pragma once

#include <ctgrad/detail/type_list.hpp>
#include <ctgrad/op/term.hpp>

namespace ctgrad::op {

using catalogue = detail::type_list<
    // arithmetic.hpp
    struct copy_op, struct add_op, struct subtract_op, struct multiply_op, struct divide_op, struct divide_or_zero_op,
    struct multiply_or_zero_op,
    struct fma_op, struct negate_op,
    // power.hpp
    struct pow_op, struct sqrt_op, struct cbrt_op, struct hypot_op,
    // exponential.hpp
    struct exp_op, struct exp2_op, struct expm1_op, struct log_op, struct log2_op, struct log10_op, struct log1p_op,
    // trigonometric.hpp
    struct sin_op, struct cos_op, struct tan_op, struct asin_op, struct acos_op, struct atan_op, struct atan2_op,
    // hyperbolic.hpp
    struct sinh_op, struct cosh_op, struct tanh_op, struct asinh_op, struct acosh_op, struct atanh_op,
    // special.hpp
    struct erf_op, struct erfc_op, struct lgamma_op, struct digamma_op, struct polygamma_op,
    // activation.hpp
    struct sigmoid_op, struct relu_op, struct softplus_op,
    // extremum.hpp
    struct abs_op, struct max_op, struct min_op, struct sign_op, struct floor_op, struct ceil_op,
    // comparison.hpp
    struct less_op, struct less_equal_op, struct equal_op, struct select_op,
    // shift.hpp
    struct shift_op>;

// Sets of operators are bit sets of their codes (`is_any`, `builder::rule_roots`).
static_assert(graph::first_operator + catalogue::size <= 64);

/// The code of an operator in a node.
template <class Op>
inline constexpr opcode code = static_cast<opcode>(graph::first_operator + detail::position_of<Op>(detail::indexed_list_of<catalogue>{}));

/// The operator of a code.
template <opcode Code>
using operator_of = detail::element_t<Code - graph::first_operator, catalogue>;

template <class Op, std::same_as<term>... Terms>
constexpr term make(Terms... operands) {
    std::common_type_t<Terms...> const list[]{operands...};
    return make(code<Op>, list, static_cast<int>(sizeof...(Terms)));
}

/// Is the term an (unreduced) application of `Op`?
template <class Op>
constexpr bool is(term const& t) {
    return t.op == code<Op>;
}

// ---- the notation of formulas -------------------------------------------------------------------------------------------
//
// These, and the formulas in the operators, are templates of the term's type: the catalogue is not complete yet, and so
// what they call is not defined before op/make.hpp.

template <std::same_as<term> Term>
constexpr term operator+(Term a, Term b) {
    Term const x[]{a, b};
    return make(code<add_op>, x, 2);
}
template <std::same_as<term> Term>
constexpr term operator-(Term a, Term b) {
    Term const x[]{a, b};
    return make(code<subtract_op>, x, 2);
}
template <std::same_as<term> Term>
constexpr term operator*(Term a, Term b) {
    Term const x[]{a, b};
    return make(code<multiply_op>, x, 2);
}
template <std::same_as<term> Term>
constexpr term operator/(Term a, Term b) {
    Term const x[]{a, b};
    return make(code<divide_op>, x, 2);
}
template <std::same_as<term> Term>
constexpr term operator-(Term a) { return make(code<negate_op>, &a, 1); }
template <std::same_as<term> Term>
constexpr term operator<(Term a, Term b) { return make<less_op>(a, b); }
template <std::same_as<term> Term>
constexpr term operator<=(Term a, Term b) { return make<less_equal_op>(a, b); }
template <std::same_as<term> Term>
constexpr term operator>(Term a, Term b) { return make<less_op>(b, a); }
template <std::same_as<term> Term>
constexpr term operator>=(Term a, Term b) { return make<less_equal_op>(b, a); }
template <std::same_as<term> Term>
constexpr term select(Term c, Term a, Term b) { return make<select_op>(c, a, b); }
template <std::same_as<term> Term>
constexpr term exp(Term a) { return make<exp_op>(a); }
template <std::same_as<term> Term>
constexpr term log(Term a) { return make<log_op>(a); }
template <std::same_as<term> Term>
constexpr term sin(Term a) { return make<sin_op>(a); }
template <std::same_as<term> Term>
constexpr term cos(Term a) { return make<cos_op>(a); }
template <std::same_as<term> Term>
constexpr term sqrt(Term a) { return make<sqrt_op>(a); }
template <std::same_as<term> Term>
constexpr term pow(Term a, Term b) { return make<pow_op>(a, b); }

template <std::same_as<term> Term, std::integral N>
constexpr term operator+(Term a, N b) { return a + constant(*a.g, static_cast<long long>(b)); }
template <std::same_as<term> Term, std::integral N>
constexpr term operator+(N a, Term b) { return constant(*b.g, static_cast<long long>(a)) + b; }
template <std::same_as<term> Term, std::integral N>
constexpr term operator-(Term a, N b) { return a - constant(*a.g, static_cast<long long>(b)); }
template <std::same_as<term> Term, std::integral N>
constexpr term operator-(N a, Term b) { return constant(*b.g, static_cast<long long>(a)) - b; }
template <std::same_as<term> Term, std::integral N>
constexpr term operator*(N a, Term b) { return constant(*b.g, static_cast<long long>(a)) * b; }
template <std::same_as<term> Term, std::integral N>
constexpr term operator/(N a, Term b) { return constant(*b.g, static_cast<long long>(a)) / b; }
template <std::same_as<term> Term, std::integral N>
constexpr term operator<(Term a, N b) { return a < constant(*a.g, static_cast<long long>(b)); }
template <std::same_as<term> Term, std::integral N>
constexpr term operator>(Term a, N b) { return a > constant(*a.g, static_cast<long long>(b)); }
template <std::same_as<term> Term, std::integral N, std::integral M>
constexpr term select(Term c, N a, M b) {
    return select(c, constant(*c.g, static_cast<long long>(a)), constant(*c.g, static_cast<long long>(b)));
}
template <std::same_as<term> Term, std::integral M>
constexpr term select(Term c, Term a, M b) {
    return select(c, a, constant(*c.g, static_cast<long long>(b)));
}

}  // namespace ctgrad::op
