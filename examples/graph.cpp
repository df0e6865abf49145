// The lecture's first graph, f = (x + y) z at x = -2, y = 5, z = -4: values forward, gradients backward.
#include <ctgrad/ctgrad.hpp>

#include <iostream>

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto z = ctgrad::symbol<"z">;
constexpr auto q = x + y;
constexpr auto f = q * z;
constexpr auto g = ctgrad::gradient(f, x, y, z);

// df/dz is q; df/dx is df/dq dq/dx, that is z times 1.
static_assert(g[z] == q);
static_assert(g[x] == z && g[y] == z);

// Numbers are available during compilation, too.
static_assert(g(x = -2, y = 5, z = -4)[x] == -4.0);

}  // namespace

int main() {
    std::cout << "q = " << to_string(q) << "\n"
              << "f = " << to_string(f) << "\n"
              << "df/dx = " << to_string(g[x]) << "\n"
              << "df/dy = " << to_string(g[y]) << "\n"
              << "df/dz = " << to_string(g[z]) << "\n\n";

    auto const at = ctgrad::value_and_gradient(f, x, y, z)(x = -2.0, y = 5.0, z = -4.0);
    auto const& [value, gradient] = at;
    std::cout << "at x = -2, y = 5, z = -4:\n"
              << "f = " << value << "\n"
              << "gradient = (" << gradient[x] << ", " << gradient[y] << ", " << gradient[z] << ")\n";
}
