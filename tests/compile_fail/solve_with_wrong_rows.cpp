// expect: ctgrad::solve\(a, b\): 'b' must be a vector or a matrix with as many rows as 'a'
// expect: shape_type<3, 3>
// expect: shape_type<2, 3>
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto A = ctgrad::symbol<"A", 2, 3>;
inline constexpr auto S = ctgrad::symbol<"S", 3, 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = solve(S, A);
#else
inline constexpr auto f = solve(S, transpose(A));
#endif
