// expect: a symbol of the gradient has no destination
// expect: "y"
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    double dx = 0.0;
    gradient(x * y, x, y).into(x = dx)(x = 1.0, y = 2.0);
#else
    double dx = 0.0;
    double dy = 0.0;
    gradient(x * y, x, y).into(x = dx, y = dy)(x = 1.0, y = 2.0);
#endif
}
