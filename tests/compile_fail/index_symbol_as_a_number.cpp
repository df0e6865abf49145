// expect: an index symbol or a condition stands where a number is expected
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto x = ctgrad::symbol<"x">;
[[maybe_unused]] constexpr auto k = ctgrad::index_symbol<"k">;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    return static_cast<int>((x * k)(x = 1.0, k = 1));
#else
    return static_cast<int>((x * x)(x = 1.0));
#endif
}
