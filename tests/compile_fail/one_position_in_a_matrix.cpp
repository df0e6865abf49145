// An entry of a matrix has two positions.
// expect: ctgrad::element\(a, i...\): one position for each axis of 'a'
// expect: shape_type<3, 4>
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto A = ctgrad::symbol<"A", 3, 4>;

#ifdef EXPECT_FAIL
inline constexpr auto f = A[1_c];
#else
inline constexpr auto f = element(A, 1_c, 2_c);
#endif
