// The price of an option and how it moves: the greeks of the model of Black and Scholes (1973), of first and of second order, from
// the price alone. Beside each stands its closed form, as in textbooks.
#include "../benchmarks/functions/black_scholes.hpp"

#include <ctgrad/ctgrad.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <tuple>

namespace {

constexpr auto price = functions::black_scholes{};
constexpr auto price_and_gradient = ctgrad::value_and_gradient(price);
constexpr auto second_derivatives = ctgrad::hessian(price);

enum input { stock, strike, rate, volatility, years };

struct greek {
    char const* name;
    double derived;
    double closed_form;
};

/// Prints the greeks of an option. Returns the largest difference from the closed forms, relative where they are larger than 1.
double compare(std::array<double, 5> const& option) {
    auto const& [s, k, r, sigma, t] = option;
    double const spread = sigma * std::sqrt(t);
    double const d1 = (std::log(s / k) + (r + sigma * sigma / 2) * t) / spread;
    double const d2 = d1 - spread;
    double const density = std::exp(-d1 * d1 / 2) / std::sqrt(2 * std::numbers::pi);
    double const discounted = k * std::exp(-r * t);
    double const vega = s * density * std::sqrt(t);

    auto const [value, gradients] = price_and_gradient(option);
    auto const& first = std::get<0>(gradients);
    auto const second = second_derivatives(option);
    greek const greeks[]{
        {"price", value, s * price.normal(d1) - discounted * price.normal(d2)},
        {"delta", first[stock], price.normal(d1)},
        {"vega", first[volatility], vega},
        {"theta", -first[years], -s * density * sigma / (2 * std::sqrt(t)) - r * discounted * price.normal(d2)},
        {"rho", first[rate], discounted * t * price.normal(d2)},
        {"gamma", second(stock, stock), density / (s * spread)},
        {"vanna", second(stock, volatility), -density * d2 / sigma},
        {"vomma", second(volatility, volatility), vega * d1 * d2 / sigma},
        {"charm", -second(stock, years), -density * (2 * r * t - d2 * spread) / (2 * t * spread)}};

    std::printf("stock %.0f, strike %.0f, rate %.2f, volatility %.2f, %.2f years\n", s, k, r, sigma, t);
    double largest = 0;
    for (greek const& g : greeks) {
        std::printf("  %-6s %10.5f %10.5f\n", g.name, g.derived, g.closed_form);
        largest = std::fmax(largest, std::fabs(g.derived - g.closed_form) / std::fmax(1, std::fabs(g.closed_form)));
    }
    return largest;
}

}  // namespace

int main() {
    double largest = 0;
    for (std::array<double, 5> const& option :
         {std::array{100.0, 110.0, 0.03, 0.2, 0.5}, std::array{100.0, 100.0, 0.05, 0.3, 1.0},
          std::array{90.0, 60.0, 0.01, 0.4, 2.0}})
        largest = std::fmax(largest, compare(option));
    // Both are a few dozen operations on numbers up to 100, where a rounding is 1e-14.
    bool const agree = largest < 1e-12;
    std::printf("%s\n", agree ? "all agree to 1e-12" : "they differ");
    return agree ? 0 : 1;
}
