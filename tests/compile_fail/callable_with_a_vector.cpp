// expect: an argument of a function that is differentiated is a number, or made of numbers
#include <ctgrad/ctgrad.hpp>

#include <array>
#include <vector>

int main() {
    constexpr auto f = [](auto const& v) { return v[0] * v[1]; };
#ifdef EXPECT_FAIL
    static_cast<void>(ctgrad::gradient(f)(std::vector<double>{1, 2}));
#else
    static_cast<void>(ctgrad::gradient(f)(std::array<double, 2>{1, 2}));
#endif
}
