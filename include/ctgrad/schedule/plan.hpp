// The plan of a program: what is computed in which loop nest, in which order, and where values are kept. Plain data; evaluate/
// turns it into code.
//
// A nest is a perfect loop nest whose instructions each have a level: the number of loops around them. Instructions run
// before the next inner loop (what does not depend on an inner label is hoisted by construction) or after it (epilogues of
// reductions). A nest without loops is straight-line code: a scalar is the case without labels.
#pragma once

#include <ctgrad/graph/frozen.hpp>
#include <ctgrad/op/list.hpp>

namespace ctgrad::schedule {

using graph::kind;
using graph::opcode;

/// What an instruction does besides applying an operator of the catalogue (whose codes it shares).
inline constexpr opcode load_code = -1;        ///< slot <- memory
inline constexpr opcode store_code = -2;       ///< memory <- slot
inline constexpr opcode constant_code = -3;    ///< slot <- constant number `memory`
inline constexpr opcode position_code = -4;    ///< slot <- offset plus strides times loop counters of `memory`
inline constexpr opcode start_code = -5;       ///< accumulator <- neutral element of its reduction
inline constexpr opcode accumulate_code = -6;  ///< accumulator <- accumulator (reduction) slot [* slot]
inline constexpr opcode finish_code = -7;      ///< slot <- accumulator, its lanes and copies combined

inline constexpr opcode multiply_add_code = -8;       ///< slot <- slot * slot + slot
inline constexpr opcode multiply_subtract_code = -9;  ///< the first two times each other, minus the third; in nests without loops only
inline constexpr opcode subtract_product_code = -10;  ///< the third minus the first two times each other; likewise
inline constexpr opcode logistic_code = -12;  ///< slot times 1 - slot; likewise
inline constexpr opcode both_code = -11;  ///< condition slot <- the first is bit 0 of `c`, and the second is bit 1; likewise

/// Where an operand or a result lives. Slots are registers, as far as the compiler has them.
enum class place : unsigned char {
    uniform,  ///< one value for all lanes
    varying,  ///< one value per lane
};

struct slot {
    short number = -1;
    place where = place::uniform;
    kind what = kind::real;
    bool tiled = false;  ///< one for each copy of the tiled loop
};

struct instruction {
    opcode op = load_code;
    graph::reduction how = graph::reduction::sum;
    unsigned char level = 0;
    bool after = false;  ///< runs after the inner loops of its level
    slot to{};
    slot from[3]{};
    int memory = -1;  ///< memory reference, constant, or accumulator
};

enum class memory_kind : unsigned char { input, integer_input, output, workspace, scalar };

inline constexpr int max_loops = 8;

/// An address: base + offset + sum of stride * loop counter + dynamic_stride * integer slot (up to two of these).
struct memory_reference {
    memory_kind base = memory_kind::input;
    int number = 0;  ///< of the input or output
    int offset = 0;
    int stride[max_loops]{};
    slot dynamic[2]{};
    int dynamic_stride[2]{};
    int dynamic_extent[2]{};
};

/// The answer to a condition with which a value is needed.
struct guard {
    int condition = -1;
    bool answer = true;
};

/// What an instruction of a nest without loops does, apart from where: a number, so that it can be a template argument whose name costs
/// nothing.
struct straight_form {
    opcode op = load_code;
    kind what[3]{};  ///< of the operands; of what is loaded, stored or constant
    memory_kind base = memory_kind::input;
    bool dynamic = false;
    bool rounds = false;  ///< the result is rounded before it is used
    bool pairs = false;   ///< a sine whose cosine is wanted, too: that goes to register b
    bool guarded = false;  ///< done only where condition c is `answer`; else the result is 0
    bool answer = false;
    int lanes = 0;  ///< so many calls in one: operands and results are in as many registers, one after the other; 0: a single one

