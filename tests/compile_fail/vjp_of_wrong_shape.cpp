// expect: 'u' must have the shape of 'f'
// expect: shape_type<2>
// expect: shape_type<3>
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto A = ctgrad::symbol<"A", 2, 3>;
constexpr auto v = ctgrad::symbol<"v", 3>;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    constexpr auto f = vjp(A * v, v, v);
    return f.shape[0];
#else
    constexpr auto f = vjp(A * v, v, A * v);
    return f.shape[0];
#endif
}
