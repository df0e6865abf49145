// Symbolic values evaluated by the interpreter, at run time, in any scalar type.
#pragma once

#include <ctgrad/evaluate/interpret.hpp>
#include <ctgrad/transform/compact.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ctgrad::testing {

/// Values of inputs by name, row by row. A real input that is missing is 0.375 everywhere.
template <class Number>
struct basic_point {
    std::map<std::string, std::vector<Number>, std::less<>> reals{};
    std::map<std::string, std::vector<int>, std::less<>> integers{};
};
using point = basic_point<long double>;

/// A value that is evaluated at many points: of a graph that was made at run time, or of one that constant evaluation has made.
class evaluator {
    std::shared_ptr<graph::builder> kept_ = std::make_shared<graph::builder>();  // a builder cannot be moved
    detail::list<graph::output> outputs_;
    std::optional<graph::view> constant_;
    std::size_t volume_;

    static constexpr double unbound = 0.375;

public:
    explicit evaluator(op::symbolic const& value) : volume_(static_cast<std::size_t>(value.shape().volume())) {
        outputs_.push({.value = value.t.as_argument(), .shape = value.shape()});
        outputs_ = transform::compaction(value.graph(), *kept_).run(outputs_);
    }

    /// The first output of a program's graph, `transform::lowered<Program>::graph.view()`.
    explicit evaluator(graph::view const& program)
        : constant_(program),
          volume_(static_cast<std::size_t>(program.outputs[0].shape.volume())) {}

    graph::view view() const {
        if (constant_) return *constant_;
        return {kept_->nodes.begin(),     kept_->arguments.begin(),
                kept_->indices.begin(),   kept_->extents_pool.begin(),
                kept_->constants.begin(), kept_->inputs.begin(),
                outputs_.begin(),         {.nodes = kept_->nodes.size(), .inputs = kept_->inputs.size(), .outputs = 1}};
    }

    /// Every entry at a point.
    template <class T = double, class Number>
    std::vector<T> at(basic_point<Number> const& p) const {
        graph::view const program = view();
        std::vector<std::vector<T>> reals(static_cast<std::size_t>(program.count.inputs));
        std::vector<T const*> real_pointers;
        std::vector<int const*> integer_pointers;
        for (int k = 0; k < program.count.inputs; ++k) {
            if (auto const found = p.reals.find(program.inputs[k].name); found != p.reals.end()) {
                for (Number const x : found->second) reals[static_cast<std::size_t>(k)].push_back(static_cast<T>(x));
            } else {
                reals[static_cast<std::size_t>(k)].assign(
                    static_cast<std::size_t>(program.inputs[k].shape.volume()), static_cast<T>(unbound));
            }
            real_pointers.push_back(reals[static_cast<std::size_t>(k)].data());
            auto const found = p.integers.find(program.inputs[k].name);
            integer_pointers.push_back(found != p.integers.end() ? found->second.data() : nullptr);
        }
        std::vector<T> result(volume_);
        T* const memory = result.data();
        evaluate::interpreter<T>(program, {real_pointers.data(), integer_pointers.data()}).run(&memory);
        return result;
    }
};

}  // namespace ctgrad::testing
