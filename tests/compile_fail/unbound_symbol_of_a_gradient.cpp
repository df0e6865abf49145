// expect: a symbol of the formula is not bound
// expect: "bias"
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto bias = ctgrad::symbol<"bias">;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    auto const g = gradient(x * bias, x)(x = 2.0);
    return static_cast<int>(g[x]);
#else
    auto const g = gradient(x * bias, x)(bias = 2.0);
    return static_cast<int>(g[x]);
#endif
}
