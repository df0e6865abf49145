// expect: ctgrad: a \* b: the columns of 'a' must equal the rows of 'b'
#include <ctgrad/ctgrad.hpp>

int main() {
    constexpr auto f = [](auto const& W, auto const& x) { return sum(relu(W * x) + 1.0); };
    ctgrad::tensor<double, 2, 3> const W{1, 2, 3, 4, 5, 6};
#ifdef EXPECT_FAIL
    ctgrad::tensor<double, 4> const x{1, 2, 3, 4};
#else
    ctgrad::tensor<double, 3> const x{1, 2, 3};
#endif
    static_cast<void>(ctgrad::gradient(f)(W, x));
}
