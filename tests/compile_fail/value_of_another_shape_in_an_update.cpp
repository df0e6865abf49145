// One error, though a value has no place here at all.
// expect: the value has another shape than the symbol
#include <ctgrad/ctgrad.hpp>

inline constexpr auto v = ctgrad::symbol<"v", 3>;
#ifdef EXPECT_FAIL
inline constexpr auto step = ctgrad::update(v = {1.0, 2.0});
#else
inline constexpr auto step = ctgrad::update(v = -v);
#endif
