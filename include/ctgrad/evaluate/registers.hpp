// The registers of a nest, and the values of its instructions' operands.
#pragma once

#include <ctgrad/evaluate/interpret.hpp>
#include <ctgrad/evaluate/pack_functions.hpp>
#include <ctgrad/schedule/plan.hpp>

namespace ctgrad::evaluate {

using graph::kind;
using schedule::place;
using schedule::slot;

/// What the nests of a program share.
template <class T>
struct storage {
    T const* const* reals;
    int const* const* integers;
    T* const* outputs;
    T* workspace;
    T* scalars;
};

/// Zero-length arrays are not C++: an unused register file has one element.
constexpr int at_least_one(int n) { return n > 0 ? n : 1; }

/// What lives in a slot of each kind, for a number of lanes.
template <class T, int Lanes>
struct lane_types {
    using real = pack<T, Lanes>;
    using condition = mask<T, Lanes>;
    using integer = pack<typename mask<T, Lanes>::integer, Lanes>;
};
template <class T>
struct lane_types<T, 1> {
    using real = T;
    using condition = math::condition_t<T>;
    using integer = int;
};

/// Registers of one width. `Copies`: how many iterations of the tiled and of the vector loop run side by side.
template <class T, int Lanes, int Reals, int Conditions, int Integers, int Copies, int Accumulators>
struct register_file {
    using types = lane_types<T, Lanes>;
    typename types::real real[at_least_one(Reals)][Copies];
    typename types::condition condition[at_least_one(Conditions)][Copies];
    typename types::integer integer[at_least_one(Integers)][Copies];
    typename types::real accumulator[at_least_one(Accumulators)][Copies];
    typename types::integer position[at_least_one(Accumulators)][Copies];  ///< of the extremum so far
};

/// The neutral element of a reduction. That of sums is -0 where bits count: 0 + -0 is 0.
template <class T>
constexpr T neutral(graph::reduction how, bool to_the_bit) {
    using limits = std::numeric_limits<math::element_t<T>>;
    if (how == graph::reduction::sum) return to_the_bit ? T(math::element_t<T>(-0.0)) : T(0);
    bool const largest = how == graph::reduction::maximum || how == graph::reduction::first_maximum;
    if (largest) return T(limits::has_infinity ? -limits::infinity() : limits::lowest());
    return T(limits::has_infinity ? limits::infinity() : limits::max());
}

/// A value that is rounded before anything else is done with it. Where the target has a fused multiply-add, GCC uses it across
/// statements unless told -ffp-contract=off, also for pow(x, 2), which it makes a product; Clang does so within an expression
/// only, and there is none here.
template <class T>
CTGRAD_INLINE T rounded(T const& value) {
#if defined(__GNUC__) && !defined(__clang__)
    if constexpr (std::is_floating_point_v<T>) return __builtin_assoc_barrier(value);
#endif
    return value;
}

/// Two values under a reduction.
template <graph::reduction How, class V>
CTGRAD_INLINE V combined(V const& a, V const& b) {
    if constexpr (How == graph::reduction::sum) return a + b;
    else if constexpr (How == graph::reduction::maximum) return math::max(a, b);
    else return math::min(a, b);
}

/// The same as a function object.
template <graph::reduction How>
struct reducer {
    template <class V>
    CTGRAD_INLINE V operator()(V const& a, V const& b) const {
        return combined<How>(a, b);
    }
};

}  // namespace ctgrad::evaluate
