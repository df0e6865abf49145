// The data of canonical forms: every atom, monomial and polynomial is stored once and known by its number, so that equality
// is equality of numbers.
//
//     polynomial   sum of rational multiples of monomials, sorted
//     monomial     product of rational powers of atoms, sorted
//     atom         an input at its indices, a function of polynomials, a contraction, ...: a sequence of integers
#pragma once

#include <ctgrad/detail/list.hpp>
#include <ctgrad/math/rational.hpp>

namespace ctgrad::transform::canonical {

using math::rational;

/// Labels as a bit set. The labels of a graph's node come first, then those that are bound in closed contractions, numbered
/// from the inside to the outside; the last ones are lent to contractions that are open for the moment.
using label_set = unsigned long long;
inline constexpr int first_bound = 16;
inline constexpr int first_temporary = 40;
inline constexpr int label_count = 64;

constexpr label_set bit(int label) { return 1ULL << static_cast<unsigned>(label); }
constexpr int lowest(label_set labels) { return __builtin_ctzll(labels); }

/// What an atom is: the first integer of its sequence; the comment gives the rest.
enum atom_kind : int {
    input_atom,        ///< input number, entries of its index map
    named_atom,        ///< pi, e, or a number of double that is no rational
    prime_atom,        ///< a prime number: its powers have exponents between 0 and 1
    position_atom,     ///< label
    function_atom,     ///< operator, polynomials
    exponential_atom,  ///< monomial: exp of it
    power_atom,        ///< polynomial (base), monomial (exponent)
    positive_atom,     ///< polynomial: 1 where it is > 0, else 0
    negative_atom,     ///< polynomial: 1 where it is < 0, else 0; its number follows that of the positive atom
    bracket_atom,      ///< polynomial of integers: 1 where it is 0, else 0
    sum_atom,          ///< polynomial of several monomials: its exponent is negative or a fraction
    unexpanded_atom,   ///< polynomial: too large to be expanded
    contraction_atom,  ///< monomial, its first bound label, the extents of the bound labels
    extremum_atom,     ///< reduction, polynomial, its first bound label, the extents of the bound labels
    opaque_atom,       ///< number: equal to nothing but itself
};

/// A power of an atom.
struct factor {
    int atom = 0;
    int numerator = 1;
    int denominator = 1;

    constexpr rational exponent() const { return {numerator, denominator}; }
    friend constexpr bool operator==(factor const&, factor const&) = default;
};

constexpr bool fits_exponent(rational e) {
    constexpr long long limit = 1 << 20;
    return e.representable() && e.numerator < limit && e.numerator > -limit && e.denominator < limit;
}
constexpr factor power_of(int atom, rational e) {
    return {atom, static_cast<int>(e.numerator), static_cast<int>(e.denominator)};
}

/// A rational multiple of a monomial.
struct summand {
    int monomial = 0;
    rational coefficient{1, 1};

    friend constexpr bool operator==(summand const&, summand const&) = default;
};

constexpr unsigned mix(unsigned h, unsigned value) { return ((h ^ value) * 0x9E3779B1U) ^ (h >> 15U); }

/// One number of an item, to be mixed: as few steps as possible, because every product of two monomials is looked up.
constexpr unsigned number_of(int i) { return static_cast<unsigned>(i); }
constexpr unsigned number_of(factor const& f) {
    return static_cast<unsigned>(f.atom) * 0x85EBCA6BU + static_cast<unsigned>(f.numerator + (f.denominator << 8));
}
constexpr unsigned number_of(summand const& s) {
    return static_cast<unsigned>(s.monomial) * 0x85EBCA6BU + static_cast<unsigned>(s.coefficient.numerator) +
           (static_cast<unsigned>(s.coefficient.denominator) << 10U);
}

/// What is known of the sign of a value.
enum class sign_knowledge : unsigned char { unknown, not_negative, positive };

/// What is asked of an atom, a monomial, or a polynomial.
struct properties {
    label_set labels = 0;   ///< free labels
    int deepest = 0;        ///< the largest bound label inside
    bool special = false;   ///< takes part in relations that products have to apply
    bool brackets = false;  ///< there is an Iverson bracket inside
    sign_knowledge sign = sign_knowledge::unknown;

    constexpr void join(properties const& o) {
        labels |= o.labels;
        deepest = o.deepest > deepest ? o.deepest : deepest;
        special = special || o.special;
        brackets = brackets || o.brackets;
    }
};

/// Sequences, each stored once and known by its number. A sequence is pushed and then interned.
template <class T>
class sequence_table {
    struct entry {
        int at = 0;
        int count = 0;
        unsigned hash = 0;
    };
    detail::list<T> pool_;
    detail::list<entry> entries_;
    detail::list<int> slots_;

    constexpr void rehash() {
        detail::list<int> bigger(4 * slots_.size(), -1);
        unsigned const mask = static_cast<unsigned>(bigger.size()) - 1;
        for (int id = 0; id < entries_.size(); ++id) {
            unsigned slot = entries_[id].hash & mask;
            while (bigger[static_cast<int>(slot)] >= 0) slot = (slot + 1) & mask;
            bigger[static_cast<int>(slot)] = id;
        }
        slots_ = std::move(bigger);
    }
    constexpr bool equal(entry const& e, int mark) const {
        for (int k = 0, count = e.count; k < count; ++k)
            if (!(pool_.data[e.at + k] == pool_.data[mark + k])) return false;
        return true;
    }

public:
    constexpr sequence_table() : slots_(64, -1) {}

    constexpr int size() const { return entries_.size(); }
    constexpr int count(int id) const { return entries_.data[id].count; }
    constexpr T const& at(int id, int k) const { return pool_.data[entries_.data[id].at + k]; }

    constexpr int mark() const { return pool_.size(); }
    constexpr void push(T const& item) { pool_.push(item); }
    constexpr void truncate(int mark) { pool_.truncate(mark); }
    /// An item that was pushed and is not interned yet.
    constexpr T& pushed(int position) { return pool_.data[position]; }
    constexpr void erase(int position) {
        for (int i = position + 1; i < pool_.size(); ++i) pool_[i - 1] = pool_[i];
        pool_.truncate(pool_.size() - 1);
    }

    /// The number of the sequence that was pushed from `mark` on.
    constexpr int intern(int mark) {
        int const count = pool_.size() - mark;
        unsigned h = static_cast<unsigned>(count);
        for (int k = 0; k < count; ++k) h = ((h ^ number_of(pool_.data[mark + k])) * 0x9E3779B1U) ^ (h >> 15U);
        h ^= h >> 16U;
        unsigned const mask = static_cast<unsigned>(slots_.size()) - 1;
        unsigned slot = h & mask;
        for (int id = slots_.data[slot]; id >= 0; slot = (slot + 1) & mask, id = slots_.data[slot])
            if (entries_.data[id].hash == h && entries_.data[id].count == count && equal(entries_.data[id], mark)) {
                pool_.truncate(mark);
                return id;
            }
        slots_.data[slot] = entries_.push({mark, count, h});
        if (2 * entries_.size() > slots_.size()) rehash();
        return entries_.size() - 1;
    }
};

}  // namespace ctgrad::transform::canonical
