#include <ctgrad/ctgrad.hpp>

int main() {
    constexpr auto x = ctgrad::symbol<"x">;
    constexpr auto f = x * x * x;
    return ctgrad::derivative(f, x)(x = 2.0) == 12.0 ? 0 : 1;
}
