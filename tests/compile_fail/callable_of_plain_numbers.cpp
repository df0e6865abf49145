// expect: the function cannot be called with arguments of these types when its numbers are traced
#include <ctgrad/ctgrad.hpp>

int main() {
#ifdef EXPECT_FAIL
    constexpr auto f = [](double x) { return x * x; };
#else
    constexpr auto f = [](auto x) { return x * x; };
#endif
    static_cast<void>(ctgrad::gradient(f)(1.0));
}
