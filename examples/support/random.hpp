// Random numbers that are the same on every platform: the distributions of the standard library are not.
#pragma once

#include <cstdint>

namespace examples {

/// SplitMix64 (Steele, Lea and Flood, 2014).
class random_numbers {
    std::uint64_t state_;

public:
    explicit random_numbers(std::uint64_t seed) : state_(seed) {}

    /// Uniform in [-1, 1).
    double symmetric() {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1p-52 - 1;
    }
    /// Of mean 0 and variance 1, nearly normal: a sum of three uniform numbers, of variance 1/3 each.
    double noise() {
        double const first = symmetric();
        double const second = symmetric();
        return first + second + symmetric();
    }
};

}  // namespace examples
