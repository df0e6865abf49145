// A nest without loops as code: a formula of scalars, perhaps thousands of instructions long.
//
// Only what an instruction does is a template argument; which registers it names are numbers, constant once the call is
// inlined. So instructions share their instantiations, and no function that belongs to one instruction carries the type of
// the program in its name: mangling 1,500 names of a formula's length took g++ 12 longer than everything else together.
#pragma once

#include <ctgrad/evaluate/registers.hpp>
#include <ctgrad/schedule/compilers.hpp>

namespace ctgrad::evaluate {

/// `Long`: is the nest so long that stores are kept apart?
template <class T, int Reals, int Conditions, int Integers, bool Long>
struct straight_registers {
    static constexpr bool keeps_stores_apart = Long;
    using number_type = T;
    using truth = math::condition_t<T>;
    static constexpr bool jumps = std::is_same_v<truth, bool>;  ///< lanes may answer differently
    T real[at_least_one(Reals)];
    T* paired;  ///< not a part: see `first_paired`
    truth condition[at_least_one(Conditions)];
    int integer[at_least_one(Integers)];

    CTGRAD_INLINE T& result(int to) {
        if constexpr (schedule::keeps_pairs_apart)
            if (to >= schedule::first_paired) return paired[to - schedule::first_paired];
        return real[to];
    }
    template <kind What>
    CTGRAD_INLINE T number(int from) const {
        if constexpr (What == kind::integer) {
            return T(static_cast<math::element_t<T>>(integer[from]));
        } else {
            if constexpr (schedule::keeps_pairs_apart)
                if (from >= schedule::first_paired) return paired[from - schedule::first_paired];
            return real[from];
        }
    }
};

/// y (1 - y). With a fused multiply-add it is y - y y, rounded once; without, that would cancel.
template <class V>
CTGRAD_INLINE V logistic_slope(V const& y) {
#if defined(__FP_FAST_FMA) || defined(__FMA__)
    if constexpr (std::is_same_v<V, double>) return __builtin_fma(-y, y, y);
#endif
#if defined(__FP_FAST_FMAF) || defined(__FMA__)
    if constexpr (std::is_same_v<V, float>) return __builtin_fmaf(-y, y, y);
#endif
    return y * (V(static_cast<math::element_t<V>>(1)) - y);
}
template <class T, int N>
CTGRAD_INLINE pack<T, N> logistic_slope(pack<T, N> const& y) {
    return pack<T, N>(y.v * (T(1) - y.v));
}

/// Applies an operator.
template <int Packed, class Registers>
CTGRAD_INLINE void straight_operation(Registers& r, int to, int a, int b, int c) {
    constexpr auto Form = schedule::straight_form::of(Packed);
    constexpr auto op = Form.op;
    if constexpr (op == schedule::multiply_add_code) {
        r.real[to] = multiply_add(r.template number<Form.what[0]>(a), r.template number<Form.what[1]>(b),
                                  r.template number<Form.what[2]>(c));
    } else if constexpr (op == schedule::multiply_subtract_code) {
        r.real[to] = multiply_subtract(r.template number<Form.what[0]>(a), r.template number<Form.what[1]>(b),
                                       r.template number<Form.what[2]>(c));
    } else if constexpr (op == schedule::subtract_product_code) {
        r.real[to] = subtract_product(r.template number<Form.what[0]>(a), r.template number<Form.what[1]>(b),
                                      r.template number<Form.what[2]>(c));
    } else if constexpr (op == schedule::logistic_code) {
        r.real[to] = logistic_slope(r.template number<Form.what[0]>(a));
    } else if constexpr (Form.pairs) {
        math::sine_and_cosine(r.template number<Form.what[0]>(a), r.result(to), r.result(b));
    } else if constexpr (op == op::code<op::select_op>) {
        using math::select;
        r.real[to] = select(r.condition[a], r.template number<Form.what[1]>(b), r.template number<Form.what[2]>(c));
    } else if constexpr (op == op::code<op::equal_op> && Form.what[0] == kind::integer && Form.what[1] == kind::integer) {
        r.condition[to] = typename Registers::truth(r.integer[a] == r.integer[b]);
    } else {
        using operation = op::operator_of<op>;
        if constexpr (operation::result == kind::condition)
            r.condition[to] = operation::value(r.template number<Form.what[0]>(a), r.template number<Form.what[1]>(b));
        else if constexpr (operation::arity == 1)
            r.real[to] = operation::value(r.template number<Form.what[0]>(a));
        else if constexpr (operation::arity == 3)
            r.real[to] = operation::value(r.template number<Form.what[0]>(a), r.template number<Form.what[1]>(b),
                                          r.template number<Form.what[2]>(c));
        else
            r.real[to] = operation::value(r.template number<Form.what[0]>(a), r.template number<Form.what[1]>(b));
    }
}

/// The form of one of the calls that are made together.
constexpr int alone(int packed) {
    schedule::straight_form form = schedule::straight_form::of(packed);
    form.lanes = 0;
    return form.packed();
}
/// The lanes that a function is called with on `count` numbers: at least half of a register of 64 bytes, a whole one of 32. On shorter ones
/// libmvec's functions are slower.
template <class T>
constexpr int lanes_of_call(int count) {
    constexpr int bytes = register_bytes < 32 ? register_bytes : 32;
    constexpr int least = bytes / static_cast<int>(sizeof(T));
    int lanes = least;
    while (lanes < count) lanes *= 2;
    return lanes;
}
/// Numbers in consecutive registers, in the lanes of a pack. The last one fills it up.
template <int Count, class T, int... Lane>
CTGRAD_INLINE auto gathered(T const* first, std::integer_sequence<int, Lane...>) {
    using registers = pack<T, static_cast<int>(sizeof...(Lane))>;
    return registers(typename registers::vector{first[Lane < Count ? Lane : Count - 1]...});
}
template <class Pack, class T, int... Lane>
CTGRAD_INLINE void scattered(Pack const& from, T* first, std::integer_sequence<int, Lane...>) {
    ((first[Lane] = from.v[Lane]), ...);
}

/// Calls a function on numbers in consecutive registers.
template <int Packed, class Registers, int... Lane>
CTGRAD_INLINE void call_together(Registers& r, int to, int a, int b, std::integer_sequence<int, Lane...> numbers) {
    constexpr auto Form = schedule::straight_form::of(Packed);
    using T = typename Registers::number_type;
    using operation = op::operator_of<Form.op>;
    if constexpr (on_registers<operation, T>) {
        constexpr auto lanes = std::make_integer_sequence<int, lanes_of_call<T>(Form.lanes)>{};
        auto const x = gathered<Form.lanes>(r.real + a, lanes);
        if constexpr (operation::arity == 2) {
            scattered(operation::value(x, gathered<Form.lanes>(r.real + b, lanes)), r.real + to, numbers);
        } else {
            scattered(operation::value(x), r.real + to, numbers);
            if constexpr (Form.pairs) scattered(op::cos_op::value(x), r.real + b, numbers);
        }
    } else {
        (straight_operation<alone(Packed)>(r, to + Lane, a + Lane, b + Lane, -1), ...);
    }
}

/// Between two stores of long straight-line code. In short code it would be in the way: a loop around it could not be vectorised.
///   g++    would make a vector of them, and then of what they store, pair by pair. Most of these vectors have to be packed from numbers: 3 to
///          5 % of the time of the kernels of benchmarks/. A volatile statement without memory forbids nothing else.
///   Clang  would store all results in the end. Of lanes, it is not to: see `schedule::reads_again`.
template <class T>
CTGRAD_INLINE void keep_stores_apart() {
    if constexpr (!schedule::is_clang) asm volatile("");
    else if constexpr (!std::is_arithmetic_v<T>) asm volatile("" : : : "memory");
}
inline constexpr int longest_vectorised_nest = 32;

/// The array that a memory reference names.
template <schedule::memory_kind Base, class T>
CTGRAD_INLINE auto* array_of(storage<T> const& memory, int number) {
    using schedule::memory_kind;
    if constexpr (Base == memory_kind::input) return memory.reals[number];
    else if constexpr (Base == memory_kind::integer_input) return memory.integers[number];
    else if constexpr (Base == memory_kind::output) return memory.outputs[number];
    else if constexpr (Base == memory_kind::workspace) return memory.workspace;
    else return memory.scalars + number;
}

/// Runs one instruction.
template <int Packed, class T, class Registers>
CTGRAD_INLINE void run_straight(Registers& r, storage<T> const& memory, schedule::straight_instruction const& i,
                                schedule::memory_reference const* references, graph::constant const* constants) {
    constexpr auto form = schedule::straight_form::of(Packed);
    if constexpr (form.op == schedule::load_code || form.op == schedule::store_code) {
        int at = i.b;
        if constexpr (form.dynamic) {
            schedule::memory_reference const& m = references[i.c];
            at += m.dynamic_stride[0] * r.integer[m.dynamic[0].number];
            if (m.dynamic[1].number >= 0) at += m.dynamic_stride[1] * r.integer[m.dynamic[1].number];
        }
        auto* const p = array_of<form.base>(memory, i.a) + at;
        if constexpr (form.op == schedule::store_code) {
            *p = r.template number<form.what[0]>(i.to);
            if constexpr (Registers::keeps_stores_apart) keep_stores_apart<T>();
        }
        else if constexpr (form.what[0] == kind::integer) r.integer[i.to] = static_cast<int>(*p);
        else if (schedule::reads_again && !form.dynamic && std::is_arithmetic_v<T> && i.c >= 0) r.real[i.to] = r.real[i.c];
        else r.real[i.to] = *p;
    } else if constexpr (form.op == schedule::constant_code) {
        if constexpr (form.what[0] == kind::integer) r.integer[i.to] = static_cast<int>(constants[i.a].value.numerator);
        else r.real[i.to] = constant_value<T>(constants[i.a]);
    } else if constexpr (form.op == schedule::both_code) {
        if constexpr (Registers::jumps)
            r.condition[i.to] = (r.condition[i.a] == ((i.c & 1) != 0)) & (r.condition[i.b] == ((i.c & 2) != 0));
    } else if constexpr (form.lanes != 0) {
        call_together<Packed>(r, i.to, i.a, i.b, std::make_integer_sequence<int, form.lanes>{});
    } else if constexpr (form.guarded && Registers::jumps) {
        if (r.condition[i.c] == form.answer) {
            straight_operation<Packed>(r, i.to, i.a, i.b, i.c);
        } else {
            r.result(i.to) = T(0);
            if constexpr (form.pairs) r.result(i.b) = T(0);
        }
    } else {
        straight_operation<Packed>(r, i.to, i.a, i.b, i.c);
        if constexpr (form.rounds) r.real[i.to] = rounded(r.real[i.to]);
    }
}

/// A nest of a plan. `Plan`: a type with a static constexpr `value`, the plan.
template <class Plan, int N>
struct straight_code {
    static constexpr schedule::nest const& nest = Plan::value.nests[N];
    static consteval int form(int k) { return Plan::value.straight_at(nest.first_instruction + k).form; }
    static consteval schedule::straight_instruction const& at(int k) { return Plan::value.straight_at(nest.first_instruction + k); }
    static constexpr schedule::memory_reference const* memory = Plan::value.memory;
    static constexpr graph::constant const* constants = Plan::value.constants;
};

/// Has the stack aligned for vectors. Clang keeps what it has no registers for at the alignment that the stack has otherwise, 16 bytes, where a
/// vector of 64 bytes lies across two lines of the cache: up to a fifth of the time of eight Jacobians, by chance.
template <class T>
CTGRAD_INLINE void align_stack() {
    if constexpr (schedule::is_clang && alignof(T) > 16) {
        alignas(T) char anchor;
        asm volatile("" : : "r"(&anchor));
    }
}

template <class Code, class T, class Instructions = std::make_integer_sequence<int, Code::nest.instructions>>
struct straight_nest;
template <class Code, class T, int... I>
struct straight_nest<Code, T, std::integer_sequence<int, I...>> {
    CTGRAD_INLINE static void run(storage<T> const& memory) {
        constexpr auto const& slots = Code::nest.slots;
        straight_registers<T, slots[0][0], slots[2][0], slots[1][0], (Code::nest.instructions > longest_vectorised_nest)> r;
        T paired[at_least_one(Code::nest.paired)];
        r.paired = paired;
        align_stack<T>();
        int const in_order[]{
            0, (run_straight<Code::form(I)>(r, memory, Code::at(I), Code::memory, Code::constants), 0)...};
        static_cast<void>(in_order);  // not a fold expression: Clang takes 256 operands at most
    }
};

/// A long nest as a function of its own, for the compiler to inline or not. Every function that it is inlined into before the first
/// optimisation passes, five of them on the way to the caller, is optimised with it once more.
inline constexpr int longest_inlined_nest = 1000;

template <class Code, class T>
struct long_straight_nest {
    static void run(storage<T> const& memory) { straight_nest<Code, T>::run(memory); }
};

}  // namespace ctgrad::evaluate
