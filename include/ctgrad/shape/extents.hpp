#pragma once

namespace ctgrad {

/// Most axes that a value may have: enough for the Jacobian of a matrix with respect to a matrix, twice over.
inline constexpr int max_rank = 8;

/// The shape of a value: its number of axes and how long each is. A scalar has none.
struct extents {
    int rank = 0;
    int size[max_rank]{};

    constexpr int operator[](int axis) const { return size[axis]; }
    constexpr int volume() const {
        int product = 1;
        for (int k = 0; k < rank; ++k) product *= size[k];
        return product;
    }
    friend constexpr bool operator==(extents const& a, extents const& b) {
        if (a.rank != b.rank) return false;
        for (int k = 0; k < a.rank; ++k)
            if (a.size[k] != b.size[k]) return false;
        return true;
    }
};

constexpr extents make_extents() { return {}; }

template <class... Sizes>
constexpr extents make_extents(int first, Sizes... rest) {
    static_assert(1 + sizeof...(rest) <= max_rank);
    return {1 + static_cast<int>(sizeof...(rest)), {first, static_cast<int>(rest)...}};
}

/// The axes of `a` followed by those of `b`: the shape of a Jacobian.
constexpr extents concatenated(extents const& a, extents const& b) {
    extents result = a;
    for (int k = 0; k < b.rank; ++k) result.size[result.rank++] = b.size[k];
    return result;
}

}  // namespace ctgrad
