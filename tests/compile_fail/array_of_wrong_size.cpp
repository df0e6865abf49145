// expect: the value has another shape than the symbol
// expect: "v"
// expect: 3
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto v = ctgrad::symbol<"v", 3>;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    double const values[4]{};
    return static_cast<int>(sum(v)(v = values));
#else
    double const values[3]{};
    return static_cast<int>(sum(v)(v = values));
#endif
}
