// expect: ctgrad::symmetric\(a\): 'a' must be a square matrix
// expect: shape_type<2, ?3>
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto A = ctgrad::symbol<"A", 2, 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = symmetric(A);
#else
inline constexpr auto f = symmetric(A * transpose(A));
#endif
