// One nest as code. Nothing here runs over the plan: every loop over instructions is a pack expansion, and every field of an
// instruction is a constant of the type system where it is used. GCC needs that: registers are elements of arrays, and it turns
// those into registers of the machine only if the indices are constants before its first optimisation pass, so there are no
// closures and no loops between an instruction and the registers it names.
#pragma once

#include <ctgrad/evaluate/across.hpp>
#include <ctgrad/evaluate/nest_widths.hpp>
#include <ctgrad/evaluate/strided.hpp>

namespace ctgrad::evaluate {

/// `Plan`: a type with a static constexpr `value`, the plan.
template <class Plan, int N, class T>
class nest_code {
    using widths = nest_widths<Plan, N, T>;
    static constexpr auto const& plan = widths::plan;
    static constexpr auto const& nest = widths::nest;
    static constexpr int lanes = widths::lanes;
    static constexpr int tile = widths::tile;
    static constexpr int unroll = widths::unroll;
    static constexpr bool has_remainder = widths::has_remainder;
    static constexpr bool packs_tile = widths::packs_tile();

    template <int Lanes, place Where>
    using file = register_file<T, Lanes, nest.slots[0][static_cast<int>(Where)], nest.slots[2][static_cast<int>(Where)],
                               nest.slots[1][static_cast<int>(Where)], Where == place::varying ? tile * unroll : tile,
                               Where == place::varying ? nest.accumulators : 0>;

    using tile_pack = typename lane_types<T, packs_tile ? tile : 1>::real;
    using mask_or_bool = typename lane_types<T, packs_tile ? tile : 1>::condition;

    storage<T> const& memory_;
    int counter_[at_least_one(nest.loops)];
    file<1, place::uniform> uniform_;
    file<lanes, place::varying> wide_;
    file<1, place::varying> narrow_;  ///< the remainder of the vector loop
    mask_or_bool tile_condition_[at_least_one(nest.slots[2][0])];

    template <int L>
    CTGRAD_INLINE auto& varying() {
        if constexpr (L == lanes) return wide_;
        else return narrow_;
    }

    template <int I>
    static constexpr schedule::instruction instruction = plan.instructions[nest.first_instruction + I];
    template <int I>
    static constexpr schedule::memory_reference reference = plan.memory[instruction<I>.memory];

    // ---- addresses ---------------------------------------------------------------------------------------------------
    // C: which copy of the body this is, `tiled * unroll + vector`.

    template <int K, int L, int C>
    CTGRAD_INLINE int position() const {
        constexpr int ahead = K == nest.tiled_loop ? C / unroll : K == nest.vector_loop ? C % unroll * L : 0;
        return counter_[K] + ahead;
    }
    template <schedule::slot Slot>
    CTGRAD_INLINE static constexpr int copy_of(int c) {
        int const t = Slot.tiled ? c / unroll : 0;
        return Slot.where == place::varying ? t * unroll + c % unroll : t;
    }
    template <schedule::slot Slot, int C>
    CTGRAD_INLINE int dynamic_position() const {
        if constexpr (Slot.number < 0) {
            return 0;
        } else {
            return uniform_.integer[Slot.number][copy_of<Slot>(C)];  // in range: checked when the symbol was bound
        }
    }
    template <int I, int L, int C, int... K>
    CTGRAD_INLINE int offset(std::integer_sequence<int, K...>) const {
        constexpr auto const& m = reference<I>;
        return (m.offset + ... + (m.stride[K] == 0 ? 0 : m.stride[K] * position<K, L, C>())) +
               m.dynamic_stride[0] * dynamic_position<m.dynamic[0], C>() +
               m.dynamic_stride[1] * dynamic_position<m.dynamic[1], C>();
    }
    template <int I, int L, int C>
    CTGRAD_INLINE int offset() const {
        return offset<I, L, C>(std::make_integer_sequence<int, nest.loops>{});
    }
    template <int I>
    CTGRAD_INLINE auto* base() const {
        using schedule::memory_kind;
        constexpr auto const& m = reference<I>;
        if constexpr (m.base == memory_kind::input) return memory_.reals[m.number];
        else if constexpr (m.base == memory_kind::integer_input) return memory_.integers[m.number];
        else if constexpr (m.base == memory_kind::output) return memory_.outputs[m.number];
        else if constexpr (m.base == memory_kind::workspace) return memory_.workspace;
        else return memory_.scalars + m.number;
    }
    template <int I>
    static constexpr int lane_stride = nest.vector_loop < 0 ? 0 : reference<I>.stride[at_least_one(nest.vector_loop + 1) - 1];

