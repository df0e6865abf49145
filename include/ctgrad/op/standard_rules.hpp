// The rules that every formula is simplified with. Most replace a form that overflows, cancels or divides infinity by infinity by one
// that does not. They apply as derivatives are built, too; and the functions that they introduce have derivatives that are safe again:
// that of softplus is sigmoid, that of hypot(a, b) is a / hypot(a, b).
#pragma once

#include <ctgrad/op/reduce.hpp>

namespace ctgrad::op {

namespace detail_rules {

/// Does a shift stand among the summands of a term? Such an argument of exp is safe already (op/shift.hpp).
constexpr bool is_shifted(term const& t, int depth = 3) {
    if (is<shift_op>(t)) return true;
    if (depth == 0 || !(is<add_op>(t) || is<subtract_op>(t) || is<negate_op>(t))) return false;
    return is_shifted(operand(t, 0), depth - 1) || (!is<negate_op>(t) && is_shifted(operand(t, 1), depth - 1));
}
constexpr bool is_not_shifted(matched const& m) { return !is_shifted(m.wildcard[0]); }
constexpr bool are_not_shifted(matched const& m) { return !is_shifted(m.wildcard[0]) && !is_shifted(m.wildcard[1]); }
constexpr bool second_is_positive(matched const& m) {
    term const& b = m.wildcard[1];
    term const number = is<sqrt_op>(b) ? operand(b, 0) : b;
    return is_rational(number) && rational{} < rational_of(number);
}

template <class>
constexpr rule rule_of(
    std::string_view name, soundness sound, std::string_view from, std::string_view to, bool (*holds)(matched const&) = nullptr) {
    return make_rule(name, sound, from, to, label_reducers, holds);
}

// A template, so that the formulas are read where a formula is lowered, not wherever a header is included.
template <class Lazy>
struct standard {
    static constexpr auto same = soundness::rounding;

    static constexpr rule list[]{
        // logistic functions: no infinity over infinity
        rule_of<Lazy>("logistic", same, "1 / (exp(a) + 1)", "sigmoid(-a)"),
        rule_of<Lazy>("logistic-of-exp", same, "exp(a) / (exp(a) + 1)", "sigmoid(a)"),
        rule_of<Lazy>("tanh", same, "(exp(a) - exp(-a)) / (exp(a) + exp(-a))", "tanh(a)"),
        rule_of<Lazy>("tanh-of-half", same, "expm1(a) / (exp(a) + 1)", "tanh(a / 2)"),
        rule_of<Lazy>("logistic-density", same, "exp(a) / ((exp(a) + 1) * (exp(a) + 1))", "sigmoid(a) * sigmoid(-a)"),
        rule_of<Lazy>("tanh-of-quotient", same, "sinh(a) / cosh(a)", "tanh(a)"),
        rule_of<Lazy>("sinh", same, "(exp(a) - exp(-a)) / 2", "sinh(a)"),
        rule_of<Lazy>("cosh", same, "(exp(a) + exp(-a)) / 2", "cosh(a)"),

        // logarithms of sums of exponentials, and their ratios: no overflow
        rule_of<Lazy>("softplus", same, "log(exp(a) + 1)", "softplus(a)"),
        rule_of<Lazy>("softplus-of-log1p", same, "log1p(exp(a))", "softplus(a)"),
        rule_of<Lazy>("log-sigmoid", same, "log(sigmoid(a))", "-softplus(-a)"),
        rule_of<Lazy>("log-of-other-class", same, "log(1 - sigmoid(a))", "-softplus(a)"),
        rule_of<Lazy>("log-cosh", same, "log(cosh(a))", "softplus(2 * a) - (a + log(2))"),
        rule_of<Lazy>("log-of-two-exps", same, "log(exp(a) + exp(b))", "b + softplus(a - b)", &are_not_shifted),
        rule_of<Lazy>("logsumexp", same, "log(sum(exp(a)))", "log(sum(exp(a - shift(maximum(a))))) + shift(maximum(a))", &is_not_shifted),
        rule_of<Lazy>("softmax", same, "exp(b) / sum(exp(a))", "exp(b - shift(maximum(a))) / sum(exp(a - shift(maximum(a))))",
                &is_not_shifted),
        rule_of<Lazy>("log-softmax", same, "log(exp(a) / b)", "a - log(b)"),
        rule_of<Lazy>("log-exp-product", same, "log(exp(a) * b)", "a + log(b)"),

        // no cancellation near 0
        rule_of<Lazy>("log1p", same, "log(a + 1)", "log1p(a)"),
        rule_of<Lazy>("log1p-of-difference", same, "log(1 - a)", "log1p(-a)"),
        rule_of<Lazy>("expm1", same, "exp(a) - 1", "expm1(a)"),
        rule_of<Lazy>("expm1-negated", same, "1 - exp(a)", "-expm1(a)"),
        rule_of<Lazy>("versine", same, "1 - cos(a)", "2 * (sin(a / 2) * sin(a / 2))"),
        rule_of<Lazy>("versine-negated", same, "cos(a) - 1", "-(2 * (sin(a / 2) * sin(a / 2)))"),
        rule_of<Lazy>("pythagoras", soundness::assumes_finite, "sin(a) * sin(a) + cos(a) * cos(a)", "1"),
        rule_of<Lazy>("pythagoras-sin", same, "1 - cos(a) * cos(a)", "sin(a) * sin(a)"),
        rule_of<Lazy>("pythagoras-cos", same, "1 - sin(a) * sin(a)", "cos(a) * cos(a)"),

        // roots of squares: no overflow
        rule_of<Lazy>("sqrt-square", same, "sqrt(a * a)", "abs(a)"),
        rule_of<Lazy>("square-sqrt", same, "sqrt(a) * sqrt(a)", "a"),
        rule_of<Lazy>("hypot", same, "sqrt(a * a + b * b)", "hypot(a, b)"),
        rule_of<Lazy>("hypot-of-constant", same, "sqrt(a * a + b)", "hypot(a, sqrt(b))", &second_is_positive),
        rule_of<Lazy>("slope-of-hypot", same, "divide_or_zero(a, hypot(a, b))", "a / hypot(a, b)", &second_is_positive),
        rule_of<Lazy>("curvature-of-hypot", same, "1 / hypot(a, b) - a / hypot(a, b) * (a / (hypot(a, b) * hypot(a, b)))",
                "b / hypot(a, b) * (b / hypot(a, b)) / hypot(a, b)", &second_is_positive),

        rule_of<Lazy>("exp-log", same, "exp(log(a))", "a"),
    };
    static constexpr graph::rule_set set{list, sizeof(list) / sizeof(rule), label_reducers};
};

}  // namespace detail_rules

/// The rules that every formula is simplified with.
struct standard_rules_t {
    /// As data. Dependent, see `standard`.
    template <class Lazy = void>
    static constexpr graph::rule_set const& set() {
        return detail_rules::standard<Lazy>::set;
    }
};
inline constexpr standard_rules_t standard_rules{};

template <class Lazy = void>
constexpr void use_rules(builder& g, standard_rules_t) {
    use_rules(g, standard_rules_t::set<Lazy>());
}

}  // namespace ctgrad::op
