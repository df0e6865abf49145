#pragma once

#include <ctgrad/evaluate/interpret.hpp>
#include <ctgrad/transform/lowered.hpp>

namespace ctgrad::evaluate {

/// Evaluates a program.
/// `in`:      by input number (the order of `transform::lowered<Program>::graph.inputs`).
/// `outputs`: by output number; the memory of an output with a target is that of its target.
template <class Program, class T>
constexpr void run(operands<T> const& in, T* const* outputs) {
    interpreter<T>(transform::lowered<Program>::graph.view(), in).run(outputs);
}

}  // namespace ctgrad::evaluate
