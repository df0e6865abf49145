#pragma once

#include <string_view>

#include <ctgrad/op/list.hpp>

namespace ctgrad::op {

/// How an operator is written. Infix and prefix operators have a precedence (that of C); functions have 0.
struct spelling {
    std::string_view text;
    std::string_view latex;
    std::string_view c;
    int precedence = 0;
};

/// Names an argument in the local derivatives of an operator with several.
template <int M>
struct argument_t {};
template <int M>
inline constexpr argument_t<M> argument_number{};
using first = argument_t<0>;
using second = argument_t<1>;
using third = argument_t<2>;

/// What an operator has unless it says otherwise.
template <int Arity>
struct entrywise {
    static constexpr int arity = Arity;
    static constexpr bool commutative = false;
    static constexpr kind result = kind::real;
    /// Is one evaluation as dear as a call of the mathematics library? Such values are kept, not computed twice.
    static constexpr bool expensive = true;
    /// What the operator's own algebra makes of operands (x + 0 is x), or no term: then a node is made.
    static constexpr term fold(auto const*) { return no_term; }
};

}  // namespace ctgrad::op
