#pragma once

#include <ctgrad/detail/fixed_string.hpp>
#include <ctgrad/expression/binding.hpp>
#include <ctgrad/expression/context.hpp>

namespace ctgrad {

namespace detail {

// Reached only where a formula is wrong; not constexpr, so that the compiler stops and shows the name.
inline void two_symbols_of_one_name_differ_in_shape() {}

/// Declares a symbol: hidden until a visible context notes it.
constexpr int declared(graph::builder& g, graph::input const& symbol) {
    int const known = g.inputs.size();
    int const which = g.declare(symbol);
    if (which == known) g.inputs[which].hidden = true;
    graph::input const& i = g.inputs[which];
    if (!(i.shape == symbol.shape) || i.kind != symbol.kind) two_symbols_of_one_name_differ_in_shape();
    return which;
}

}  // namespace detail

/// A symbol: a number, vector, matrix, ... (or integers) that is bound when the formula is evaluated.
template <detail::fixed_string Name, graph::kind Kind, int... Extents>
struct symbol_t : expression_base {
    static_assert(((Extents > 0) && ...), "ctgrad::symbol: an extent must be positive");
    using hana_tag = symbol_tag;

    static constexpr extents shape = make_extents(Extents...);
    static constexpr graph::kind kind = Kind;
    static constexpr int size = 1;
    static constexpr unsigned hash = detail::hash_of(Name.view());
    static constexpr graph::input declaration{Name.view(), Kind, shape};

    static constexpr op::symbolic lower(context& c) {
        if (int const at = c.find(&symbol_t::lower, hash); at >= 0) return c[at];
        c.note(detail::declared(c.graph(), declaration));
        op::symbolic const value = op::whole_value(c.graph(), c.graph().input_node(declaration));
        c.remember(&symbol_t::lower, hash, &value, 1);
        return value;
    }

    /// `x = value` binds the symbol for an evaluation; `x = expression` is for `substitute` and `update`.
    template <class Value>
    CTGRAD_INLINE constexpr auto operator=(Value&& value) const {  // NOLINT: it assigns nothing
        return detail::bound<symbol_t>(static_cast<Value&&>(value));
    }
    /// `v = {1.0, 2.0, 3.0}` and `A = {{1.0, 2.0}, {3.0, 4.0}}`.
    template <scalar_like Value, std::size_t N>
    constexpr auto operator=(Value (&&values)[N]) const {  // NOLINT: it assigns nothing
        return detail::bound_list<symbol_t, std::remove_const_t<Value>, static_cast<int>(N)>(values);
    }
    template <scalar_like Value, std::size_t N, std::size_t M>
    constexpr auto operator=(Value (&&values)[N][M]) const {  // NOLINT: it assigns nothing
        return detail::bound_list<symbol_t, std::remove_const_t<Value>, static_cast<int>(N), static_cast<int>(M)>(
            values);
    }

    template <class... Bindings>
    CTGRAD_INLINE constexpr auto operator()(Bindings const&... bindings) const;
    template <class Position>
    constexpr auto operator[](Position position) const;
};

/// A number (no extents), a vector, a matrix, ... that is bound when the formula is evaluated.
template <detail::fixed_string Name, int... Extents>
inline constexpr symbol_t<Name, graph::kind::real, Extents...> symbol{};

/// Integers known at run time: labels, positions.
template <detail::fixed_string Name, int... Extents>
inline constexpr symbol_t<Name, graph::kind::integer, Extents...> index_symbol{};

namespace detail {

template <class E>
inline constexpr bool is_symbol = false;
template <fixed_string Name, graph::kind Kind, int... Extents>
inline constexpr bool is_symbol<symbol_t<Name, Kind, Extents...>> = true;

}  // namespace detail

template <class E>
concept symbol_expression = detail::is_symbol<E>;
template <class E>
concept real_symbol = detail::is_symbol<E> && E::kind == graph::kind::real;

}  // namespace ctgrad