    // ---- operands ----------------------------------------------------------------------------------------------------

    template <slot S, int L, int C>
    CTGRAD_INLINE auto real() {
        using V = typename lane_types<T, L>::real;
        constexpr int c = copy_of<S>(C);
        if constexpr (S.what == kind::integer && S.where == place::uniform) {
            return V(static_cast<math::element_t<T>>(uniform_.integer[S.number][c]));
        } else if constexpr (S.what == kind::integer && L == 1) {
            return T(static_cast<math::element_t<T>>(varying<L>().integer[S.number][c]));
        } else if constexpr (S.what == kind::integer) {
            return converted<V>(varying<L>().integer[S.number][c], std::make_integer_sequence<int, L>{});
        } else if constexpr (S.where == place::uniform) {
            return V(uniform_.real[S.number][c]);
        } else {
            return varying<L>().real[S.number][c];
        }
    }
    template <slot S, int L, int C>
    CTGRAD_INLINE auto condition() {
        using V = typename lane_types<T, L>::condition;
        if constexpr (S.where == place::uniform) return V(uniform_.condition[S.number][copy_of<S>(C)]);
        else return varying<L>().condition[S.number][copy_of<S>(C)];
    }
    template <slot S, int L, int C>
    CTGRAD_INLINE auto integer() {
        using V = typename lane_types<T, L>::integer;
        if constexpr (S.where == place::uniform) return V(uniform_.integer[S.number][copy_of<S>(C)]);
        else return varying<L>().integer[S.number][copy_of<S>(C)];
    }

    // ---- instructions --------------------------------------------------------------------------------------------------

    /// Where the result of an instruction goes. L: lanes (1 where it is uniform).
    template <slot S, int L, int C>
    CTGRAD_INLINE auto& result() {
        constexpr int c = copy_of<S>(C);
        if constexpr (S.where == place::uniform) {
            if constexpr (S.what == kind::real) return uniform_.real[S.number][c];
            else if constexpr (S.what == kind::integer) return uniform_.integer[S.number][c];
            else return uniform_.condition[S.number][c];
        } else {
            if constexpr (S.what == kind::real) return varying<L>().real[S.number][c];
            else if constexpr (S.what == kind::integer) return varying<L>().integer[S.number][c];
            else return varying<L>().condition[S.number][c];
        }
    }

    /// The value of an instruction that has one.
    template <int I, int L, int C>
    CTGRAD_INLINE auto value() {
        constexpr auto const& i = instruction<I>;
        if constexpr (i.op == schedule::load_code && i.to.what == kind::integer) {
            if constexpr (L == 1) return static_cast<int>(base<I>()[offset<I, L, C>()]);
            else return load_integers<typename lane_types<T, L>::integer, lane_stride<I>>(
                base<I>() + offset<I, L, C>(), std::make_integer_sequence<int, L>{});
        } else if constexpr (i.op == schedule::load_code) {
            return evaluate::load<lane_stride<I>, L>(base<I>() + offset<I, L, C>());
        } else if constexpr (i.op == schedule::constant_code && i.to.what == kind::integer) {
            return static_cast<int>(plan.constants[i.memory].value.numerator);
        } else if constexpr (i.op == schedule::constant_code) {
            if constexpr (std::is_arithmetic_v<T>) {
                constexpr T k = constant_value<T>(plan.constants[i.memory]);
                return k;
            } else {
                return constant_value<T>(plan.constants[i.memory]);
            }
        } else if constexpr (i.op == schedule::position_code) {
            if constexpr (L == 1) return offset<I, L, C>();
            else return count_up<typename lane_types<T, L>::integer, lane_stride<I>>(offset<I, L, C>(), std::make_integer_sequence<int, L>{});
        } else if constexpr (i.op == schedule::multiply_add_code) {
            return multiply_add(real<i.from[0], L, C>(), real<i.from[1], L, C>(), real<i.from[2], L, C>());
        } else if constexpr (i.op == op::code<op::select_op>) {
            using math::select;
            return select(condition<i.from[0], L, C>(), real<i.from[1], L, C>(), real<i.from[2], L, C>());
        } else if constexpr (i.op == op::code<op::equal_op> && i.from[0].what == kind::integer && i.from[1].what == kind::integer) {
            auto const same = integer<i.from[0], L, C>() == integer<i.from[1], L, C>();
            if constexpr (L == 1) return math::condition_t<T>(same);
            else return mask<T, L>(same.v);
        } else {
            using operation = op::operator_of<i.op>;
            if constexpr (operation::arity == 1) return operation::value(real<i.from[0], L, C>());
            else if constexpr (operation::arity == 3)
                return operation::value(real<i.from[0], L, C>(), real<i.from[1], L, C>(), real<i.from[2], L, C>());
            else return operation::value(real<i.from[0], L, C>(), real<i.from[1], L, C>());
        }
    }

