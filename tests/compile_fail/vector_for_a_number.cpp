// A number is bound to an array.
// expect: x = value: the value has another shape than the symbol
// expect: value_of_another_shape<.*"rate".*array<double, 2
#include <ctgrad/ctgrad.hpp>

#include <array>

inline constexpr auto rate = ctgrad::symbol<"rate">;

#ifdef EXPECT_FAIL
inline auto const result = (rate * rate)(rate = std::array<double, 2>{1.0, 2.0});
#else
inline auto const result = (rate * rate)(rate = 2.0);
#endif
