// The program in README.md.
// [first-program]
#include <ctgrad/ctgrad.hpp>

#include <cstdio>

int main() {
    using namespace ctgrad::literals;
    constexpr auto x = ctgrad::symbol<"x">;
    constexpr auto y = ctgrad::symbol<"y">;
    constexpr auto f = 1_c / (1_c + exp(-x * y));

    static_assert(derivative(f, x) == y * f * (1_c - f));  // formulas, compared while the program compiles

    auto const [value, g] = value_and_gradient(f, x, y)(x = 0.5, y = 3.0);  // numbers: one pass, one exp
    std::printf("f = %.3f, df/dx = %.3f, df/dy = %.3f\n", value, g[x], g[y]);
}
// [first-program]