    // ---- accumulators ----------------------------------------------------------------------------------------------------

    template <int A, graph::reduction How, int C>
    CTGRAD_INLINE void start() {
        if constexpr (lanes == 1) {
            wide_.accumulator[A][C] = neutral<T>(How, plan.in_order);
        } else {
            constexpr T nothing = neutral<T>(How, plan.in_order);
            wide_.accumulator[A][C] = nothing;
            if constexpr (has_remainder) narrow_.accumulator[A][C] = nothing;
        }
        if constexpr (How >= graph::reduction::first_maximum) wide_.position[A][C] = 0;
    }
    template <int I, int L, int C>
    CTGRAD_INLINE void accumulate() {
        constexpr auto const& i = instruction<I>;
        auto& best = varying<L>().accumulator[i.memory][C];
        auto const x = real<i.from[0], L, C>();
        if constexpr (i.how >= graph::reduction::first_maximum) {
            static_assert(
                std::is_same_v<math::condition_t<T>, bool>,
                "ctgrad: the position of an extremum among many entries differs from lane to lane: evaluate the instances of "
                "a batch one by one");
            if (i.how == graph::reduction::first_maximum ? best < x : x < best) {
                best = x;
                varying<L>().position[i.memory][C] = integer<i.from[1], L, C>();
            }
        } else if constexpr (i.from[1].number >= 0) {
            best = multiply_add(x, real<i.from[1], L, C>(), best);
        } else {
            best = combined<i.how>(best, x);
        }
    }
    template <int A, graph::reduction How, int First, int... V>
    CTGRAD_INLINE auto all_copies(std::integer_sequence<int, V...>) const {
        auto sum = wide_.accumulator[A][First];
        ((sum = combined<How>(sum, wide_.accumulator[A][First + 1 + V])), ...);
        return sum;
    }
    /// The lanes and copies of accumulators that hold parts, combined: one result for each iteration of the tile.
    template <int I, int... Tile>
    CTGRAD_INLINE void finish_parts(std::integer_sequence<int, Tile...>) {
        constexpr auto const& i = instruction<I>;
        constexpr auto rest = std::make_integer_sequence<int, unroll - 1>{};
        if constexpr (lanes == 1 && i.to.what == kind::integer) {
            ((result<i.to, 1, Tile * unroll>() = wide_.position[i.memory][Tile * unroll]), ...);
        } else if constexpr (lanes == 1) {
            ((result<i.to, 1, Tile * unroll>() = all_copies<i.memory, i.how, Tile * unroll>(rest)), ...);
        } else {
            pack<T, lanes> const parts[]{all_copies<i.memory, i.how, Tile * unroll>(rest)...};
            if constexpr (packs_tile && sizeof...(Tile) == lanes) {
                transposed_across<T, lanes>(parts, reducer<i.how>{}).store(uniform_.real[i.to.number]);
                return;
            }
            T sums[sizeof...(Tile)];
            across_all<static_cast<int>(sizeof...(Tile))>(parts, reducer<i.how>{}, sums);
            ((result<i.to, 1, Tile * unroll>() = with_remainder<i.memory, i.how, Tile * unroll>(sums[Tile])), ...);
        }
    }
    template <int A, graph::reduction How, int C>
    CTGRAD_INLINE T with_remainder(T sum) const {
        if constexpr (has_remainder) return combined<How>(sum, narrow_.accumulator[A][C]);
        else return sum;
    }
    template <int I, int L, int C>
    CTGRAD_INLINE void finish_entry() {
        constexpr auto const& i = instruction<I>;
        if constexpr (i.to.what == kind::integer) result<i.to, L, C>() = varying<L>().position[i.memory][C];
        else result<i.to, L, C>() = varying<L>().accumulator[i.memory][C];
    }

