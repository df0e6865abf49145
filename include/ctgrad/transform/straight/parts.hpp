// What several products or sums have in common, and what is saved if it becomes a variable.
//
// Listing parts is the inner loop of extraction (extract.hpp). So they are told apart by a hash alone, and compared when they are made; and
// an occurrence is not removed where its products change, but recognised by their versions.
#pragma once

#include <ctgrad/detail/list.hpp>
#include <ctgrad/detail/zeros.hpp>

namespace ctgrad::transform::straight {

using hash = unsigned long long;
inline constexpr hash spread = 0x9E3779B97F4A7C15ULL;  ///< a hash is multiplied by it

/// Where a part occurs: at factors u and v of a product, or at the products u and v of a sum.
/// Without values of its own: there is room for thousands that are never made.
struct occurrence {
    hash key;
    int owner;  ///< a product, or a sum
    int u;
    int v;
    bool sums;
    int version;  ///< of the product when the pair was last seen, or the sum of those of the products: versions only grow
    int gain;     ///< operations less at this place
    int saving;   ///< of the last occurrence of a part: operations less in all
    int next;     ///< an earlier occurrence of the same part, -1: none
    int below;    ///< the next candidate of the same saving, -1: none
};

/// The parts by their hashes; and as candidates, which are those that save something, by how much that is.
// A template, as all passes of this folder.
template <class Lazy>
class part_list {
    int count_ = 0;  ///< the first so many occurrences are there: no call for each
    detail::zeros table_;  ///< of the last occurrences of parts, counted from 1, by key
    int parts_ = 0;

    static constexpr int most_saved = 31;
    static constexpr int superseded = -1000;
    int candidates_[most_saved + 1]{};  ///< by saving: the first, counted from 1
    int best_ = 0;

    static constexpr int rank_of(int saving) { return saving < most_saved ? saving : most_saved; }

    constexpr void rehash() {
        detail::zeros bigger(2 * (table_.mask + 1));
        for (unsigned entry = 0; entry <= table_.mask; ++entry) {
            int const k = table_[entry];
            if (k != 0) bigger.enter(static_cast<unsigned>(occurrences.data[k - 1].key * spread >> 40U), k);
        }
        table_ = static_cast<detail::zeros&&>(bigger);
    }

public:
    detail::list<occurrence> occurrences;

    /// Room for so many pairs.
    constexpr void reserve(int pairs) {
        occurrences.extend(3 * pairs + 64);
        unsigned entries = 1024;
        while (entries < 2 * static_cast<unsigned>(pairs)) entries *= 2;
        table_ = detail::zeros(entries);
    }
    /// Adds an occurrence of a part that costs so many operations where it is made.
    constexpr void add(hash key, int owner, int u, int v, bool sums, int version, int gain, int cost) {
        unsigned const mask = table_.mask;
        unsigned slot = static_cast<unsigned>(key * spread >> 40U) & mask;
        int* entry = &table_.blocks[slot >> 10U].at[slot & 1023U];
        int k = *entry - 1;
        while (k >= 0 && occurrences.data[k].key != key) {
            slot = (slot + 1) & mask;
            entry = &table_[slot];
            k = *entry - 1;
        }
        int saving = gain - cost;
        if (k >= 0) {
            occurrence& before = occurrences.data[k];
            saving = gain + before.saving;
            before.saving = superseded;  // one candidate for each part
        }
        if (count_ == occurrences.length) occurrences.extend(2 * count_);
        int const made = count_++;
        *entry = made + 1;
        occurrences.data[made] = {key, owner, u, v, sums, version, gain, saving, k, -1};
        if (saving > 0) propose(made);
        if (k < 0 && 2 * ++parts_ > static_cast<int>(mask)) rehash();
    }
    /// Makes the last occurrence of a part a candidate.
    constexpr void propose(int k) {
        occurrence& o = occurrences.data[k];
        int const rank = rank_of(o.saving);
        o.below = candidates_[rank] - 1;
        candidates_[rank] = k + 1;
        if (best_ < rank) best_ = rank;
    }
    /// The last occurrence of the candidate that saved most when it was proposed, which is one no more; -1: there is none.
    constexpr int take() {
        for (; best_ > 0; --best_)
            while (int const k = candidates_[best_]) {
                candidates_[best_] = occurrences.data[k - 1].below + 1;
                if (occurrences.data[k - 1].saving != superseded) return k - 1;
            }
        return -1;
    }
    /// Does no candidate save more?
    constexpr bool is_best(int saving) const { return rank_of(saving) >= best_; }
};

}  // namespace ctgrad::transform::straight
