// expect: a matrix one for each row
// expect: shape_type<2, 3>
// expect: shape_type<4>
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto A = ctgrad::symbol<"A", 2, 3>;
[[maybe_unused]] constexpr auto y = ctgrad::index_symbol<"y", 2>;
[[maybe_unused]] constexpr auto z = ctgrad::index_symbol<"z", 4>;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    constexpr auto f = cross_entropy(A, z);
    return f.shape.rank;
#else
    constexpr auto f = cross_entropy(A, y);
    return f.shape.rank;
#endif
}
