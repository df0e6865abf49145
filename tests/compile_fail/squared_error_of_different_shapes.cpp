// expect: ctgrad::mean_squared_error\(a, b\): 'a' and 'b' must have equal shapes
// expect: shape_type<3>
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto x = ctgrad::symbol<"x">;
inline constexpr auto v = ctgrad::symbol<"v", 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = mean_squared_error(v, x);
#else
inline constexpr auto f = mean_squared_error(v, x + v);
#endif
