// Nothing is broadcast but scalars: a bias is added to a batch with broadcast_rows.
// expect: a \+ b: the shapes must be equal, or one of them a scalar
// expect: shape_type<32, 10>.*shape_type<10>
#include <ctgrad/ctgrad.hpp>

inline constexpr auto scores = ctgrad::symbol<"scores", 32, 10>;
inline constexpr auto bias = ctgrad::symbol<"bias", 10>;

#ifdef EXPECT_FAIL
inline constexpr auto f = scores + bias;
#else
inline constexpr auto f = scores + ctgrad::broadcast_rows<32>(bias);
#endif
