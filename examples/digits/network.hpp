// The network as formulas: 64 inputs, 64 hidden units with ReLU, 10 scores; two losses; a step of gradient descent.
#pragma once

#include <ctgrad/ctgrad.hpp>

#include "data.hpp"

#include <cmath>

namespace digits {

using namespace ctgrad::literals;

inline constexpr int hidden = 64;
inline constexpr int batch_size = 32;

inline constexpr auto W1 = ctgrad::symbol<"W1", pixels, hidden>;
inline constexpr auto b1 = ctgrad::symbol<"b1", hidden>;
inline constexpr auto W2 = ctgrad::symbol<"W2", hidden, classes>;
inline constexpr auto b2 = ctgrad::symbol<"b2", classes>;

/// The scores of images, which are the rows of X.
template <int Images>
constexpr auto scores_of(auto X) {
    constexpr auto activations = relu(X * W1 + broadcast_rows<Images>(b1));
    return activations * W2 + broadcast_rows<Images>(b2);
}

inline constexpr auto X = ctgrad::symbol<"X", batch_size, pixels>;
inline constexpr auto Y = ctgrad::index_symbol<"Y", batch_size>;
inline constexpr auto scores = scores_of<batch_size>(X);
inline constexpr auto svm_loss = hinge_loss(scores, Y);
inline constexpr auto softmax_loss = cross_entropy(scores, Y);

inline constexpr auto rate = ctgrad::symbol<"rate">;
inline constexpr auto total = ctgrad::symbol<"total">;  // of the losses so far: the loss costs no second pass

/// A step of gradient descent on the mean loss of a batch plus L2 regularisation of both weight matrices, as one program.
/// It writes into the weights, without a buffer for the gradient.
constexpr auto descent(auto data_loss) {
    constexpr auto lambda = 1e-3_c;
    constexpr auto loss = data_loss + lambda * (squared_norm(W1) + squared_norm(W2));
    constexpr auto g = ctgrad::gradient(loss, W1, b1, W2, b2);
    return ctgrad::update(
        W1 = W1 - rate * g[W1], b1 = b1 - rate * g[b1],  //
        W2 = W2 - rate * g[W2], b2 = b2 - rate * g[b2],  //
        total = total + loss);
}

struct network {
    alignas(64) float W1[pixels][hidden]{};
    alignas(64) float b1[hidden]{};
    alignas(64) float W2[hidden][classes]{};
    alignas(64) float b2[classes]{};
};

/// Weights of the size that keeps the variance of activations through layers with ReLU, biases 0.
/// Source: He et al., Delving deep into rectifiers, ICCV 2015.
inline void initialise(network& n, generator& random) {
    for (auto& row : n.W1)
        for (float& weight : row) weight = random.symmetric(std::sqrt(6.0F / pixels));
    for (auto& row : n.W2)
        for (float& weight : row) weight = random.symmetric(std::sqrt(6.0F / hidden));
}

}  // namespace digits
