// expect: ctgrad::segment<begin, count>\(v\): the segment must have entries, and lie within 'v'
// expect: segment_op<2, 2>
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto v = ctgrad::symbol<"v", 3>;

#ifdef EXPECT_FAIL
inline constexpr auto f = ctgrad::segment<2, 2>(v);
#else
inline constexpr auto f = ctgrad::segment<1, 2>(v);
#endif
