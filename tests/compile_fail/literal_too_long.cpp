// A literal of more than 63 bits.
// expect: not a rational number of 64-bit integers
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

#ifdef EXPECT_FAIL
inline constexpr auto f = 92233720368547758070_c;
#else
inline constexpr auto f = 9223372036854775807_c;
#endif
