// expect: ctgrad::segment<begin, count>\(v\): 'v' must be a vector
// expect: shape_type<2, 3>
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto A = ctgrad::symbol<"A", 2, 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = ctgrad::segment<0, 2>(A);
#else
inline constexpr auto f = ctgrad::segment<0, 2>(row(A, 0_c));
#endif
