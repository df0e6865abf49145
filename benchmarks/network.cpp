// The two-layer network 64-32-10, one sample, multiclass hinge loss plus L2 regularisation of both weight matrices:
// value and both gradients, against explicitly vectorised hand-written code (rivals/network.hpp) and, to show what that
// is worth, the hand-written code against plain loops.
#include "rivals/network.hpp"

#include <ctgrad/ctgrad.hpp>

#include "ratio.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <vector>

namespace {

using namespace ctgrad::literals;

constexpr auto W1 = ctgrad::symbol<"W1", 32, 64>;
constexpr auto W2 = ctgrad::symbol<"W2", 10, 32>;
constexpr auto x = ctgrad::symbol<"x", 64>;
constexpr auto y = ctgrad::index_symbol<"y">;
constexpr auto lambda = ctgrad::symbol<"lambda">;

constexpr auto loss =
    ctgrad::hinge_loss(W2 * ctgrad::relu(W1 * x), y) + lambda * (ctgrad::squared_norm(W1) + ctgrad::squared_norm(W2));
constexpr auto loss_and_gradient = ctgrad::value_and_gradient(loss, W1, W2);

constexpr auto regularisation = 1e-3;

struct alignas(64) sample {
    double W1[32][64], W2[10][32], x[64];
    std::size_t y;
};

struct alignas(64) results {
    double W1[32][64], W2[10][32], value;
};

void flatten_results(results const& out, std::vector<double>& numbers) {
    numbers = {out.value};
    numbers.insert(numbers.end(), &out.W1[0][0], &out.W1[0][0] + 32 * 64);
    numbers.insert(numbers.end(), &out.W2[0][0], &out.W2[0][0] + 10 * 32);
}

/// Weights as a network starts its training (He initialisation), so that about half of the hidden units are active.
std::vector<sample> random_samples(std::size_t count) {
    auto random = std::mt19937_64{42};
    auto normal = std::normal_distribution<double>{};
    auto pool = std::vector<sample>(count);
    for (auto& s : pool) {
        for (auto& row : s.W1) std::ranges::generate(row, [&] { return normal(random) * std::sqrt(2.0 / 64.0); });
        for (auto& row : s.W2) std::ranges::generate(row, [&] { return normal(random) * std::sqrt(2.0 / 32.0); });
        std::ranges::generate(s.x, [&] { return normal(random); });
        s.y = random() % 10;
    }
    return pool;
}

}  // namespace

int main(int argc, char** argv) {
    auto const samples = random_samples(4);  // 78 KiB: more than the L1 cache holds, as in training
    auto const pool = std::span{samples};
    auto const hand_results = std::make_unique<results>();
    auto const other_results = std::make_unique<results>();

    auto const hand = ratio::contender{
        [out = hand_results.get()](sample const& s) -> results const& {
            out->value = rivals::network(s.W1[0], s.W2[0], s.x, s.y, regularisation, out->W1[0], out->W2[0]);
            return *out;
        },
        flatten_results};
    auto const plain = ratio::contender{
        [out = other_results.get()](sample const& s) -> results const& {
            out->value = rivals::plain_network(s.W1[0], s.W2[0], s.x, s.y, regularisation, out->W1[0], out->W2[0]);
            return *out;
        },
        flatten_results};
    auto const in_place = ratio::contender{
        [out = other_results.get()](sample const& s) -> results const& {
            out->value = loss_and_gradient.into(W1 = out->W1, W2 = out->W2)(  //
                W1 = s.W1, W2 = s.W2, x = s.x, y = s.y, lambda = regularisation);
            return *out;
        },
        flatten_results};
    auto const returned = ratio::contender{
        [](sample const& s) {
            return loss_and_gradient(W1 = s.W1, W2 = s.W2, x = s.x, y = s.y, lambda = regularisation);
        },
        [](auto const& out, std::vector<double>& numbers) {
            auto const& [value, g] = out;
            numbers = {value};
            numbers.insert(numbers.end(), g[W1].data(), g[W1].data() + 32 * 64);
            numbers.insert(numbers.end(), g[W2].data(), g[W2].data() + 10 * 32);
        }};

    ratio::register_comparison("network/into", pool, hand, in_place);
    ratio::register_comparison("network/returned", pool, hand, returned);
    ratio::register_comparison("network/plain_loops", pool, hand, plain, {.rounds = 101});
    return ratio::run(argc, argv);
}
