// The factors of products, compared and taken out.
#pragma once

#include <ctgrad/transform/straight/network.hpp>

namespace ctgrad::transform::straight {

template <std::same_as<network> Network>
constexpr bool has_factor(Network const& n, product const& x, int v) {
    int const* const f = n.factors.data + x.at;
    for (int k = 0; k < x.count; ++k)
        if (f[k] == v) return true;
    return false;
}
/// Has a product two factors, which are different ones where u is v? u <= v.
template <std::same_as<network> Network>
constexpr bool has_factors(Network const& n, product const& x, int u, int v) {
    int const* const f = n.factors.data + x.at;
    int k = 0;
    while (k < x.count && f[k] != u) ++k;
    for (++k; k < x.count; ++k)
        if (f[k] == v) return true;
    return false;
}
/// The factors of a product but for `count` of them, in their order. Returns how many these are. `kept` may be where the product has them.
template <std::same_as<network> Network>
constexpr int factors_without(Network const& n, product const& x, int const* out, int count, int* kept) {
    int const* const f = n.factors.data + x.at;
    int length = 0;
    int k = 0;
    for (int i = 0; i < x.count; ++i) {
        int const here = f[i];
        if (k < count && here == out[k])
            ++k;
        else
            kept[length++] = here;
    }
    return length;
}
/// Takes factors out of a product and puts one in that is greater than all.
template <std::same_as<network> Network>
constexpr void replace_factors(Network& n, product& x, int const* out, int count, int in) {
    int* const f = n.factors.data + x.at;
    x.count = factors_without(n, x, out, count, f);
    f[x.count++] = in;
}

/// Those that one of two products has alone.
struct factors_apart {
    int factors[room_for_factors]{};
    int count = 0;

    constexpr bool operator==(factors_apart const& other) const {
        bool same = count == other.count;
        for (int k = 0; same && k < count; ++k) same = factors[k] == other.factors[k];
        return same;
    }
};
/// What two products do not have in common; false where one has more than `most` alone.
template <std::same_as<network> Network>
constexpr bool split(
    Network const& n, product const& x, product const& y, factors_apart& of_x, factors_apart& of_y, int most = room_for_factors) {
    int const* const f = n.factors.data + x.at;
    int const* const g = n.factors.data + y.at;
    int i = 0;
    int j = 0;
    while (i < x.count || j < y.count) {
        if (i < x.count && j < y.count && f[i] == g[j]) {
            ++i;
            ++j;
            continue;
        }
        bool const first = j == y.count || (i < x.count && f[i] < g[j]);
        factors_apart& of = first ? of_x : of_y;
        if (of.count == most) return false;
        of.factors[of.count++] = first ? f[i++] : g[j++];
    }
    return true;
}

}  // namespace ctgrad::transform::straight
