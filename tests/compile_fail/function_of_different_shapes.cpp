// expect: ctgrad::hypot\(a, b\): the shapes must be equal, or one of them a scalar
// expect: shape_type<2>
// expect: shape_type<3>
#include <ctgrad/ctgrad.hpp>

inline constexpr auto u = ctgrad::symbol<"u", 2>;
inline constexpr auto v = ctgrad::symbol<"v", 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = hypot(u, v);
#else
inline constexpr auto f = hypot(u, dot(v, v));
#endif
