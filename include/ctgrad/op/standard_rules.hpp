#pragma once

#include <ctgrad/op/make.hpp>

namespace ctgrad::op {

inline constexpr rule standard_rule_list[]{
    make_rule("logistic", soundness::rounding,
              [](term a) { return 1 / (exp(-a) + 1); },
              [](term a) { return make<sigmoid_op>(a); }),
    make_rule("exp-log", soundness::rounding,
              [](term a) { return exp(log(a)); },
              [](term a) { return a; }),
    make_rule("sqrt-square", soundness::rounding,
              [](term a) { return sqrt(a * a); },
              [](term a) { return make<abs_op>(a); }),
    make_rule("pythagoras", soundness::assumes_finite,
              [](term a) { return sin(a) * sin(a) + cos(a) * cos(a); },
              [](term a) { return constant(*a.g, 1); }),
};

/// The rules that every formula is simplified with.
inline constexpr graph::rule_set standard_rules{standard_rule_list, sizeof(standard_rule_list) / sizeof(rule)};

}  // namespace ctgrad::op
