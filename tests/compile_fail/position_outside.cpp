// expect: a position lies outside
// expect: shape_type<3>
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

namespace {

constexpr auto v = ctgrad::symbol<"v", 3>;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    return static_cast<int>(v[3_c](v = {1.0, 2.0, 3.0}));
#else
    return static_cast<int>(v[2_c](v = {1.0, 2.0, 3.0}));
#endif
}
