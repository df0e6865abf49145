// A vector has no transpose.
// expect: ctgrad::transpose\(a\): 'a' must be a matrix
// expect: shape_type<3>
#include <ctgrad/ctgrad.hpp>

inline constexpr auto A = ctgrad::symbol<"A", 3, 4>;
inline constexpr auto v = ctgrad::symbol<"v", 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = transpose(v);
#else
inline constexpr auto f = transpose(A);
#endif
