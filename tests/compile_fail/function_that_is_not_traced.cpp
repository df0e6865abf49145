// expect: ctgrad: fmod of a traced number is not supported: docs/functions.md has what is
#include <ctgrad/ctgrad.hpp>

#include <cmath>

int main() {
    constexpr auto f = [](auto x) {
#ifdef EXPECT_FAIL
        return x * std::fmod(x, 2.0);
#else
        return x * (x - 2 * floor(x / 2));
#endif
    };
    static_cast<void>(ctgrad::gradient(f)(1.0));
}
