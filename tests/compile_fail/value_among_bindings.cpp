// expect: each argument of an evaluation is a binding
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto x = ctgrad::symbol<"x">;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    return static_cast<int>((x * x)(1.0));
#else
    return static_cast<int>((x * x)(x = 1.0));
#endif
}
