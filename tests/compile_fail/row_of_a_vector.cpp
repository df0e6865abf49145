// expect: ctgrad::row\(a, i\), ctgrad::column\(a, j\): 'a' must be a matrix
// expect: shape_type<3>
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto v = ctgrad::symbol<"v", 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = row(v, 0_c);
#else
inline constexpr auto f = row(outer(v, v), 0_c);
#endif
