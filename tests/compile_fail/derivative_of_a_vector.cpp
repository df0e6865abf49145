// expect: ctgrad::derivative\(f, x\): 'f' and 'x' must be scalars
// expect: shape_type<3>
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto x = ctgrad::symbol<"x">;
[[maybe_unused]] constexpr auto v = ctgrad::symbol<"v", 3>;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    constexpr auto f = derivative(x * v, x);
    return f.shape.rank;
#else
    constexpr auto f = derivative(x * x, x);
    return f.shape.rank;
#endif
}
