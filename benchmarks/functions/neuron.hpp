// The sigmoid neuron of the lecture: two weights, two inputs, a bias.
#pragma once
#include <array>
#include <cmath>

namespace functions {

struct neuron {
    /// `in`: w0, x0, w1, x1, w2.
    template <class T>
    constexpr T operator()(std::array<T, 5> const& in) const {
        using std::exp;
        return 1.0 / (1.0 + exp(-(in[0] * in[1] + in[2] * in[3] + in[4])));
    }
};

}  // namespace functions
