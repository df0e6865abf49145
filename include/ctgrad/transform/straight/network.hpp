// Straight-line code as a network of sums of products: what the passes of this folder work on.
//
// Nested sums and nested products have lost their parentheses here, a quotient is a product with a reciprocal, and signs stand in front
// of products. So the passes see common parts of sums and of products, not of trees. A variable is
//
//   a leaf        an input, an entry of one, a named constant
//   a number      a positive rational
//   a function    of other variables: everything but + - * / is one
//   a reciprocal  of another variable
//   a sum         of products of variables, each with a sign; perhaps of a single one
//
// A sum that is used more than once is a variable of its own; products are written out wherever they are used.
//
// The loops of the passes are over positions, and copy a product that they read: to g++ 12, a step of a pointer costs twice what a read at
// a position does, and a function that gives a reference as much as the read.
#pragma once

#include <ctgrad/op/custom.hpp>
#include <ctgrad/transform/straight/magnitude.hpp>

namespace ctgrad::transform::straight {

using op::builder;
using op::rational;
using op::term;

/// Most factors of a product that is written out.
inline constexpr int most_factors = 8;
/// Room for the factors of a product that is not, because it would be longer: a product of two that are, and a number.
inline constexpr int room_for_factors = 2 * most_factors + 2;

/// A product with a sign: a summand. Without values of its own, as graph::node.
struct product {
    int at;     ///< its factors: variables in ascending order, from here on in `network::factors` ...
    int count;  ///< ... and how many; none: 1
    int sign;
    int next;   ///< the next summand of the same sum, -1: none
    int range;  ///< in `network::scales`: what is computed on the way to it in the formula as it is written; -1: its factors
};

enum class variable_kind : unsigned char { leaf, number, function, reciprocal, sum };

// Without values of its own, as graph::node: see `blank`.
struct variable {
    variable_kind kind;
    graph::opcode op;      ///< of a function
    graph::argument leaf;  ///< of a leaf, in the graph that was read
    bool constant;         ///< of a leaf: has it a name, such as pi?
    long long numerator;   ///< of a number ...
    long long denominator;
    int operand[3];        ///< of a function or a reciprocal
    int arguments;
    int first;       ///< of a sum: its first product, else -1 ...
    int last;        ///< ... its last ...
    int count;       ///< ... and how many
    int reciprocal;  ///< the variable that is its reciprocal, -1: none

    constexpr rational number() const { return {numerator, denominator}; }
};
template <variable_kind Kind>
inline constexpr variable blank{Kind, -1, {-1, 0, 0}, false, 0, 1, {-1, -1, -1}, 0, -1, -1, 0, -1};

/// The magnitude of a variable or a product, and of what is known to be in range where it is.
struct scale {
    magnitude value;
    magnitude_range reach;
};

// A template, so that its functions are instantiated where a function is optimised, not wherever a header is included.
template <class Lazy>
struct lazy_network {
    detail::list<variable> variables;
    detail::list<product> products;
    detail::list<int> factors;
    detail::list<int> outputs;
    detail::list<int> numbers;    ///< the variables that are numbers ...
    detail::list<int> functions;  ///< ... and those that are functions
    detail::list<scale> scales;   ///< of variables that were asked for, and of products ...
    detail::list<int> scale_at;   ///< ... and by variable where its is, counted from 1; 0, or beyond the end: not asked for yet
    int inputs = 0;               ///< whose magnitudes were asked for
    bool ordered = false;         ///< do products and sums keep their parentheses? See reader.hpp

    constexpr int size() const { return variables.size(); }
    constexpr bool is_sum(int v) const { return variables.data[v].kind == variable_kind::sum; }
    constexpr bool is_number(int v) const { return variables.data[v].kind == variable_kind::number; }
    constexpr bool is_function(int v, graph::opcode op) const {
        return variables.data[v].kind == variable_kind::function && variables.data[v].op == op;
    }
    /// A number, a named constant, or a function of one: a compiler computes with those itself.
    constexpr bool is_constant(int v) const {
        variable const* x = &variables.data[v];
        while (x->kind == variable_kind::function && x->arguments == 1) x = &variables.data[x->operand[0]];
        return x->kind == variable_kind::number || x->constant;
    }
    /// Is it a sum of one summand?
    constexpr bool is_product(int v) const { return variables.data[v].kind == variable_kind::sum && variables.data[v].count == 1; }

