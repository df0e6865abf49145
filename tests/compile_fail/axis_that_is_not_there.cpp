// A vector has one axis, number 0.
// expect: a reduction along an axis that the argument does not have
// expect: shape_type<3>
#include <ctgrad/ctgrad.hpp>

inline constexpr auto v = ctgrad::symbol<"v", 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = sum<1>(v);
#else
inline constexpr auto f = sum<0>(v);
#endif
