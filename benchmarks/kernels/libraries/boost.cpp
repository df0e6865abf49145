// Boost.Math: autodiff. A number with several variables stores every mixed derivative, 2^15 for the camera: so one sweep per variable.
#include "forward.hpp"
#include <boost/math/differentiation/autodiff.hpp>

namespace {

namespace autodiff = boost::math::differentiation;

template <class Primal>
void run(double const* in, double* out) {
    constexpr std::size_t n = Primal::active;
    using T = autodiff::autodiff_fvar<double, 1>;
    std::array<T, n> x;
    for (std::size_t k = 0; k < n; ++k) x[k] = in[k];
    for (std::size_t k = 0; k < n; ++k) {
        x[k] = autodiff::make_fvar<double, 1>(in[k]);
        auto const y = Primal::at(x, in);
        x[k] = in[k];
        for (std::size_t i = 0; i < Primal::values; ++i) {
            out[i] = y[i].derivative(0);
            out[Primal::values + i * n + k] = y[i].derivative(1);
        }
    }
}

void black_scholes(double const* in, double* out) {
    using T = autodiff::autodiff_fvar<double, 2>;
    std::array<T, 5> x;
    for (std::size_t k = 0; k < 5; ++k) x[k] = in[k];
    for (std::size_t k = 0; k < 5; ++k) {
        x[k] = autodiff::make_fvar<double, 2>(in[k]);
        T const y = functions::black_scholes{}(x);
        x[k] = in[k];
        out[0] = y.derivative(0);
        out[1 + k] = y.derivative(1);
        if (k == 0) out[6] = y.derivative(2);
    }
}

bool const registered =
    (primals::for_each([]<class Primal> {
         contest::entry({Primal::name, "boost", run<Primal>});
     }),
     contest::entry({"black_scholes", "boost", black_scholes}), true);

}  // namespace
