// expect: ctgrad: a loop depends on values of the arguments, or more than 128 ways through the function do
#include <ctgrad/ctgrad.hpp>

int main() {
    constexpr auto f = [](auto x) {
#ifdef EXPECT_FAIL
        while (x > 1) x = x / 2;
#else
        for (int i = 0; i < 3; ++i)
            if (x > 1) x = x / 2;
#endif
        return x;
    };
    static_cast<void>(ctgrad::gradient(f)(1.0));
}
