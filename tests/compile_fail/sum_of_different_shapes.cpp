// expect: a \+ b: the shapes must be equal
// expect: shape_type<3>
// expect: shape_type<4>
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto v = ctgrad::symbol<"v", 3>;
[[maybe_unused]] constexpr auto w = ctgrad::symbol<"w", 4>;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    constexpr auto f = v + w;
    return f.shape[0] - 3;
#else
    constexpr auto f = v + v;
    return f.shape[0] - 3;
#endif
}
