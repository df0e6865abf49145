// Both of one angle for little more than the price of one. g++ finds such pairs by itself; clang++ does not while errno counts.
#pragma once
#include <cmath>

namespace rivals {

struct sine_and_cosine {
    double sine, cosine;

    [[gnu::always_inline]] explicit sine_and_cosine(double angle) {
#if defined(__clang__) && defined(__GLIBC__)
        ::sincos(angle, &sine, &cosine);
#else
        sine = std::sin(angle);
        cosine = std::cos(angle);
#endif
    }
};

}  // namespace rivals
