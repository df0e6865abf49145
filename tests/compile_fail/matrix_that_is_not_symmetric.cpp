// expect-gcc: non-constant condition for static assertion
// expect-clang: not an integral constant expression
// expect: a_matrix_is_not_symmetric_as_was_promised
// max-errors: 2
#include <ctgrad/ctgrad.hpp>

inline constexpr auto A = ctgrad::symbol<"A", 2, 2>;

#ifdef EXPECT_FAIL
static_assert(sum(symmetric(A))(A = ctgrad::tensor<double, 2, 2>{1, 2, 3, 4}) == 10);
#else
static_assert(sum(symmetric(A))(A = ctgrad::tensor<double, 2, 2>{1, 2, 2, 4}) == 9);
#endif