    /// Does a product carry a rounding error, as inputs and numbers do not?
    constexpr bool is_rounded(product const& p) const {
        return p.count >= 2 || (p.count == 1 && variables.data[factors.data[p.at]].kind == variable_kind::function);
    }

    constexpr int number(rational const& value) {
        for (int const v : numbers)
            if (variables.data[v].number() == value) return v;
        variable v = blank<variable_kind::number>;
        v.numerator = value.numerator;
        v.denominator = value.denominator;
        int const made = variables.push(v);
        numbers.push(made);
        return made;
    }
    constexpr int add_function(graph::opcode op, int const* operands, int count) {
        variable v = blank<variable_kind::function>;
        v.op = op;
        v.arguments = count;
        for (int m = 0; m < count; ++m) v.operand[m] = operands[m];
        int const made = variables.push(v);
        functions.push(made);
        return made;
    }
    /// A function of one variable; the one that is there, if there is one.
    constexpr int function(graph::opcode op, int operand) {
        for (int const v : functions)
            if (variables.data[v].op == op && variables.data[v].operand[0] == operand) return v;
        return add_function(op, &operand, 1);
    }
    /// That of a reciprocal is what it is the reciprocal of.
    constexpr int reciprocal(int v) {
        if (variables[v].reciprocal < 0) {
            variable inverse = blank<variable_kind::reciprocal>;
            inverse.operand[0] = inverse.reciprocal = v;
            inverse.arguments = 1;
            int const made = variables.push(inverse);
            variables[v].reciprocal = made;
        }
        return variables[v].reciprocal;
    }

    /// Equal products have their factors in one order.
    constexpr void sort_factors(product const& p) {
        int* const f = factors.data + p.at;
        for (int k = 1; k < p.count; ++k) {
            int const x = f[k];
            int j = k;
            for (; j > 0 && f[j - 1] > x; --j) f[j] = f[j - 1];
            f[j] = x;
        }
    }
    /// By variable: how often products, functions and outputs that are needed use it; 0: not needed. Functions and outputs count twice:
    /// what they use cannot become part of something else.
    constexpr detail::list<int> count_uses() const {
        detail::list<int> result(variables.length);
        detail::list<int> stack = detail::list<int>::unset(variables.length);  // each variable is there once
        int* const uses = result.data;
        int* const pending = stack.data;
        int count = 0;
        for (int const o : outputs) {
            if (uses[o] == 0) pending[count++] = o;
            uses[o] += 2;
        }
        while (count > 0) {
            variable const v = variables.data[pending[--count]];
            for (int m = 0; m < v.arguments; ++m) {
                int const x = v.operand[m];
                if (uses[x] == 0) pending[count++] = x;
                uses[x] += 2;
            }
            for (int p = v.first; p >= 0;) {
                product const x = products.data[p];
                for (int k = x.at, end = x.at + x.count; k < end; ++k) {
                    int const f = factors.data[k];
                    if (uses[f]++ == 0) pending[count++] = f;
                }
                p = x.next;
            }
        }
        return result;
    }

    /// Where the scale of a variable is in `scales`.
    constexpr int measured(int v) {
        if (v < scale_at.length && scale_at.data[v] != 0) return scale_at.data[v] - 1;
        return note_scale(v, scales.push(measure(v)));
    }
    /// Notes where the scale of a variable is.
    constexpr int note_scale(int v, int at) {
        if (v >= scale_at.length) {
            int const known = scale_at.length;
            int* const more = scale_at.extend(v < variables.length ? variables.length : v + 1);
            for (int k = 0; k < scale_at.length - known; ++k) more[k] = 0;
        }
        scale_at.data[v] = at + 1;
        return at;
    }
    constexpr scale scale_of(int v) {
        int const at = measured(v);  // first: the list may grow
        return scales.data[at];
    }
    constexpr magnitude magnitude_of(int v) {
        int const at = measured(v);
        return scales.data[at].value;
    }
    /// What is known to be in range where a product is.
    constexpr magnitude_range range_of(product const& p) { return p.range >= 0 ? scales.data[p.range].reach : scale_of(p).reach; }
    constexpr scale scale_of(product p) {
        scale result{};
        bool const noted = p.range >= 0;
        for (int k = p.at, end = p.at + p.count; k < end; ++k) {
            int const v = factors.data[k];
            int const at = v < scale_at.length && scale_at.data[v] != 0 ? scale_at.data[v] - 1 : measured(v);
            if (k == p.at) {
                result = scales.data[at];  // which has 0 in its range
                continue;
            }
            result.value.a += scales.data[at].value.a;
            result.value.b += scales.data[at].value.b;
            if (!noted) result.reach.include(scales.data[at].reach.low, scales.data[at].reach.high);
        }
        if (noted) result.reach = scales.data[p.range].reach;
        else if (p.count > 1) result.reach.include(result.value, result.value);
        return result;
    }

