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

/// The two sides of a rule. In braces, so that the left one is written first.
struct sides {
    notation::written from, to;
};

/// The list of rules, with the formulas that they consist of. Patterns are written in the normal form that the simplifier brings
/// formulas to: constants first, -1 + x for x - 1. One that is not matches nothing (tests/laws/rules_test.cpp).
class standard_list {
    constexpr void add(std::string_view name, sides const& s, bool (*holds)(matched const&) = nullptr) {
        int const root = s.from.at;
        int const last = s.to.placed();
        rules[count++] = {name, soundness::rounding, formulas.taken(begun, root), formulas.taken(root + 1, last), holds};
        begun = last + 1;
    }
    int begun = 0;  ///< where the formulas of the next rule begin

public:
    static constexpr int most = 40;
    notation::pool formulas{};
    rule rules[most]{};
    int count = 0;

    template <std::same_as<notation::written> Written>
    constexpr explicit standard_list(Written (&wildcard)(notation::pool&, int)) {
        using namespace notation;
        Written const a = wildcard(formulas, 0);
        Written const b = wildcard(formulas, 1);

        // logistic functions: no infinity over infinity
        add("logistic", {1 / (1 + exp(a)), sigmoid(-a)});
        add("logistic-of-exp", {exp(a) / (1 + exp(a)), sigmoid(a)});
        add("tanh", {(exp(a) - exp(-a)) / (exp(a) + exp(-a)), tanh(a)});
        add("tanh-of-half", {expm1(a) / (1 + exp(a)), tanh(a / 2)});
        add("logistic-density", {exp(a) / ((1 + exp(a)) * (1 + exp(a))), sigmoid(a) * sigmoid(-a)});
        add("tanh-of-quotient", {sinh(a) / cosh(a), tanh(a)});
        add("sinh", {half * (exp(a) - exp(-a)), sinh(a)});
        add("cosh", {half * (exp(a) + exp(-a)), cosh(a)});

        // logarithms of sums of exponentials, and their ratios: no overflow
        add("softplus", {log(1 + exp(a)), softplus(a)});
        add("softplus-of-log1p", {log1p(exp(a)), softplus(a)});
        add("log-sigmoid", {log(sigmoid(a)), -softplus(-a)});
        add("log-of-other-class", {log(1 - sigmoid(a)), -softplus(a)});
        add("log-cosh", {log(cosh(a)), softplus(2 * a) - (a + log(number(a, {2, 1})))});
        add("log-of-two-exps", {log(exp(a) + exp(b)), b + softplus(a - b)}, &are_not_shifted);
        add("logsumexp", {log(sum(exp(a))), log(sum(exp(a - shift(maximum(a))))) + shift(maximum(a))}, &is_not_shifted);
        add("softmax", {exp(b) / sum(exp(a)), exp(b - shift(maximum(a))) / sum(exp(a - shift(maximum(a))))}, &is_not_shifted);
        add("log-softmax", {log(exp(a) / b), a - log(b)});
        add("log-exp-product", {log(b * exp(a)), a + log(b)});

        // no cancellation near 0
        add("log1p", {log(1 + a), log1p(a)});
        add("log1p-of-difference", {log(1 - a), log1p(-a)});
        add("expm1", {-1 + exp(a), expm1(a)});
        add("expm1-negated", {1 - exp(a), -expm1(a)});
        add("versine", {1 - cos(a), 2 * (sin(a / 2) * sin(a / 2))});
        add("versine-negated", {-1 + cos(a), -(2 * (sin(a / 2) * sin(a / 2)))});
        add("pythagoras", {sin(a) * sin(a) + cos(a) * cos(a), number(a, {1, 1})});
        rules[count - 1].sound = soundness::assumes_finite;  // the sine of infinity is NaN
        add("pythagoras-sin", {1 - cos(a) * cos(a), sin(a) * sin(a)});
        add("pythagoras-cos", {1 - sin(a) * sin(a), cos(a) * cos(a)});

        // roots of squares: no overflow
        add("sqrt-square", {sqrt(a * a), abs(a)});
        add("square-sqrt", {sqrt(a) * sqrt(a), a});
        add("hypot", {sqrt(a * a + b * b), hypot(a, b)});
        add("hypot-of-constant", {sqrt(b + a * a), hypot(a, sqrt(b))}, &second_is_positive);
        add("slope-of-hypot", {divide_or_zero(a, hypot(a, b)), a / hypot(a, b)}, &second_is_positive);
        add("curvature-of-hypot",
            {1 / hypot(a, b) - a / hypot(a, b) * (a / (hypot(a, b) * hypot(a, b))), b / hypot(a, b) * (b / hypot(a, b)) / hypot(a, b)},
            &second_is_positive);

        add("exp-log", {exp(log(a)), a});
    }
};

// A template, so that the formulas are read where a formula is lowered, not wherever a header is included.
template <class Lazy>
struct standard {
    static constexpr standard_list list{notation::wildcard<Lazy>};
    static constexpr graph::rule_set set{list.rules, list.count, label_reducers};
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
