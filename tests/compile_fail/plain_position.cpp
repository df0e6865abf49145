// A position in a vector is part of the formula.
// expect: a plain number in a formula: write a literal, 2_c or 0.5_c, or bind a symbol
// expect: plain_number<int>
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto v = ctgrad::symbol<"v", 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = v[0];
#else
inline constexpr auto f = v[0_c];
#endif
