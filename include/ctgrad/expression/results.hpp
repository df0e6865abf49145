// What evaluations with several results return. Its numbers are computed next, so they are not set before: the default constructors of
// std::pair, std::tuple and Hana's containers set all of them to 0, which takes the two-layer network a third of the time of its gradient.
#pragma once

#include <ctgrad/detail/inline.hpp>

#include <boost/hana/basic_tuple.hpp>
#include <boost/hana/map.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/tuple.hpp>

#include <tuple>
#include <utility>

namespace ctgrad::detail {

/// Is a result of about as many numbers as stay in registers?
template <class V>
inline constexpr bool is_small = sizeof(V) <= 64;

/// Is a result copied? Clang keeps a small one in registers then until it is complete; made where the caller wants it, it is set to 0 there
/// first: 12 % of the time of a neuron.
#ifdef __clang__
template <class V>
inline constexpr bool is_copied = is_small<V>;
#else
template <class V>
inline constexpr bool is_copied = false;
#endif
template <class V>
CTGRAD_INLINE constexpr V copied(V const& result) {
    return result;
}

/// Becomes a value whose numbers are not set yet. Small ones still are, as what is returned in registers is copied; and all are in
/// constant evaluation, which may have to copy, and does not copy what was not set.
// What has no value is a constant to both compilers, and zeros to the code that they make of it: lines of assembly that do nothing are none.
// Without them, two kilobytes are set to 0 for eight Jacobians in lanes, a tenth of their time.
template <class V>
struct unset {
    CTGRAD_INLINE constexpr operator V() const {  // NOLINT: implicit, for a member to be made in place
        V value;
        if (__builtin_is_constant_evaluated()) value = V();
#ifdef __clang__
        else if constexpr (is_small<V>) value = V();
        else asm("");
#else
        else if constexpr (is_small<V> && sizeof(V) >= 32) asm("" : "=X"(value));  // a vector
        else if constexpr (is_small<V>) value = V();
#endif
        return value;
    }
};
template <class A, class B>
struct unset<std::pair<A, B>> {
    CTGRAD_INLINE constexpr operator std::pair<A, B>() const { return {unset<A>{}, unset<B>{}}; }  // NOLINT
};
template <class... Vs>
struct unset<std::tuple<Vs...>> {
    CTGRAD_INLINE constexpr operator std::tuple<Vs...>() const { return std::tuple<Vs...>{unset<Vs>{}...}; }  // NOLINT
};
template <class A, class B>
struct unset<boost::hana::pair<A, B>> {
    CTGRAD_INLINE constexpr operator boost::hana::pair<A, B>() const { return {unset<A>{}, unset<B>{}}; }  // NOLINT
};
template <class... Vs>
struct unset<boost::hana::tuple<Vs...>> {
    CTGRAD_INLINE constexpr operator boost::hana::tuple<Vs...>() const { return {unset<Vs>{}...}; }  // NOLINT
};

/// A hana::map, in all that is asked of one, but with a storage that begins without values.
template <class... Pairs>
struct result_map : boost::hana::detail::searchable_operators<result_map<Pairs...>>,
                    boost::hana::detail::operators::adl<result_map<Pairs...>> {
    using hana_tag = boost::hana::map_tag;
    using storage_type = boost::hana::basic_tuple<Pairs...>;
    using hash_table_type = typename boost::hana::detail::make_map_type<Pairs...>::type::hash_table_type;

    storage_type storage;

    constexpr result_map() : storage(unset<Pairs>{}...) {}
};
template <class... Pairs>
struct unset<result_map<Pairs...>> {
    CTGRAD_INLINE constexpr operator result_map<Pairs...>() const { return {}; }  // NOLINT
};

}  // namespace ctgrad::detail
