// expect: the value has another shape than the symbol
// expect: "v"
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto v = ctgrad::symbol<"v", 3>;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    return static_cast<int>(sum(v)(v = 1.0));
#else
    return static_cast<int>(sum(v)(v = {1.0, 2.0, 3.0}));
#endif
}
