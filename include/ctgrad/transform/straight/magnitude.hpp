// How large values are when inputs are very large or very small: what tells whether factors may be multiplied in another order.
//
// (x / s) * (x / s) is not x * x / (s * s) where x and s are 1e200: x * x is infinite. Let some inputs be of order t, others of order 1 / t
// or 1, and t grow. Then a value is of some order t^k: orders of factors add up, a sum has the largest of its summands'. If a product of
// factors has an order between those of values that the formula as it is written computes, then it is in range wherever these are.
//
// That is looked at in 12 directions, in which inputs grow, vanish, or stay: all inputs grow; and so that every two of four inputs do
// whatever two can do (the words of the tetracode, a perfect ternary code of length 4), and the opposite of these.
#pragma once

namespace ctgrad::transform::straight {

/// The orders of a value in all directions, in units of one half, packed into fields of words: those of a product are added as the words
/// are, since carries from field to field mean no more than that the field below is negative. There is room for the 127th power of an input.
struct magnitude {
    using word = unsigned long long;
    static constexpr unsigned width = 10;
    static constexpr word ones = 0x0004010040100401ULL;  ///< 1 in each of six fields
    static constexpr word bias = ones << (width - 1);    ///< makes all fields positive

    // Without values of their own, as all that is made of them: lists of these are made entry by entry otherwise.
    word a;
    word b;

    constexpr magnitude operator-() const { return {0 - a, 0 - b}; }
    friend constexpr magnitude operator+(magnitude x, magnitude y) { return {x.a + y.a, x.b + y.b}; }
    friend constexpr magnitude operator-(magnitude x, magnitude y) { return {x.a - y.a, x.b - y.b}; }
    /// Of a square root.
    constexpr magnitude half() const { return {half_of(a), half_of(b)}; }
    /// In every direction the larger.
    friend constexpr magnitude larger(magnitude x, magnitude y) {
        return {larger_fields(x.a, y.a), larger_fields(x.b, y.b)};
    }
    friend constexpr magnitude smaller(magnitude x, magnitude y) {
        return {smaller_fields(x.a, y.a), smaller_fields(x.b, y.b)};
    }
    /// The largest order: directions are there with their opposites.
    constexpr int extent() const {
        word const both[]{a + bias, b + bias};
        word largest = 0;
        for (word const all : both)
            for (unsigned k = 0; k < 6; ++k) {
                word const field = all >> (k * width) & ((1U << width) - 1);
                if (largest < field) largest = field;
            }
        return static_cast<int>(largest) - (1 << (width - 1));
    }
    /// Inputs are counted from 0.
    static constexpr magnitude of_input(int number) {
        constexpr int steps[4][6]{{1, 1, 0, 1, 1, 1}, {1, 0, 1, 1, -1, 1}, {1, 1, 1, -1, 0, -1}, {1, 1, -1, 0, -1, -1}};
        word const turns = static_cast<word>(number / 4) * 0x9E3779B97F4A7C15ULL >> 32U;  // pseudorandom
        word fields[2]{};
        for (unsigned k = 0; k < 6; ++k) {
            int const turn = k > 0 && (turns >> k & 1U) != 0 ? -2 : 2;
            word const order = static_cast<word>(static_cast<long long>(turn * steps[number % 4][k]));
            fields[k / 3] += (order << (2 * width * (k % 3))) - (order << (2 * width * (k % 3) + width));
        }
        return {fields[0], fields[1]};
    }

    static constexpr word larger_fields(word x, word y) {
        word const first = (x - y + bias) & bias;  // 1 in the highest bit where x is the larger ...
        word const mask = (first >> (width - 1)) * ((1U << width) - 1);  // ... and in all
        return (((x + bias) & mask) | ((y + bias) & ~mask)) - bias;
    }
    static constexpr word smaller_fields(word x, word y) {
        word const first = (y - x + bias) & bias;
        word const mask = (first >> (width - 1)) * ((1U << width) - 1);
        return (((x + bias) & mask) | ((y + bias) & ~mask)) - bias;
    }

private:
    static constexpr word half_of(word x) { return (((x + bias) >> 1U) & (bias - ones)) - (bias >> 1U); }
};

/// Orders that are known to be in range.
// Word by word: in a constant evaluation of g++ 12, a function that returns a magnitude takes as long as ten operations on words. Mostly
// what is included is in range already.
struct magnitude_range {
    static constexpr magnitude::word bias = magnitude::bias;
    magnitude low;
    magnitude high;

    constexpr bool contains(magnitude m) const {
        return ((m.a - low.a + bias) & (high.a - m.a + bias) & (m.b - low.b + bias) & (high.b - m.b + bias) & bias) == bias;
    }

    constexpr void include(magnitude least, magnitude most) {
        if (((least.a - low.a + bias) & (least.b - low.b + bias) & bias) != bias) {
            low.a = magnitude::smaller_fields(low.a, least.a);
            low.b = magnitude::smaller_fields(low.b, least.b);
        }
        if (((high.a - most.a + bias) & (high.b - most.b + bias) & bias) != bias) {
            high.a = magnitude::larger_fields(high.a, most.a);
            high.b = magnitude::larger_fields(high.b, most.b);
        }
    }
};

}  // namespace ctgrad::transform::straight
