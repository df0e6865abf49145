// dot takes equal shapes.
// expect: ctgrad::dot\(a, b\): 'a' and 'b' must have equal shapes
// expect: shape_type<3>.*shape_type<4>
#include <ctgrad/ctgrad.hpp>

inline constexpr auto v = ctgrad::symbol<"v", 3>;
inline constexpr auto u = ctgrad::symbol<"u", 4>;

#ifdef EXPECT_FAIL
inline constexpr auto f = dot(v, u);
#else
inline constexpr auto f = dot(v, v) + dot(u, u);
#endif
