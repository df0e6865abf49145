// The kernels of vectors and matrices, as ordinary functions of tensors: what is written on whole ones stays loops.
#pragma once
#include "callables.hpp"

namespace {

template <int... Extents>
ctgrad::tensor<double, Extents...> const& entries(double const* in) {
    return *reinterpret_cast<ctgrad::tensor<double, Extents...> const*>(in);
}

/// `functions/helmholtz.hpp`, of whole tensors; `a` is symmetric.
constexpr auto helmholtz = [](auto const& x, auto const& b, auto const& a) {
    constexpr double gas_constant_times_temperature = 8.314e-2 * 3.0;
    constexpr double root2 = 1.41421356237309504880;
    auto const volume = dot(b, x);
    auto const attraction = dot(x, symmetric(a) * x);
    auto const entropy = dot(x, log(x / (1.0 - volume)));
    return gas_constant_times_temperature * entropy -
           attraction / (2.0 * root2 * volume) * log((1.0 + (1.0 + root2) * volume) / (1.0 + (1.0 - root2) * volume));
};

/// `functions/rosenbrock.hpp`, of a whole vector.
constexpr auto rosenbrock = [](auto const& x) {
    auto const here = ctgrad::segment<0, 99>(x);
    auto const next = ctgrad::segment<1, 99>(x);
    return 100.0 * squared_norm(next - square(here)) + squared_norm(1.0 - here);
};

void enter_tensor_callables(char const* method) {
    contest::entry({"helmholtz", method, [](double const* in, double* out) {
                        ::new (out) auto(ctgrad::value_and_gradient<0>(helmholtz)(
                            entries<16>(in), entries<16>(in + 16), entries<16, 16>(in + 32)));
                    }});
    contest::entry({"rosenbrock", method, [](double const* in, double* out) {
                        ::new (out) auto(ctgrad::value_and_gradient(rosenbrock)(entries<100>(in)));
                    }});
}

}  // namespace
