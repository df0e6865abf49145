// Expressions as models of Hana's concepts: all are Comparable, symbols are Hashable (so they are keys of a hana::map), exact
// constants are Constants.
#pragma once

#include <ctgrad/expression/equal.hpp>

#include <boost/hana/bool.hpp>
#include <boost/hana/fwd/equal.hpp>
#include <boost/hana/fwd/hash.hpp>
#include <boost/hana/fwd/not_equal.hpp>
#include <boost/hana/fwd/value.hpp>
#include <boost/hana/type.hpp>

namespace boost::hana {

template <class T, class U>
    requires(std::is_base_of_v<ctgrad::expression_tag, T>&& std::is_base_of_v<ctgrad::expression_tag, U>)
struct equal_impl<T, U> {
    template <class X, class Y>
    static constexpr auto apply(X const& x, Y const& y) {
        return x == y;
    }
};

template <>
struct equal_impl<ctgrad::symbol_tag, ctgrad::symbol_tag> {
    template <class X, class Y>
    static constexpr auto apply(X const&, Y const&) {
        return bool_c<std::is_same_v<X, Y>>;
    }
};

template <>
struct hash_impl<ctgrad::symbol_tag> {
    template <class X>
    static constexpr auto apply(X const&) {
        return type_c<X>;
    }
};

template <>
struct value_impl<ctgrad::constant_tag> {
    /// An integer where it is one, else a `math::rational`.
    template <class C>
    static constexpr auto apply() {
        if constexpr (C::value.is_integer())
            return C::value.numerator;
        else
            return C::value;
    }
};

}  // namespace boost::hana
