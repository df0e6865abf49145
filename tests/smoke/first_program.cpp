// The least that every supported compiler has to do: derive, evaluate at run time, evaluate during compilation.
#include <ctgrad/ctgrad.hpp>

#include <cstdio>

int main() {
    using ctgrad::symbol;
    constexpr auto x = symbol<"x">;
    constexpr auto y = symbol<"y">;
    constexpr auto z = symbol<"z">;
    constexpr auto f = (x + y) * z;

    static_assert(f(x = -2.0, y = 5.0, z = -4.0) == -12.0);
    static_assert(sigmoid(x)(x = -800.0) == 0 && exp(x)(x = 1.0) == 2.718281828459045 && sin(x)(x = 1e22F) < 1);

    auto const g = ctgrad::gradient(f, x, y, z)(x = -2.0, y = 5.0, z = -4.0);
    std::printf("%g %g %g\n", g[x], g[y], g[z]);
    return g[x] == -4.0 && g[y] == -4.0 && g[z] == 3.0 ? 0 : 1;
}
