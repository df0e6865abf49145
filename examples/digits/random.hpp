// Random numbers that are the same with every standard library: its distributions and std::shuffle are not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>

namespace digits {

class generator {
    std::mt19937_64 engine_;

public:
    explicit generator(std::uint64_t seed) : engine_(seed) {}

    /// Uniform in [0, count). The remainder favours small numbers by less than count / 2^64.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }

    /// Uniform in [-limit, limit).
    float symmetric(float limit) { return (static_cast<float>(engine_() >> 40U) * 0x1p-23F - 1.0F) * limit; }
};

}  // namespace digits
