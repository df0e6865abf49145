// What the plan of a formula without loops consists of.
#pragma once
#include <ctgrad/ctgrad.hpp>

namespace plans {

template <class F>
constexpr auto const& plan_of(F) {
    return ctgrad::schedule::planned<ctgrad::program_of<F>>::plan;
}
/// What instruction k does.
template <class Plan>
constexpr ctgrad::schedule::straight_form form(Plan const& plan, int k) {
    return ctgrad::schedule::straight_form::of(plan.straight_at(k).form);
}
/// The position of the n-th instruction with an operator, -1: none.
template <class F>
constexpr int position(F f, int code, int n = 0) {
    auto const& plan = plan_of(f);
    for (int k = 0; k < plan.count.straight; ++k)
        if (form(plan, k).op == code && n-- == 0) return k;
    return -1;
}
template <class F>
constexpr int count(F f, int code) {
    int n = 0;
    while (position(f, code, n) >= 0) ++n;
    return n;
}
template <class Op>
constexpr int code = ctgrad::op::code<Op>;

}  // namespace plans
