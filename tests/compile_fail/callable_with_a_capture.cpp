// expect: the function has a state, such as what a lambda captures: that is not known while the function is traced
#include <ctgrad/ctgrad.hpp>

int main(int argc, char** /*argv*/) {
#ifdef EXPECT_FAIL
    auto const f = [argc](auto x) { return argc * x; };
    auto const g = ctgrad::gradient(f);
#else
    auto const f = [](auto x, auto n) { return n * x; };
    auto const g = ctgrad::gradient<0>(f);
#endif
    static_cast<void>(g);
    return argc < 0 ? 1 : 0;
}
