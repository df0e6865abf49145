// ADOL-C: a tape, recorded once, and its drivers. What a function is not differentiated by stands in the tape as a constant: kernels
// with such inputs do not take part.
#include "../contest.hpp"
#include "../primals.hpp"
#include <adolc/adolc.h>

namespace {

template <class Primal>
constexpr short tag = 0;
template <>
constexpr short tag<primals::neuron> = 1;
template <>
constexpr short tag<primals::arm> = 2;
template <>
constexpr short tag<primals::black_scholes> = 3;
template <>
constexpr short tag<primals::rosenbrock> = 4;

template <class Primal>
void record(double const* in) {
    double ignored = 0;
    trace_on(tag<Primal>);
    std::array<adouble, Primal::active> x;
    for (std::size_t k = 0; k < Primal::active; ++k) x[k] <<= in[k];
    auto y = Primal::at(x, in);
    for (auto& value : y) value >>= ignored;
    trace_off();
}
template <class Primal>
void recorded_once(double const* in) {
    static bool const done = (record<Primal>(in), true);
    static_cast<void>(done);
}

template <class Primal>
void run_gradient(double const* in, double* out) {
    constexpr int n = static_cast<int>(Primal::active);
    recorded_once<Primal>(in);
    ::function(tag<Primal>, 1, n, const_cast<double*>(in), out);
    ::gradient(tag<Primal>, n, const_cast<double*>(in), out + 1);
}
template <class Primal>
void run_jacobian(double const* in, double* out) {
    constexpr int n = static_cast<int>(Primal::active);
    constexpr int m = static_cast<int>(Primal::values);
    recorded_once<Primal>(in);
    double* rows[m];
    for (int i = 0; i < m; ++i) rows[i] = out + m + i * n;
    ::function(tag<Primal>, m, n, const_cast<double*>(in), out);
    ::jacobian(tag<Primal>, m, n, const_cast<double*>(in), rows);
}
/// The second derivative by the price of the stock is the first entry of a Hessian-vector product.
void run_black_scholes(double const* in, double* out) {
    run_gradient<primals::black_scholes>(in, out);
    double direction[5]{1, 0, 0, 0, 0};
    double product[5];
    ::hess_vec(tag<primals::black_scholes>, 5, const_cast<double*>(in), direction, product);
    out[6] = product[0];
}

contest::entry const entries[]{
    contest::entry({"neuron", "adolc", run_gradient<primals::neuron>}),
    contest::entry({"arm", "adolc", run_jacobian<primals::arm>}),
    contest::entry({"black_scholes", "adolc", run_black_scholes}),
    contest::entry({"rosenbrock", "adolc", run_gradient<primals::rosenbrock>}),
};

}  // namespace
