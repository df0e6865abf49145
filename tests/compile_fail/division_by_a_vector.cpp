// Division entry by entry has its own name.
// expect: a / b: the divisor must be a scalar: use cwise_quotient
// expect: shape_type<3>.*shape_type<3>
#include <ctgrad/ctgrad.hpp>

inline constexpr auto v = ctgrad::symbol<"v", 3>;
inline constexpr auto u = ctgrad::symbol<"u", 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = v / u;
#else
inline constexpr auto f = cwise_quotient(v, u);
#endif
