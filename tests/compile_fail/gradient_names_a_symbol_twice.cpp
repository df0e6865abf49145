// A gradient with respect to a symbol and the same again.
// expect: ctgrad::gradient\(f, x...\): a symbol is named twice
#include <ctgrad/ctgrad.hpp>

inline constexpr auto x = ctgrad::symbol<"x">;
inline constexpr auto y = ctgrad::symbol<"y">;

#ifdef EXPECT_FAIL
inline constexpr auto g = gradient(x * y, x, x);
#else
inline constexpr auto g = gradient(x * y, x, y);
#endif
