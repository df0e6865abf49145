// Four numbers in braces for a vector of 3.
// expect: x = value: the value has another shape than the symbol
// expect: value_of_another_shape<.*"weights"}, .*3.*tensor<double, 4>
#include <ctgrad/ctgrad.hpp>

inline constexpr auto weights = ctgrad::symbol<"weights", 3>;

#ifdef EXPECT_FAIL
inline auto const result = sum(weights)(weights = {1.0, 2.0, 3.0, 4.0});
#else
inline auto const result = sum(weights)(weights = {1.0, 2.0, 3.0});
#endif
