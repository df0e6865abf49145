// Lowering: an expression type evaluates itself on symbolic values, handles into a graph under construction.
//
// The context remembers which value each type became. Types of shared subexpressions occur many times in a formula; without
// the memory the work would grow exponentially with its depth.
#pragma once

#include <ctgrad/expression/expression.hpp>

namespace ctgrad {

/// What tells expressions (and sweeps) apart during constant evaluation: the address of a function of theirs that they need anyway.
/// Every further entity of an expression's type would have the whole formula in its mangled name.
using lowering_key = op::symbolic (*)(context&);

class context {
    struct entry {
        lowering_key key = nullptr;
        unsigned hash = 0;
        int at = -1;  ///< among the values

        // With -fsanitize=undefined, the addresses of two functions, or of one and nullptr, have no constant comparison in
        // g++ 12: keys are compared only where the hashes say that they are equal.
        constexpr bool is(lowering_key other, unsigned other_hash) const { return hash == other_hash && key == other; }
    };
    graph::builder& g_;
    detail::list<entry> entries_;
    detail::zeros table_;  ///< entries by their hashes, counted from 1; open addressing, at most half full
    detail::list<op::symbolic> values_;
    detail::list<int> symbols_;
    bool visible_ = true;

public:
    /// The symbols that are met are those of the formula, unless `visible` is false (calculus/substitute.hpp).
    constexpr explicit context(graph::builder& g, bool visible = true) : g_(g), visible_(visible) {}
    context(context const&) = delete;
    context& operator=(context const&) = delete;

    constexpr graph::builder& graph() const { return g_; }
    /// Remembers an input as a symbol of what is lowered here.
    constexpr void note(int input) {
        symbols_.push(input);
        if (visible_) g_.inputs[input].hidden = false;
    }
    /// The inputs that are symbols of what was lowered; some of them several times.
    constexpr detail::list<int> const& symbols() const { return symbols_; }
    constexpr op::symbolic const& operator[](int at) const { return values_[at]; }

    /// Where the values of a type begin, -1 where it was not met yet.
    constexpr int find(lowering_key key, unsigned hash) {
        unsigned slot = hash & table_.mask;
        for (int next = table_[slot]; next != 0; next = table_[slot]) {
            if (entries_.data[next - 1].is(key, hash)) return entries_.data[next - 1].at;
            slot = (slot + 1) & table_.mask;
        }
        return -1;
    }
    constexpr int remember(lowering_key key, unsigned hash, op::symbolic const* values, int count) {
        int const at = values_.size();
        for (int k = 0; k < count; ++k) values_.push(values[k]);
        entries_.push({key, hash, at});
        table_.enter(hash, entries_.length);
        if (2 * static_cast<unsigned>(entries_.length) > table_.mask)
            table_.rehash(entries_.length, [this](int of) { return entries_.data[of].hash; });
        return at;
    }
    /// The value of an expression.
    template <class E>
    constexpr op::symbolic lower() {
        return E::lower(*this);
    }
};

namespace detail {

template <class Op, int... Is>
constexpr op::symbolic applied(op::symbolic const* x, std::integer_sequence<int, Is...>) {
    if constexpr (composed_operator<Op>)
        return Op::apply(x[Is]...);
    else
        return op::entrywise_apply<Op>(x[Is]...);
}

}  // namespace detail

template <class Op, class... Args>
template <class Linkage>
constexpr op::symbolic call<Op, Args...>::type::lower(context& c) {
    if (int const at = c.find(&type::lower, type::hash); at >= 0) return c[at];
    op::symbolic value{};
    if constexpr (type_operator<Op>) {
        value = Op::template lower<Args...>(c);
    } else if constexpr (sizeof...(Args) == 0) {
        value = Op::apply(c.graph());
    } else {
        op::symbolic const x[]{Args::lower(c)...};  // braces: from left to right, so that symbols keep their order
        value = detail::applied<Op>(x, std::make_integer_sequence<int, sizeof...(Args)>{});
    }
    c.remember(&type::lower, type::hash, &value, 1);
    return value;
}

}  // namespace ctgrad
