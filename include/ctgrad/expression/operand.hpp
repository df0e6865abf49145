// What may stand in a formula: expressions, and integral constants of Hana's or the standard library's in the place of literals.
// A plain number may not, because its value is no part of its type; it is accepted here only to be refused with a message.
#pragma once

#include <ctgrad/expression/constant.hpp>
#include <ctgrad/expression/symbol.hpp>

#include <concepts>

namespace ctgrad {

namespace detail {

template <class T>
concept integral_constant_like = __is_class(T) && !expression<T> && requires {
    requires std::integral<std::remove_cvref_t<decltype(T::value)>>;
    typename std::integral_constant<std::remove_cvref_t<decltype(T::value)>, T::value>;
};

}  // namespace detail

template <class T>
concept plain_number = !__is_class(T) && std::is_arithmetic_v<T>;

template <class T>
concept operand = expression<T> || plain_number<T> || detail::integral_constant_like<T>;

/// Arguments of a function of expressions: at least one is an expression.
template <class... Args>
concept formula = (operand<Args> && ...) && (expression<Args> || ...);

namespace error {

/// True for no type; dependent, so that a message appears only where the mistake is made.
template <class...>
inline constexpr bool never = false;

template <class Number>
struct plain_number {
    static_assert(
        never<Number>, "ctgrad: a plain number in a formula: write a literal, 2_c or 0.5_c, or bind a symbol");
    using type = refused;
};

}  // namespace error

namespace detail {

// Chosen by a number, so that nothing is instantiated for each expression.
template <int Kind>
struct operand_as;
template <>
struct operand_as<0> {
    template <class T>
    using type = T;
};
template <>
struct operand_as<1> {
    template <class T>
    using type = constant_t<static_cast<long long>(T::value)>;
};
template <>
struct operand_as<2> {
    template <class T>
    using type = typename error::plain_number<T>::type;
};

}  // namespace detail

/// The expression that an operand stands for.
template <class T>
using as_expression_t = typename detail::operand_as<(expression<T> ? 0 : plain_number<T> ? 2 : 1)>::template type<T>;

/// Do the shapes of the operands fit the operator? Operands that were refused with a message already count as fitting.
template <class Op, class... Args>
concept fits = any_refused<Args...> || detail::operands_fit<Op, Args...>;

/// Does an operator take values of these shapes? False where it is asked about: it is what a message shows.
template <class Op, class... Shapes>
inline constexpr bool takes_shapes = false;

/// Is every operand a number, not a condition or an integer?
template <class... Args>
concept numbers = (... && (Args::kind == graph::kind::real));

namespace error {

template <class Op, class... Args>
struct not_a_number {
    static_assert(never<Op>, "ctgrad: an index symbol or a condition stands where a number is expected");
    using type = refused;
};

}  // namespace error

namespace detail {

// As above.
template <bool Fit, bool Numbers>
struct call_choice {
    template <class Op, class... Args>
    using type = refused;
};
template <>
struct call_choice<true, true> {
    template <class Op, class... Args>
    using type = call_of<Op, Args...>;
};
template <bool Fit>
struct call_choice<Fit, false> {
    template <class Op, class... Args>
    using type = typename error::not_a_number<Op, Args...>::type;
};

template <class Op, class... Args>
using checked_call = typename call_choice<
    !any_refused<Args...> && fits<Op, Args...>, any_refused<Args...> || numbers<Args...>>::template type<Op, Args...>;

}  // namespace detail

/// The expression of an operator on operands that are numbers; the shapes were checked before.
template <class Op, class... Args>
using call_t = detail::checked_call<Op, as_expression_t<Args>...>;

}  // namespace ctgrad
