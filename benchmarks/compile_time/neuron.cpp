// The sigmoid neuron of the lecture, value and five partial derivatives.
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto w0 = ctgrad::symbol<"w0">;
constexpr auto x0 = ctgrad::symbol<"x0">;
constexpr auto w1 = ctgrad::symbol<"w1">;
constexpr auto x1 = ctgrad::symbol<"x1">;
constexpr auto w2 = ctgrad::symbol<"w2">;
constexpr auto neuron = ctgrad::value_and_gradient(ctgrad::sigmoid(w0 * x0 + w1 * x1 + w2), w0, x0, w1, x1, w2);

}  // namespace

/// in: w0, x0, w1, x1, w2; out: the value and the five derivatives in that order.
extern "C" void evaluate(double const* in, double* out) {
    auto const [value, g] = neuron(w0 = in[0], x0 = in[1], w1 = in[2], x1 = in[3], w2 = in[4]);
    out[0] = value;
    out[1] = g[w0];
    out[2] = g[x0];
    out[3] = g[w1];
    out[4] = g[x1];
    out[5] = g[w2];
}
