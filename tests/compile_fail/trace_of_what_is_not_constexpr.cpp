// expect: ctgrad: the function cannot be run while the program compiles: it calls one that is not constexpr
#include <ctgrad/ctgrad.hpp>

namespace {

using namespace ctgrad::literals;

template <class T>
#ifndef EXPECT_FAIL
constexpr
#endif
    T
    prepared(T const& x) {
    return 2 * x;
}

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto f = ctgrad::trace([](auto a) { return a * prepared(a); });

}  // namespace

int main() {
    static_cast<void>(gradient(exp(f(x)) + 1_c, x)(x = 1.0));
}
