// One nest as code. Nothing here runs over the plan: every loop over instructions is a pack expansion, every field of an
// instruction is a constant where it is used, and all of it is inlined into one function per nest.
#pragma once

#include <ctgrad/detail/contract.hpp>
#include <ctgrad/evaluate/registers.hpp>

namespace ctgrad::evaluate {

/// What the nests of a program share.
template <class T>
struct storage {
    T const* const* reals;
    int const* const* integers;
    T* const* outputs;
    T* workspace;
    T* scalars;
};

/// `Plan`: a type with a static constexpr `value`, the plan.
template <class Plan, int N, class T>
class nest_code {
    static constexpr auto const& plan = Plan::value;
    static constexpr schedule::nest nest = plan.nests[N];
    static constexpr schedule::loop const* loops = plan.loops + nest.first_loop;

    // widths: fixed by the extents and the target
    static constexpr int extent(int depth) { return loops[depth].extent; }
    static constexpr int lanes = nest.vector_loop < 0 ? 1 : lanes_for<T>(extent(nest.vector_loop));
    static constexpr bool unrolls = lanes > 1;  ///< without lanes registers are few, and code size counts
    static constexpr int tile = nest.tiled_loop >= 0 && unrolls ? loops[nest.tiled_loop].unroll : 1;
    /// The largest number of copies, up to what was planned, that leaves no remainder; else up to four with one.
    static constexpr int best_unroll() {
        if (!unrolls) return 1;
        int const vectors = extent(nest.vector_loop) / lanes;
        for (int u = loops[nest.vector_loop].unroll; u > 1; --u)
            if (vectors % u == 0) return u;
        int const most = loops[nest.vector_loop].unroll < 4 ? loops[nest.vector_loop].unroll : 4;
        return vectors > most ? most : 1;
    }
    static constexpr int unroll = best_unroll();

    template <int Lanes, place Where>
    using file = register_file<T, Lanes, nest.slots[0][static_cast<int>(Where)], nest.slots[2][static_cast<int>(Where)],
                               nest.slots[1][static_cast<int>(Where)], Where == place::varying ? tile * unroll : tile,
                               Where == place::varying ? nest.accumulators : 0>;

    storage<T> const& memory_;
    int counter_[at_least_one(nest.loops)];
    file<1, place::uniform> uniform_;
    file<lanes, place::varying> wide_;
    file<1, place::varying> narrow_;  ///< the remainder of the vector loop

    template <int L>
    CTGRAD_INLINE auto& varying() {
        if constexpr (L == lanes) return wide_;
        else return narrow_;
    }

    /// A copy of the body: which iteration of the tiled and of the vector loop it is.
    struct copy {
        int tiled, vector;
        constexpr int number() const { return tiled * unroll + vector; }
        /// The register of a slot for this copy: what does not depend on the tiled loop is there once.
        constexpr int of(slot const& s) const {
            int const t = s.tiled ? tiled : 0;
            return s.where == place::varying ? t * unroll + vector : t;
        }
    };

    // ---- addresses ---------------------------------------------------------------------------------------------------

    template <int L>
    CTGRAD_INLINE int offset(schedule::memory_reference const& m, copy c) const {
        int at = m.offset;
        unrolled<nest.loops>([&](auto k) {
            constexpr bool tiles = k == nest.tiled_loop;
            constexpr bool lies_in_lanes = k == nest.vector_loop;
            at += m.stride[k] * (counter_[k] + (tiles ? c.tiled : lies_in_lanes ? c.vector * L : 0));
        });
        unrolled<2>([&](auto k) {
            slot const& d = m.dynamic[k];
            if (d.number < 0) return;
            int const position = uniform_.integer[d.number][c.of(d)];
            CTGRAD_CONTRACT(position >= 0 && position < m.dynamic_extent[k],
                            "ctgrad: an index_symbol is outside of the axis that it indexes");
            at += m.dynamic_stride[k] * position;
        });
        return at;
    }
    CTGRAD_INLINE T const* base(schedule::memory_reference const& m) const {
        switch (m.base) {
            case schedule::memory_kind::input: return memory_.reals[m.number];
            case schedule::memory_kind::output: return memory_.outputs[m.number];
            case schedule::memory_kind::workspace: return memory_.workspace;
            default: return memory_.scalars + m.number;
        }
    }
    CTGRAD_INLINE T* mutable_base(schedule::memory_reference const& m) const {
        switch (m.base) {
            case schedule::memory_kind::output: return memory_.outputs[m.number];
            case schedule::memory_kind::workspace: return memory_.workspace;
            default: return memory_.scalars + m.number;
        }
    }
    CTGRAD_INLINE static constexpr int lane_stride(schedule::memory_reference const& m) {
        return nest.vector_loop >= 0 ? m.stride[nest.vector_loop] : 0;
    }

