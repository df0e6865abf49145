// function(f, x, y) takes one value for each.
// expect: ctgrad::function\(f, x...\): one value for each symbol
#include <ctgrad/ctgrad.hpp>

inline constexpr auto x = ctgrad::symbol<"x">;
inline constexpr auto y = ctgrad::symbol<"y">;
inline constexpr auto f = ctgrad::function(x * y, x, y);

#ifdef EXPECT_FAIL
inline double const result = f(2.0);
#else
inline double const result = f(2.0, 3.0);
#endif
