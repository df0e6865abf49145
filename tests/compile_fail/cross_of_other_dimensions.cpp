// expect: ctgrad::cross\(a, b\): 'a' and 'b' must be vectors of three entries
// expect: shape_type<2>
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto v = ctgrad::symbol<"v", 3>;
inline constexpr auto w = ctgrad::symbol<"w", 2>;

#ifdef EXPECT_FAIL
inline constexpr auto f = cross(v, w);
#else
inline constexpr auto f = cross(v, concat(w, 0_c));
#endif
