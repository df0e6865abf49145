// An operator of one's own, with forward and backward as in the lecture. Both are formulas, so the operator nests, prints,
// simplifies and has higher derivatives like any other.
#include <ctgrad/ctgrad.hpp>

#include <iostream>

namespace {

using namespace ctgrad::literals;

struct multiply {
    static constexpr auto forward(auto a, auto b) { return a * b; }
    static constexpr auto backward(auto upstream, auto /*output*/, auto a, auto b) {
        return ctgrad::partials(upstream * b, upstream * a);
    }
};

/// The sigmoid gate: its backward pass needs nothing but the output of its forward pass.
struct sigmoid_gate {
    static constexpr auto forward(auto a) { return 1_c / (1_c + exp(-a)); }
    static constexpr auto backward(auto upstream, auto output, auto /*a*/) {
        return ctgrad::partials(upstream * output * (1_c - output));
    }
};

/// Forward, one of two levels; backward, as if it were the identity: how networks with binary units are trained
/// (Bengio, Leonard and Courville, 2013). The derivative of the forward formula itself would be 0 everywhere.
struct straight_through {
    static constexpr auto forward(auto a) { return select(a > 0_c, 1_c, -1_c); }
    static constexpr auto backward(auto upstream, auto /*output*/, auto /*a*/) { return ctgrad::partials(upstream); }
};

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;

constexpr auto product = ctgrad::apply<multiply>(x, y);
static_assert(product == x * y);
static_assert(ctgrad::derivative(product, x) == y);
static_assert(ctgrad::derivative<2>(ctgrad::apply<multiply>(product, x), x) == 2_c * y);

constexpr auto neuron = ctgrad::apply<sigmoid_gate>(product);
static_assert(neuron == sigmoid(x * y));
static_assert(ctgrad::derivative(neuron, x) == y * sigmoid(x * y) * (1_c - sigmoid(x * y)));
static_assert(cost(ctgrad::value_and_gradient(neuron, x, y)).functions == 1);

}  // namespace

int main() {
    auto const at = ctgrad::value_and_gradient(neuron, x, y)(x = 0.5, y = -4.0);
    auto const& [value, g] = at;
    std::cout << "apply<sigmoid_gate>(apply<multiply>(x, y)) at x = 0.5, y = -4: " << value << ", gradient (" << g[x]
              << ", " << g[y] << ")\n";

    constexpr auto binary = ctgrad::apply<straight_through>(x * x - 1_c);
    std::cout << "apply<straight_through>(x^2 - 1) at x = 0.5: " << binary(x = 0.5) << ", derivative "
              << ctgrad::derivative(binary, x)(x = 0.5) << "\n";
}
