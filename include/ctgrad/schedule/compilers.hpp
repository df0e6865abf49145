// What straight-line code has to know of the compiler that it is for.
#pragma once

namespace ctgrad::schedule {

#ifdef __clang__
inline constexpr bool is_clang = true;
#else
inline constexpr bool is_clang = false;
#endif

/// Are operations done in the order that they have in the plan? Clang has an order of its own.
inline constexpr bool compiler_keeps_order = !is_clang;

/// Clang moves stores behind everything else that does not read what may be there, and then has not enough registers for what is waiting. So
/// lanes are read from inputs again after each store of long code: eight Jacobians of a reprojection take 10 % less time. Numbers are copied
/// instead, which costs nothing.
inline constexpr bool reads_again = is_clang;

/// Sines and cosines that are computed together have registers of their own with Clang, numbered from `first_paired` on: the C library writes
/// them to memory, and what has been written to by a function that the compiler does not know stays there, as does all that is in the same
/// variable. g++ has both returned.
inline constexpr bool keeps_pairs_apart = is_clang;
inline constexpr int first_paired = 1 << 20;

}  // namespace ctgrad::schedule
