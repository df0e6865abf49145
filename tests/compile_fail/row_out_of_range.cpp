// expect: ctgrad::row\(a, i\), ctgrad::column\(a, j\): the position lies outside of 'a'
// expect: shape_type<2, 3>
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto A = ctgrad::symbol<"A", 2, 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = row(A, 2_c);
#else
inline constexpr auto f = row(A, 1_c);
#endif
