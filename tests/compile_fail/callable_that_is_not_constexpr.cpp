// expect: ctgrad: the function cannot be run while the program compiles: it calls one that is not constexpr
#include <ctgrad/ctgrad.hpp>

namespace {

template <class T>
#ifndef EXPECT_FAIL
constexpr
#endif
    T
    prepared(T const& x) {
    return 2 * x;
}

}  // namespace

int main() {
    constexpr auto f = [](auto x) { return x * prepared(x); };
    static_cast<void>(ctgrad::gradient(f)(1.0));
}
