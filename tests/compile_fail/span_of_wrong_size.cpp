// expect: the value has another shape than the symbol
// expect: "v"
#include <ctgrad/ctgrad.hpp>

#include <span>

namespace {

constexpr auto v = ctgrad::symbol<"v", 3>;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    double const values[4]{};
    return static_cast<int>(sum(v)(v = std::span<double const, 4>{values}));
#else
    double const values[4]{};
    return static_cast<int>(sum(v)(v = std::span<double const, 3>{values, 3}));
#endif
}
