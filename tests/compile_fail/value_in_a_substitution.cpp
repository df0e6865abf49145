// expect: ctgrad::substitute\(f, x = e\): each symbol is replaced by an expression
// expect: "x"
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

namespace {

constexpr auto x = ctgrad::symbol<"x">;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    auto const f = substitute(x * x, x = 2.0);
    return f.shape.rank;
#else
    constexpr auto f = substitute(x * x, x = 2_c);
    return f.shape.rank;
#endif
}
