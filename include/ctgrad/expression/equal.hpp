// Equality of expressions: do they have the same canonical form?
#pragma once

#include <ctgrad/expression/operand.hpp>
#include <ctgrad/op/standard_rules.hpp>
#include <ctgrad/transform/canonical.hpp>

#include <boost/hana/integral_constant.hpp>

namespace ctgrad {

namespace detail {

template <class A, class B>
constexpr bool same_value() {
    graph::builder g;
    op::use_rules(g, op::standard_rules);
    context c(g);
    auto const a = c.lower<A>();  // dependent, see transform::equal
    auto const b = c.lower<B>();
    return transform::equal(g, a, b);
}

template <class A, class B>
constexpr bool equal_expressions() {
    if constexpr (std::is_same_v<A, B>)
        return true;
    else if constexpr (any_refused<A, B> || !(A::shape == B::shape) || A::kind != B::kind)
        return false;
    else
        return same_value<A, B>();
}

}  // namespace detail

/// Do two expressions have the same canonical form, and so the same value everywhere? A Hana boolean.
/// Shape: expressions of different shapes are different.
template <class A, class B>
    requires formula<A, B>
constexpr auto operator==(A, B) {
    return boost::hana::bool_c<detail::equal_expressions<as_expression_t<A>, as_expression_t<B>>()>;
}
template <class A, class B>
    requires formula<A, B>
constexpr auto operator!=(A, B) {
    return boost::hana::bool_c<!detail::equal_expressions<as_expression_t<A>, as_expression_t<B>>()>;
}
// Hana's own operators take anything where one operand is a Hana integral constant. These are more specialised.
template <expression A, class T, T N>
constexpr auto operator==(A a, boost::hana::integral_constant<T, N>) {
    return a == constant_t<static_cast<long long>(N)>{};
}
template <expression A, class T, T N>
constexpr auto operator!=(A a, boost::hana::integral_constant<T, N>) {
    return a != constant_t<static_cast<long long>(N)>{};
}
template <class T, T N, expression B>
constexpr auto operator==(boost::hana::integral_constant<T, N>, B b) {
    return b == constant_t<static_cast<long long>(N)>{};
}
template <class T, T N, expression B>
constexpr auto operator!=(boost::hana::integral_constant<T, N>, B b) {
    return b != constant_t<static_cast<long long>(N)>{};
}

}  // namespace ctgrad