    // ---- operands ----------------------------------------------------------------------------------------------------

    template <int L>
    CTGRAD_INLINE auto real(slot const& s, copy c) {
        using V = typename lane_types<T, L>::real;
        if (s.what == kind::integer) {
            if (s.where == place::uniform) return V(static_cast<T>(uniform_.integer[s.number][c.of(s)]));
            V r{};
            if constexpr (L == 1) r = static_cast<T>(varying<L>().integer[s.number][c.of(s)]);
            else
                for (int k = 0; k < L; ++k) r.set(k, static_cast<T>(varying<L>().integer[s.number][c.of(s)][k]));
            return r;
        }
        return s.where == place::uniform ? V(uniform_.real[s.number][c.of(s)]) : varying<L>().real[s.number][c.of(s)];
    }
    template <int L>
    CTGRAD_INLINE auto condition(slot const& s, copy c) {
        using V = typename lane_types<T, L>::condition;
        return s.where == place::uniform ? V(uniform_.condition[s.number][c.of(s)])
                                         : varying<L>().condition[s.number][c.of(s)];
    }
    template <int L>
    CTGRAD_INLINE auto integer(slot const& s, copy c) {
        using V = typename lane_types<T, L>::integer;
        return s.where == place::uniform ? V(uniform_.integer[s.number][c.of(s)])
                                         : varying<L>().integer[s.number][c.of(s)];
    }
    /// The registers of the width of a result: one lane where it is uniform.
    template <int L, bool Varying>
    CTGRAD_INLINE auto& registers() {
        if constexpr (Varying) return varying<L>();
        else return uniform_;
    }
    template <bool Varying>
    CTGRAD_INLINE static constexpr int copy_number(slot const& s, copy c) {
        return Varying ? c.number() : s.tiled ? c.tiled : 0;
    }

    // ---- memory -------------------------------------------------------------------------------------------------------

    template <int L>
    CTGRAD_INLINE static auto load(T const* p, int stride) {
        if constexpr (L == 1) {
            return *p;
        } else {
            using V = pack<T, L>;
            if (stride == 1) return V::load(p);
            V r{};
            unrolled<L>([&](auto lane) { r.set(lane, p[lane * stride]); });
            return r;
        }
    }
    template <int L>
    CTGRAD_INLINE static void store(T* p, int stride, typename lane_types<T, L>::real const& x) {
        if constexpr (L == 1) *p = x;
        else if (stride == 1) x.store(p);
        else unrolled<L>([&](auto lane) { p[lane * stride] = x[lane]; });
    }
    /// One integer per lane, at positions `at`, `at + stride`, ...
    template <int L, class F>
    CTGRAD_INLINE static auto integers(int at, int stride, F const& f) {
        if constexpr (L == 1) {
            return f(at);
        } else {
            typename lane_types<T, L>::integer r{};
            unrolled<L>([&](auto lane) { r.set(lane, f(at + lane * stride)); });
            return r;
        }
    }
    template <int L>
    CTGRAD_INLINE auto load_integer(schedule::memory_reference const& m, int at) const {
        return integers<L>(at, lane_stride(m), [&](int k) {
            return m.base == schedule::memory_kind::integer_input ? memory_.integers[m.number][k] : static_cast<int>(base(m)[k]);
        });
    }

    // ---- instructions --------------------------------------------------------------------------------------------------

