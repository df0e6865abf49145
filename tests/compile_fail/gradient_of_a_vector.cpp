// expect: ctgrad::gradient\(f, x\.\.\.\): 'f' must be a scalar
// expect: shape_type<3>
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto v = ctgrad::symbol<"v", 3>;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    auto const g = gradient(exp(v), v)(v = {1.0, 2.0, 3.0});
    return static_cast<int>(g[v][0]);
#else
    auto const g = gradient(dot(v, v), v)(v = {1.0, 2.0, 3.0});
    return static_cast<int>(g[v][0]);
#endif
}
