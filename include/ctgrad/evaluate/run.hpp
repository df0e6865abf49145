// Runs a program: by interpretation in constant evaluation, as compiled kernels at run time.
#pragma once

#include <type_traits>

#include <ctgrad/evaluate/nest.hpp>
#include <ctgrad/evaluate/straight.hpp>
#include <ctgrad/schedule/planned.hpp>

namespace ctgrad::evaluate {

template <class Program, class Linkage = detail::unit_linkage>
struct plan_of {
    static constexpr auto const& value = schedule::planned<Program>::plan;
};

/// A nest of a program's plan: loops, or straight-line code.
template <class Program, int N, class T, class Code = straight_code<plan_of<Program>, N>>
using nest_of = std::conditional_t<
    Code::nest.loops != 0, nest_code<plan_of<Program>, N, T>,
    std::conditional_t<(Code::nest.instructions > longest_inlined_nest), long_straight_nest<Code, T>, straight_nest<Code, T>>>;

/// The compiled code of a program.
// Every function between a formula's operations and the caller is optimised with all of them: there are few.
template <class Program, class T, class Nests = std::make_integer_sequence<int, plan_of<Program>::value.count.nests>>
struct kernel;
template <class Program, class T, int... N>
struct kernel<Program, T, std::integer_sequence<int, N...>> {
    CTGRAD_INLINE static void run(operands<T> const& in, T* const* outputs) {
        constexpr auto const& plan = plan_of<Program>::value;
        alignas(64) alignas(T) T workspace[at_least_one(plan.workspace)];
        T scalars[at_least_one(plan.scalars)];
        storage<T> const memory{in.reals, in.integers, outputs, workspace, scalars};
        (nest_of<Program, N, T>::run(memory), ...);
    }
};

/// A number that is traced has no value: the program becomes a part of what is traced (trace/traced.hpp).
template <class T>
constexpr bool takes_programs = requires { T::takes_programs; };

/// Evaluates a program.
/// `in`:      by input number (the order of `transform::lowered<Program>::graph.inputs`).
/// `outputs`: by output number; the memory of an output with a target is that of its target.
template <class Program, class T>
CTGRAD_INLINE constexpr void run(operands<T> const& in, T* const* outputs) {
    static_assert(
        !transform::is_any_left_over(transform::lowered<Program>::graph.inputs, transform::lowered<Program>::graph.count.inputs),
        "ctgrad: forward mode goes through an operator whose backward function is not linear in the upstream gradient");
    // The interpreter needs all functions of the catalogue, a kernel only those of its formula: a type of the user's may lack some.
    // The builtin, not std::is_constant_evaluated: g++ 12 folds the function only after the first optimisation passes, and so would
    // take the interpreter of all operators through them in every program.
    if constexpr (takes_programs<T>) {
        T::lower(transform::lowered<Program>::graph.view(), in, outputs);
    } else {
        if constexpr (std::is_arithmetic_v<T>) {
            if (__builtin_is_constant_evaluated()) {
                interpreter<T>(schedule::planning::interpreted_graph<Program>().view(), in).run(outputs);
                return;
            }
        }
        kernel<Program, T>::run(in, outputs);
    }
}

}  // namespace ctgrad::evaluate