    // ---- a tile as lanes --------------------------------------------------------------------------------------------------

    template <slot S>
    CTGRAD_INLINE tile_pack packed() const {
        if constexpr (S.tiled) return tile_pack::load(uniform_.real[S.number]);
        else return tile_pack(uniform_.real[S.number][0]);
    }
    template <int I>
    CTGRAD_INLINE void run_packed() {
        constexpr auto const& i = instruction<I>;
        if constexpr (i.op == schedule::load_code) {
            tile_pack::load(base<I>() + offset<I, 1, 0>()).store(uniform_.real[i.to.number]);
        } else if constexpr (i.op == schedule::store_code) {
            packed<i.from[0]>().store(base<I>() + offset<I, 1, 0>());
        } else if constexpr (i.op == schedule::multiply_add_code) {
            multiply_add(packed<i.from[0]>(), packed<i.from[1]>(), packed<i.from[2]>()).store(uniform_.real[i.to.number]);
        } else if constexpr (i.op == op::code<op::select_op>) {
            mask_or_bool c = tile_condition_[i.from[0].number];
            if constexpr (!i.from[0].tiled) c = mask_or_bool(uniform_.condition[i.from[0].number][0]);
            select(c, packed<i.from[1]>(), packed<i.from[2]>()).store(uniform_.real[i.to.number]);
        } else {
            using operation = op::operator_of<i.op>;
            if constexpr (operation::result == kind::condition)
                tile_condition_[i.to.number] = operation::value(packed<i.from[0]>(), packed<i.from[1]>());
            else if constexpr (operation::arity == 1)
                operation::value(packed<i.from[0]>()).store(uniform_.real[i.to.number]);
            else if constexpr (operation::arity == 3)
                operation::value(packed<i.from[0]>(), packed<i.from[1]>(), packed<i.from[2]>())
                    .store(uniform_.real[i.to.number]);
            else
                operation::value(packed<i.from[0]>(), packed<i.from[1]>()).store(uniform_.real[i.to.number]);
        }
    }

    // ---- copies ------------------------------------------------------------------------------------------------------------

    /// One copy of an instruction.
    template <int I, int L, int C>
    CTGRAD_INLINE void run_copy() {
        constexpr auto const& i = instruction<I>;
        if constexpr (i.op == schedule::start_code) start<i.memory, i.how, C>();
        else if constexpr (i.op == schedule::accumulate_code) accumulate<I, L, C>();
        else if constexpr (i.op == schedule::finish_code) finish_entry<I, L, C>();
        else if constexpr (i.op == schedule::store_code)
            evaluate::store<lane_stride<I>, L>(base<I>() + offset<I, L, C>(), real<i.from[0], L, C>());
        else if constexpr (plan.in_order && i.op >= 0 && i.to.what == kind::real) result<i.to, L, C>() = rounded(value<I, L, C>());
        else result<i.to, L, C>() = value<I, L, C>();
    }
    template <int I, int L, int Tile, int... V>
    CTGRAD_INLINE void run_vectors(std::integer_sequence<int, V...>) {
        (run_copy<I, L, Tile * unroll + V>(), ...);
    }
    template <int I, int L, int UV, int... Tile>
    CTGRAD_INLINE void run_tiles(std::integer_sequence<int, Tile...>) {
        (run_vectors<I, L, Tile>(std::make_integer_sequence<int, UV>{}), ...);
    }

