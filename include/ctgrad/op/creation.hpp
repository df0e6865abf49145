// Values that are made of nothing: constants of a shape, the identity matrix, named numbers.
#pragma once

#include <ctgrad/op/composed.hpp>

namespace ctgrad::op {

/// The same number in every entry.
template <int Value, int... Extents>
struct filled_op : composed {
    static constexpr spelling name{.text = Value == 0 ? "zeros" : "ones", .latex = "", .c = ""};
    static constexpr extents shape() { return make_extents(Extents...); }
    static constexpr symbolic apply(builder& g) { return shaped(constant(g, Value), shape()); }
};

/// The identity matrix: the Iverson bracket [i = j].
template <int N>
struct identity_op : composed {
    static constexpr spelling name{.text = "identity", .latex = "", .c = ""};
    static constexpr extents shape() { return make_extents(N, N); }
    static constexpr symbolic apply(builder& g) {
        int const space = make_space(g, shape());
        return shaped(select(make<equal_op>(position(g, space, 0), position(g, space, 1)), 1, 0), shape());
    }
};

/// The ratio of a circle's circumference to its diameter.
struct pi_op : composed {
    static constexpr spelling name{.text = "pi", .latex = "\\pi", .c = "M_PI"};
    static constexpr extents shape() { return {}; }
    static constexpr symbolic apply(builder& g) { return scalar(constant(g, {{}, graph::constant::name::pi})); }
};

/// The base of the natural logarithm.
struct e_op : composed {
    static constexpr spelling name{.text = "e", .latex = "e", .c = "M_E"};
    static constexpr extents shape() { return {}; }
    static constexpr symbolic apply(builder& g) { return scalar(constant(g, {{}, graph::constant::name::e})); }
};

}  // namespace ctgrad::op
