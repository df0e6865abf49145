#include <ctgrad/interop/libmvec.hpp>

#include "../functions/reprojection.hpp"
#include "lanes.hpp"

#include <array>
#include <span>

namespace {

/// `Count` rows of eight numbers, one for each instance.
template <std::size_t Count, class T>
std::array<std::span<T>, Count> rows(T* first) {
    std::array<std::span<T>, Count> all;
    for (std::size_t k = 0; k < Count; ++k) all[k] = {first + 8 * k, 8};
    return all;
}

void run_map(double const* in, double* out) {
    double const* const numbers = in + 8 * 17;
    ctgrad::map(ctgrad::value_and_jacobian<0>(functions::reprojection{}))(
        rows<15>(numbers), rows<2>(numbers + 8 * 15), rows<2>(out), rows<30>(out + 8 * 2));
}

contest::entry const entry({"reprojection_8", "lanes_libmvec", run_lanes, flatten_lanes, 8});
contest::entry const mapped({"reprojection_8", "map_libmvec", run_map, flatten_lanes, 8});

}  // namespace
