// Symbolic values evaluated by the interpreter, at run time.
#pragma once

#include <ctgrad/testing/evaluator.hpp>

namespace ctgrad::test {

using testing::evaluator;
using point = testing::basic_point<double>;

/// Every entry of `value` at a point.
template <class T = double>
std::vector<T> evaluated(op::symbolic const& value, point const& at) {
    return evaluator(value).at<T>(at);
}

template <class T = double>
T evaluated_scalar(op::symbolic const& value, point const& at) {
    return evaluated<T>(value, at).at(0);
}

}  // namespace ctgrad::test
