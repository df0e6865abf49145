// expect-gcc: call to non-'constexpr' function '.*a_loop_or_too_many_branches_depend_on_traced_values
// expect-clang: constexpr variable 'first' must be initialized by a constant expression
// expect-clang: non-constexpr function 'a_loop_or_too_many_branches_depend_on_traced_values' cannot be used in a constant expression
// max-errors: 3
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
