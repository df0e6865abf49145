// What an expression is: an empty object whose type says everything.
//
// There are three kinds: symbols, exact constants, and the one inner node `call_of<Op, Args...>`, an operator of op/ or of
// calculus/ applied to expressions. Each has
//     static constexpr extents shape;            // of its value
//     static constexpr graph::kind kind;         // number, integer or condition
//     static constexpr int size;                 // about how many nodes: saturating, shared parts counted each time
//     static constexpr unsigned hash;            // equal types have equal hashes
//     static constexpr op::symbolic lower(context&);
#pragma once

#include <ctgrad/detail/inline.hpp>
#include <ctgrad/op/composed.hpp>
#include <ctgrad/shape/tensor.hpp>
#include <ctgrad/transform/lowered.hpp>

#include <initializer_list>
#include <type_traits>

namespace ctgrad {

class context;

/// What Hana calls the data type of expressions; those of symbols and constants are kinds of it.
struct expression_tag {};
struct symbol_tag : expression_tag {};
struct constant_tag : expression_tag {};

/// Base of all expressions.
struct expression_base {};

// Builtins, not std::is_base_of_v and the like: each of those is a variable with the type of the formula in its mangled name,
// and mangling took g++ 12 most of the time of a long formula.
template <class E>
concept expression = __is_base_of(expression_base, E);

/// Stands for what a refused expression evaluates to: a number, an array, a value with its gradient.
struct refused_number {
    constexpr operator double() const { return 0.0; }  // NOLINT: implicit, as the number that it stands for would be
    constexpr refused_number operator[](auto const&) const { return {}; }
};
struct refused_result {
    refused_number value{};
    refused_number gradient{};
    constexpr operator double() const { return 0.0; }  // NOLINT
    constexpr refused_number operator[](auto const&) const { return {}; }
};

/// Stands for an expression that was refused with a message: what is made of it is refused silently.
struct refused : expression_base {
    static constexpr extents shape{};
    static constexpr graph::kind kind = graph::kind::real;
    static constexpr int size = 1;
    static constexpr unsigned hash = 0;
    static constexpr op::symbolic lower(context&) { return {}; }
    constexpr refused_result operator()(auto const&...) const { return {}; }
    constexpr refused operator[](auto const&) const { return {}; }
    constexpr refused into(auto const&...) const { return {}; }
};

template <class... Es>
concept any_refused = (__is_same(Es, refused) || ...);

/// A shape as a type: what error messages show.
template <int... Extents>
struct shape_type {};

/// An operator that works on the types of its arguments, not on their values: a derivative, a substitution.
template <class Op>
concept type_operator = requires {
    typename Op::works_on_types;
};

template <class Op>
concept composed_operator = requires {
    Op::is_composed;
};

namespace detail {

inline constexpr int largest_size = 4000;

constexpr unsigned mixed(unsigned h, unsigned value) { return ((h ^ value) * 0x9E3779B1U) ^ (h >> 15U); }
constexpr unsigned hash_of(std::string_view text) {
    unsigned h = 0x811C9DC5U;
    for (char const c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x01000193U;
    return h;
}

constexpr int saturated_sum(std::initializer_list<int> sizes) {
    int total = 0;
    for (int const size : sizes) total += size;
    if (total < largest_size) return total;
    if (total < transform::runs_functions) return largest_size;
    int const nodes = total % transform::runs_functions;
    return transform::runs_functions + (nodes < largest_size ? nodes : largest_size);
}
constexpr unsigned combined_hash(std::initializer_list<unsigned> hashes) {
    unsigned h = 0;
    for (unsigned const other : hashes) h = mixed(h, other);
    return h;
}

/// Tells operators apart, those of one template, too.
template <class Op>
constexpr unsigned hash_of_name() {
    return hash_of(__PRETTY_FUNCTION__);
}
template <class Op>
inline constexpr unsigned operator_hash = hash_of_name<Op>();
template <class Op>
    requires requires { Op::hash; }
inline constexpr unsigned operator_hash<Op> = Op::hash;

/// Shape of an operator's value, `op::invalid_shape` where the operands do not fit.
template <class Op>
struct shape_rule {
    template <class... Shapes>
    static constexpr extents of(Shapes const&... shapes) {
        if constexpr (composed_operator<Op>)
            return Op::shape(shapes...);
        else
            return op::entrywise_shape(shapes...);
    }
};
// No requires-expression about operands, here or elsewhere: where one fails, Clang writes the reason down, formula and all, and a
// formula with shared subexpressions is exponentially long.
template <class Op, class... Args>
concept operands_fit = (shape_rule<Op>::of(Args::shape...).rank >= 0);

template <class Op>
constexpr graph::kind kind_of_call() {
    if constexpr (requires { Op::result; })
        return Op::result;
    else
        return graph::kind::real;
}

// Keyed by the expression, not by its shape: g++ 12 crashes on `class Axes = make_integer_sequence<int, Shape.rank>` where
// Shape is an argument of class type.
template <class T, class E, class Axes = std::make_integer_sequence<int, E::shape.rank>>
struct value_of_shape;
template <class T, class E, int... Axes>
struct value_of_shape<T, E, std::integer_sequence<int, Axes...>> {
    using type = tensor<T, E::shape[Axes]...>;
};
template <class T, class E>
struct value_of_shape<T, E, std::integer_sequence<int>> {
    using type = T;
};

template <class E, class Axes = std::make_integer_sequence<int, E::shape.rank>>
struct type_of_shape;
template <class E, int... Axes>
struct type_of_shape<E, std::integer_sequence<int, Axes...>> {
    using type = shape_type<E::shape[Axes]...>;
};

}  // namespace detail

/// The type of an expression's value: T for a scalar, `tensor<T, extents...>` else.
template <class T, class E>
using value_t = typename detail::value_of_shape<T, E>::type;

/// The shape of an expression as a type, for messages.
template <class E>
using shape_t = typename detail::type_of_shape<E>::type;

/// What the value of an expression is. A base class of these facts alone, because static members of an expression itself would each
/// have the whole formula in their mangled names (see `expression`).
template <extents Shape, graph::kind Kind>
struct expression_value : expression_base {
    static constexpr extents shape = Shape;
    static constexpr graph::kind kind = Kind;
};

namespace detail {

/// About how many operations an operator on types stands for, besides those of its arguments.
template <class Op>
constexpr int operations_of() {
    if constexpr (requires { Op::size_hint; }) return Op::size_hint;
    else return 1;
}

// Chosen by a condition, so that no further class is instantiated for each expression.
template <bool OnTypes>
struct value_of_call {
    template <class Op, class... Args>
    using type = expression_value<shape_rule<Op>::of(Args::shape...), kind_of_call<Op>()>;
};
template <>
struct value_of_call<true> {
    template <class Op, class... Args>
    using type = expression_value<Op::template shape<Args...>(), kind_of_call<Op>()>;
};

}  // namespace detail

/// An operator applied to expressions. The expression is a nested class, because Clang looks for functions by argument in the
/// template arguments of the arguments, in theirs, and so on, every one as often as it occurs: with shared subexpressions that
/// is exponential time (clang 14 to 19; a formula of 120 operations took minutes). A nested class has no template arguments.
template <class Op, class... Args>
struct call {
    struct type : detail::value_of_call<type_operator<Op>>::template type<Op, Args...> {
        using hana_tag = expression_tag;
        // Enumerators, because static members are variables that a compiler keeps a record of.
        enum : int { size = detail::saturated_sum({detail::operations_of<Op>(), Args::size...}) };
        enum : unsigned { hash = detail::combined_hash({detail::operator_hash<Op>, Args::hash...}) };

        template <class Linkage = detail::unit_linkage>
        static constexpr op::symbolic lower(context& c);

        /// The value at `x = ..., y = ...`: T, or `tensor<T, extents...>`.
        template <class... Bindings>
        CTGRAD_INLINE constexpr auto operator()(Bindings const&... bindings) const;

        /// An entry of a vector.
        template <class Position>
        constexpr auto operator[](Position position) const;
    };
};
template <class Op, class... Args>
using call_of = typename call<Op, Args...>::type;

}  // namespace ctgrad
