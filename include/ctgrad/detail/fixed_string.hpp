#pragma once

#include <cstddef>
#include <string_view>

namespace ctgrad::detail {

/// A string that can be a template argument: `symbol<"x">`.
template <std::size_t N>
struct fixed_string {
    char text[N + 1]{};

    constexpr fixed_string() = default;
    constexpr fixed_string(char const (&literal)[N + 1]) {  // NOLINT: implicit by design, it is how a literal becomes an argument
        for (std::size_t i = 0; i <= N; ++i) text[i] = literal[i];
    }
    constexpr std::string_view view() const { return {text, N}; }
    friend constexpr bool operator==(fixed_string const&, fixed_string const&) = default;
};

template <std::size_t M>
fixed_string(char const (&)[M]) -> fixed_string<M - 1>;

}  // namespace ctgrad::detail
