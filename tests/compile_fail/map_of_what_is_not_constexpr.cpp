// expect: ctgrad: the function cannot be run while the program compiles: it calls one that is not constexpr
#include <ctgrad/ctgrad.hpp>

#include <vector>

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
    std::vector<double> const in{1.0, 2.0};
    std::vector<double> out(2);
    ctgrad::map(ctgrad::gradient(f))(in, out);
}
