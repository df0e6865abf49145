// expect: an instance of the inputs has another shape than the arguments of 'f'
#include <ctgrad/ctgrad.hpp>

#include <array>
#include <vector>

int main() {
    constexpr auto v = ctgrad::symbol<"v", 3>;
    std::vector<double> norms(5);
#ifdef EXPECT_FAIL
    std::vector<std::array<double, 2>> const points(5);
#else
    std::vector<std::array<double, 3>> const points(5);
#endif
    ctgrad::map(norm(v), v)(points, norms);
    return norms[0] > 0 ? 1 : 0;
}
