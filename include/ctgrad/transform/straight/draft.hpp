// Products under construction.
#pragma once

#include <ctgrad/transform/straight/network.hpp>

namespace ctgrad::transform::straight {

/// A product under construction: numbers are gathered, and a variable cancels its reciprocal.
template <class Network>
struct lazy_draft {
    Network& n;
    int factor[room_for_factors]{};
    int count = 0;
    int sign = 1;
    rational coefficient{1, 1};

    constexpr void multiply(int v) {
        variable const x = n.variables.data[v];
        if (x.kind == variable_kind::number) {
            rational const c = coefficient * x.number();
            if (c.representable()) {
                coefficient = c;
                return;
            }
        }
        if (x.reciprocal >= 0) {
            for (int k = 0; k < count; ++k) {
                if (factor[k] != x.reciprocal) continue;
                factor[k] = factor[--count];
                return;
            }
        }
        factor[count++] = v;
    }
    constexpr void divide(int v) {
        if (n.is_number(v)) {
            rational const c = coefficient / n.variables.data[v].number();
            if (c.representable()) {
                coefficient = c;
                return;
            }
        }
        multiply(n.reciprocal(v));
    }
    /// The product, or -1 where it is 0.
    constexpr int finished() {
        if (coefficient.numerator == 0) return -1;
        if (coefficient.numerator < 0) {
            coefficient = -coefficient;
            sign = -sign;
        }
        if (coefficient.numerator != 1 || coefficient.denominator != 1) factor[count++] = n.number(coefficient);
        return n.make_product(factor, count, sign);
    }
};
using draft = lazy_draft<network>;

/// Appends the product x to a sum with its factor k, a sum, multiplied out.
template <std::same_as<network> Network>
constexpr void multiply_out(Network& n, variable& sum, product const& x, int k) {
    for (int p = n.variables[n.factors[x.at + k]].first; p >= 0; p = n.products[p].next) {
        product const inner = n.products[p];
        draft d{n};
        d.sign = x.sign * inner.sign;
        for (int j = 0; j < x.count; ++j)
            if (j != k) d.multiply(n.factors[x.at + j]);
        for (int j = 0; j < inner.count; ++j) d.multiply(n.factors[inner.at + j]);
        n.append(sum, d.finished());
    }
}

}  // namespace ctgrad::transform::straight
