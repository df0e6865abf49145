// A graph under construction: flat pools in SSA order, every node hash-consed, so that equal subexpressions are one node.
//
// A node is interned by appending its index maps and extents to the pools, looking for an equal node, and truncating the pools
// again where one is found, or else appending its arguments. Nothing is ever moved: positions are stable names.
#pragma once

#include <bit>

#include <ctgrad/detail/list.hpp>
#include <ctgrad/detail/zeros.hpp>
#include <ctgrad/graph/node.hpp>

namespace ctgrad::graph {

/// How far a rewrite may change the value. Each grade includes those before it.
enum class soundness : unsigned char {
    exact,           ///< not a bit, whatever the operands are; only which NaN a NaN is may change
    rounding,        ///< by rounding errors and the sign of a zero, where nothing overflows or underflows on the way
    assumes_finite,  ///< also where an operand is infinite or NaN: x * 0 is 0
};

/// The rewrite rules that apply to new nodes: this layer only carries them (op/rules.hpp).
struct rule_set;

/// A gradient rule of the user's (op/custom.hpp).
struct gradient_rule;

/// A use of such a rule: what its backward function is given besides the value and the upstream gradient.
struct boundary {
    gradient_rule const* rule = nullptr;
    int operands = 0;  ///< position in the pool of operands
    int count = 0;
    bool symmetric = false;  ///< a matrix that is promised to equal its transpose (op/symmetric.hpp)
};

/// A whole value as an operand of a boundary.
struct boundary_operand {
    argument value{};
    extents shape{};
};

/// A value that was derived: its axes are those of the value that it is the derivative of, then those of the input.
struct derivation {
    argument value{};
    argument of{};
    int by = -1;  ///< the input
};

// Not constexpr, so that the compiler stops and shows the name.
inline void a_loop_or_too_many_branches_depend_on_traced_values() {}
inline void a_position_lies_outside_of_the_tensor() {}
inline void a_rewrite_rule_does_not_end() {}

class builder {
public:
    detail::list<node> nodes;
    detail::list<argument> arguments;
    detail::list<index> indices;
    detail::list<int> extents_pool;
    detail::list<constant> constants;
    detail::list<input> inputs;
    detail::list<boundary> boundaries;
    detail::list<boundary_operand> boundary_operands;
    detail::list<derivation> derivations;  ///< what is known of derivatives (transform/derivations.hpp)
    soundness rewrites = soundness::assumes_finite;
    int units[3]{-1, -1, -1};           ///< the nodes of -1, 0 and 1, which derivatives are full of; -1: not there yet
    rule_set const* rules = nullptr;
    unsigned long long rule_roots = 0;  ///< the operators that rules begin with, as a bit set of codes; 0: no rules apply
    bool collects_mistakes = false;     ///< does somebody look at `found`?
    mistake found = mistake::none;      ///< the first mistake
    int rewriting = 0;                  ///< how many rules are making their replacements
    unsigned long long operators = 0;   ///< that occur, as a bit set of codes
    struct facts {
        unsigned hash;
        unsigned long long operators_below;  ///< those of the operands: what rules look for (op/rules.hpp)
    };
    detail::list<facts> facts_of;  ///< by node

    constexpr builder() {
        index* const identity = indices.extend(max_labels);  // the identity map is the prefix of the pool
        for (int l = 0; l < max_labels; ++l) identity[l] = {l, 0, -1};
        int* const none = extents_pool.extend(max_labels);   // and the space without labels that of the extents
        for (int l = 0; l < max_labels; ++l) none[l] = 0;
    }
    builder(builder const&) = delete;
    builder& operator=(builder const&) = delete;

