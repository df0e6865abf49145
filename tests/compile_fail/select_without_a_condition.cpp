// expect: ctgrad::select\(condition, a, b\): the first argument must be a comparison
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

namespace {

constexpr auto x = ctgrad::symbol<"x">;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    return static_cast<int>(select(x, x, 0_c)(x = 1.0));
#else
    return static_cast<int>(select(x > 0_c, x, 0_c)(x = 1.0));
#endif
}
