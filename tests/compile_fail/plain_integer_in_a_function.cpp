// expect: a plain number in a formula: write a literal, 2_c or 0.5_c, or bind a symbol
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

namespace {

constexpr auto x = ctgrad::symbol<"x">;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    constexpr auto f = max(x, 0);
    return f.shape.rank;
#else
    constexpr auto f = max(x, 0_c);
    return f.shape.rank;
#endif
}
