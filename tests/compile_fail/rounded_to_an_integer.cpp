// expect: ctgrad: lround of a traced number is not supported: docs/functions.md has what is
#include <ctgrad/ctgrad.hpp>

#include <cmath>

int main() {
    constexpr auto f = [](auto x) {
        using std::floor;
#ifdef EXPECT_FAIL
        using std::lround;
        long const n = lround(x);
        return x * n;
#else
        return x * floor(x + 0.5);
#endif
    };
    static_cast<void>(ctgrad::gradient(f)(1.0));
}
