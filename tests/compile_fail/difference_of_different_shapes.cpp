// expect: a - b: the shapes must be equal
// expect: shape_type<2, 3>
// expect: shape_type<4, 5>
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto A = ctgrad::symbol<"A", 2, 3>;
[[maybe_unused]] constexpr auto B = ctgrad::symbol<"B", 4, 5>;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    constexpr auto f = A - B;
    return f.shape[0] - 2;
#else
    constexpr auto f = A - A;
    return f.shape[0] - 2;
#endif
}
