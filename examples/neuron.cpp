// The lecture's neuron, sigmoid(w0 x0 + w1 x1 + w2) at w = (2, -3, -3), x = (-1, -2): written out as
// 1 / (1 + exp(-(...))), and as one sigmoid gate. The library sees that the two are the same.
#include <ctgrad/ctgrad.hpp>

#include <iomanip>
#include <iostream>
#include <string_view>

namespace {

using namespace ctgrad::literals;

constexpr auto w0 = ctgrad::symbol<"w0">;
constexpr auto x0 = ctgrad::symbol<"x0">;
constexpr auto w1 = ctgrad::symbol<"w1">;
constexpr auto x1 = ctgrad::symbol<"x1">;
constexpr auto w2 = ctgrad::symbol<"w2">;

constexpr auto z = w0 * x0 + w1 * x1 + w2;
constexpr auto written_out = 1_c / (1_c + exp(-z));
constexpr auto gate = sigmoid(z);

constexpr auto written_out_with_gradient = ctgrad::value_and_gradient(written_out, w0, x0, w1, x1, w2);
constexpr auto gate_with_gradient = ctgrad::value_and_gradient(gate, w0, x0, w1, x1, w2);

static_assert(written_out == gate);
static_assert(ctgrad::derivative(written_out, w2) == gate * (1_c - gate));

// The value and five derivatives of it need one exp in all: s (1 - s) is made from the value that is there already.
static_assert(cost(written_out_with_gradient).functions == 1);
static_assert(cost(written_out_with_gradient) == cost(gate_with_gradient));

void print(std::string_view title, auto const& value_and_gradient) {
    auto const [value, g] = value_and_gradient(w0 = 2.0, x0 = -1.0, w1 = -3.0, x1 = -2.0, w2 = -3.0);
    std::cout << title << "\n  value " << value << "  gradient  w0 " << g[w0] << "  x0 " << g[x0] << "  w1 " << g[w1]
              << "  x1 " << g[x1] << "  w2 " << g[w2] << "\n";
}

}  // namespace

int main() {
    std::cout << "f = " << to_string(written_out) << "\n"
              << "df/dw2 = " << to_string(ctgrad::derivative(written_out, w2)) << "\n\n";

    std::cout << std::fixed << std::setprecision(2);
    print("written out", written_out_with_gradient);
    print("as a gate", gate_with_gradient);

    constexpr auto c = cost(written_out_with_gradient);
    std::cout << "\nvalue and gradient together: " << c.functions << " exp (in the sigmoid), " << c.multiplications
              << " multiplications, " << c.additions << " additions\n";
}