    /// Applies an operator, or fetches a value. `L`: lanes of the result (1 where it is uniform).
    template <graph::opcode Op, int L, bool Varying>
    CTGRAD_INLINE void execute(schedule::instruction const& i, copy c) {
        int const to = c.of(i.to);
        auto& r = registers<L, Varying>();
        if constexpr (Op == schedule::load_code) {
            schedule::memory_reference const& m = plan.memory[i.memory];
            int const at = offset<L>(m, c);
            if (i.to.what == kind::integer) r.integer[i.to.number][to] = load_integer<L>(m, at);
            else r.real[i.to.number][to] = load<L>(base(m) + at, lane_stride(m));
        } else if constexpr (Op == schedule::constant_code) {
            graph::constant const& k = plan.constants[i.memory];
            if (i.to.what == kind::integer) r.integer[i.to.number][to] = static_cast<int>(k.value.numerator);
            else r.real[i.to.number][to] = constant_value<T>(k);
        } else if constexpr (Op == schedule::position_code) {
            schedule::memory_reference const& m = plan.memory[i.memory];
            r.integer[i.to.number][to] = integers<L>(offset<L>(m, c), lane_stride(m), [](int k) { return k; });
        } else if constexpr (Op == op::code<op::select_op>) {
            using math::select;
            r.real[i.to.number][to] = select(condition<L>(i.from[0], c), real<L>(i.from[1], c), real<L>(i.from[2], c));
        } else if constexpr (Op == op::code<op::equal_op>) {
            auto const same = integer<L>(i.from[0], c) == integer<L>(i.from[1], c);
            if constexpr (L == 1) r.condition[i.to.number][to] = same;
            else r.condition[i.to.number][to] = mask<T, L>(same.v);
        } else {
            using operation = op::operator_of<Op>;
            if constexpr (operation::result == kind::condition)
                r.condition[i.to.number][to] = operation::value(real<L>(i.from[0], c), real<L>(i.from[1], c));
            else if constexpr (operation::arity == 1)
                r.real[i.to.number][to] = operation::value(real<L>(i.from[0], c));
            else
                r.real[i.to.number][to] = operation::value(real<L>(i.from[0], c), real<L>(i.from[1], c));
        }
    }

    /// Are the lanes those of a reduced label, so that each holds a part of every result?
    static constexpr bool lanes_are_reduced(int accumulator) {
        return nest.vector_loop >= plan.accumulators[nest.first_accumulator + accumulator].level;
    }
    CTGRAD_INLINE void start(schedule::instruction const& i, copy c) {
        T const nothing = neutral<T>(i.how);
        wide_.accumulator[i.memory][c.number()] = nothing;
        wide_.position[i.memory][c.number()] = 0;
        if constexpr (lanes > 1) narrow_.accumulator[i.memory][c.number()] = nothing;
    }
    template <int L>
    CTGRAD_INLINE void accumulate(schedule::instruction const& i, copy c) {
        auto& best = varying<L>().accumulator[i.memory][c.number()];
        auto const x = real<L>(i.from[0], c);
        if constexpr (L == 1) {
            if (i.how >= graph::reduction::first_maximum) {
                if (i.how == graph::reduction::first_maximum ? best < x : x < best) {
                    best = x;
                    varying<L>().position[i.memory][c.number()] = integer<L>(i.from[1], c);
                }
                return;
            }
        }
        best = combined(i.how, best, x);
    }
    /// The lanes and copies of accumulators that hold parts, combined: one result for each of `Tiles` iterations of the tile.
    template <int Tiles>
    CTGRAD_INLINE void finish_parts(schedule::instruction const& i) {
        auto const combine = [&i](auto const& a, auto const& b) [[gnu::always_inline]] { return combined(i.how, a, b); };
        auto const put = [&](int tiled, T x) [[gnu::always_inline]] {
            if constexpr (lanes > 1 && has_remainder) x = combine(x, narrow_.accumulator[i.memory][copy{tiled, 0}.number()]);
            int const to = i.to.tiled ? tiled : 0;
            if constexpr (lanes == 1) {
                if (i.to.what == kind::integer) {
                    uniform_.integer[i.to.number][to] = wide_.position[i.memory][copy{tiled, 0}.number()];
                    return;
                }
            }
            uniform_.real[i.to.number][to] = x;
        };
        if constexpr (lanes == 1) {
            unrolled<Tiles>([&](auto t) { put(t, wide_.accumulator[i.memory][copy{t, 0}.number()]); });
        } else {
            pack<T, lanes> whole[Tiles];
            unrolled<Tiles>([&](auto t) {
                whole[t] = wide_.accumulator[i.memory][copy{t, 0}.number()];
                unrolled<unroll - 1>([&](auto v) {
                    whole[t] = combine(whole[t], wide_.accumulator[i.memory][copy{t, v + 1}.number()]);
                });
            });
            across_all<Tiles>(whole, combine, put);
        }
    }
    template <int L>
    CTGRAD_INLINE void finish_entries(schedule::instruction const& i, copy c) {
        auto const& r = varying<L>();
        if (i.to.where == place::varying) {
            varying<L>().real[i.to.number][c.of(i.to)] = r.accumulator[i.memory][c.number()];
        } else if constexpr (L == 1) {
            int const to = c.of(i.to);
            if (i.to.what == kind::integer) uniform_.integer[i.to.number][to] = r.position[i.memory][c.number()];
            else uniform_.real[i.to.number][to] = r.accumulator[i.memory][c.number()];
        }
    }

