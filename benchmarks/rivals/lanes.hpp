// Vectors as wide as the target's registers.
#pragma once
#include <cstddef>

namespace rivals {

#if defined(__AVX512F__)
inline constexpr std::size_t vector_bytes = 64;
#elif defined(__AVX__)
inline constexpr std::size_t vector_bytes = 32;
#else
inline constexpr std::size_t vector_bytes = 16;
#endif
inline constexpr std::size_t vector_lanes = vector_bytes / sizeof(double);

using lanes [[gnu::vector_size(vector_bytes)]] = double;
using lanes_in_memory [[gnu::vector_size(vector_bytes), gnu::aligned(alignof(double)), gnu::may_alias]] = double;

[[gnu::always_inline]] inline lanes load(double const* p) { return *reinterpret_cast<lanes_in_memory const*>(p); }
[[gnu::always_inline]] inline void store(double* p, lanes const& v) { *reinterpret_cast<lanes_in_memory*>(p) = v; }
[[gnu::always_inline]] inline lanes all(double x) { return lanes{} + x; }

/// The sum of the lanes, halves first.
[[gnu::always_inline]] inline double sum(lanes const& v) {
    double part[vector_lanes];
    store(part, v);
    for (std::size_t n = vector_lanes / 2; n > 0; n /= 2)
        for (std::size_t i = 0; i < n; ++i) part[i] += part[i + n];
    return part[0];
}

}  // namespace rivals
