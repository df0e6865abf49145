// A gradient with respect to a formula.
// expect: ctgrad::gradient\(f, x...\): 'x' must be symbols
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto x = ctgrad::symbol<"x">;

#ifdef EXPECT_FAIL
inline constexpr auto d = gradient(exp(2_c * x), 2_c * x);
#else
inline constexpr auto d = gradient(exp(2_c * x), x);
#endif
