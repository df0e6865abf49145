// Only a scalar has a Hessian.
// expect: ctgrad::hessian\(f, x\): 'f' must be a scalar
// expect: shape_type<3>
#include <ctgrad/ctgrad.hpp>

inline constexpr auto v = ctgrad::symbol<"v", 3>;

#ifdef EXPECT_FAIL
inline constexpr auto H = hessian(exp(v), v);
#else
inline constexpr auto H = hessian(squared_norm(v), v);
#endif
