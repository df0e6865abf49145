#include "formulas.hpp"

namespace {

constexpr auto w0 = ctgrad::symbol<"w0">;
constexpr auto x0 = ctgrad::symbol<"x0">;
constexpr auto w1 = ctgrad::symbol<"w1">;
constexpr auto x1 = ctgrad::symbol<"x1">;
constexpr auto w2 = ctgrad::symbol<"w2">;
constexpr auto neuron = ctgrad::value_and_gradient(ctgrad::sigmoid(w0 * x0 + w1 * x1 + w2), w0, x0, w1, x1, w2);

contest::entry const entry({"neuron", "formula", [](double const* in, double* out) {
                                out[0] = neuron.into(w0 = out[1], x0 = out[2], w1 = out[3], x1 = out[4], w2 = out[5])(
                                    w0 = in[0], x0 = in[1], w1 = in[2], x1 = in[3], w2 = in[4]);
                            }});

}  // namespace
