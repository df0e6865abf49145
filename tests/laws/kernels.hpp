// The laws of evaluation over a part of the catalogue. Each operator's kernels are compiled, so there are four parts, a file each.
#pragma once

#include <ctgrad/testing/kernels.hpp>

#include <catch2/catch.hpp>

namespace laws {

using namespace ctgrad;  // NOLINT: for tests

inline constexpr int parts = 4;

/// How far the standard library's function is from the last bit, rounded up: docs/accuracy.md, column "standard"; at the points
/// of these laws none is worse. Constant evaluation is right to the last bit, or in the case of digamma and lgamma, to the next.
template <class Op>
constexpr int ulps_of_the_library() {
    constexpr bool is_any_of[]{
        std::is_same_v<Op, op::cbrt_op>, std::is_same_v<Op, op::lgamma_op>, std::is_same_v<Op, op::polygamma_op>};
    if (is_any_of[0] || is_any_of[1]) return 3;
    if (is_any_of[2]) return 4;
    constexpr bool two[]{std::is_same_v<Op, op::log10_op>,  std::is_same_v<Op, op::sinh_op>,
                         std::is_same_v<Op, op::cosh_op>,   std::is_same_v<Op, op::tanh_op>,
                         std::is_same_v<Op, op::asinh_op>,  std::is_same_v<Op, op::erfc_op>,
                         std::is_same_v<Op, op::digamma_op>};
    for (bool const is_it : two)
        if (is_it) return 2;
    return 1;
}

/// Sigmoid and softplus are formulas of functions, with an error for each.
template <class Op>
constexpr int ulps() {
    return std::is_same_v<Op, op::sigmoid_op> || std::is_same_v<Op, op::softplus_op> ? 3 : ulps_of_the_library<Op>();
}

template <class Op>
void check_operator() {
    if constexpr (Op::result == graph::kind::real && !std::is_same_v<Op, op::copy_op>) {
        INFO(Op::name.text);
        CHECK(testing::constant_evaluation_is_run_time<Op>(ulps<Op>()));
        CHECK(testing::shapes_agree<Op>());
    }
}

template <int Part, class... Ops, std::size_t... Numbers>
void check_part(detail::type_list<Ops...>, std::index_sequence<Numbers...>) {
    auto const check_if = []<class Op, bool Wanted>() {
        if constexpr (Wanted) check_operator<Op>();
    };
    (check_if.template operator()<Ops, Numbers % parts == Part>(), ...);
}

template <int Part>
void check() {
    check_part<Part>(op::catalogue{}, std::make_index_sequence<op::catalogue::size>{});
}

}  // namespace laws
