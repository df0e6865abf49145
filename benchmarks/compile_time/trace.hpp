// A function of any length: steps of 20 operations each, as of a filter or a solver that is unrolled.
#pragma once
#include <ctgrad/ctgrad.hpp>

#include <cmath>

template <int Steps>
struct recurrence {
    template <class T>
    constexpr T operator()(T x, T y, T a, T b) const {
        using std::exp;
        using std::sin;
        for (int k = 0; k < Steps; ++k) {
            T const s = sin(x * y + a);             // 3 operations
            T const e = exp(-(s * s));              // 3
            T const d = 2.0 + e * b;                // 2
            T const q = (x - s) / d;                // 2
            T const r = q * q + y * y + 1.0;        // 4
            T const z = q * y / r;                  // 2
            x = q * z + s;                          // 2
            y = z - e * a;                          // 2
        }
        return x + y;
    }
};

template <int Steps>
double value_and_derivatives(double const* in, double* out) {
    auto const [value, gradient] = ctgrad::value_and_gradient(recurrence<Steps>{})(in[0], in[1], in[2], in[3]);
    auto const [x, y, a, b] = gradient;
    out[0] = x;
    out[1] = y;
    out[2] = a;
    out[3] = b;
    return value;
}

template <int Steps>
double value(double const* in) {
    constexpr auto x = ctgrad::symbol<"x">;
    constexpr auto y = ctgrad::symbol<"y">;
    constexpr auto a = ctgrad::symbol<"a">;
    constexpr auto b = ctgrad::symbol<"b">;
    return ctgrad::trace(recurrence<Steps>{})(x, y, a, b)(x = in[0], y = in[1], a = in[2], b = in[3]);
}
