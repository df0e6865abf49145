// expect: the value has another shape than the symbol
// expect: "A"
#include <ctgrad/ctgrad.hpp>

#include <array>

namespace {

constexpr auto A = ctgrad::symbol<"A", 2, 3>;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    std::array<std::array<double, 2>, 3> const values{};
    return static_cast<int>(sum(A)(A = values));
#else
    std::array<std::array<double, 3>, 2> const values{};
    return static_cast<int>(sum(A)(A = values));
#endif
}
