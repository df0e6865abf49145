// Symbolic values evaluated by the interpreter, at run time.
#pragma once

#include <ctgrad/evaluate/interpret.hpp>
#include <ctgrad/transform/compact.hpp>

#include <map>
#include <string>
#include <vector>

namespace ctgrad::test {

/// Values of inputs by name, row by row. An input that is missing is an error of the test.
struct point {
    std::map<std::string, std::vector<double>, std::less<>> reals{};
    std::map<std::string, std::vector<int>, std::less<>> integers{};
};

/// Every entry of `value` at a point.
template <class T = double>
std::vector<T> evaluated(op::symbolic const& value, point const& at) {
    graph::builder kept;
    detail::list<graph::output> outputs;
    outputs.push({.value = value.t.as_argument(), .shape = value.shape()});
    outputs = transform::compaction(value.graph(), kept).run(outputs);
    graph::view const view{kept.nodes.begin(),     kept.arguments.begin(),
                           kept.indices.begin(),   kept.extents_pool.begin(),
                           kept.constants.begin(), kept.inputs.begin(),
                           outputs.begin(),        {.nodes = kept.nodes.size(), .outputs = 1}};
    std::vector<std::vector<T>> reals(static_cast<std::size_t>(kept.inputs.size()));
    std::vector<T const*> real_pointers;
    std::vector<int const*> integer_pointers;
    for (int k = 0; k < kept.inputs.size(); ++k) {
        if (auto const found = at.reals.find(kept.inputs[k].name); found != at.reals.end()) {
            for (double const x : found->second) reals[static_cast<std::size_t>(k)].push_back(static_cast<T>(x));
        }
        real_pointers.push_back(reals[static_cast<std::size_t>(k)].data());
        auto const found = at.integers.find(kept.inputs[k].name);
        integer_pointers.push_back(found != at.integers.end() ? found->second.data() : nullptr);
    }
    std::vector<T> result(static_cast<std::size_t>(value.shape().volume()));
    T* const memory = result.data();
    evaluate::interpreter<T>(view, {real_pointers.data(), integer_pointers.data()}).run(&memory);
    return result;
}

template <class T = double>
T evaluated_scalar(op::symbolic const& value, point const& at) {
    return evaluated<T>(value, at).at(0);
}

}  // namespace ctgrad::test
