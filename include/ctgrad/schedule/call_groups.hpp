// Which calls of one function are made together: those of which none waits for another. Vector units compute four or eight sines in the
// time of one, where there is a library that does (interop/libmvec.hpp).
#pragma once

#include <bit>
#include <cstdint>

#include <ctgrad/op/catalogue.hpp>

namespace ctgrad::schedule {

/// Is there a library with functions of several numbers of T at once? <ctgrad/interop/libmvec.hpp> says so. Elsewhere the operands of calls that
/// are made one after the other would only be kept longer.
template <class T>
inline constexpr bool has_vector_functions = false;

/// The function that gives the sine and the cosine of a number: no operator of the catalogue, and no code of plan.hpp.
inline constexpr graph::opcode sine_and_cosine_code = -13;

/// A function that is called, and what for.
struct function_call {
    graph::opcode function = -1;
    bool alone = false;       ///< it is not made in every case, or of more than two numbers
    std::uint64_t needs = 0;  ///< the calls that it waits for, as a bit set
};

/// Puts calls into groups that are made one after the other. A group is made when all calls of its function are ready that are still to be
/// made; where there is none of which that is true, the first call that is ready takes those along that are.
/// Cost: the square of the number of calls.
class call_groups {
    static constexpr int most_lanes = 8;

    detail::list<function_call> const& calls_;
    detail::list<std::uint64_t> alike_;  ///< by function: its calls
    detail::list<int> function_;         ///< by call
    std::uint64_t made_ = 0;

    static constexpr std::uint64_t bit(int call) { return std::uint64_t{1} << call; }

    constexpr void find_functions() {
        detail::list<graph::opcode> known;  // -1: one that is made alone
        for (int k = 0; k < calls_.length; ++k) {
            function_call const& c = calls_.data[k];
            int f = c.alone ? known.length : 0;
            while (f < known.length && known.data[f] != c.function) ++f;
            if (f == known.length) {
                known.push(c.alone ? graph::opcode{-1} : c.function);
                alike_.push(0);
            }
            alike_.data[f] |= bit(k);
            function_.push(f);
        }
    }
    constexpr std::uint64_t ready() const {
        std::uint64_t result = 0;
        for (int k = 0; k < calls_.length; ++k)
            if ((calls_.data[k].needs & ~made_) == 0) result |= bit(k);
        return result & ~made_;
    }
    /// The calls that are made next.
    constexpr std::uint64_t next() const {
        std::uint64_t const now = ready();
        int first = -1;
        bool complete = false;
        for (std::uint64_t rest = now; rest != 0 && !complete; rest &= rest - 1) {
            int const k = std::countr_zero(rest);
            complete = (alike_.data[function_.data[k]] & ~made_ & ~now) == 0;
            if (first < 0 || complete) first = k;
        }
        std::uint64_t group = alike_.data[function_.data[first]] & now;
        while (std::popcount(group) > most_lanes) group &= ~std::bit_floor(group);
        return group;
    }

public:
    static constexpr int most_calls = 64;

    /// In the order of the graph; those that are needed have smaller numbers.
    constexpr explicit call_groups(detail::list<function_call> const& calls) : calls_(calls) {}

    /// The group of each call, numbered in the order in which they are made, and in `lanes` how many calls each has.
    constexpr detail::list<int> run(detail::list<int>& lanes) {
        find_functions();
        detail::list<int> group_of(calls_.length);
        while (std::popcount(made_) < calls_.length) {
            std::uint64_t const group = next();
            for (std::uint64_t rest = group; rest != 0; rest &= rest - 1) group_of.data[std::countr_zero(rest)] = lanes.length;
            lanes.push(std::popcount(group));
            made_ |= group;
        }
        return group_of;
    }
};

}  // namespace ctgrad::schedule
