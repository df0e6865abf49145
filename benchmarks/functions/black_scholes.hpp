// The price of a European call option (Black and Scholes, 1973).
#pragma once
#include <array>
#include <cmath>

namespace functions {

struct black_scholes {
    /// `in`: price of the stock, strike, interest rate, volatility, years to maturity.
    template <class T>
    constexpr T operator()(std::array<T, 5> const& in) const {
        using std::exp;
        using std::log;
        using std::sqrt;
        T const& stock = in[0];
        T const& strike = in[1];
        T const& rate = in[2];
        T const& volatility = in[3];
        T const& years = in[4];
        T const spread = volatility * sqrt(years);
        T const d1 = (log(stock / strike) + (rate + 0.5 * volatility * volatility) * years) / spread;
        T const d2 = d1 - spread;
        return stock * normal(d1) - strike * exp(-rate * years) * normal(d2);
    }
    /// The cumulative normal distribution.
    template <class T>
    static constexpr T normal(T const& d) {
        using std::erf;
        T const scaled = d * 0.70710678118654752440;
        return 0.5 + 0.5 * erf(scaled);
    }
};

}  // namespace functions