    /// Instruction `I` for `UA` iterations of the tiled loop and `UV` of the vector loop.
    template <int I, int L, int UA, int UV>
    CTGRAD_INLINE void run_instruction() {
        constexpr schedule::instruction const& i = plan.instructions[nest.first_instruction + I];
        if constexpr (i.op == schedule::start_code) {
            constexpr int copies = lanes_are_reduced(i.memory) ? unroll : UV;
            unrolled<UA>([&](auto t) { unrolled<copies>([&](auto v) { start(i, {t, v}); }); });
        } else if constexpr (i.op == schedule::accumulate_code) {
            unrolled<UA>([&](auto t) { unrolled<UV>([&](auto v) { accumulate<L>(i, {t, v}); }); });
        } else if constexpr (i.op == schedule::finish_code) {
            if constexpr (lanes_are_reduced(i.memory)) finish_parts<UA>(i);
            else unrolled<UA>([&](auto t) { unrolled<UV>([&](auto v) { finish_entries<L>(i, {t, v}); }); });
        } else if constexpr (i.op == schedule::store_code) {
            constexpr schedule::memory_reference const& m = plan.memory[i.memory];
            constexpr bool varies = lane_stride(m) != 0;
            constexpr bool tiled = nest.tiled_loop >= 0 && m.stride[at_least_one(nest.tiled_loop + 1) - 1] != 0;
            unrolled<(tiled ? UA : 1)>([&](auto t) {
                unrolled<(varies ? UV : 1)>([&](auto v) {
                    constexpr int width = varies ? L : 1;
                    copy const c{t, v};
                    store<width>(mutable_base(m) + offset<width>(m, c), lane_stride(m), real<width>(i.from[0], c));
                });
            });
        } else if constexpr (i.to.where == place::varying) {
            unrolled<(i.to.tiled ? UA : 1)>([&](auto t) { unrolled<UV>([&](auto v) { execute<i.op, L, true>(i, {t, v}); }); });
        } else {
            unrolled<(i.to.tiled ? UA : 1)>([&](auto t) { execute<i.op, 1, false>(i, {t, 0}); });
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
        static constexpr selection chosen = instructions_at(Level, After);
        [&]<int... K>(std::integer_sequence<int, K...>) [[gnu::always_inline]] {
            int const in_order[]{0, (run_instruction<chosen.index[K], L, UA, UV>(), 0)...};
            static_cast<void>(in_order);
        }(std::make_integer_sequence<int, chosen.count>{});
    }

    template <int Level, int L, int UA, int UV>
    CTGRAD_INLINE void run_level() {
        run_instructions<Level, false, L, UA, UV>();
        if constexpr (Level < nest.loops) {
            constexpr int n = extent(Level);
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
    static constexpr bool has_remainder = nest.vector_loop >= 0 && extent(nest.vector_loop >= 0 ? nest.vector_loop : 0) % lanes != 0;

public:
    CTGRAD_INLINE explicit nest_code(storage<T> const& memory) : memory_(memory) {}
    CTGRAD_INLINE void run() { run_level<0, 1, 1, 1>(); }
};

}  // namespace ctgrad::evaluate
