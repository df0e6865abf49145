// expect: two vectors do not multiply with '\*': use dot, outer or cwise_product
// expect: shape_type<3>
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto v = ctgrad::symbol<"v", 3>;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    constexpr auto f = v * v;
    return f.shape.rank;
#else
    constexpr auto f = dot(v, v);
    return f.shape.rank;
#endif
}