    template <int I>
    static constexpr bool is_tiled() {
        constexpr auto const& i = instruction<I>;
        if constexpr (i.op == schedule::store_code) return nest.tiled_loop >= 0 && reference<I>.stride[at_least_one(nest.tiled_loop + 1) - 1] != 0;
        return i.op == schedule::start_code || i.op == schedule::accumulate_code || i.op == schedule::finish_code || i.to.tiled;
    }
    template <int I>
    static constexpr bool is_varying() {
        constexpr auto const& i = instruction<I>;
        if constexpr (i.op == schedule::store_code) return lane_stride<I> != 0;
        return i.op == schedule::start_code || i.op == schedule::accumulate_code || i.op == schedule::finish_code ||
               i.to.where == place::varying;
    }
    /// Instruction `I` for `UA` iterations of the tiled loop and `UV` of the vector loop.
    template <int I, int L, int UA, int UV>
    CTGRAD_INLINE void run_instruction() {
        constexpr auto const& i = instruction<I>;
        constexpr auto tiles = std::make_integer_sequence<int, is_tiled<I>() ? UA : 1>{};
        constexpr int width = is_varying<I>() ? L : 1;
        if constexpr (i.op == schedule::finish_code) {
            if constexpr (widths::lanes_are_reduced(i.memory)) finish_parts<I>(tiles);
            else run_tiles<I, width, UV>(tiles);
        } else if constexpr (i.after && UA == lanes && packs_tile) {
            run_packed<I>();
        } else if constexpr (i.op == schedule::start_code) {
            run_tiles<I, width, widths::lanes_are_reduced(i.memory) ? unroll : UV>(tiles);
        } else {
            run_tiles<I, width, is_varying<I>() ? UV : 1>(tiles);
        }
    }

    // ---- loops -----------------------------------------------------------------------------------------------------------

    struct selection {
        int count = 0;
        int index[at_least_one(nest.instructions)]{};
    };
    /// The instructions of a level, before or after its inner loop.
    static constexpr selection instructions_at(int level, bool after) {
        selection s;
        for (int k = 0; k < nest.instructions; ++k) {
            schedule::instruction const& i = plan.instructions[nest.first_instruction + k];
            if (i.level == level && i.after == after) s.index[s.count++] = k;
        }
        return s;
    }
    template <int Level, bool After, int L, int UA, int UV>
    CTGRAD_INLINE void run_instructions() {
        run_chosen<Level, After, L, UA, UV>(std::make_integer_sequence<int, chosen<Level, After>.count>{});
    }
    template <int Level, bool After>
    static constexpr selection chosen = instructions_at(Level, After);
    template <int Level, bool After, int L, int UA, int UV, int... K>
    CTGRAD_INLINE void run_chosen(std::integer_sequence<int, K...>) {
        int const in_order[]{0, (run_instruction<chosen<Level, After>.index[K], L, UA, UV>(), 0)...};
        static_cast<void>(in_order);
    }

    template <int Level, int L, int UA, int UV>
    CTGRAD_INLINE void run_level() {
        run_instructions<Level, false, L, UA, UV>();
        if constexpr (Level < nest.loops) {
            constexpr int n = widths::extent(Level);
            int& k = counter_[Level];
            if constexpr (Level == nest.vector_loop) {
                constexpr int chunk = lanes * unroll;
                for (k = 0; k < n / chunk * chunk; k += chunk) run_level<Level + 1, lanes, UA, unroll>();
                if constexpr (unroll > 1 && n % chunk >= lanes)
                    for (k = n / chunk * chunk; k < n / lanes * lanes; k += lanes) run_level<Level + 1, lanes, UA, 1>();
                if constexpr (n % lanes != 0)
                    for (k = n / lanes * lanes; k < n; ++k) run_level<Level + 1, 1, UA, 1>();
            } else if constexpr (Level == nest.tiled_loop) {
                for (k = 0; k < n / tile * tile; k += tile) run_level<Level + 1, L, tile, UV>();
                if constexpr (n % tile != 0)
                    for (k = n / tile * tile; k < n; ++k) run_level<Level + 1, L, 1, UV>();
            } else {
                for (k = 0; k < n; ++k) run_level<Level + 1, L, UA, UV>();
            }
        }
        run_instructions<Level, true, L, UA, UV>();
    }

    CTGRAD_INLINE explicit nest_code(storage<T> const& memory) : memory_(memory) {}

public:
    CTGRAD_INLINE static void run(storage<T> const& memory) { nest_code(memory).template run_level<0, 1, 1, 1>(); }
};

}  // namespace ctgrad::evaluate
