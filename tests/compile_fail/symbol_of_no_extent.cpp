// An extent of 0.
// expect: ctgrad::symbol: an extent must be positive
#include <ctgrad/ctgrad.hpp>

#ifdef EXPECT_FAIL
inline constexpr auto v = ctgrad::symbol<"v", 0>;
#else
inline constexpr auto v = ctgrad::symbol<"v", 1>;
#endif
