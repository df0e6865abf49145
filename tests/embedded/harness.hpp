// What the programs of this folder share. Whatever belongs to a test and not to the kernel under test lives in the
// namespace `harness`, which `run` leaves out of the figures that it prints.
#pragma once
#include <bit>
#include <cstdint>

namespace harness {

/// Distance between two floats in units in the last place: how many floats lie from one to the other.
/// Both zeros count as one; a NaN is far from everything.
inline std::uint32_t ulps(float a, float b) {
    if (a != a || b != b) return 0xFFFFFFFFu;
    auto const rank = [](float x) {  // maps the floats, in their order, onto the unsigned integers
        auto const bits = std::bit_cast<std::uint32_t>(x);
        return (bits & 0x80000000u) != 0u ? 0x80000000u - (bits & 0x7FFFFFFFu) : 0x80000000u + bits;
    };
    auto const p = rank(a);
    auto const q = rank(b);
    return p < q ? q - p : p - q;
}

/// Counts checks; the number of the first one that failed becomes the exit status of the image.
class checks {
public:
    void expect(bool holds) {
        ++count_;
        if (!holds && first_failure_ == 0) first_failure_ = count_;
    }
    int exit_status() const { return count_ == 0 ? 98 : first_failure_; }

private:
    int count_ = 0;
    int first_failure_ = 0;
};

/// Hides from the optimiser where a value came from, so that no kernel is evaluated by the compiler.
inline float opaque(float x) {
    float volatile hidden = x;
    return hidden;
}

}  // namespace harness
