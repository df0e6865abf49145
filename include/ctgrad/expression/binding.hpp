// `x = value` and `x = expression`.
#pragma once

#include <ctgrad/detail/contract.hpp>
#include <ctgrad/expression/expression.hpp>
#include <ctgrad/expression/source.hpp>

namespace ctgrad {

/// A symbol with the value that it has in an evaluation: a copy of a temporary or of a constant number, a reference to
/// anything else.
template <class Symbol, class Value>
struct binding {
    using symbol = Symbol;
    using value_type = std::remove_cvref_t<Value>;
    Value value;
};

/// A symbol with a value that was refused with a message.
template <class Symbol>
struct refused_binding {
    using symbol = Symbol;
};

/// A symbol with an expression: for `substitute` and `update`.
template <class Symbol, class E>
struct assignment {
    using symbol = Symbol;
    using expression = E;
};

namespace error {

template <class Symbol, class Value>
struct no_value_for_a_symbol {
    static_assert(
        !sizeof(Value*),
        "ctgrad: x = value: a symbol is bound to a number or, where it has extents, to contiguous data: a C array, "
        "std::array, std::vector, std::span, ctgrad::tensor, a pointer");
    using type = refused_binding<Symbol>;
};
template <class Symbol, class Value>
struct value_of_another_shape {
    static_assert(!sizeof(Value*), "ctgrad: x = value: the value has another shape than the symbol");
    using type = refused_binding<Symbol>;
};
template <class Symbol, class Value>
struct index_symbol_takes_integers {
    static_assert(!sizeof(Value*), "ctgrad: y = value: an index_symbol is bound to integers");
    using type = refused_binding<Symbol>;
};
template <class Symbol, class SymbolShape, class ExpressionShape>
struct expression_of_another_shape {
    static_assert(!sizeof(Symbol*), "ctgrad: x = expression: the expression has another shape than the symbol");
    using type = assignment<Symbol, refused>;
};

}  // namespace error

namespace detail {

template <class Argument>
inline constexpr bool is_assignment = false;
template <class Symbol, class E>
inline constexpr bool is_assignment<assignment<Symbol, E>> = true;

template <class Argument>
inline constexpr bool is_refused_binding = false;
template <class Symbol>
inline constexpr bool is_refused_binding<refused_binding<Symbol>> = true;

/// May a symbol of these extents be bound to data of this layout? Data in one row serve any extents, row by row.
constexpr bool layout_fits(layout const& l, extents const& symbol) {
    if (l.unbounded) return symbol.rank != 0;
    if (l.axes.rank == 1 && symbol.rank > 1) return l.axes[0] == dynamic_size || l.axes[0] == symbol.volume();
    if (l.axes.rank != symbol.rank) return false;
    for (int k = 0; k < symbol.rank; ++k)
        if (l.axes[k] != dynamic_size && l.axes[k] != symbol[k]) return false;
    return true;
}

template <int Length>
struct message {
    char text[static_cast<unsigned>(Length) + 1]{};

    constexpr message(std::string_view before, std::string_view name, std::string_view after) {
        int at = 0;
        for (std::string_view const part : {before, name, after})
            for (char const c : part) text[at++] = c;
    }
};

inline constexpr std::string_view size_message[]{"ctgrad: the data bound to '", "' have another size than the symbol"};

template <class Symbol>
inline constexpr message<static_cast<int>(
    size_message[0].size() + Symbol::declaration.name.size() + size_message[1].size())>
    wrong_size{size_message[0], Symbol::declaration.name, size_message[1]};

template <class Symbol, class V>
CTGRAD_INLINE constexpr void check_size(V const& value) {
    if constexpr (source<V>::shape.axes.rank > 0) {
        if constexpr (source<V>::shape.axes[0] == dynamic_size) {
            constexpr int rest = -source<V>::shape.axes.volume();  // of the other axes
            if (static_cast<long long>(value.size()) * rest != Symbol::shape.volume()) {
                CTGRAD_CONTRACT(wrong_size<Symbol>.text);
            }
        }
    }
}

/// What is wrong with a value for a symbol; `type` is absent where nothing is.
template <class Symbol, class V>
constexpr auto mistake_in_value() {
    if constexpr (!requires { typename source<V>::entry; })
        return error::no_value_for_a_symbol<Symbol, V>{};
    else if constexpr (!layout_fits(source<V>::shape, Symbol::shape))
        return error::value_of_another_shape<Symbol, V>{};
    else if constexpr (Symbol::kind == graph::kind::integer && !std::is_integral_v<typename source<V>::entry>)
        return error::index_symbol_takes_integers<Symbol, V>{};
    else
        return 0;
}

/// References to what lives on, copies of what does not.
template <class Value>
struct held {
    using type = Value;
};
template <class Value>
struct held<Value&> {
    using type = Value&;
};

template <class Symbol, class Value>
CTGRAD_INLINE constexpr auto bound(Value&& value) {
    using V = std::remove_cvref_t<Value>;
    if constexpr (expression<V>) {
        if constexpr (std::is_same_v<V, refused> || V::shape == Symbol::shape)
            return assignment<Symbol, V>{};
        else
            return typename error::expression_of_another_shape<Symbol, shape_t<Symbol>, shape_t<V>>::type{};
    } else if constexpr (!std::is_same_v<decltype(mistake_in_value<Symbol, V>()), int>) {
        return typename decltype(mistake_in_value<Symbol, V>())::type{};
    } else {
        check_size<Symbol>(value);
        return binding<Symbol, typename held<Value>::type>{static_cast<Value&&>(value)};
    }
}

/// A braced list does not live on: its entries are copied.
template <class Symbol, class Value, int... Extents>
CTGRAD_INLINE constexpr auto bound_list(auto& list) {
    tensor<Value, Extents...> copy{};
    Value* to = copy.entries;
    source<std::remove_cvref_t<decltype(list)>>::read(list, to);
    return bound<Symbol>(static_cast<tensor<Value, Extents...>&&>(copy));
}

}  // namespace detail

}  // namespace ctgrad
