// A step of gradient descent on a two-layer network: one program, which writes the new weights over the old ones.
#include <ctgrad/ctgrad.hpp>

#include <array>
#include <cstdio>

namespace {

// [training-step]
using ctgrad::symbol;
constexpr auto x = symbol<"x", 4>;
constexpr auto W1 = symbol<"W1", 16, 4>;
constexpr auto W2 = symbol<"W2", 3, 16>;
constexpr auto label = ctgrad::index_symbol<"label">;
constexpr auto rate = symbol<"rate">;

constexpr auto loss = cross_entropy(W2 * tanh(W1 * x), label);
constexpr auto g = gradient(loss, W1, W2);
constexpr auto step = ctgrad::update(W1 = W1 - rate * g[W1], W2 = W2 - rate * g[W2]);
// [training-step]

}  // namespace

int main() {
    std::array<std::array<float, 4>, 16> first{};
    std::array<std::array<float, 16>, 3> second{};
    for (std::size_t i = 0; i < 16; ++i)
        for (std::size_t j = 0; j < 4; ++j) first[i][j] = (i + j) % 3 == 0 ? 0.5F : -0.25F;
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 16; ++j) second[i][j] = (i + j) % 2 == 0 ? 0.25F : -0.125F;
    std::array const sample{1.0F, -0.5F, 0.25F, 0.75F};

    for (int k = 0; k < 4; ++k) {
        auto const value = loss(W1 = first, W2 = second, x = sample, label = 2);
        std::printf("loss after %d steps: %.4f\n", k, static_cast<double>(value));
        step(W1 = first, W2 = second, x = sample, label = 2, rate = 0.25F);
    }
}
