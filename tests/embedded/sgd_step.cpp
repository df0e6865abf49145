// One step of stochastic gradient descent of a 16-16-4 ReLU network with softmax and cross-entropy, in float, on a
// microcontroller: the update is fused into the backward pass, so there is no gradient buffer.
#include <ctgrad/ctgrad.hpp>

#include "harness.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace {

constexpr auto W1 = ctgrad::symbol<"W1", 16, 16>;
constexpr auto b1 = ctgrad::symbol<"b1", 16>;
constexpr auto W2 = ctgrad::symbol<"W2", 4, 16>;
constexpr auto b2 = ctgrad::symbol<"b2", 4>;
constexpr auto x = ctgrad::symbol<"x", 16>;
constexpr auto y = ctgrad::index_symbol<"y">;
constexpr auto rate = ctgrad::symbol<"rate">;

constexpr auto loss = ctgrad::cross_entropy(W2 * ctgrad::relu(W1 * x + b1) + b2, y);
constexpr auto g = ctgrad::gradient(loss, W1, b1, W2, b2);
constexpr auto step = ctgrad::update(
    W1 = W1 - rate * g[W1], b1 = b1 - rate * g[b1],  //
    W2 = W2 - rate * g[W2], b2 = b2 - rate * g[b2]);

struct network {
    float W1[16][16], b1[16], W2[4][16], b2[4];
};

[[gnu::noinline]] void sgd_kernel(network& n, float const (&sample)[16], int label, float learning_rate) {
    step(W1 = n.W1, b1 = n.b1, W2 = n.W2, b2 = n.b2, x = sample, y = label, rate = learning_rate);
}

}  // namespace

