#pragma once

#include <ctgrad/transform/straight/network.hpp>

namespace ctgrad::transform::straight {

template <class... Ops>
constexpr unsigned long long codes_of() {
    return (0ULL | ... | (1ULL << op::code<Ops>));
}
/// Operators that vanish where their argument is some hundreds.
inline constexpr unsigned long long vanishing_operators =
    codes_of<op::exp_op, op::exp2_op, op::sigmoid_op, op::softplus_op, op::erfc_op, op::pow_op>();
/// Those, and operators that overflow there, or reach their limit up to rounding, so that what is left to it vanishes. What is multiplied by
/// such a value is often what overflows alone. Formulas with these keep their parentheses, see reader.hpp.
inline constexpr unsigned long long guarded_operators =
    vanishing_operators |
    codes_of<op::expm1_op, op::hypot_op, op::sinh_op, op::cosh_op, op::tanh_op, op::erf_op>();

constexpr bool is_in(unsigned long long operators, graph::opcode op) {
    return op >= 0 && (operators >> op & 1U) != 0;
}

/// Numbers that may change places with any factor: next to the largest and the smallest number only, a product overflows by it.
constexpr bool is_small_number(network const& n, int v) {
    if (!n.is_number(v)) return false;
    constexpr long long limit = 16;
    rational const x = n.variables.data[v].number();
    return x.numerator <= limit && x.denominator <= limit;
}

}  // namespace ctgrad::transform::straight
