// Structs described to Boost.Hana as arguments and results of callables: their members are.
//
// The description names the members; the struct has to be a template of its scalar type, so that one of traced numbers can be made.
#pragma once

#include <ctgrad/trace/structure.hpp>

#include <boost/hana/accessors.hpp>
#include <boost/hana/at.hpp>
#include <boost/hana/concept/struct.hpp>
#include <boost/hana/length.hpp>
#include <boost/hana/second.hpp>
#include <boost/hana/tuple.hpp>

namespace ctgrad::tracing {

template <class S>
concept described = __is_class(S) && boost::hana::Struct<S>::value;

/// The I-th member of an object.
template <int I, class S>
constexpr auto& member_of(S& object) {
    return boost::hana::second(
        boost::hana::at_c<static_cast<std::size_t>(I)>(boost::hana::accessors<std::remove_const_t<S>>()))(object);
}
template <int I, class S>
using member_type = std::remove_cvref_t<decltype(member_of<I>(std::declval<S&>()))>;

// Not by Hana's algorithms and generic lambdas: g++ 12 crashes on their nested packs.
template <class S, class Members>
struct members_of;
template <template <class...> class S, class T, int... Is>
struct members_of<S<T>, std::integer_sequence<int, Is...>> {
    using entry = T;
    template <class U>
    using with = S<U>;
    static constexpr int blocks = (0 + ... + structure<member_type<Is, S<T>>>::blocks);
    static constexpr int entries = (0 + ... + structure<member_type<Is, S<T>>>::entries);
    static_assert(
        (... && std::is_same_v<typename structure<member_type<Is, S<T>>>::entry, T>),
        "ctgrad: a struct as an argument of a function: all members must be made of numbers of its scalar type");

    static constexpr void visit(auto& v, auto&& f) {
        (structure<member_type<Is, S<T>>>::visit(member_of<Is>(v), f), ...);
    }
    static constexpr void shapes(auto const& f) { (structure<member_type<Is, S<T>>>::shapes(f), ...); }
    template <class U>
    static constexpr void convert(S<T> const& from, S<U>& to) {
        (structure<member_type<Is, S<T>>>::convert(member_of<Is>(from), member_of<Is>(to)), ...);
    }
};

template <class S>
using member_numbers = std::make_integer_sequence<
    int, static_cast<int>(decltype(boost::hana::length(boost::hana::accessors<S>()))::value)>;

template <template <class...> class S, class T>
    requires described<S<T>>
struct structure<S<T>> : members_of<S<T>, member_numbers<S<T>>> {
};

/// The entries of a struct that is no template of its scalar type: it cannot hold traced numbers.
struct fixed_numbers {};

template <described S>
struct structure<S> {
    using entry = fixed_numbers;
    template <class T>
    using with = S;
    static constexpr int blocks = 0;
    static constexpr int entries = 0;
    static constexpr void visit(auto&, auto const&) {}
    static constexpr void shapes(auto const&) {}
};

}  // namespace ctgrad::tracing
