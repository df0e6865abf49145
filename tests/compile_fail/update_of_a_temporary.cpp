// expect: a symbol that is written to must be bound to something that can be written
// expect: "x"
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto step = update(x = x + x);

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    step(x = 1.0);
#else
    auto value = 1.0;
    step(x = value);
#endif
}
