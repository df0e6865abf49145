// A comparison is for select, it is not a number.
// expect: an index symbol or a condition stands where a number is expected
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto x = ctgrad::symbol<"x">;
inline constexpr auto y = ctgrad::symbol<"y">;

#ifdef EXPECT_FAIL
inline constexpr auto f = x * (x < y);
#else
inline constexpr auto f = x * select(x < y, 1_c, 0_c);
#endif
