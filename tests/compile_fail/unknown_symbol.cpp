// expect: a symbol is bound that does not occur in the formula
// expect: "typo"
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto x = ctgrad::symbol<"x">;
[[maybe_unused]] constexpr auto typo = ctgrad::symbol<"typo">;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    return static_cast<int>((x * x)(x = 1.0, typo = 2.0));
#else
    return static_cast<int>((x * x)(x = 1.0));
#endif
}
