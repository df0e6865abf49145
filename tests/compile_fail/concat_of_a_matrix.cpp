// expect: ctgrad::concat\(a, b\.\.\.\): each must be a vector or a number
// expect: shape_type<2, 3>
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto A = ctgrad::symbol<"A", 2, 3>;
inline constexpr auto v = ctgrad::symbol<"v", 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = concat(v, A);
#else
inline constexpr auto f = concat(v, row(A, 0_c), 1_c);
#endif
