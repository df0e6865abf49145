// What an evaluation costs: of an expression, a gradient, a program, an update.
#pragma once

#include <ctgrad/calculus/program.hpp>
#include <ctgrad/schedule/cost.hpp>

namespace ctgrad {

/// Operations of one evaluation: `.additions .multiplications .divisions .functions .loads .stores .total()`.
template <evaluable F>
constexpr operation_count cost(F) {
    return schedule::cost_of<program_of<F>>();
}

/// Bytes of memory that an evaluation needs besides its inputs and outputs. None of it is on the heap.
template <class T, evaluable F>
constexpr std::size_t workspace_bytes(F) {
    return static_cast<std::size_t>(schedule::workspace_size<program_of<F>>()) * sizeof(T);
}

}  // namespace ctgrad
