// expect: ctgrad::huber_loss\(a, b, delta\): 'a' and 'b' must have equal shapes, and 'delta' be a number
// expect: shape_type<3>
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto v = ctgrad::symbol<"v", 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = huber_loss(v, 2_c * v, v);
#else
inline constexpr auto f = huber_loss(v, 2_c * v, 1_c);
#endif
