// Numbers that are 0 until they are set: tables for hashing during constant evaluation.
#pragma once

namespace ctgrad::detail {

/// An array of a power of two of integers, 1,024 at least. In blocks, because compilers make the entries of an array that is a member
/// when they are first touched, but those of `new int[n]{}` at once, one by one: 4,096 of them took g++ 12 ten milliseconds.
class zeros {
    struct block {
        int at[1024];
    };

public:
    block* blocks = nullptr;  ///< entry k is blocks[k / 1024].at[k % 1024]; for hot loops, see detail::list
    unsigned mask = 0;  ///< the number of entries, less one

    constexpr explicit zeros(unsigned size = 1024) : mask(size - 1) { blocks = new block[size / 1024]{}; }
    constexpr zeros(zeros&& other) noexcept : blocks(other.blocks), mask(other.mask) { other.blocks = nullptr; }
    constexpr zeros& operator=(zeros&& other) noexcept {
        block* const old = blocks;
        blocks = other.blocks;
        mask = other.mask;
        other.blocks = old;
        return *this;
    }
    zeros(zeros const&) = delete;
    zeros& operator=(zeros const&) = delete;
    constexpr ~zeros() { delete[] blocks; }

    constexpr int& operator[](unsigned slot) { return blocks[slot >> 10U].at[slot & 1023U]; }

    /// Puts a number into the first free entry from that of a hash on: open addressing.
    constexpr void enter(unsigned hash, int number) {
        unsigned slot = hash & mask;
        while ((*this)[slot] != 0) slot = (slot + 1) & mask;
        (*this)[slot] = number;
    }
    /// Four times as large, with the numbers 1 to `count`. `hash_of`: the hash of a number's object, which is counted from 0.
    template <class HashOf>
    constexpr void rehash(int count, HashOf const& hash_of) {
        zeros bigger(4 * (mask + 1));
        for (int k = 0; k < count; ++k) bigger.enter(hash_of(k), k + 1);
        *this = static_cast<zeros&&>(bigger);
    }
};

}  // namespace ctgrad::detail
