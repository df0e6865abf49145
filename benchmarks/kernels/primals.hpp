// The kernels as functions of the numbers that they are differentiated by, for libraries: `at(x, in)` gives the values; `x` holds the
// first `active` numbers of the input, as the type of the library, `in` all.
#pragma once
#include "../functions/arm.hpp"
#include "../functions/black_scholes.hpp"
#include "../functions/helmholtz.hpp"
#include "../functions/neuron.hpp"
#include "../functions/reprojection.hpp"
#include "../functions/rosenbrock.hpp"

#include <cstring>

namespace primals {

template <std::size_t N>
std::array<double, N> numbers(double const* from) {
    std::array<double, N> a;
    std::memcpy(a.data(), from, sizeof a);
    return a;
}

struct neuron {
    static constexpr char const* name = "neuron";
    static constexpr std::size_t active = 5, values = 1;
    template <class T>
    static std::array<T, 1> at(std::array<T, active> const& x, double const*) {
        return {functions::neuron{}(x)};
    }
};
struct reprojection {
    static constexpr char const* name = "reprojection";
    static constexpr std::size_t active = 15, values = 2;
    template <class T>
    static std::array<T, 2> at(std::array<T, active> const& x, double const* in) {
        return functions::reprojection{}(x, numbers<2>(in + 15));
    }
};
struct arm {
    static constexpr char const* name = "arm";
    static constexpr std::size_t active = 6, values = 3;
    template <class T>
    static std::array<T, 3> at(std::array<T, active> const& x, double const*) {
        return functions::arm{}(x);
    }
};
struct black_scholes {
    static constexpr char const* name = "black_scholes";
    static constexpr std::size_t active = 5, values = 1;
    template <class T>
    static std::array<T, 1> at(std::array<T, active> const& x, double const*) {
        return {functions::black_scholes{}(x)};
    }
};
struct helmholtz {
    static constexpr char const* name = "helmholtz";
    static constexpr std::size_t active = 16, values = 1;
    template <class T>
    static std::array<T, 1> at(std::array<T, active> const& x, double const* in) {
        return {functions::helmholtz<16>{}(x, numbers<16>(in + 16), numbers<256>(in + 32))};
    }
};
struct rosenbrock {
    static constexpr char const* name = "rosenbrock";
    static constexpr std::size_t active = 100, values = 1;
    template <class T>
    static std::array<T, 1> at(std::array<T, active> const& x, double const*) {
        return {functions::rosenbrock<100>{}(x)};
    }
};

/// Calls f.operator()<Primal>() for each kernel but the one with a second derivative.
template <class F>
void for_each(F const& f) {
    f.template operator()<neuron>();
    f.template operator()<reprojection>();
    f.template operator()<arm>();
    f.template operator()<helmholtz>();
    f.template operator()<rosenbrock>();
}

}  // namespace primals
