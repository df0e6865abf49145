// expect: ctgrad: gradient<n>\(f\)\(...\): there is no argument n; they are counted from 0
#include <ctgrad/ctgrad.hpp>

int main() {
    constexpr auto f = [](auto x, auto y) { return x * y; };
#ifdef EXPECT_FAIL
    static_cast<void>(ctgrad::gradient<2>(f)(1.0, 2.0));
#else
    static_cast<void>(ctgrad::gradient<1>(f)(1.0, 2.0));
#endif
}
