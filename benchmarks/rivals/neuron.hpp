// The sigmoid neuron with its five partial derivatives, as an expert writes it by hand: one exp, one division.
#pragma once
#include <cmath>

namespace rivals {

struct neuron_inputs {
    double w0, x0, w1, x1, w2;
};

struct neuron_outputs {
    double value, w0, x0, w1, x1, w2;
};

inline neuron_outputs neuron(neuron_inputs const& in) {
    auto const s = 1.0 / (1.0 + std::exp(-(in.w0 * in.x0 + in.w1 * in.x1 + in.w2)));
    auto const d = s - s * s;
    return {s, d * in.x0, d * in.w0, d * in.x1, d * in.w1, d};
}

}  // namespace rivals
