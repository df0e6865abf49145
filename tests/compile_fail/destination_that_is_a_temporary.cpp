// expect: a destination is an object like the result, or contiguous memory of its shape, that can be written
#include <ctgrad/ctgrad.hpp>

#include <array>

int main() {
    constexpr auto f = [](auto x) { return x * x; };
    [[maybe_unused]] double slope = 0;
    [[maybe_unused]] std::array<double, 2> pair{};
#ifdef EXPECT_FAIL
    ctgrad::gradient(f).into(0.0)(1.0);
#else
    ctgrad::gradient(f).into(slope)(1.0);
#endif
}
