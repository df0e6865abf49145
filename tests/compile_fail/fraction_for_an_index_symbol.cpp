// expect: an index_symbol is bound to integers
// expect: "k"
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto k = ctgrad::index_symbol<"k">;

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    return static_cast<int>(v[k](v = {1.0, 2.0, 3.0}, k = 1.0));
#else
    return static_cast<int>(v[k](v = {1.0, 2.0, 3.0}, k = 1));
#endif
}
