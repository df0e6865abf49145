// expect: ctgrad::matrix_of<rows, columns>\(a, b\.\.\.\): as many entries as the matrix has
// expect: shape_type<2, 2>
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto x = ctgrad::symbol<"x">;

#ifdef EXPECT_FAIL
inline constexpr auto f = ctgrad::matrix_of<2, 2>(x, 1_c, 2_c);
#else
inline constexpr auto f = ctgrad::matrix_of<2, 2>(x, 1_c, 2_c, x);
#endif
