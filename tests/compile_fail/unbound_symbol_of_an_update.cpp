// A symbol that an update writes to has no memory.
// expect: a symbol of the formula is not bound
// expect: unbound_symbol<.*"weight"
#include <ctgrad/ctgrad.hpp>

inline constexpr auto weight = ctgrad::symbol<"weight">;
inline constexpr auto rate = ctgrad::symbol<"rate">;
inline constexpr auto step = ctgrad::update(weight = rate * rate);

inline double memory = 1.0;

#ifdef EXPECT_FAIL
inline void run() { step(rate = 0.5); }
#else
inline void run() { step(weight = memory, rate = 0.5); }
#endif
