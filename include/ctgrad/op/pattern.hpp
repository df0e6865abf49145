// Formulas over wildcards as plain data: the sides of rewrite rules. They are written in the notation of C++, on handles that append
// to a pool.
#pragma once

#include <ctgrad/op/catalogue.hpp>

namespace ctgrad::op {

inline constexpr int max_wildcards = 3;

/// In a pattern: the sum of its argument over one or more labels, and its maximum over the same.
inline constexpr opcode sum_code = -2;
inline constexpr opcode maximum_code = -3;

/// A formula as plain data, in SSA order; the root is last.
struct pattern {
    /// Without values of its own, as graph::node.
    struct item {
        opcode op;
        int payload;      ///< of an input: the number of the wildcard; of a constant: its position in the pool
        int arguments;
        int argument[3];  ///< positions in the pool
    };
    static constexpr int most_items = 32;

    item const* items = nullptr;  ///< a pool, which other patterns may share
    graph::constant const* constants = nullptr;
    int first = 0;
    int last = -1;
    bool ambiguous = false;  ///< some commutative operation of two wildcards: which is which, the rest has to tell

    constexpr item const& root() const { return items[last]; }
};

/// Patterns under construction, one after the other.
template <int Items>
struct pattern_pool {
    static constexpr int most_constants = Items < 64 ? Items : 64;
    pattern::item items[Items]{};
    graph::constant constants[most_constants]{};
    int size = 0;
    int constants_size = 0;

    constexpr int push_constant(graph::constant const& value) {
        if (constants_size == most_constants) a_pattern_is_too_large();
        constants[constants_size] = value;
        return push({graph::constant_code, constants_size++, 0, {}});
    }
    constexpr int push(pattern::item const& i) {
        if (size == Items) a_pattern_is_too_large();
        items[size] = i;
        return size++;
    }
    /// The items from one to another.
    constexpr pattern taken(int from, int to) const {
        if (to - from >= pattern::most_items) a_pattern_is_too_large();
        pattern p{items, constants, from, to};
        for (int k = from; k <= to; ++k) {
            pattern::item const& i = items[k];
            if (i.arguments == 2 && information_of.entries[i.op - graph::first_operator].commutative &&
                items[i.argument[0]].op == graph::input_code && items[i.argument[1]].op == graph::input_code)
                p.ambiguous = true;
        }
        return p;
    }

private:
    static void a_pattern_is_too_large() {}  // not constexpr: the compiler stops here
};

/// The notation of patterns. Every function appends to the pool of its operands.
namespace notation {

// All rules are read in each translation unit that lowers a formula: nothing here is more than a push.
using pool = pattern_pool<384>;

/// A formula: a position in the pool, or -1 - w for the wildcard w, which is an item wherever it stands.
struct written {
    pool* to;
    int at;

    constexpr int placed() const { return at < 0 ? to->push({graph::input_code, -1 - at, 0, {}}) : at; }
};

template <class>
constexpr written wildcard(pool& to, int number) {
    return {&to, -1 - number};
}
inline constexpr rational half{1, 2};

template <std::same_as<written> W>
constexpr written apply(opcode op, W a) {
    int const of = a.placed();
    return {a.to, a.to->push({op, 0, 1, {of}})};
}
template <std::same_as<written> W>
constexpr written apply(opcode op, W a, W b) {
    int const left = a.placed();
    int const right = b.placed();
    return {a.to, a.to->push({op, 0, 2, {left, right}})};
}
template <std::same_as<written> W>
constexpr written number(W beside, rational value) {
    return {beside.to, beside.to->push_constant({value})};
}

template <std::same_as<written> W>
constexpr written operator+(W a, W b) { return apply(code<add_op>, a, b); }
template <std::same_as<written> W>
constexpr written operator-(W a, W b) { return apply(code<subtract_op>, a, b); }
template <std::same_as<written> W>
constexpr written operator*(W a, W b) { return apply(code<multiply_op>, a, b); }
template <std::same_as<written> W>
constexpr written operator/(W a, W b) { return apply(code<divide_op>, a, b); }
template <std::same_as<written> W>
constexpr written operator-(W a) { return apply(code<negate_op>, a); }
template <std::same_as<written> W>
constexpr written operator+(int a, W b) { return number(b, {a, 1}) + b; }
template <std::same_as<written> W>
constexpr written operator-(int a, W b) { return number(b, {a, 1}) - b; }
template <std::same_as<written> W>
constexpr written operator*(int a, W b) { return number(b, {a, 1}) * b; }
template <std::same_as<written> W>
constexpr written operator/(int a, W b) { return number(b, {a, 1}) / b; }
template <std::same_as<written> W>
constexpr written operator*(rational a, W b) { return number(b, a) * b; }
template <std::same_as<written> W>
constexpr written operator/(W a, int b) { return a / number(a, {b, 1}); }

#define CTGRAD_NOTATION(name)        \
    template <std::same_as<written> W> \
    constexpr written name(W a) { return apply(code<name##_op>, a); }
CTGRAD_NOTATION(exp)
CTGRAD_NOTATION(expm1)
CTGRAD_NOTATION(log)
CTGRAD_NOTATION(log1p)
CTGRAD_NOTATION(sqrt)
CTGRAD_NOTATION(sin)
CTGRAD_NOTATION(cos)
CTGRAD_NOTATION(sinh)
CTGRAD_NOTATION(cosh)
CTGRAD_NOTATION(tanh)
CTGRAD_NOTATION(sigmoid)
CTGRAD_NOTATION(softplus)
CTGRAD_NOTATION(abs)
CTGRAD_NOTATION(shift)
#undef CTGRAD_NOTATION

template <std::same_as<written> W>
constexpr written hypot(W a, W b) { return apply(code<hypot_op>, a, b); }
template <std::same_as<written> W>
constexpr written divide_or_zero(W a, W b) { return apply(code<divide_or_zero_op>, a, b); }
template <std::same_as<written> W>
constexpr written sum(W a) { return apply(sum_code, a); }
template <std::same_as<written> W>
constexpr written maximum(W a) { return apply(maximum_code, a); }

}  // namespace notation

}  // namespace ctgrad::op
