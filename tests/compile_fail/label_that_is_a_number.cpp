// expect: the label is an index_symbol or an integer literal
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto v = ctgrad::symbol<"v", 3>;
[[maybe_unused]] constexpr auto k = ctgrad::index_symbol<"k">;
[[maybe_unused]] constexpr auto x = ctgrad::symbol<"x">;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    return static_cast<int>(hinge_loss(v, x)(v = {1.0, 2.0, 3.0}, x = 1.0));
#else
    return static_cast<int>(hinge_loss(v, k)(v = {1.0, 2.0, 3.0}, k = 1));
#endif
}
