// expect: one input for each symbol, then one output for each result
#include <ctgrad/ctgrad.hpp>

#include <vector>

int main() {
    constexpr auto x = ctgrad::symbol<"x">;
    constexpr auto y = ctgrad::symbol<"y">;
    std::vector<double> const xs(3), ys(3);
    std::vector<double> dx(3), dy(3);
#ifdef EXPECT_FAIL
    ctgrad::map(gradient(x * y, x, y), x, y)(xs, ys, dx);
#else
    ctgrad::map(gradient(x * y, x, y), x, y)(xs, ys, dx, dy);
#endif
    return dx[0] > 0 ? 1 : 0;
}
