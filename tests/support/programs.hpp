// Programs for tests below the layer of expressions: a lambda over symbolic values that returns outputs.
#pragma once

#include <catch2/catch.hpp>

#include <cmath>
#include <random>
#include <vector>

#include <ctgrad/evaluate/run.hpp>
#include <ctgrad/op/loss.hpp>
#include <ctgrad/op/norm.hpp>
#include <ctgrad/op/products.hpp>
#include <ctgrad/transform/differentiate.hpp>

namespace support {

using ctgrad::extents;
using ctgrad::make_extents;
using ctgrad::op::symbolic;

/// The inputs and outputs of a program while it is lowered.
struct sheet {
    ctgrad::graph::builder& g;
    ctgrad::detail::list<ctgrad::graph::output>& outputs;

    template <class... Sizes>
    constexpr symbolic number(std::string_view name, Sizes... sizes) {
        return ctgrad::op::whole_value(g, g.input_node({.name = name, .shape = make_extents(sizes...)}));
    }
    template <class... Sizes>
    constexpr symbolic integer(std::string_view name, Sizes... sizes) {
        return ctgrad::op::whole_value(
            g, g.input_node({.name = name, .kind = ctgrad::graph::kind::integer, .shape = make_extents(sizes...)}));
    }
    constexpr symbolic rational(long long n, long long d = 1) {
        return ctgrad::op::scalar(ctgrad::op::constant(g, ctgrad::math::rational{n, d}));
    }
    constexpr void result(symbolic const& v) { outputs.push({v.t.as_argument(), v.shape()}); }
    /// The new value of an input, written over the old one.
    constexpr void update(std::string_view name, symbolic const& v) {
        for (int k = 0; k < g.inputs.size(); ++k)
            if (g.inputs[k].name == name) outputs.push({v.t.as_argument(), v.shape(), k});
    }
    constexpr symbolic gradient(symbolic const& f, symbolic const& x) {
        int const inputs[]{x.t.node};
        return ctgrad::op::shaped(ctgrad::transform::reverse(g, f, ctgrad::op::constant(g, 1), inputs)[0], x.shape());
    }
};

template <class F>
struct program {
    static constexpr int size_hint = 64;
    static constexpr void lower(ctgrad::graph::builder& g, ctgrad::detail::list<ctgrad::graph::output>& outputs) {
        sheet s{g, outputs};
        F{}(s);
    }
};

/// Random values for the inputs of a program, and room for its outputs.
template <class Program, class T>
struct data {
    static constexpr auto const& graph = ctgrad::transform::lowered<Program>::graph;
    std::vector<std::vector<T>> reals, outputs;
    std::vector<std::vector<int>> integers;
    std::vector<T const*> real_pointers;
    std::vector<int const*> integer_pointers;
    std::vector<T*> output_pointers;

    explicit data(unsigned seed) {
        std::mt19937 random(seed);
        std::uniform_real_distribution<double> number(-1, 1);
        std::uniform_int_distribution<int> position(0, 2);
        for (int k = 0; k < graph.count.inputs; ++k) {
            auto const size = static_cast<std::size_t>(graph.inputs[k].shape.volume());
            reals.emplace_back(size);
            integers.emplace_back(size);
            for (auto& x : reals.back()) x = static_cast<T>(number(random));
            for (auto& i : integers.back()) i = position(random);
        }
        for (int o = 0; o < graph.count.outputs; ++o)
            outputs.emplace_back(static_cast<std::size_t>(graph.outputs[o].shape.volume()));
        for (auto& v : reals) real_pointers.push_back(v.data());
        for (auto& v : integers) integer_pointers.push_back(v.data());
        for (int o = 0; o < graph.count.outputs; ++o) output_pointers.push_back(outputs[static_cast<std::size_t>(o)].data());
    }
    ctgrad::evaluate::operands<T> operands() const { return {real_pointers.data(), integer_pointers.data()}; }
    /// Lets outputs with a target write over their input.
    void in_place() {
        for (int o = 0; o < graph.count.outputs; ++o)
            if (int const t = graph.outputs[o].target; t >= 0)
                output_pointers[static_cast<std::size_t>(o)] = reals[static_cast<std::size_t>(t)].data();
    }
};

/// Runs a program through its kernels and through the interpreter, which knows nothing of schedules, and compares. Sums are
/// taken in another order, so results differ by a few ulp of the largest intermediate sum: of order 1 here.
template <class T, class F>
void kernels_agree_with_interpreter(F) {
    using p = program<F>;
    for (unsigned seed = 1; seed <= 3; ++seed) {
        data<p, T> expected(seed);
        data<p, T> actual(seed);
        actual.in_place();
        ctgrad::evaluate::interpreter<T>(expected.graph.view(), expected.operands()).run(expected.output_pointers.data());
        ctgrad::evaluate::kernel<p, T>::run(actual.operands(), actual.output_pointers.data());
        auto const tolerance = 256 * std::numeric_limits<T>::epsilon();
        for (std::size_t o = 0; o < expected.outputs.size(); ++o)
            for (std::size_t i = 0; i < expected.outputs[o].size(); ++i) {
                INFO("output " << o << ", entry " << i << ", seed " << seed);
                T const want = expected.outputs[o][i];
                T const got = actual.output_pointers[o][i];
                REQUIRE(std::abs(want - got) <= tolerance * (1 + std::abs(want)));
            }
    }
}

}  // namespace support
