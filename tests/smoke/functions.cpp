// An ordinary function, differentiated at run time and during compilation.
#include <ctgrad/ctgrad.hpp>

#include <array>
#include <cmath>
#include <cstdio>

namespace {

struct bump {
    template <class T>
    constexpr T operator()(std::array<T, 2> const& p, T const& width) const {
        using std::exp;
        T sum = 0;
        for (T const& x : p) sum += x * x;
        if (sum > width) return 0 * sum;
        return exp(-sum / (width - sum));
    }
};

}  // namespace

int main() {
    static_assert(std::get<0>(ctgrad::gradient(bump{})(std::array{3.0, 4.0}, 2.0)) == std::array{0.0, 0.0});
    static_assert(std::get<0>(ctgrad::jacobian([](auto x, auto y) { return std::array{x * y, x / y}; })(6.0F, 2.0F))(1, 0) == 0.5F);

    auto const [value, gradient] = ctgrad::value_and_gradient<0>(bump{})(std::array{0.5, 0.5}, 1.0);
    auto const [dx, dy] = std::get<0>(gradient);
    std::printf("%g %g %g\n", value, dx, dy);
    double const expected = -std::exp(-1.0) * 4;  // d/dx exp(-s / (1 - s)) = -2 x exp(...) / (1 - s)^2
    return std::fabs(dx - expected) < 1e-15 && dx == dy ? 0 : 1;
}
