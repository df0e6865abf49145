// What calls a function that is not constexpr is told by the compiler: g++ reports the call and what it stands in, Clang one error and the
// call in a note.
// expect-gcc: called in a constant expression
// expect-gcc: call to non-'constexpr' function .*prepared
// expect-clang: must be initialized by a constant expression
// expect-clang: non-constexpr function 'prepared<ctgrad::traced>' cannot be used in a constant expression
// max-errors: 2
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
