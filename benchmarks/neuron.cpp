// The sigmoid neuron of the lecture: value and five partial derivatives against the hand-written ones.
#include "rivals/neuron.hpp"

#include <ctgrad/ctgrad.hpp>

#include "ratio.hpp"

#include <random>
#include <vector>

namespace {

constexpr auto w0 = ctgrad::symbol<"w0">;
constexpr auto x0 = ctgrad::symbol<"x0">;
constexpr auto w1 = ctgrad::symbol<"w1">;
constexpr auto x1 = ctgrad::symbol<"x1">;
constexpr auto w2 = ctgrad::symbol<"w2">;
constexpr auto neuron = ctgrad::value_and_gradient(ctgrad::sigmoid(w0 * x0 + w1 * x1 + w2), w0, x0, w1, x1, w2);

std::vector<rivals::neuron_inputs> random_inputs(std::size_t count) {
    auto random = std::mt19937_64{42};
    auto normal = std::normal_distribution<double>{};
    auto pool = std::vector<rivals::neuron_inputs>(count);
    for (auto& in : pool) in = {normal(random), normal(random), normal(random), normal(random), normal(random)};
    return pool;
}

}  // namespace

int main(int argc, char** argv) {
    auto const pool = random_inputs(32);
    auto const hand = ratio::contender{
        [](rivals::neuron_inputs const& in) { return rivals::neuron(in); },
        [](rivals::neuron_outputs const& out, std::vector<double>& numbers) {
            numbers = {out.value, out.w0, out.x0, out.w1, out.x1, out.w2};
        }};
    auto const ours = ratio::contender{
        [](rivals::neuron_inputs const& in) {
            return neuron(w0 = in.w0, x0 = in.x0, w1 = in.w1, x1 = in.x1, w2 = in.w2);
        },
        [](auto const& out, std::vector<double>& numbers) {
            auto const& [value, g] = out;
            numbers = {value, g[w0], g[x0], g[w1], g[x1], g[w2]};
        }};
    ratio::register_comparison("neuron", std::span{pool}, hand, ours);
    return ratio::run(argc, argv);
}
