// What a symbol may be bound to, and the scalar type that follows from it.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

using namespace ctgrad::literals;

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto A = ctgrad::symbol<"A", 2, 3>;
constexpr auto k = ctgrad::index_symbol<"k">;
constexpr auto K = ctgrad::index_symbol<"K", 2>;

// Every entry has a weight of its own, so that an entry read from a wrong place changes the sum.
constexpr auto digits = v[0_c] + 10_c * v[1_c] + 100_c * v[2_c];
constexpr auto all_digits = element(A, 0_c, 0_c) + 10_c * element(A, 0_c, 1_c) + 100_c * element(A, 0_c, 2_c) +
                            1000_c * element(A, 1_c, 0_c) + 10000_c * element(A, 1_c, 1_c) +
                            100000_c * element(A, 1_c, 2_c);

TEST_CASE("a vector is bound to anything contiguous") {
    double const array[3]{1, 2, 3};
    std::vector<double> const vector{1, 2, 3};
    CHECK(digits(v = array) == 321.0);
    CHECK(digits(v = std::array<double, 3>{1, 2, 3}) == 321.0);
    CHECK(digits(v = vector) == 321.0);
    CHECK(digits(v = std::vector<double>{1, 2, 3}) == 321.0);
    CHECK(digits(v = std::span<double const>{vector}) == 321.0);
    CHECK(digits(v = std::span<double const, 3>{array}) == 321.0);
    CHECK(digits(v = ctgrad::tensor<double, 3>{1, 2, 3}) == 321.0);
    CHECK(digits(v = &array[0]) == 321.0);
    CHECK(digits(v = vector.data()) == 321.0);
    CHECK(digits(v = {1.0, 2.0, 3.0}) == 321.0);
}

TEST_CASE("a matrix is bound row by row, nested or flat") {
    double const nested[2][3]{{1, 2, 3}, {4, 5, 6}};
    double const flat[6]{1, 2, 3, 4, 5, 6};
    CHECK(all_digits(A = nested) == 654321.0);
    CHECK(all_digits(A = flat) == 654321.0);
    CHECK(all_digits(A = std::array<std::array<double, 3>, 2>{{{1, 2, 3}, {4, 5, 6}}}) == 654321.0);
    CHECK(all_digits(A = std::vector<std::array<double, 3>>{{1, 2, 3}, {4, 5, 6}}) == 654321.0);
    CHECK(all_digits(A = std::vector<double>{1, 2, 3, 4, 5, 6}) == 654321.0);
    CHECK(all_digits(A = std::span{flat}) == 654321.0);
    CHECK(all_digits(A = ctgrad::tensor<double, 2, 3>{1, 2, 3, 4, 5, 6}) == 654321.0);
    CHECK(all_digits(A = &nested[0][0]) == 654321.0);
    CHECK(all_digits(A = {{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}}) == 654321.0);
}

TEST_CASE("entries of another type are converted") {
    int const integers[2][3]{{1, 2, 3}, {4, 5, 6}};
    std::array<float, 3> const floats{1, 2, 3};
    CHECK(all_digits(A = integers) == 654321.0);
    CHECK(digits(v = std::vector<std::int8_t>{1, 2, 3}) == 321.0);
    CHECK((x * digits)(x = 2.0, v = floats) == 642.0);
}

TEST_CASE("the scalar type is that of the bindings") {
    auto const f = x * y;
    static_assert(std::is_same_v<decltype(f(x = 1.0F, y = 2.0F)), float>);
    static_assert(std::is_same_v<decltype(f(x = 1.0F, y = 2)), float>);
    static_assert(std::is_same_v<decltype(f(x = 1.0F, y = 2.0)), double>);
    static_assert(std::is_same_v<decltype(f(x = 1, y = 2)), double>);
    static_assert(std::is_same_v<decltype(f(x = 1.0L, y = 2.0F)), long double>);
    static_assert(
        std::is_same_v<decltype((x * v)(x = 1.0F, v = std::vector<float>{1, 2, 3})), ctgrad::tensor<float, 3>>);
    static_assert(std::is_same_v<decltype(v[k](v = std::vector<float>{1, 2, 3}, k = 2L)), float>);
    CHECK(f(x = 3, y = 2) == 6.0);
    CHECK((f / 4_c)(x = 3, y = 2) == 1.5);
}

TEST_CASE("integers are bound to integers of any type") {
    double const values[3]{1, 2, 3};
    CHECK(v[k](v = values, k = 2) == 3.0);
    CHECK(v[k](v = values, k = std::size_t{1}) == 2.0);
    CHECK(v[k](v = values, k = std::uint8_t{0}) == 1.0);
    std::vector<std::uint8_t> const bytes{2, 0};
    std::array<long, 2> const longs{2, 0};
    double const scores[2][3]{{1, 2, 3}, {4, 5, 6}};
    // by hand: rows cost (1 - 3 + 1)+ + (2 - 3 + 1)+ = 0 and (5 - 4 + 1)+ + (6 - 4 + 1)+ = 5
    CHECK(hinge_loss(A, K)(A = scores, K = bytes) == 2.5);
    CHECK(hinge_loss(A, K)(A = scores, K = longs) == 2.5);
}

TEST_CASE("the order of bindings does not matter, and symbols that simplification removed may be bound") {
    CHECK((x - y)(y = 1.0, x = 3.0) == 2.0);
    CHECK((x + 0_c * y)(x = 3.0) == 3.0);
    CHECK((x + 0_c * y)(x = 3.0, y = 1.0) == 3.0);
}

TEST_CASE("bindings can be kept") {
    double value = 2.0;
    auto const by_reference = (x = value);
    auto const by_value = (y = 3.0);
    auto const vector = (v = std::vector<double>{1, 2, 3});
    value = 4.0;
    CHECK((x * y + digits)(by_reference, by_value, vector) == 333.0);
}

/// A number type of the user's that counts its operations: what the library knows of it is its arithmetic.
struct counted {
    double value = 0;
    static inline int operations = 0;

    constexpr counted() = default;
    constexpr explicit counted(double number) : value(number) {}
    friend counted operator+(counted a, counted b) { return ++operations, counted(a.value + b.value); }
    friend counted operator*(counted a, counted b) { return ++operations, counted(a.value * b.value); }
    friend counted operator/(counted a, counted b) { return ++operations, counted(a.value / b.value); }
};

TEST_CASE("a number type of the user's") {
    auto const f = (x * y + y / 4_c) * 3_c;
    CHECK(f(x = counted(1.5), y = counted(2)).value == 10.5);
    CHECK(gradient(f, x, y)(x = counted(1.5), y = counted(2))[y].value == 5.25);
    counted::operations = 0;
    CHECK((x * y)(x = counted(1.5), y = 2).value == 3.0);
    CHECK(counted::operations == 1);
    CHECK((x * dot(v, v))(x = counted(2), v = std::vector<counted>{counted(1), counted(2), counted(3)}).value == 28);
}

}  // namespace
