// expect: takes more steps than the compiler's limits allow \(g\+\+: -fconstexpr-ops-limit, .*; clang\+\+: -fconstexpr-steps\)
#include <ctgrad/ctgrad.hpp>

int main() {
    constexpr auto f = [](auto x) {
#ifdef EXPECT_FAIL
        constexpr int steps = 1'200'000;
#else
        constexpr int steps = 400;
#endif
        int odd = 0;
        for (int i = 0; i < steps; ++i) odd += i & 1;
        return x * odd;
    };
    static_cast<void>(ctgrad::gradient(f)(1.0));
}
