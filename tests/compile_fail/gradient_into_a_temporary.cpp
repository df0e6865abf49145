// A gradient cannot be written to a temporary.
// expect: a symbol that is written to must be bound to something that can be written
// expect: symbol_that_cannot_be_written<.*"alpha"
#include <ctgrad/ctgrad.hpp>

inline constexpr auto alpha = ctgrad::symbol<"alpha">;

inline double slope = 0.0;

#ifdef EXPECT_FAIL
inline void run() { gradient(alpha * alpha, alpha).into(alpha = 0.0)(alpha = 2.0); }
#else
inline void run() { gradient(alpha * alpha, alpha).into(alpha = slope)(alpha = 2.0); }
#endif
