// The two-layer network 64-32-10 with hinge loss and L2 regularisation: value and both gradients.
#include <ctgrad/ctgrad.hpp>

namespace {

using namespace ctgrad::literals;

constexpr auto W1 = ctgrad::symbol<"W1", 32, 64>;
constexpr auto W2 = ctgrad::symbol<"W2", 10, 32>;
constexpr auto x = ctgrad::symbol<"x", 64>;
constexpr auto y = ctgrad::index_symbol<"y">;
constexpr auto loss =
    ctgrad::hinge_loss(W2 * ctgrad::relu(W1 * x), y) + 1e-3_c * (ctgrad::squared_norm(W1) + ctgrad::squared_norm(W2));
constexpr auto loss_and_gradient = ctgrad::value_and_gradient(loss, W1, W2);

}  // namespace

struct network {
    double W1[32][64], W2[10][32];
};

extern "C" double evaluate(network const& weights, double const (&sample)[64], int label, network& gradients) {
    return loss_and_gradient.into(W1 = gradients.W1, W2 = gradients.W2)(  //
        W1 = weights.W1, W2 = weights.W2, x = sample, y = label);
}
