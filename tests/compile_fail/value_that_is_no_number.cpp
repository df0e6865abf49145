// expect: a symbol is bound to a number or, where it has extents, to contiguous data
// expect: "x"
#include <ctgrad/ctgrad.hpp>

namespace {

struct [[maybe_unused]] thing {};

constexpr auto x = ctgrad::symbol<"x">;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    return static_cast<int>((x * x)(x = thing{}));
#else
    return static_cast<int>((x * x)(x = 1.0));
#endif
}
