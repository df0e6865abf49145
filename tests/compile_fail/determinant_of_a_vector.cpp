// expect: ctgrad::determinant\(a\): 'a' must be a square matrix
// expect: shape_type<3>
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto v = ctgrad::symbol<"v", 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = determinant(v);
#else
inline constexpr auto f = determinant(outer(v, v));
#endif
