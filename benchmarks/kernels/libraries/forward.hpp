// Libraries of dual numbers. `Library` says, for numbers of type T with N derivatives:
//     template <class T, std::size_t N> using dual;
//     static dual<T, N> variable<T, N>(T value, std::size_t k);    // the k-th of N variables
//     static constexpr bool nests;    // does T times a plain number work for duals of duals?
//     static T value(dual<T, N> const&);   static T derivative(dual<T, N> const&, std::size_t k);
#pragma once
#include "../contest.hpp"
#include "../primals.hpp"

namespace forward {

/// Value and gradient, or values and Jacobian.
template <class Library, class Primal>
void run(double const* in, double* out) {
    constexpr std::size_t n = Primal::active;
    using T = typename Library::template dual<double, n>;
    std::array<T, n> x;
    for (std::size_t k = 0; k < n; ++k) x[k] = Library::template variable<double, n>(in[k], k);
    auto const y = Primal::at(x, in);
    for (std::size_t i = 0; i < Primal::values; ++i) {
        out[i] = Library::value(y[i]);
        for (std::size_t k = 0; k < n; ++k) out[Primal::values + i * n + k] = Library::derivative(y[i], k);
    }
}

/// Price and greeks, and the second derivative by the price of the stock: duals of duals.
template <class Library>
void run_black_scholes(double const* in, double* out) {
    constexpr std::size_t n = 5;
    using inner = typename Library::template dual<double, 1>;
    using T = typename Library::template dual<inner, n>;
    std::array<T, n> x;
    for (std::size_t k = 0; k < n; ++k)
        x[k] = Library::template variable<inner, n>(
            k == 0 ? Library::template variable<double, 1>(in[0], 0) : inner(in[k]), k);
    T const price = functions::black_scholes{}(x);
    out[0] = Library::value(Library::value(price));
    for (std::size_t k = 0; k < n; ++k) out[1 + k] = Library::value(Library::derivative(price, k));
    out[6] = Library::derivative(Library::derivative(price, 0), 0);
}

template <class Library>
void register_all(char const* name) {
    primals::for_each([name]<class Primal> { contest::entry({Primal::name, name, run<Library, Primal>}); });
    if constexpr (Library::nests) contest::entry({"black_scholes", name, run_black_scholes<Library>});
}

}  // namespace forward
