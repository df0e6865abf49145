// An update assigns formulas: a number is bound in the call.
// expect: update\(W = e, ...\): each argument assigns an expression to a symbol
// expect: is_assignment<.*"weight"
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto weight = ctgrad::symbol<"weight">;
inline constexpr auto bias = ctgrad::symbol<"bias">;

#ifdef EXPECT_FAIL
inline constexpr auto step = ctgrad::update(weight = 0.5, bias = bias * 0.5_c);
#else
inline constexpr auto step = ctgrad::update(weight = weight * 0.5_c, bias = bias * 0.5_c);
#endif
