// A straight-line formula of 502 scalar operations in eight symbols, with its gradient: 20 blocks of 25 operations,
// each a chain of named intermediates that are used up to four times, as in a model that was translated from paper.
// Every intermediate stays finite for any input: the sines bound z by 1, so that d lies between 1 and 3, and r >= 1.
#include <ctgrad/ctgrad.hpp>

namespace {

using namespace ctgrad::literals;

template <class X, class Y, class Z>
struct state {
    X x;
    Y y;
    Z z;
};
template <class X, class Y, class Z>
state(X, Y, Z) -> state<X, Y, Z>;

template <class X, class Y, class Z, class T>
constexpr auto block(state<X, Y, Z> before, T t) {
    auto const [x, y, z] = before;
    auto const s = sin(x * y + t);          //  3 operations
    auto const e = exp(-(s * s));           //  3
    auto const d = 2_c + e * z;             //  2
    auto const q = (x - s) / d;             //  2
    auto const r = q * q + y * y + 1_c;     //  4
    auto const i = z / r;                   //  1
    auto const u = x + i * t;               //  2
    auto const v = sin(q - i) * y + e * t;  //  5
    auto const w = sin(u * v);              //  2
    return state{q * i, v, w};              //  1
}

constexpr auto a = ctgrad::symbol<"a">;
constexpr auto b = ctgrad::symbol<"b">;
constexpr auto c = ctgrad::symbol<"c">;
constexpr auto t0 = ctgrad::symbol<"t0">;
constexpr auto t1 = ctgrad::symbol<"t1">;
constexpr auto t2 = ctgrad::symbol<"t2">;
constexpr auto t3 = ctgrad::symbol<"t3">;
constexpr auto t4 = ctgrad::symbol<"t4">;

constexpr auto s01 = block(state{a, b, sin(c)}, t0);
constexpr auto s02 = block(s01, t1);
constexpr auto s03 = block(s02, t2);
constexpr auto s04 = block(s03, t3);
constexpr auto s05 = block(s04, t4);
constexpr auto s06 = block(s05, t0);
constexpr auto s07 = block(s06, t1);
constexpr auto s08 = block(s07, t2);
constexpr auto s09 = block(s08, t3);
constexpr auto s10 = block(s09, t4);
constexpr auto s11 = block(s10, t0);
constexpr auto s12 = block(s11, t1);
constexpr auto s13 = block(s12, t2);
constexpr auto s14 = block(s13, t3);
constexpr auto s15 = block(s14, t4);
constexpr auto s16 = block(s15, t0);
constexpr auto s17 = block(s16, t1);
constexpr auto s18 = block(s17, t2);
constexpr auto s19 = block(s18, t3);
constexpr auto s20 = block(s19, t4);
constexpr auto formula = s20.x + s20.y;
constexpr auto value_and_derivatives = ctgrad::value_and_gradient(formula, a, b, c, t0, t1, t2, t3, t4);

}  // namespace

/// in: a, b, c, t0 to t4; out: the value and the eight derivatives in that order.
extern "C" void evaluate(double const* in, double* out) {
    auto const [value, g] = value_and_derivatives(
        a = in[0], b = in[1], c = in[2], t0 = in[3], t1 = in[4], t2 = in[5], t3 = in[6], t4 = in[7]);
    out[0] = value;
    out[1] = g[a];
    out[2] = g[b];
    out[3] = g[c];
    out[4] = g[t0];
    out[5] = g[t1];
    out[6] = g[t2];
    out[7] = g[t3];
    out[8] = g[t4];
}
