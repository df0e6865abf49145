// expect: 'y' is not one of the symbols of this gradient
// expect: "y"
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    constexpr auto f = gradient(x * y, x)[y];
    return f.shape.rank;
#else
    constexpr auto f = gradient(x * y, x)[x];
    return f.shape.rank;
#endif
}