    /// Room for that many nodes of one or two arguments.
    constexpr void reserve(int size) {
        nodes.reserve(size);
        facts_of.reserve(size);
        arguments.reserve(2 * size);
        unsigned slots = table_.mask + 1;
        while (slots < 2 * static_cast<unsigned>(size)) slots *= 2;
        if (slots > table_.mask + 1 && nodes.empty()) table_ = detail::zeros(slots);
    }
    /// Says that the program is wrong. Where nobody looks for that, constant evaluation ends.
    constexpr void report(mistake m) {
        if (found == mistake::none) found = m;
        if (collects_mistakes) return;
        if (m == mistake::endless_branching) a_loop_or_too_many_branches_depend_on_traced_values();
        if (m == mistake::position_outside) a_position_lies_outside_of_the_tensor();
        if (m == mistake::endless_rewriting) a_rewrite_rule_does_not_end();
    }
    constexpr bool allows(soundness s) const { return s <= rewrites; }
    constexpr int size() const { return nodes.size(); }
    constexpr node const& operator[](int id) const { return nodes[id]; }
    constexpr argument const& argument_of(int id, int m) const { return arguments[nodes[id].arguments_at + m]; }
    constexpr int extent(int id, int label) const { return extents_pool[nodes[id].extents_at + label]; }

    /// Position of an input in the table; added where the name is new.
    constexpr int declare(input const& wanted) {
        for (int k = 0; k < inputs.size(); ++k)
            if (inputs[k].name == wanted.name) return k;
        return inputs.push(wanted);
    }

    constexpr int input_node(input const& wanted) {
        int const which = declare(wanted);
        return intern_leaf(input_code, which, wanted.shape);
    }
    /// A variable that only a pass knows of.
    constexpr int auxiliary_node(extents const& shape) {
        return intern_leaf(input_code, inputs.push({.shape = shape, .hidden = true}), shape);
    }
    constexpr int constant_node(constant const& value) {
        unsigned const mask = constant_table_.mask;
        unsigned slot = hash(value) & mask;
        int found_before = constant_table_[slot];
        while (found_before != 0 && !(constants.data[found_before - 1] == value)) found_before = constant_table_[slot = (slot + 1) & mask];
        int const k = found_before != 0 ? found_before - 1 : constants.push(value);
        if (found_before == 0) {
            constant_table_[slot] = k + 1;
            if (2 * static_cast<unsigned>(k) > mask)
                constant_table_.rehash(k + 1, [this](int of) { return hash(constants.data[of]); });
        }
        return intern_leaf(constant_code, k, {});
    }
    constexpr int position_node(int extent) { return intern_leaf(position_code, 0, make_extents(extent)); }

    constexpr bool same_index(index const& a, index const& b) const {
        return a.label == b.label && a.offset == b.offset &&
               (a.dynamic == b.dynamic ||
                (a.dynamic >= 0 && b.dynamic >= 0 && same_argument(arguments[a.dynamic], arguments[b.dynamic])));
    }
    /// Are two index maps the same, entry by entry?
    template <class Operand>
    constexpr bool same_axes(argument const& a, Operand const& b) const {
        if (a.rank != b.rank) return false;
        if (a.axes == b.axes) return true;
        for (int k = 0; k < a.rank; ++k)
            if (!same_index(indices.data[a.axes + k], indices.data[b.axes + k])) return false;
        return true;
    }
    constexpr bool same_argument(argument const& a, argument const& b) const {
        return a.node == b.node && same_axes(a, b);
    }

private:
    detail::zeros table_;           ///< nodes by their hashes, counted from 1
    detail::zeros constant_table_;  ///< constants likewise