    /// Appends a product to a sum.
    constexpr void append(variable& sum, int p) {
        products.data[p].next = -1;
        if (sum.last >= 0)
            products.data[sum.last].next = p;
        else
            sum.first = p;
        sum.last = p;
        ++sum.count;
    }
    /// Takes a product out of a sum. `before`: the one before it, -1 where it is the first.
    constexpr void remove(variable& sum, int p, int before) {
        int const after = products.data[p].next;
        if (before < 0)
            sum.first = after;
        else
            products.data[before].next = after;
        if (sum.last == p) sum.last = before;
        --sum.count;
    }
    /// A new product of factors that are given in any order.
    constexpr int make_product(int const* f, int count, int sign) {
        int const at = factors.length;
        int* const to = factors.extend(at + count);
        for (int k = 0; k < count; ++k) {
            int const x = f[k];
            int j = k;
            for (; j > 0 && to[j - 1] > x; --j) to[j] = to[j - 1];
            to[j] = x;
        }
        return products.push({at, count, sign, -1, -1});
    }
    /// Room for what a graph of that many nodes becomes: lists that grow are copied.
    constexpr void reserve(int nodes) {
        variables.reserve(nodes + nodes / 2);
        products.reserve(2 * nodes);
        factors.reserve(12 * nodes);
        scales.reserve(2 * nodes);
        scale_at.reserve(2 * nodes);
    }
    constexpr int make_sum(int p) {
        products.data[p].next = -1;
        variable v = blank<variable_kind::sum>;
        v.first = v.last = p;
        v.count = 1;
        return variables.push(v);
    }

private:
    constexpr scale measure(int v) {
        variable const x = variables.data[v];
        scale result{};
        switch (x.kind) {
            case variable_kind::leaf:
                if (!x.constant) result.value = magnitude::of_input(inputs++);
                break;
            case variable_kind::number:
                break;
            case variable_kind::reciprocal:  // in range where the divisor is: that may be subnormal only
                result = scale_of(x.operand[0]);
                result.value = -result.value;
                break;
            case variable_kind::sum:
                return measure_sum(x);
            default:
                measure_function(result, x);
        }
        result.reach.include(result.value, result.value);
        return result;
    }
    /// A sum is infinite where a summand is; a summand that is 0 may do no harm.
    constexpr scale measure_sum(variable const& sum) {
        scale result{};
        for (int p = sum.first; p >= 0; p = products.data[p].next) {
            scale const s = scale_of(products.data[p]);
            if (p == sum.first) {
                result = s;
                continue;
            }
            result.value = larger(result.value, s.value);
            result.reach.low = larger(result.reach.low, s.reach.low);
            result.reach.high = larger(result.reach.high, s.reach.high);
        }
        return result;
    }
    constexpr void measure_function(scale& result, variable const& x) {
        if (x.op == op::code<op::sqrt_op> || x.op == op::code<op::abs_op>) {
            result = scale_of(x.operand[0]);
            if (x.op == op::code<op::sqrt_op>) result.value = result.value.half();
        } else if (x.op == op::code<op::sin_op> || x.op == op::code<op::cos_op>) {
            result = scale_of(x.operand[0]);
            result.value = x.op == op::code<op::sin_op> ? smaller(result.value, {}) : magnitude{};
            result.reach.low = {};  // cos(0) is no less right than 0
        } else if (x.op == op::code<op::log_op>) {
            result = scale_of(x.operand[0]);
            result.value = {};
        } else if (x.op == op::code<op::divide_op> || x.op == op::code<op::divide_or_zero_op>) {
            scale const divisor = scale_of(x.operand[1]);
            result = scale_of(x.operand[0]);
            result.value = result.value - divisor.value;
            result.reach.include(divisor.reach.low, divisor.reach.high);
        } else if (int const m = x.op == op::code<op::select_op> ? 1 : 0;
                   m == 1 || x.op == op::code<op::max_op> || x.op == op::code<op::min_op> || x.op == op::code<op::hypot_op>) {
            result.value = larger(magnitude_of(x.operand[m]), magnitude_of(x.operand[m + 1]));
        }
    }
};

using network = lazy_network<void>;

}  // namespace ctgrad::transform::straight
