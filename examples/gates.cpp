// What each gate of a graph does with the gradient that arrives from above: the add gate distributes it, the multiply gate
// swaps its inputs, the copy gate adds, the max gate routes. All of it is one rule, the chain rule.
#include <ctgrad/ctgrad.hpp>

#include <iostream>

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto u = ctgrad::symbol<"u">;  // the upstream gradient
constexpr auto v = ctgrad::symbol<"v">;  // that of the second copy

// A copy has two outputs, each with an upstream gradient of its own: u of one, v of the other.
constexpr auto copies = u * x + v * x;

static_assert(vjp(x + y, x, u) == u && vjp(x + y, y, u) == u);
static_assert(vjp(x * y, x, u) == u * y && vjp(x * y, y, u) == u * x);
static_assert(ctgrad::derivative(copies, x) == u + v);

}  // namespace

int main() {
    constexpr auto add = ctgrad::program(vjp(x + y, x, u), vjp(x + y, y, u));
    constexpr auto multiply = ctgrad::program(vjp(x * y, x, u), vjp(x * y, y, u));
    constexpr auto copy = ctgrad::derivative(copies, x);
    constexpr auto larger = ctgrad::program(vjp(max(x, y), x, u), vjp(max(x, y), y, u));

    auto const print = [](auto const& gradients) {
        std::cout << gradients[boost::hana::size_c<0>] << " and " << gradients[boost::hana::size_c<1>] << "\n";
    };
    std::cout << "add       3 + 4 = 7, upstream 2:            ";
    print(add(x = 3.0, y = 4.0, u = 2.0));
    std::cout << "multiply  2 * 3 = 6, upstream 5:            ";
    print(multiply(x = 2.0, y = 3.0, u = 5.0));
    std::cout << "copy      7 to two places, upstream 4 and 2: " << copy(x = 7.0, u = 4.0, v = 2.0) << "\n";
    std::cout << "max       max(4, 5) = 5, upstream 9:        ";
    print(larger(x = 4.0, y = 5.0, u = 9.0));
}
