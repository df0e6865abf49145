// expect: x = expression: the expression has another shape than the symbol
// expect: "v"
// expect: shape_type<3>
// expect: shape_type<>
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto v = ctgrad::symbol<"v", 3>;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    constexpr auto f = substitute(sum(v), v = sum(v));
    return f.shape.rank;
#else
    constexpr auto f = substitute(sum(v), v = v + v);
    return f.shape.rank;
#endif
}
