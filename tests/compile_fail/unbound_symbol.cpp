// expect: a symbol of the formula is not bound
// expect: "bias"
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto bias = ctgrad::symbol<"bias">;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    return static_cast<int>((x + bias)(x = 1.0));
#else
    return static_cast<int>((x + bias)(x = 1.0, bias = 2.0));
#endif
}
