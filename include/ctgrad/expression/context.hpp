// Lowering: an expression type evaluates itself on symbolic values, handles into a graph under construction.
//
// The context remembers which value each type became. Types of shared subexpressions occur many times in a formula; without
// the memory the work would grow exponentially with its depth.
#pragma once

#include <ctgrad/expression/expression.hpp>

namespace ctgrad {

namespace detail {

/// Its address tells types apart during constant evaluation.
template <class E>
inline constexpr char identity_of{};

}  // namespace detail

class context {
    struct entry {
        char const* key = nullptr;
        unsigned hash = 0;
        int at = 0;
    };
    graph::builder& g_;
    detail::list<entry> table_;  // open addressing, at most half full
    detail::list<op::symbolic> values_;
    detail::list<int> symbols_;
    int used_ = 0;
    bool visible_ = true;

    constexpr entry& entry_of(char const* key, unsigned hash) {
        unsigned const mask = static_cast<unsigned>(table_.size()) - 1;
        unsigned slot = hash & mask;
        while (table_[static_cast<int>(slot)].key != nullptr && table_[static_cast<int>(slot)].key != key)
            slot = (slot + 1) & mask;
        return table_[static_cast<int>(slot)];
    }
    constexpr void grow() {
        detail::list<entry> const old = table_;
        table_ = detail::list<entry>(2 * old.size(), {});
        for (entry const& e : old)
            if (e.key != nullptr) entry_of(e.key, e.hash) = e;
    }

public:
    /// The symbols that are met are those of the formula, unless `visible` is false (calculus/substitute.hpp).
    constexpr explicit context(graph::builder& g, bool visible = true) : g_(g), table_(64, {}), visible_(visible) {}
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
    template <class E>
    constexpr int find() {
        entry const& e = entry_of(&detail::identity_of<E>, E::hash);
        return e.key == nullptr ? -1 : e.at;
    }
    template <class E>
    constexpr int remember(op::symbolic const* values, int count) {
        int const at = values_.size();
        for (int k = 0; k < count; ++k) values_.push(values[k]);
        entry_of(&detail::identity_of<E>, E::hash) = {&detail::identity_of<E>, E::hash, at};
        if (2 * ++used_ > table_.size()) grow();
        return at;
    }
    /// The value of an expression.
    template <class E>
    constexpr op::symbolic lower() {
        if (int const at = find<E>(); at >= 0) return values_[at];
        op::symbolic const value = E::lower(*this);
        remember<E>(&value, 1);
        return value;
    }
};

namespace detail {

template <class Op, int... Is>
constexpr op::symbolic applied(op::symbolic const* x, std::integer_sequence<int, Is...>) {
    if constexpr (composed_operator<Op>) return Op::apply(x[Is]...);
    else return op::entrywise_apply<Op>(x[Is]...);
}

}  // namespace detail

template <class Op, class... Args>
constexpr op::symbolic call<Op, Args...>::lower(context& c) {
    if constexpr (type_operator<Op>) {
        return Op::template lower<Args...>(c);
    } else if constexpr (sizeof...(Args) == 0) {
        return Op::apply(c.graph());
    } else {
        op::symbolic const x[]{c.lower<Args>()...};  // braces: from left to right, so that symbols keep their order
        return detail::applied<Op>(x, std::make_integer_sequence<int, sizeof...(Args)>{});
    }
}

}  // namespace ctgrad
