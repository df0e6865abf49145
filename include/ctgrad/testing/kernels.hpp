// Laws of evaluation: what constant evaluation computes, what the compiled kernels compute, for numbers, vectors and matrices.
//
// They are templates of the operator, because each has kernels of its own to compile: some 0.3 s for an operator.
#pragma once

#include <ctgrad/calculus/differential.hpp>
#include <ctgrad/expression/evaluate.hpp>
#include <ctgrad/expression/reduction.hpp>
#include <ctgrad/testing/operators.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace ctgrad::testing {

namespace kernels {

template <int M, int... Extents>
using argument_symbol = symbol_t<
    M == 0   ? "x1"
    : M == 1 ? "x2"
             : "x3",
    graph::kind::real, Extents...>;

/// The operand that stands for argument M: a symbol, the condition [x < 1], or the parameter 1.
template <class Op, int M, int... Extents>
constexpr auto operand_of() {
    if constexpr (M < Op::parameters)
        return constant_t<1>{};
    else if constexpr (Op::takes[M] == graph::kind::condition)
        return call_of<op::less_op, argument_symbol<M, Extents...>, constant_t<1>>{};
    else
        return argument_symbol<M, Extents...>{};
}
template <class Op, class Numbers, int... Extents>
struct applied;
template <class Op, int... M, int... Extents>
struct applied<Op, std::integer_sequence<int, M...>, Extents...> {
    using type = call_of<Op, decltype(operand_of<Op, M, Extents...>())...>;
};
/// The operator applied to symbols x1, x2, x3 with the extents given.
template <class Op, int... Extents>
using applied_t = typename applied<Op, std::make_integer_sequence<int, Op::arity>, Extents...>::type;

inline constexpr int points = 6;
using coordinates = std::array<double, 3>;

/// Where an operator is evaluated: numbers of float in its domain, with no quotient by 0 and none but it and ties at a kink.
template <class Op>
constexpr std::array<coordinates, points> points_of() {
    constexpr double candidates[]{0.5, 2, -0.75, 1.25, -2.5, 0.015625, 5, 1, -0.25, 3.5, 30, 0.875};
    constexpr int count = sizeof candidates / sizeof *candidates;
    std::array<coordinates, points> result{};
    for (std::size_t m = 0; m < static_cast<std::size_t>(Op::arity); ++m) {
        int next = static_cast<int>(5 * m);
        for (coordinates& p : result) {
            while (!Op::domain[m].contains(candidates[next % count])) ++next;
            p[m] = candidates[next++ % count];
        }
    }
    return result;
}

/// Which argument an input is, by its name.
constexpr std::size_t argument_number(graph::input const& i) { return static_cast<std::size_t>(i.name.back() - '1'); }

/// Runs a scalar program at a point: `Run` is the interpreter or the kernels.
template <class T, class Program, class Run>
constexpr T value_at(coordinates const& at, Run const& run) {
    auto const& g = transform::lowered<Program>::graph;
    T numbers[4]{};
    T const* reals[4]{};
    int const* integers[4]{};
    for (int k = 0; k < g.count.inputs; ++k) {
        numbers[k] = static_cast<T>(at[argument_number(g.inputs[k])]);
        reals[k] = numbers + k;
    }
    T result{};
    T* outputs[]{&result};
    run(evaluate::operands<T>{reals, integers}, outputs);
    return result;
}

template <class T, class Program>
constexpr std::array<T, points> interpreted(std::array<coordinates, points> const& at) {
    std::array<T, points> result{};
    for (std::size_t k = 0; k < at.size(); ++k)
        result[k] = value_at<T, Program>(at[k], [](evaluate::operands<T> const& in, T* const* outputs) {
            evaluate::interpreter<T>(transform::lowered<Program>::graph.view(), in).run(outputs);
        });
    return result;
}

template <class T, class Op>
struct in_constant_evaluation {
    static constexpr std::array<T, points> values = interpreted<T, expression_program<applied_t<Op>>>(points_of<Op>());
};

inline std::string text(coordinates const& at, int arity) {
    std::string result = "at";
    for (int m = 0; m < arity; ++m) result += ' ' + std::to_string(at[static_cast<std::size_t>(m)]);
    return result;
}

/// Are both numbers equal, both NaN, or within a tolerance?
template <class T>
bool agree(T expected, T actual, T tolerance) {
    return expected == actual || (std::isnan(expected) && std::isnan(actual)) ||
           std::abs(expected - actual) <= tolerance;
}

/// One unit in the last place of a number.
template <class T>
T ulp(T x) {
    T const magnitude = std::abs(x);
    return magnitude < std::numeric_limits<T>::max()
               ? std::nextafter(magnitude, std::numeric_limits<T>::infinity()) - magnitude
               : T();
}

/// The value in constant evaluation is that of the kernels, to `ulps` units in the last place.
template <class T, class Op>
report constant_evaluation(int ulps) {
    report result;
    using program = expression_program<applied_t<Op>>;
    constexpr auto at = points_of<Op>();
    for (std::size_t k = 0; k < at.size(); ++k) {
        T const expected = in_constant_evaluation<T, Op>::values[k];
        T const actual = value_at<T, program>(at[k], [](evaluate::operands<T> const& in, T* const* outputs) {
            evaluate::kernel<program, T>::run(in, outputs);
        });
        T const tolerance = static_cast<T>(ulps) * ulp(expected);
        result.add(
            {std::is_same_v<T, float> ? "constant evaluation in float" : "constant evaluation in double",
             std::string(Op::name.text), text(at[k], Op::arity), static_cast<long double>(expected),
             static_cast<long double>(actual), static_cast<long double>(tolerance)},
            agree(expected, actual, tolerance));
    }
    return result;
}

/// The sum of a value's entries has as gradient, entry by entry, the derivative: one program, for every shape.
template <class F, class X>
struct derivative_of {
    using type = partial_of<call_of<op::sum_op<op::all_axes>, F>, X>;
};
template <class F, class X>
    requires(F::shape.rank == 0)
struct derivative_of<F, X> {
    using type = partial_of<F, X>;
};

/// An expression of a vector or matrix, by the kernels, is at every entry what it is for numbers.
template <class Whole, class Single, class Op>
void entries_agree(report& result, char const* what) {
    using program = expression_program<Whole>;
    auto const& g = transform::lowered<program>::graph;
    constexpr auto at = points_of<Op>();
    double numbers[4][points]{};
    double const* reals[4]{};
    int const* integers[4]{};
    for (int k = 0; k < g.count.inputs; ++k) {
        for (std::size_t i = 0; i < points; ++i) numbers[k][i] = at[i][argument_number(g.inputs[k])];
        reals[k] = numbers[k];
    }
    double actual[points]{};
    double* outputs[]{actual};
    evaluate::kernel<program, double>::run(evaluate::operands<double>{reals, integers}, outputs);
    for (std::size_t i = 0; i < points; ++i) {
        using single = expression_program<Single>;
        double const expected =
            value_at<double, single>(at[i], [](evaluate::operands<double> const& in, double* const* out) {
                evaluate::kernel<single, double>::run(in, out);
            });
        // A formula of several operations may be contracted for one shape and not for the other: half an ulp each time, which
        // 1 - x^2 at 0.875 makes four times as large. A vector's function of mathematics is that of its entries.
        double const tolerance = 8 * ulp(expected);
        result.add(
            {what, std::string(Op::name.text), text(at[i], Op::arity), static_cast<long double>(expected),
             static_cast<long double>(actual[i]), static_cast<long double>(tolerance)},
            agree(expected, actual[i], tolerance));
    }
}

template <class Op, int M, int... Extents>
void argument_agrees(report& result, char const* what) {
    if constexpr (M >= Op::parameters && Op::takes[M] == graph::kind::real && has_derivative<Op>)
        entries_agree<
            typename derivative_of<applied_t<Op, Extents...>, argument_symbol<M, Extents...>>::type,
            typename derivative_of<applied_t<Op>, argument_symbol<M>>::type, Op>(result, what);
}
template <class Op, int... Extents, int... M>
void shapes_agree(report& result, std::integer_sequence<int, M...>, char const* value, char const* derivative) {
    entries_agree<applied_t<Op, Extents...>, applied_t<Op>, Op>(result, value);
    (argument_agrees<Op, M, Extents...>(result, derivative), ...);
}

}  // namespace kernels

/// What a value is in constant evaluation it is at run time, in float and double. At run time a function is the standard library's:
/// `ulps` says how good that is.
template <class Op>
report constant_evaluation_is_run_time(int ulps) {
    report result = kernels::constant_evaluation<double, Op>(ulps);
    result.add(kernels::constant_evaluation<float, Op>(ulps));
    return result;
}

/// Value and derivatives of vectors and matrices are, entry by entry, those of numbers.
template <class Op>
report shapes_agree() {
    report result;
    constexpr auto arguments = std::make_integer_sequence<int, Op::arity>{};
    kernels::shapes_agree<Op, kernels::points>(result, arguments, "value of a vector", "derivative of a vector");
    kernels::shapes_agree<Op, 2, kernels::points / 2>(result, arguments, "value of a matrix", "derivative of a matrix");
    return result;
}

}  // namespace ctgrad::testing
