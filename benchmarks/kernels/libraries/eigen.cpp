// Eigen: AutoDiffScalar. It lacks erf, which is added here as its own functions are written.
#include <Eigen/Core>
#include <unsupported/Eigen/AutoDiff>

#include <cmath>

namespace Eigen {

template <class Derivatives>
AutoDiffScalar<Derivatives> erf(AutoDiffScalar<Derivatives> const& x) {
    using std::erf;
    using std::exp;
    auto const& at = x.value();
    using T = typename Derivatives::Scalar;
    return AutoDiffScalar<Derivatives>(erf(at), x.derivatives() * (T(1.12837916709551257390) * exp(-at * at)));
}

}  // namespace Eigen

#include "forward.hpp"

namespace {

struct library {
    static constexpr bool nests = true;
    template <class T, std::size_t N>
    using dual = Eigen::AutoDiffScalar<Eigen::Matrix<T, static_cast<int>(N), 1>>;
    template <class T, std::size_t N>
    static dual<T, N> variable(T const& value, std::size_t k) {
        return {value, static_cast<int>(N), static_cast<int>(k)};
    }
    static auto const& value(auto const& x) { return x.value(); }
    static auto const& derivative(auto const& x, std::size_t k) {
        return x.derivatives()[static_cast<Eigen::DenseIndex>(k)];
    }
};

bool const registered = (forward::register_all<library>("eigen"), true);

}  // namespace
