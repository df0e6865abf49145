// A two-layer network as an ordinary C++ function. The same function computes scores of numbers, and its gradient is one call: the matrix
// products stay matrix products. It learns to tell three spiral arms apart.
#include <ctgrad/ctgrad.hpp>

#include <boost/hana/define_struct.hpp>

#include <cmath>
#include <cstdio>
#include <tuple>
#include <vector>

#include "support/random.hpp"

// [network]
template <class T>
struct parameters {
    BOOST_HANA_DEFINE_STRUCT(
        parameters, (ctgrad::tensor<T, 32, 2>, W1), (ctgrad::tensor<T, 32>, b1), (ctgrad::tensor<T, 3, 32>, W2),
        (ctgrad::tensor<T, 3>, b2));
};

constexpr auto scores = [](auto const& p, auto const& x) { return p.W2 * tanh(p.W1 * x + p.b1) + p.b2; };
constexpr auto loss = [](auto const& p, auto const& x, auto label) { return cross_entropy(scores(p, x), label); };

constexpr auto loss_and_gradient = ctgrad::value_and_gradient<0>(loss);  // by the parameters; the label is a position
// [network]

struct sample {
    ctgrad::tensor<double, 2> x;
    int arm;
};

std::vector<sample> spirals(int of_each_arm) {
    std::vector<sample> all;
    for (int arm = 0; arm < 3; ++arm)
        for (int k = 0; k < of_each_arm; ++k) {
            double const radius = (k + 1.0) / of_each_arm;
            double const angle = 2.0944 * arm + 3.5 * radius;
            all.push_back({{radius * std::cos(angle), radius * std::sin(angle)}, arm});
        }
    return all;
}

template <class Tensor>
void step(Tensor& weights, Tensor const& slope, double rate) {
    for (int k = 0; k < weights.size(); ++k) weights.data()[k] -= rate * slope.data()[k];
}

int main() {
    parameters<double> p{};
    examples::random_numbers random(7);
    for (double& w : p.W1) w = 2 * random.noise();
    for (double& w : p.W2) w = 0.2 * random.noise();
    auto const samples = spirals(50);
    int right = 0;
    for (int epoch = 0; epoch < 400; ++epoch) {
        double total = 0;
        right = 0;
        for (std::size_t k = 0; k < samples.size(); ++k) {
            auto const& [x, arm] = samples[k * 67 % samples.size()];  // in another order than that of the arms
            parameters<double> slope;
            total += loss_and_gradient.into(slope)(p, x, arm);
            auto const s = scores(p, x);  // the same function, of numbers
            if (max_element(s) == s[arm]) ++right;
            step(p.W1, slope.W1, 0.05);
            step(p.b1, slope.b1, 0.05);
            step(p.W2, slope.W2, 0.05);
            step(p.b2, slope.b2, 0.05);
        }
        if (epoch % 100 == 99)
            std::printf(
                "epoch %d: loss %.3f, %d of %zu right\n", epoch + 1, total / static_cast<double>(samples.size()), right,
                samples.size());
    }
    return right >= 140 ? 0 : 1;
}
