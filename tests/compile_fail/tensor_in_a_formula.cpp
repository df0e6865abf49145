// expect: the other operand must be a number or a tensor; in a formula, bind a symbol to the tensor
#include <ctgrad/ctgrad.hpp>

int main() {
    constexpr auto x = ctgrad::symbol<"x", 3>;
    constexpr auto y = ctgrad::symbol<"y", 3>;
    constexpr ctgrad::tensor<double, 3> t{1, 2, 3};
#ifdef EXPECT_FAIL
    static_cast<void>(x + t);
#else
    static_cast<void>((x + y)(x = t, y = t));
#endif
}
