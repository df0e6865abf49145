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

/// A value that is evaluated at many points: its graph is cleaned up once.
class evaluator {
    graph::builder kept_;
    detail::list<graph::output> outputs_;
    std::size_t volume_;

public:
    explicit evaluator(op::symbolic const& value) : volume_(static_cast<std::size_t>(value.shape().volume())) {
        outputs_.push({.value = value.t.as_argument(), .shape = value.shape()});
        outputs_ = transform::compaction(value.graph(), kept_).run(outputs_);
    }

    /// Every entry at a point.
    template <class T = double>
    std::vector<T> at(point const& p) const {
        graph::view const view{kept_.nodes.begin(),     kept_.arguments.begin(),
                               kept_.indices.begin(),   kept_.extents_pool.begin(),
                               kept_.constants.begin(), kept_.inputs.begin(),
                               outputs_.begin(),        {.nodes = kept_.nodes.size(), .outputs = 1}};
        std::vector<std::vector<T>> reals(static_cast<std::size_t>(kept_.inputs.size()));
        std::vector<T const*> real_pointers;
        std::vector<int const*> integer_pointers;
        for (int k = 0; k < kept_.inputs.size(); ++k) {
            if (auto const found = p.reals.find(kept_.inputs[k].name); found != p.reals.end()) {
                for (double const x : found->second) reals[static_cast<std::size_t>(k)].push_back(static_cast<T>(x));
            }
            real_pointers.push_back(reals[static_cast<std::size_t>(k)].data());
            auto const found = p.integers.find(kept_.inputs[k].name);
            integer_pointers.push_back(found != p.integers.end() ? found->second.data() : nullptr);
        }
        std::vector<T> result(volume_);
        T* const memory = result.data();
        evaluate::interpreter<T>(view, {real_pointers.data(), integer_pointers.data()}).run(&memory);
        return result;
    }
};

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
