// expect: ctgrad::solve\(a, b\): 'a' must be a square matrix
// expect: shape_type<2, 3>
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto A = ctgrad::symbol<"A", 2, 3>;
inline constexpr auto v = ctgrad::symbol<"v", 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = solve(A, v);
#else
inline constexpr auto f = solve(A * transpose(A), A* v);
#endif
