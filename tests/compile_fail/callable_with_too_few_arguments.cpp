// expect: the function cannot be called with arguments of these types when its numbers are traced
#include <ctgrad/ctgrad.hpp>

int main() {
    constexpr auto f = [](auto x, auto y) { return x * y; };
#ifdef EXPECT_FAIL
    static_cast<void>(ctgrad::gradient(f)(1.0));
#else
    static_cast<void>(ctgrad::gradient(f)(1.0, 2.0));
#endif
}
