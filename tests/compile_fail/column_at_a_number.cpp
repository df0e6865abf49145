// expect: ctgrad::row\(a, i\), ctgrad::column\(a, j\): the position is an integer literal
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto A = ctgrad::symbol<"A", 2, 3>;
inline constexpr auto x = ctgrad::symbol<"x">;

#ifdef EXPECT_FAIL
inline constexpr auto f = column(A, x);
#else
inline constexpr auto f = column(A, 0_c) * x;
#endif
