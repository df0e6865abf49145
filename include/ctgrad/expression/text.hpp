#pragma once

#include <ctgrad/expression/operand.hpp>
#include <ctgrad/op/standard_rules.hpp>
#include <ctgrad/print/text.hpp>

namespace ctgrad {

namespace detail {

template <class E>
constexpr list<char> printed() {
    graph::builder g;
    op::use_rules(g, op::standard_rules);
    context c(g);
    op::symbolic const value = c.lower<E>();
    return print::text(g, value);
}

template <int Length>
struct static_text {
    char characters[static_cast<unsigned>(Length) + 1]{};
    int length = 0;

    /// Copies what fits; `length` says how much there was.
    constexpr explicit static_text(list<char> const& text) : length(text.size()) {
        for (int i = 0; i < Length && i < length; ++i) characters[i] = text[i];
    }
    constexpr std::string_view view() const { return {characters, static_cast<std::size_t>(length)}; }
};

template <class E>
struct text_of {
private:
    static constexpr int guess = 512;
    static constexpr static_text<guess> first{printed<E>()};

    template <int Length>
    static constexpr auto const& settled() {
        if constexpr (Length <= guess)
            return first;
        else
            return exact<Length>;
    }
    template <int Length>
    static constexpr static_text<Length> exact{printed<E>()};

public:
    static constexpr std::string_view value = settled<first.length>().view();
};

}  // namespace detail

/// The formula of an expression, simplified, as text.
template <expression E>
constexpr std::string_view to_string(E) {
    if constexpr (any_refused<E>)
        return {};
    else
        return detail::text_of<E>::value;
}

/// The shape of an expression's value.
template <expression E>
constexpr extents shape(E) {
    return E::shape;
}

}  // namespace ctgrad