    constexpr int packed() const {
        return packed(op, rounds) | packed(0, what[0]) | packed(1, what[1]) | packed(2, what[2]) | static_cast<int>(base) << 14 |
               (dynamic ? 1 << 17 : 0) | (pairs ? 1 << 19 : 0) | (guarded ? packed(guard{.answer = answer}) : 0) | lanes << 22;
    }
    // Its parts, for those who have them one by one.
    static constexpr int packed(opcode op, bool rounds) { return (op + 32) | (rounds ? 1 << 18 : 0); }
    static constexpr int packed(int operand, kind what) { return static_cast<int>(what) << (8 + 2 * operand); }
    static constexpr int packed(guard const& by) { return 1 << 20 | (by.answer ? 1 << 21 : 0); }
    static constexpr straight_form of(int packed) {
        return {static_cast<opcode>((packed & 255) - 32),
                {static_cast<kind>(packed >> 8 & 3), static_cast<kind>(packed >> 10 & 3), static_cast<kind>(packed >> 12 & 3)},
                static_cast<memory_kind>(packed >> 14 & 7),
                (packed >> 17 & 1) != 0,
                (packed >> 18 & 1) != 0,
                (packed >> 19 & 1) != 0,
                (packed >> 20 & 1) != 0,
                (packed >> 21 & 1) != 0,
                packed >> 22};
    }
};

/// An instruction of a nest without loops. Registers are numbered by kind.
struct straight_instruction {
    int form = 0;  ///< a packed straight_form
    int to = -1;   ///< the register that is written; of a store, the one that is read
    int a = -1;    ///< registers that are read; or the constant; or the array ...
    int b = -1;    ///< ... with the offset ...
    int c = -1;    ///< ... and, where a part of the address is dynamic, the memory reference; or the condition that guards it
};

/// Some of them: g++ looks for an entry of a constant array from its front, for each number of each instruction.
struct straight_block {
    static constexpr int size = 32;
    straight_instruction of[size]{};
};

struct accumulator {
    graph::reduction how = graph::reduction::sum;
    unsigned char level = 0;  ///< it lives through the loops inside this level
};

struct loop {
    int extent = 1;
    int unroll = 1;  ///< copies of the body: of the tiled loop and of the vector loop
};

struct nest {
    int first_instruction = 0;  ///< where there are no loops, of the straight ones
    int instructions = 0;
    int first_loop = 0;
    int loops = 0;
    int vector_loop = -1;  ///< the loop whose iterations become lanes, -1: none
    int tiled_loop = -1;   ///< the loop of which several iterations run side by side, -1: none
    int first_accumulator = 0;
    int accumulators = 0;
    int slots[3][2]{};  ///< how many, by kind and place
    int paired = 0;     ///< registers of sines and cosines that are kept apart
};

struct plan_size {
    int nests = 0, loops = 0, instructions = 0, straight = 0, memory = 0, accumulators = 0, constants = 0, outputs = 0;

    constexpr bool covers(plan_size const& o) const {
        return nests >= o.nests && loops >= o.loops && instructions >= o.instructions && straight >= o.straight &&
               memory >= o.memory && accumulators >= o.accumulators && constants >= o.constants && outputs >= o.outputs;
    }
};

/// A plan under construction.
struct draft {
    detail::list<nest> nests;
    detail::list<loop> loops;
    detail::list<instruction> instructions;
    detail::list<straight_instruction> straight;
    detail::list<memory_reference> memory;
    detail::list<accumulator> accumulators;
    detail::list<graph::constant> constants;
    detail::list<extents> outputs;  ///< shapes
    int workspace = 0;              ///< entries of the scalar type
    int scalars = 0;                ///< single values that one nest leaves for another
    bool in_order = false;          ///< every sum is added up entry by entry, every product is rounded
    bool groups_calls = false;      ///< calls of one function are made together where none waits for another

    constexpr plan_size size() const {
        return {nests.size(),  loops.size(),        instructions.size(), straight.size(),
                memory.size(), accumulators.size(), constants.size(),    outputs.size()};
    }
};

template <plan_size Size>
struct plan {
    nest nests[static_cast<unsigned>(Size.nests + 1)]{};
    loop loops[static_cast<unsigned>(Size.loops + 1)]{};
    instruction instructions[static_cast<unsigned>(Size.instructions + 1)]{};
    straight_block straight[static_cast<unsigned>(Size.straight / straight_block::size + 1)]{};
    memory_reference memory[static_cast<unsigned>(Size.memory + 1)]{};
    accumulator accumulators[static_cast<unsigned>(Size.accumulators + 1)]{};
    graph::constant constants[static_cast<unsigned>(Size.constants + 1)]{};
    extents outputs[static_cast<unsigned>(Size.outputs + 1)]{};
    int workspace = 0;
    int scalars = 0;
    bool in_order = false;
    plan_size count{};

    /// `write(d)` writes the draft. It is made here, as a plan that is returned is copied: each time, 40 ms of constant evaluation.
    template <class Write>
    constexpr explicit plan(Write const& write) {
        draft finished;
        write(finished);
        workspace = finished.workspace;
        scalars = finished.scalars;
        in_order = finished.in_order;
        count = finished.size();
        if (!fits()) return;
        copy(finished.nests, nests);
        copy(finished.loops, loops);
        copy(finished.instructions, instructions);
        for (int i = 0, end = finished.straight.length; i < end; ++i)
            straight[i / straight_block::size].of[i % straight_block::size] = finished.straight.data[i];
        copy(finished.memory, memory);
        copy(finished.accumulators, accumulators);
        copy(finished.constants, constants);
        copy(finished.outputs, outputs);
    }
    constexpr bool fits() const { return Size.covers(count); }
    constexpr straight_instruction const& straight_at(int k) const {
        return straight[k / straight_block::size].of[k % straight_block::size];
    }

private:
    template <class T>
    static constexpr void copy(detail::list<T> const& from, T* to) {
        T const* const entries = from.data;
        for (int i = 0, end = from.length; i < end; ++i) to[i] = entries[i];
    }
};

}  // namespace ctgrad::schedule
