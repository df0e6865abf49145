// A book of options: price, delta and gamma of each, in the lanes of vector registers.
#include <ctgrad/ctgrad.hpp>

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <vector>

int main() {
    using namespace ctgrad::literals;
    // [map]
    constexpr auto stock = ctgrad::symbol<"stock">;
    constexpr auto strike = ctgrad::symbol<"strike">;
    constexpr auto volatility = ctgrad::symbol<"volatility">;  // of a year, without interest
    constexpr auto normal = [](auto d) { return (1_c + erf(d / sqrt(2_c))) / 2_c; };
    constexpr auto d1 = log(stock / strike) / volatility + volatility / 2_c;
    constexpr auto price = stock * normal(d1) - strike * normal(d1 - volatility);
    constexpr auto delta = derivative(price, stock);
    constexpr auto gamma = derivative(delta, stock);

    std::vector<double> strikes(1001), prices(1001), deltas(1001), gammas(1001);
    for (std::size_t i = 0; i < strikes.size(); ++i) strikes[i] = 50 + 0.1 * static_cast<double>(i);
    auto const book = ctgrad::map(program(price, delta, gamma), stock, strike, volatility);
    book(100.0, strikes, 0.2, prices, deltas, gammas);  // one stock, one volatility, 1001 strikes
    // [map]

    for (std::size_t i = 0; i <= 1000; i += 250)
        std::printf(
            "strike %.0f: price %.4f, delta %.4f, gamma %.5f\n", strikes[i], prices[i], deltas[i], gammas[i]);
    // Far in the money the option is the stock minus the strike; far out it is worth little.
    return std::fabs(prices[0] - 50) < 0.01 && prices[1000] < 0.3 ? 0 : 1;
}
