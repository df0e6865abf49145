// expect-gcc: two_symbols_of_one_name_differ_in_shape
// expect-clang: must be initialized by a constant expression
// expect-clang: two_symbols_of_one_name_differ_in_shape
// max-errors: 4
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto x = ctgrad::symbol<"x">;
[[maybe_unused]] constexpr auto other = ctgrad::symbol<"x", 3>;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    return static_cast<int>((x * sum(other))(x = 1.0));
#else
    return static_cast<int>((x * x)(x = 1.0));
#endif
}
