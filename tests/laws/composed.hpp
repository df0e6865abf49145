// The table of the functions that are composed of operators. Each of its files states formulas with them, which register themselves
// as they are constructed; composed_test.cpp runs the laws over all, and compares the table with docs/functions.md.
#pragma once

#include <ctgrad/ctgrad.hpp>
#include <ctgrad/testing/laws.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace composed {

using namespace ctgrad;            // NOLINT: the formulas are written as a user writes them
using namespace ctgrad::literals;  // NOLINT

inline constexpr auto x = symbol<"x">;
inline constexpr auto y = symbol<"y">;
inline constexpr auto u = symbol<"u", 3>;
inline constexpr auto v = symbol<"v", 3>;
inline constexpr auto w = symbol<"w", 2>;
inline constexpr auto A = symbol<"A", 2, 3>;
inline constexpr auto B = symbol<"B", 2, 3>;
inline constexpr auto i = index_symbol<"i">;
inline constexpr auto j = index_symbol<"j">;

class law;
inline std::vector<law const*>& table() {
    static std::vector<law const*> all;
    return all;
}

/// A function, a formula with it, and where the formula's symbols may lie: in [-2, 2] where nothing is said.
class law {
    testing::report (*check_)(testing::ranges const&);

public:
    std::string_view function;
    std::string text;
    testing::ranges where;

    template <class F>
    law(std::string_view name, F formula, testing::ranges domains = {})
        : check_([](testing::ranges const& r) { return testing::obeys_laws(F{}, r); }),
          function(name),
          text(to_string(formula)),
          where(std::move(domains)) {
        table().push_back(this);
    }
    law(law const&) = delete;

    testing::report check() const { return check_(where); }
};

}  // namespace composed
