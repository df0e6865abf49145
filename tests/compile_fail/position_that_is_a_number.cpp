// A position is an integer.
// expect: ctgrad::element\(a, i...\): a position is an integer literal, as in v\[0_c\], or an index_symbol
#include <ctgrad/ctgrad.hpp>

inline constexpr auto x = ctgrad::symbol<"x">;
inline constexpr auto v = ctgrad::symbol<"v", 3>;
inline constexpr auto label = ctgrad::index_symbol<"label">;

#ifdef EXPECT_FAIL
inline constexpr auto f = v[x];
#else
inline constexpr auto f = v[label];
#endif
