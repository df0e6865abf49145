// expect: ctgrad::clamp\(a, b, c\): the shapes must be equal, or scalars
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto u = ctgrad::symbol<"u", 2>;
[[maybe_unused]] inline constexpr auto v = ctgrad::symbol<"v", 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = clamp(u, 0_c, v);
#else
inline constexpr auto f = clamp(u, 0_c, u);
#endif
