// The order of a derivative is part of the formula, not a value.
// expect: ctgrad::polygamma\(n, x\): 'n' must be an integer literal that is not negative, as 1_c
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto x = ctgrad::symbol<"x">;

#ifdef EXPECT_FAIL
inline constexpr auto f = polygamma(x, x);
#else
inline constexpr auto f = polygamma(1_c, x);
#endif
