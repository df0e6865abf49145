// expect: a derivative is taken with respect to a symbol
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto x = ctgrad::symbol<"x">;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    constexpr auto f = derivative(x * x, x * x);
    return f.shape.rank;
#else
    constexpr auto f = derivative(x * x, x);
    return f.shape.rank;
#endif
}
