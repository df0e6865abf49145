// The formulas that `generate` writes, registered as they are constructed: the test in witness_test.cpp runs through all.
#pragma once

#include <ctgrad/ctgrad.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace witness {

using namespace ctgrad;            // NOLINT: the formulas are written as a user writes them
using namespace ctgrad::literals;  // NOLINT

inline constexpr auto x = symbol<"x">;
inline constexpr auto y = symbol<"y">;
inline constexpr auto z = symbol<"z">;
inline constexpr auto u = symbol<"u", 3>;
inline constexpr auto v = symbol<"v", 3>;
inline constexpr auto A = symbol<"A", 2, 2>;
inline constexpr auto B = symbol<"B", 3, 3>;
inline constexpr auto C = symbol<"C", 4, 4>;

/// A number, and by how much it changes, to first order, where each operation of the formula is off by one part.
struct number {
    double value;
    double sensitivity;
};

/// The entries of the symbols one after another; then value and partial derivatives.
struct sample {
    std::vector<double> at;
    std::vector<number> expected;
};

template <class... Xs>
struct symbols {};

class statement;
inline std::vector<statement const*>& statements() {
    static std::vector<statement const*> all;
    return all;
}

class statement {
    template <class T>
    using function = void (*)(T const* at, T* results);
    function<float> in_float_;
    function<double> in_double_;

    /// What is bound to a symbol: the number, or where the entries are.
    template <class X, class T>
    static auto source(T const* at) {
        if constexpr (X::shape.rank == 0)
            return *at;
        else
            return at;
    }
    template <class T>
    static void append(T*& to, T value) {
        *to++ = value;
    }
    template <class T, int... Extents>
    static void append(T*& to, tensor<T, Extents...> const& value) {
        for (T const entry : value) *to++ = entry;
    }
    template <class F, class... Xs, std::size_t... K, class T>
    static void evaluate(std::index_sequence<K...>, T const* at, T* results) {
        constexpr int sizes[]{Xs::shape.volume()...};
        int offsets[sizeof...(Xs)]{};
        for (std::size_t k = 1; k < sizeof...(Xs); ++k) offsets[k] = offsets[k - 1] + sizes[k - 1];
        auto const [value, gradient] = value_and_gradient(F{}, Xs{}...)((Xs{} = source<Xs>(at + offsets[K]))...);
        *results++ = value;
        (append(results, gradient[Xs{}]), ...);
    }
    template <class T, class F, class... Xs>
    static void evaluated(T const* at, T* results) {
        evaluate<F, Xs...>(std::index_sequence_for<Xs...>{}, at, results);
    }

public:
    std::string_view text;
    std::vector<sample> rows;

    template <class F, class... Xs>
    statement(std::string_view spelling, F, symbols<Xs...>, std::vector<sample> points)
        : in_float_(&evaluated<float, F, std::remove_const_t<Xs>...>),
          in_double_(&evaluated<double, F, std::remove_const_t<Xs>...>),
          text(spelling),
          rows(std::move(points)) {
        statements().push_back(this);
    }
    statement(statement const&) = delete;

    /// Value and partial derivatives at a point.
    template <class T>
    std::vector<T> results(sample const& r) const {
        std::vector<T> at;
        for (double const entry : r.at) at.push_back(static_cast<T>(entry));
        std::vector<T> results(r.expected.size());
        if constexpr (std::is_same_v<T, float>)
            in_float_(at.data(), results.data());
        else
            in_double_(at.data(), results.data());
        return results;
    }
};

}  // namespace witness