    static constexpr unsigned hash(constant const& c) {
        if (c.which == constant::name::binary) return static_cast<unsigned>(std::bit_cast<unsigned long long>(c.binary) >> 20U) * 0x9E3779B1U;
        return (static_cast<unsigned>(c.value.numerator) * 0x9E3779B1U) ^ (static_cast<unsigned>(c.value.denominator) * 0x85EBCA6BU) ^
               static_cast<unsigned>(c.which);
    }
    // Before `intern`, which Clang instantiates where it is named.
    static constexpr unsigned mix(unsigned h, int value) {
        return ((h ^ static_cast<unsigned>(value)) * 0x9E3779B1U) ^ (h >> 15U);
    }
    constexpr unsigned hash_axes(unsigned h, int axes, int rank) const {
        for (int k = 0; k < rank; ++k) {
            index const i = indices.data[axes + k];
            h = mix(mix(h, i.label + 64 * i.offset), i.dynamic < 0 ? -1 : arguments[i.dynamic].node);
        }
        return h;
    }
    /// `x`: the arguments of b.
    template <class Operand>
    constexpr bool equal(node const& a, node const& b, Operand const* x) const {
        if (a.op != b.op || a.payload != b.payload || a.labels != b.labels || a.rank != b.rank || a.reduce != b.reduce ||
            a.arguments != b.arguments)
            return false;
        for (int m = 0; m < a.arguments; ++m) {
            argument const& p = arguments.data[a.arguments_at + m];
            if (p.node != x[m].node || ((p.rank | x[m].rank) != 0 && !same_axes(p, x[m]))) return false;
        }
        for (int l = 0; l < a.labels; ++l)
            if (extents_pool[a.extents_at + l] != extents_pool[b.extents_at + l]) return false;
        return true;
    }

public:
    /// Interns the node `n` with the arguments `x`, arguments or terms, whose extents were just appended to the end of the pool; index
    /// maps may be shared with earlier ones, those beyond `indices_mark` were appended for this node alone. `below`: the operators
    /// of the arguments (`operator_bit`).
    template <class Operand>
    constexpr int intern(node n, Operand const* x, unsigned long long below, int indices_mark) {
        int const count = n.arguments;
        unsigned h = static_cast<unsigned>(n.op + 64 * n.payload) * 0x85EBCA6BU;
        for (int m = 0; m < count; ++m) {
            h = (h + static_cast<unsigned>(x[m].node)) * 0x9E3779B1U;
            if (x[m].rank != 0) h = hash_axes(h, x[m].axes, x[m].rank);
        }
        h ^= h >> 16U;
        unsigned const mask = table_.mask;
        unsigned slot = h & mask;
        int* entry = &table_.blocks[slot >> 10U].at[slot & 1023U];
        for (int next = *entry; next != 0; next = *entry) {
            if (facts_of.data[next - 1].hash == h && equal(nodes.data[next - 1], n, x)) {
                extents_pool.length = n.extents_at;
                indices.length = indices_mark;
                return next - 1;
            }
            slot = (slot + 1) & mask;
            entry = &table_[slot];
        }
        n.arguments_at = arguments.length;
        argument* const to = arguments.extend(n.arguments_at + count);
        for (int m = 0; m < count; ++m) to[m] = {x[m].node, x[m].axes, x[m].rank};
        int const id = nodes.push(n);
        facts_of.push({h, below});
        *entry = id + 1;
        operators |= 1ULL << n.op;
        if (2 * static_cast<unsigned>(id) >= mask) table_.rehash(id + 1, [this](int of) { return facts_of.data[of].hash; });
        return id;
    }

    // What a graph is copied with (transform/compact.hpp); `filling` has the same.
    constexpr int add_argument(argument const& a) { return arguments.push(a); }
    constexpr int add_index(index const& i) { return indices.push(i); }
    constexpr int add_extent(int extent) { return extents_pool.push(extent); }
    constexpr int add_operation(node n, argument const* x) {
        n.extents_at = extents_pool.length - n.labels;
        unsigned long long below = 0;
        for (int m = 0; m < n.arguments; ++m) {
            node const of = nodes.data[x[m].node];
            below |= operator_bit(of.labels == of.rank ? of.op : opcode{-1});
        }
        return intern(n, x, below, indices.length);
    }

private:
    constexpr int intern_leaf(opcode op, int payload, extents const& shape) {
        unsigned char const rank = static_cast<unsigned char>(shape.rank);
        node const n{op, reduction::sum, rank, rank, 0, payload, extents_pool.length, 0};
        for (int k = 0; k < shape.rank; ++k) extents_pool.push(shape[k]);
        return intern<argument>(n, nullptr, 0, indices.length);
    }
};

}  // namespace ctgrad::graph
