// An update assigns twice to a symbol.
// expect: update\(W = e, ...\): a symbol is assigned twice
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto weight = ctgrad::symbol<"weight">;
inline constexpr auto bias = ctgrad::symbol<"bias">;

#ifdef EXPECT_FAIL
inline constexpr auto step = ctgrad::update(weight = weight / 2_c, weight = bias / 2_c);
#else
inline constexpr auto step = ctgrad::update(weight = weight / 2_c, bias = bias / 2_c);
#endif
