// The kernels of a few numbers, as ordinary functions.
#pragma once
#include "../functions/arm.hpp"
#include "../functions/black_scholes.hpp"
#include "../functions/neuron.hpp"
#include "../functions/reprojection.hpp"
#include "callables.hpp"

namespace {

using callables::numbers;

/// Price, its gradient, and gamma: gradients of a callable in another one.
struct greeks {
    template <class T>
    constexpr std::array<T, 7> operator()(std::array<T, 5> const& in) const {
        auto const [price, gradient] = ctgrad::value_and_gradient(functions::black_scholes{})(in);
        auto const [by_stock, by_strike, by_rate, by_volatility, by_years] = std::get<0>(gradient);
        T const gamma = std::get<0>(ctgrad::gradient(delta{})(in))[0];
        return {price, by_stock, by_strike, by_rate, by_volatility, by_years, gamma};
    }
    struct delta {
        template <class T>
        constexpr T operator()(std::array<T, 5> const& in) const {
            return std::get<0>(ctgrad::gradient(functions::black_scholes{})(in))[0];
        }
    };
};
constexpr auto option = ctgrad::symbol<"option", 5>;
constexpr auto greeks_of_option = ctgrad::trace(greeks{})(option);

// A pair of value and derivatives lies in memory in this order, but a std::tuple in any: one entry has only one.
void enter_small_callables(char const* method) {
    contest::entry({"neuron", method, [](double const* in, double* out) {
                        ::new (out) auto(ctgrad::value_and_gradient(functions::neuron{})(numbers<5>(in)));
                    }});
    contest::entry({"black_scholes", method, [](double const* in, double* out) {
                        ::new (out) auto(greeks_of_option(option = in));
                    }});
    contest::entry({"arm", method, [](double const* in, double* out) {
                        ::new (out) auto(ctgrad::value_and_jacobian(functions::arm{})(numbers<6>(in)));
                    }});
    contest::entry({"reprojection", method, [](double const* in, double* out) {
                        ::new (out) auto(
                            ctgrad::value_and_jacobian<0>(functions::reprojection{})(numbers<15>(in), numbers<2>(in + 15)));
                    }});
}

}  // namespace
