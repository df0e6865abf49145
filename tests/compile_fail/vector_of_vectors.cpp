// expect: ctgrad::vector_of\(a, b\.\.\.\): each entry must be a number; concat puts vectors together
// expect: shape_type<3>
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto v = ctgrad::symbol<"v", 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = vector_of(1_c, v);
#else
inline constexpr auto f = vector_of(1_c, v[0_c]);
#endif
