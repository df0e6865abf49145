// expect: a symbol is bound twice
// expect: "x"
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    return static_cast<int>((x * y)(x = 1.0, y = 2.0, x = 3.0));
#else
    return static_cast<int>((x * y)(x = 1.0, y = 2.0));
#endif
}
