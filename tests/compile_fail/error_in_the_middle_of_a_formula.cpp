// expect: two vectors do not multiply
// expect: shape_type<3>
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto A = ctgrad::symbol<"A", 2, 3>;
constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr double a[2][3]{};

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    constexpr auto f = exp(A * v) + sum(A) * (v * v);
    return static_cast<int>(gradient(sum(f), v)(A = a, v = {1.0, 2.0, 3.0})[v][0]);
#else
    constexpr auto f = exp(A * v) + sum(A) * dot(v, v);
    return static_cast<int>(gradient(sum(f), v)(A = a, v = {1.0, 2.0, 3.0})[v][0]);
#endif
}
