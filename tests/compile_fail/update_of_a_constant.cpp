// expect: a symbol that is written to must be bound to something that can be written
// expect: "v"
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto step = update(v = v + v);

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    double const values[3]{};
    step(v = values);
#else
    double values[3]{};
    step(v = values);
#endif
}
