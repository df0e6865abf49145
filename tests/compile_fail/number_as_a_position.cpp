// expect: a position is an integer: a plain one, or an argument of the function of integer type that is not differentiated by
#include <ctgrad/ctgrad.hpp>

#include <tuple>

int main() {
    constexpr auto f = [](auto const& v, auto i) { return v[i] * v[i]; };
    ctgrad::tensor<double, 3> const v{1, 2, 3};
#ifdef EXPECT_FAIL
    static_cast<void>(ctgrad::gradient(f)(v, 1));
#else
    static_cast<void>(ctgrad::gradient<0>(f)(v, 1));
#endif
}
