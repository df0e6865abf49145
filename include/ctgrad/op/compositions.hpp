// Functions entry by entry that lose nothing where they are composed of operators of the catalogue.
#pragma once

#include <ctgrad/op/composed.hpp>

namespace ctgrad::op {

/// x * x.
struct square_op : composed {
    static constexpr spelling name{.text = "square", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a) { return a; }
    static constexpr symbolic apply(symbolic const& a) { return entrywise_apply<multiply_op>(a, a); }
};

/// x, but not below `low` nor above `high`. Derivative: 1 from `low` to `high`, both included.
struct clamp_op : composed {
    static constexpr spelling name{.text = "clamp", .latex = "", .c = ""};
    static constexpr extents shape(extents const& x, extents const& low, extents const& high) {
        return entrywise_shape(x, low, high);
    }
    static constexpr symbolic apply(symbolic const& x, symbolic const& low, symbolic const& high) {
        return each_entry([](term a, term b, term c) { return make<min_op>(make<max_op>(a, b), c); }, x, low, high);
    }
};

/// x where it is positive, `slope` times x elsewhere. Derivative at 0: the slope.
struct leaky_relu_op : composed {
    static constexpr spelling name{.text = "leaky_relu", .latex = "", .c = ""};
    static constexpr extents shape(extents const& x) { return x; }
    static constexpr extents shape(extents const& x, extents const& slope) { return entrywise_shape(x, slope); }
    static constexpr symbolic apply(symbolic const& x) {
        return apply(x, scalar(constant(x.graph(), rational{1, 100})));
    }
    static constexpr symbolic apply(symbolic const& x, symbolic const& slope) {
        return each_entry([](term a, term s) { return a * select(a > 0, constant(*a.g, 1), s); }, x, slope);
    }
};

/// Exponential linear unit: x where it is positive, scale (exp(x) - 1) elsewhere. Derivative at 0: the scale.
/// Source: Clevert, Unterthiner and Hochreiter, Fast and accurate deep network learning by exponential linear units, ICLR 2016.
struct elu_op : composed {
    static constexpr spelling name{.text = "elu", .latex = "", .c = ""};
    static constexpr extents shape(extents const& x) { return x; }
    static constexpr extents shape(extents const& x, extents const& scale) { return entrywise_shape(x, scale); }
    static constexpr symbolic apply(symbolic const& x) { return apply(x, scalar(constant(x.graph(), 1))); }
    static constexpr symbolic apply(symbolic const& x, symbolic const& scale) {
        return each_entry([](term a, term s) { return select(a > 0, a, s * make<expm1_op>(a)); }, x, scale);
    }
};

/// Gaussian error linear unit, the exact one: x times the normal distribution function of x, which erfc gives without cancellation.
/// Source: Hendrycks and Gimpel, Gaussian error linear units, arXiv:1606.08415.
struct gelu_op : composed {
    static constexpr spelling name{.text = "gelu", .latex = "", .c = ""};
    static constexpr extents shape(extents const& x) { return x; }
    static constexpr symbolic apply(symbolic const& x) {
        return each_entry(
            [](term a) {
                term const root = sqrt(constant(*a.g, 2));
                return a * (constant(*a.g, rational{1, 2}) * make<erfc_op>(-(a / root)));
            },
            x);
    }
};

/// Sigmoid linear unit, or swish: x sigmoid(x).
/// Source: Elfwing, Uchibe and Doya, Sigmoid-weighted linear units ..., Neural Networks 107 (2018).
struct silu_op : composed {
    static constexpr spelling name{.text = "silu", .latex = "", .c = ""};
    static constexpr extents shape(extents const& x) { return x; }
    static constexpr symbolic apply(symbolic const& x) {
        return each_entry([](term a) { return a * make<sigmoid_op>(a); }, x);
    }
};

}  // namespace ctgrad::op
