// Lists of values, of which each is one value with axes or none.
#pragma once

#include <ctgrad/transform/reroll/layout.hpp>
#include <ctgrad/transform/reroll/values.hpp>

namespace ctgrad::transform::reroll {

/// Lists in one pool, row by row. Hot: see "Limits of constant evaluation" in docs/architecture.md.
template <std::same_as<graph::view> View>
class value_lists {
    /// By how many places a list may be out of order.
    static constexpr int farthest = 8;

    values<View> const& values_;

public:
    detail::list<int> pool;

    constexpr explicit value_lists(values<View> const& of) : values_(of) {}

    constexpr bool is_constant_along(int at, box const& b, int axis) const {
        int const step = b.step(axis);
        int const period = step * b.size[axis];
        for (int k = 0, end = b.volume(); k < end; ++k)
            if (k % period >= step && pool.data[at + k] != pool.data[at + k - step]) return false;
        return true;
    }
    /// The same without that axis, as a list of its own.
    constexpr int first_along(int at, box const& b, int axis) {
        int const step = b.step(axis);
        int const period = step * b.size[axis];
        int const begin = pool.length;
        for (int k = 0, end = b.volume(); k < end; ++k)
            if (k % period < step) pool.push(pool.data[at + k]);
        return begin;
    }
    constexpr bool same_list(int a, int b, int count) const {
        for (int k = 0; k < count; ++k)
            if (pool.data[a + k] != pool.data[b + k]) return false;
        return true;
    }
    /// Are the places of a list linear in the position?
    constexpr bool has_linear_places(int at, box const& b) const {
        unsigned const base = values_.place_of(pool.data[at]);
        unsigned step[most_axes]{};
        for (int axis = 0; axis < b.rank; ++axis) step[axis] = values_.place_of(pool.data[at + b.step(axis)]) - base;
        for (int k = 1, end = b.volume(); k < end; ++k) {
            unsigned expected = base;
            for (int axis = b.rank, rest = k; axis-- > 0; rest /= b.size[axis])
                expected += static_cast<unsigned>(rest % b.size[axis]) * step[axis];
            if (values_.place_of(pool.data[at + k]) != expected) return false;
        }
        return true;
    }
    /// Puts a value into a list that is sorted by places, where it stands near the end: g++ evaluates the operands of an operator from right
    /// to left.
    constexpr bool insert(int list, int value) {
        int to = pool.push(value);
        for (int k = 0; to > list; ++k, --to) {
            int const distance = static_cast<int>(values_.place_of(value) - values_.place_of(pool.data[to - 1]));
            if (distance == 0 || k == farthest) return false;
            if (distance > 0) break;
            pool.data[to] = pool.data[to - 1];
        }
        pool.data[to] = value;
        return true;
    }
    /// Of a list with `count` values for each member, a list of the first ones of all members, of the second, ...: by their places.
    constexpr int sorted(int at, int count, int volume) {
        int const lists = pool.length;
        pool.extend(lists + count * volume);
        for (int k = 0; k < volume; ++k)
            for (int n = 0; n < count; ++n) {
                int const value = pool.data[at + k * count + n];
                int to = n;
                for (; to > 0; --to) {
                    int const before = pool.data[lists + (to - 1) * volume + k];
                    if (static_cast<int>(values_.place_of(value) - values_.place_of(before)) >= 0) break;
                    pool.data[lists + to * volume + k] = before;
                }
                pool.data[lists + to * volume + k] = value;
            }
        return lists;
    }
    /// Lets the operands of a commutative operator stand in one order: that of their forms, or else of their places.
    constexpr void match(int lists, box const& b) {
        int const volume = b.volume();
        int* const x = pool.data + lists;
        unsigned const first = values_.form_of(x[0]);
        bool const alike = values_.form_of(x[volume]) == first;
        if (alike && has_linear_places(lists, b)) return;
        for (int k = 0; k < volume; ++k) {
            bool const swapped = alike ? static_cast<int>(values_.place_of(x[volume + k]) - values_.place_of(x[k])) < 0
                                       : values_.form_of(x[k]) != first;
            if (!swapped) continue;
            int const left = x[k];
            x[k] = x[volume + k];
            x[volume + k] = left;
        }
    }
};

}  // namespace ctgrad::transform::reroll
