#include "formulas.hpp"

#include <new>

namespace {

using namespace ctgrad::literals;

constexpr auto S = ctgrad::symbol<"S">;
constexpr auto K = ctgrad::symbol<"K">;
constexpr auto r = ctgrad::symbol<"r">;
constexpr auto volatility = ctgrad::symbol<"volatility">;
constexpr auto T = ctgrad::symbol<"T">;

constexpr auto normal(auto d) { return (1_c + ctgrad::erf(d / ctgrad::sqrt(2_c))) / 2_c; }
constexpr auto spread = volatility * sqrt(T);
constexpr auto d1 = (log(S / K) + (r + square(volatility) / 2_c) * T) / spread;
constexpr auto price = S * normal(d1) - K * exp(-r * T) * normal(d1 - spread);
constexpr auto greeks = program(
    price, derivative(price, S), derivative(price, K), derivative(price, r), derivative(price, volatility),
    derivative(price, T), derivative<2>(price, S));

contest::entry const entry({"black_scholes", "formula", [](double const* in, double* out) {
                                ::new (out) auto(
                                    greeks(S = in[0], K = in[1], r = in[2], volatility = in[3], T = in[4]));
                            }});

}  // namespace
