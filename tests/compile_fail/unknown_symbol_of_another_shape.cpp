// expect: a symbol is bound that does not occur in the formula
// expect: "x".*3
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto x = ctgrad::symbol<"x">;
[[maybe_unused]] constexpr auto other = ctgrad::symbol<"x", 3>;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    return static_cast<int>((x * x)(other = {1.0, 2.0, 3.0}));
#else
    return static_cast<int>((x * x)(x = 1.0));
#endif
}
