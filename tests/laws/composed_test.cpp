// The laws of derivatives for every function that is composed of operators, and that no function of the documentation goes without.
#include "composed.hpp"

#include <ctgrad/op/catalogue.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <set>
#include <sstream>

namespace {

template <class... Ops>
std::set<std::string> names_of(ctgrad::detail::type_list<Ops...>) {
    return {std::string(Ops::name.text)...};
}

/// The functions in the first columns of the page's tables: the names in `code` that end there, or where arguments begin.
std::set<std::string> functions_of(std::istream& page) {
    std::set<std::string> names;
    for (std::string line; std::getline(page, line);) {
        if (line.rfind("| `", 0) != 0) continue;
        std::string const column = line.substr(0, line.find(" | "));
        for (std::size_t from = column.find('`'); from != std::string::npos; from = column.find('`', from + 1)) {
            std::size_t const begin = from + 1;
            from = column.find('`', begin);
            auto const end = std::find_if(column.begin() + static_cast<long>(begin), column.end(), [](unsigned char c) {
                return std::isalnum(c) == 0 && c != '_';
            });
            std::string const name(column.begin() + static_cast<long>(begin), end);
            if (!name.empty() && (*end == '`' || *end == '(' || *end == '<')) names.insert(name);
        }
    }
    return names;
}

}  // namespace

TEST_CASE("every composed function obeys the laws of derivatives") {
    for (composed::law const* law : composed::table()) {
        INFO(law->function << ": " << law->text);
        CHECK(law->check());
    }
}

TEST_CASE("the functions of a page are the names in its first columns that stand alone or before arguments") {
    std::istringstream page("`no(table)`\n| `f(x)`, `g<0>(x)` | `h(x)` |\n| `a + b`, `v[i]`, `pi` | |\n");
    CHECK(functions_of(page) == std::set<std::string>{"f", "g", "pi"});
}

TEST_CASE("every function of docs/functions.md is an operator of the catalogue, or stands in the table of laws") {
    std::ifstream page(CTGRAD_SOURCE_DIR "/docs/functions.md");
    std::set<std::string> const documented = functions_of(page);
    CHECK(documented.size() > 80);
    std::set<std::string> tested = names_of(ctgrad::op::catalogue{});
    for (composed::law const* law : composed::table()) tested.insert(std::string(law->function));
    for (std::string const& function : documented) {
        INFO(function);
        CHECK(tested.count(function) == 1);
    }
    for (composed::law const* law : composed::table()) {
        INFO(law->function << " in the table");
        CHECK(documented.count(std::string(law->function)) == 1);
    }
}