namespace harness {
namespace {

/// What the reference step found on its way; the test checks with it that its own data exercise the network.
struct observed {
    float smallest_preactivation;  // magnitude: how close the sample came to the kink of relu
    int active;                    // hidden units that pass their input on
};

/// The step in plain loops, every gradient computed in full before the first weight changes.
[[gnu::noinline]] observed reference_step(network& n, float const (&sample)[16], int label, float learning_rate) {
    auto seen = observed{1e30f, 0};
    float h[16];
    for (auto i = 0; i < 16; ++i) {
        auto z = n.b1[i];
        for (auto j = 0; j < 16; ++j) z += n.W1[i][j] * sample[j];
        seen.smallest_preactivation = std::min(seen.smallest_preactivation, std::abs(z));
        seen.active += z > 0.0f ? 1 : 0;
        h[i] = z > 0.0f ? z : 0.0f;
    }
    float s[4];
    for (auto k = 0; k < 4; ++k) {
        s[k] = n.b2[k];
        for (auto i = 0; i < 16; ++i) s[k] += n.W2[k][i] * h[i];
    }
    auto const largest = std::max(std::max(s[0], s[1]), std::max(s[2], s[3]));
    auto total = 0.0f;
    for (auto& score : s) {
        score = std::exp(score - largest);
        total += score;
    }
    float ds[4];
    for (auto k = 0; k < 4; ++k) ds[k] = s[k] / total - (k == label ? 1.0f : 0.0f);
    float dh[16];
    for (auto i = 0; i < 16; ++i) {
        dh[i] = 0.0f;
        for (auto k = 0; k < 4; ++k) dh[i] += n.W2[k][i] * ds[k];
        if (!(h[i] > 0.0f)) dh[i] = 0.0f;
    }
    for (auto k = 0; k < 4; ++k) {
        for (auto i = 0; i < 16; ++i) n.W2[k][i] -= learning_rate * (ds[k] * h[i]);
        n.b2[k] -= learning_rate * ds[k];
    }
    for (auto i = 0; i < 16; ++i) {
        for (auto j = 0; j < 16; ++j) n.W1[i][j] -= learning_rate * (dh[i] * sample[j]);
        n.b1[i] -= learning_rate * dh[i];
    }
    return seen;
}

/// Uniform numbers in [-1, 1): the linear congruential generator of Numerical Recipes, its upper 24 bits.
class generator {
public:
    float next() {
        state_ = state_ * 1664525u + 1013904223u;
        return static_cast<float>(static_cast<std::int32_t>(state_ >> 8) - (1 << 23)) * 0x1p-23f;
    }
    template <int N>
    void fill(float (&values)[N], float scale) {
        for (auto& value : values) value = scale * next();
    }
    template <int N, int M>
    void fill(float (&values)[N][M], float scale) {
        for (auto& row : values) fill(row, scale);
    }

private:
    std::uint32_t state_ = 2024u;
};

/// Largest difference between two equally long runs of floats; infinite where one of them is not finite.
template <int N>
float distance(float const (&a)[N], float const (&b)[N]) {
    auto largest = 0.0f;
    for (auto i = 0; i < N; ++i) {
        auto const difference = std::abs(a[i] - b[i]);
        largest = difference <= 1e30f ? std::max(largest, difference) : HUGE_VALF;
    }
    return largest;
}

template <int N, int M>
float distance(float const (&a)[N][M], float const (&b)[N][M]) {
    auto largest = 0.0f;
    for (auto i = 0; i < N; ++i) largest = std::max(largest, distance(a[i], b[i]));
    return largest;
}

/// Six checks: `kernel` equals the reference, entry by entry, in each of the four parameters; the sample kept away from
/// the kink, with active and inactive units; and the step changed both weight matrices by far more than the tolerance.
void compare(checks& test, network const& before, float const (&sample)[16], int label, float tolerance) {
    auto const learning_rate = opaque(0.5f);
    auto found = before;
    sgd_kernel(found, sample, label, learning_rate);
    auto expected = before;
    auto const seen = reference_step(expected, sample, label, learning_rate);
    test.expect(distance(found.W1, expected.W1) <= tolerance);
    test.expect(distance(found.b1, expected.b1) <= tolerance);
    test.expect(distance(found.W2, expected.W2) <= tolerance);
    test.expect(distance(found.b2, expected.b2) <= tolerance);
    test.expect(seen.smallest_preactivation > 1e-3f && seen.active >= 3 && seen.active <= 13);
    test.expect(
        distance(before.W1, expected.W1) > 1e3f * tolerance && distance(before.W2, expected.W2) > 1e3f * tolerance);
}

int run() {
    auto test = checks{};
    auto random = generator{};
    auto start = network{};
    random.fill(start.W1, 0.5f);
    random.fill(start.b1, 0.25f);
    random.fill(start.W2, 0.5f);
    random.fill(start.b2, 0.25f);

    // Tolerance, with u = 2^-24: sums of 17 terms of size about 1/4 differ by some 4 u between two orders of summation;
    // 16 of these, weighted by 1/4 to 1/2, leave 8 u in a score and, softmax contracting, 4 u in a probability. The
    // gradients inherit up to 10 u through sums of 4 and products with numbers below 2, halved by the rate, and the new
    // weight rounds once: 8 u. 1e-6 is 17 u, and less than a thousandth of what the step changes.
    for (auto label = 0; label < 4; ++label) {
        float sample[16];
        random.fill(sample, 1.0f);
        compare(test, start, sample, label, 1e-6f);
    }

    // Scores near 256: exp overflows in float unless the largest is subtracted first. A score is now a multiple of
    // 512 u, and two roundings may differ by two of these: a probability by 256 u, and the weights, as above, by a few
    // times half of that: 5e-5 is 840 u.
    auto shifted = start;
    for (auto& bias : shifted.b2) bias += 256.0f;
    float sample[16];
    random.fill(sample, 1.0f);
    compare(test, shifted, sample, 2, 5e-5f);

    return test.exit_status();
}

}  // namespace
}  // namespace harness

int main() { return harness::run(); }
