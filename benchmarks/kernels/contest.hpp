// Methods that compute the same kernels, for `main.cpp` to compare. A translation unit registers its methods; so each library has its
// own, and is left out where it is not installed.
#pragma once
#include <cstddef>
#include <vector>

namespace contest {

using function = void (*)(double const* in, double* out);

/// One way to compute a kernel. `in` is what `kernels.hpp` says, aligned to 64 bytes.
struct method {
    char const* kernel;
    char const* name;
    function run;
    function flatten =
        nullptr;    ///< where `run` leaves its results in an order of its own: brings them into that of the kernel
    int group = 1;  ///< instances that one call computes
};

inline std::vector<method>& methods() {
    static std::vector<method> all;
    return all;
}

struct entry {
    explicit entry(method const& m) { methods().push_back(m); }
};

/// Room for any result.
inline constexpr std::size_t most_outputs = 8 * 64;

}  // namespace contest
