// A tensor states its shape.
// expect: x = value: the value has another shape than the symbol
// expect: value_of_another_shape<.*"weights"}, .*3, 4.*tensor<double, 3, 5>
#include <ctgrad/ctgrad.hpp>

inline constexpr auto weights = ctgrad::symbol<"weights", 3, 4>;

#ifdef EXPECT_FAIL
inline auto const result = squared_norm(weights)(weights = ctgrad::tensor<double, 3, 5>{});
#else
inline auto const result = squared_norm(weights)(weights = ctgrad::tensor<double, 3, 4>{});
#endif
