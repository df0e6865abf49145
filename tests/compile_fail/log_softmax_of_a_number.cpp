// expect: ctgrad::log_softmax\(a\): 'a' must be a vector or a matrix
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto x = ctgrad::symbol<"x">;

#ifdef EXPECT_FAIL
inline constexpr auto f = log_softmax(x);
#else
inline constexpr auto f = log_softmax(vector_of(x, 1_c));
#endif
