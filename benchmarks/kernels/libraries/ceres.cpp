// Ceres: Jet, a dual number with a vector of N derivatives.
#include "forward.hpp"
#include <ceres/jet.h>

namespace {

struct library {
    static constexpr bool nests = false;
    template <class T, std::size_t N>
    using dual = ceres::Jet<T, static_cast<int>(N)>;
    template <class T, std::size_t N>
    static dual<T, N> variable(T const& value, std::size_t k) {
        return {value, static_cast<int>(k)};
    }
    static auto const& value(auto const& x) { return x.a; }
    static auto const& derivative(auto const& x, std::size_t k) { return x.v[static_cast<int>(k)]; }
};

bool const registered = (forward::register_all<library>("ceres_jet"), true);

}  // namespace
