// strict(f): the same bits as the plain formula, which is the same generic function called with numbers instead of expressions.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace {

using namespace ctgrad::literals;
using ctgrad::strict;

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto z = ctgrad::symbol<"z">;
constexpr auto u = ctgrad::symbol<"u", 37>;
constexpr auto v = ctgrad::symbol<"v", 37>;
constexpr auto w = ctgrad::symbol<"w", 2000>;
constexpr auto A = ctgrad::symbol<"A", 37, 37>;

/// Numbers of the plain formula: every operation is rounded, whatever the compiler's flags are, because each result goes through a
/// volatile.
template <class T>
struct plain {
    T value;
    explicit plain(T number) : value(rounded(number)) {}
    static T rounded(T number) {
        T volatile kept = number;
        return kept;
    }
    friend plain operator+(plain a, plain b) { return plain(a.value + b.value); }
    friend plain operator-(plain a, plain b) { return plain(a.value - b.value); }
    friend plain operator*(plain a, plain b) { return plain(a.value * b.value); }
    friend plain operator/(plain a, plain b) { return plain(a.value / b.value); }
    friend plain operator-(plain a) { return plain(-a.value); }
    friend bool operator<(plain a, plain b) { return a.value < b.value; }
    friend plain select(bool c, plain a, plain b) { return c ? a : b; }
    friend plain exp(plain a) { return plain(std::exp(a.value)); }
    friend plain log(plain a) { return plain(std::log(a.value)); }
    friend plain sqrt(plain a) { return plain(std::sqrt(a.value)); }
    friend plain sin(plain a) { return plain(std::sin(a.value)); }
    friend plain cos(plain a) { return plain(std::cos(a.value)); }
    friend plain tanh(plain a) { return plain(std::tanh(a.value)); }
    friend plain abs(plain a) { return plain(std::abs(a.value)); }
    friend plain pow(plain a, plain b) { return plain(std::pow(a.value, b.value)); }
};

/// Equal bits; one NaN is as good as another.
template <class T>
bool same_bits(T a, T b) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    return std::bit_cast<bits>(a) == std::bit_cast<bits>(b);
}

template <class T>
std::vector<T> interesting_numbers() {
    using limits = std::numeric_limits<T>;
    std::vector<T> numbers{
        T(0),
        T(-0.0),
        T(1),
        T(-1),
        limits::infinity(),
        -limits::infinity(),
        limits::max(),
        limits::lowest(),
        limits::min(),
        limits::denorm_min(),
        limits::quiet_NaN()};
    std::mt19937 random(3);
    std::uniform_real_distribution<T> some(-3, 3);
    for (int k = 0; k < 20; ++k) numbers.push_back(some(random));
    return numbers;
}

/// `f(x, y, zero, one, two, three, tenth)` as an expression and on numbers.
template <class T>
void check(auto const& f) {
    constexpr auto g = strict(decltype(f(x, y, 0_c, 1_c, 2_c, 3_c, 0.1_c)){});
    auto const n = [](double value) { return plain<T>(static_cast<T>(value)); };
    for (T const a : interesting_numbers<T>()) {
        for (T const b : interesting_numbers<T>()) {
            T const expected = f(plain<T>(a), plain<T>(b), n(0), n(1), n(2), n(3), n(0.1)).value;
            T const found = g(x = a, y = b);
            CAPTURE(a, b, expected, found);
            CHECK(same_bits(found, expected));
        }
    }
}

template <class... Fs>
void check_all(Fs const&... formulas) {
    (check<double>(formulas), ...);
    (check<float>(formulas), ...);
}

}  // namespace

TEST_CASE("what is no change in real numbers may be one in bits: strict keeps it") {
    check_all(
        [](auto a, auto b, auto zero, auto...) { return a * zero * b; },
        [](auto a, auto b, auto zero, auto...) { return (a + zero) * b; },
        [](auto a, auto b, auto zero, auto...) { return (zero - a) + zero * b; },
        [](auto a, auto b, auto...) { return (a - a) + b / b; }, [](auto a, auto b, auto...) { return -(a - b); },
        [](auto a, auto b, auto zero, auto...) { return select(a < b, a, zero) * b; },
        [](auto a, auto b, auto zero, auto...) { return -select(a < b, a, zero) / b; },
        [](auto a, auto b, auto zero, auto...) { return select(a < b, a, zero) + select(a < b, zero, b); });
}

TEST_CASE("strict does not reassociate, distribute or gather constants") {
    check_all(
        [](auto a, auto b, auto...) { return (a + b) + (a - b) + b; },
        [](auto a, auto b, auto, auto one, auto two, auto three, auto tenth) {
            return (a + one) + two + (three + b) * tenth * two;
        },
        [](auto a, auto b, auto, auto, auto two, auto three, auto) { return two * a + three * a - b * two; },
        [](auto a, auto b, auto, auto, auto two, auto three, auto) { return a / three / b + a / (b / two); },
        [](auto a, auto b, auto, auto one, auto...) { return one / b * a + a * (one / b); },
        [](auto a, auto b, auto...) { return a * b + b * b - a * a; },
        [](auto a, auto b, auto, auto, auto, auto three, auto tenth) {
            return a * tenth + b * (tenth + tenth * three);
        });
}

TEST_CASE("strict rewrites what is exact: the bits are the same") {
    check_all(
        [](auto a, auto b, auto, auto one, auto...) { return one * a + b / one; },
        [](auto a, auto b, auto...) { return a - (-b) + (-a) * b + a / (-b) + (-(-a)); },
        [](auto a, auto b, auto, auto, auto two, auto three, auto) { return a / two - (two + three) * b; },
        [](auto a, auto b, auto...) { return abs(-a) + abs(abs(b)); });
    // fewer operations all the same: a product and a sum
    CHECK(ctgrad::cost(strict(1_c * x + y / 2_c)).total() == ctgrad::cost(x + y * 0.5_c).total());
}

TEST_CASE("strict calls the functions that the formula names") {
    check_all(
        [](auto a, auto b, auto...) { return log(exp(a)) + exp(log(b)); },
        [](auto a, auto b, auto, auto one, auto...) { return one / (one + exp(-a)) + sqrt(b * b); },
        [](auto a, auto b, auto...) { return sin(a) * sin(a) + cos(a) * cos(a) + sin(-b); },
        [](auto a, auto b, auto, auto one, auto two, auto...) { return pow(a, two) + pow(b, one) + tanh(-a); });
}

TEST_CASE("strict sums run in order, in loops as in straight-line code") {
    std::mt19937 random(1);
    std::normal_distribution<double> normal;
    std::vector<double> a(37), b(37), many(2000), matrix(37 * 37);
    for (auto* values : {&a, &b, &many, &matrix})
        for (double& value : *values) value = normal(random);

    plain<double> dot(a[0] * b[0]);
    for (std::size_t k = 1; k < 37; ++k) dot = dot + plain<double>(a[k]) * plain<double>(b[k]);
    CHECK(strict(ctgrad::dot(u, v))(u = a, v = b) == dot.value);

    plain<double> total(many[0]);
    for (std::size_t k = 1; k < many.size(); ++k) total = total + plain<double>(many[k]);
    CHECK(strict(ctgrad::sum(w))(w = many) == total.value);
    CHECK(strict(ctgrad::mean(w))(w = many) == total.value / 2000);
    CHECK(ctgrad::sum(w)(w = many) != total.value);  // what runs without `strict` adds up lanes: the test can tell

    auto const product = strict(A * u)(A = matrix, u = a);
    for (std::size_t i = 0; i < 37; ++i) {
        plain<double> row(matrix[37 * i] * a[0]);
        for (std::size_t k = 1; k < 37; ++k) row = row + plain<double>(matrix[37 * i + k]) * plain<double>(a[k]);
        CHECK(product[static_cast<int>(i)] == row.value);
    }

    plain<double> scaled(many[0] * 0.3);  // no factor is taken out of the sum
    for (std::size_t k = 1; k < many.size(); ++k) scaled = scaled + plain<double>(many[k]) * plain<double>(0.3);
    CHECK(strict(ctgrad::sum(w * x))(w = many, x = 0.3) == scaled.value);

    std::vector<double> const negative_zeros(2000, -0.0);
    CHECK(std::signbit(strict(ctgrad::sum(w))(w = negative_zeros)));
    plain<double> rows(a[0]);  // 37 times the same row: added up, not multiplied
    for (int k = 1; k < 37; ++k) rows = rows + plain<double>(a[0]);
    CHECK(strict(ctgrad::sum<0>(ctgrad::broadcast_rows<37>(u)))(u = a)[0] == rows.value);
}

TEST_CASE("strict takes gradients, programs, updates and functions") {
    auto const f = x * y + sin(x) * z;
    auto const g = strict(ctgrad::gradient(f, x, z))(x = 0.3, y = 0.7, z = 1.9);
    CHECK(g[x] == plain<double>(0.7).value + plain<double>(std::cos(0.3) * 1.9).value);
    CHECK(g[z] == std::sin(0.3));
    CHECK(strict(ctgrad::gradient(f, x, z))[x](x = 0.3, y = 0.7, z = 1.9) == g[x]);
    double dx = 0;
    strict(ctgrad::gradient(f, x)).into(x = dx)(x = 0.3, y = 0.7, z = 1.9);
    CHECK(dx == g[x]);
    auto const [value, again] = strict(ctgrad::value_and_gradient(f, x))(x = 0.3, y = 0.7, z = 1.9);
    CHECK(value == plain<double>(0.3 * 0.7).value + plain<double>(std::sin(0.3) * 1.9).value);
    CHECK(again[x] == g[x]);

    auto const both = program(strict(x + y - x), x * y)(x = 1e20, y = 1.0);
    CHECK(boost::hana::at_c<0>(both) == 0);  // rewritten, it would be y
    CHECK(ctgrad::function(strict(x + y - x), x, y)(1e20, 1.0) == 0);

    double weight = 3;
    strict(ctgrad::update(x = x - 0.1_c * y))(x = weight, y = 2.0);
    CHECK(weight == 3 - plain<double>(0.1 * 2).value);
}

TEST_CASE("a branch that is not taken contributes 0 to a strict gradient, too") {
    auto const f = select(x > 0_c, sqrt(x), 0_c);
    for (double const at : {0.0, -1.0}) {
        CHECK(strict(derivative(f, x))(x = at) == 0);
        CHECK(strict(derivative(f * f, x))(x = at) == 0);
        CHECK(strict(ctgrad::derivative<2>(f, x))(x = at) == 0);
    }
    CHECK(strict(derivative(f, x))(x = 4.0) == 0.25);
}

TEST_CASE("strict evaluation during compilation") {
    static_assert(strict(x + y - x)(x = 1e20, y = 1.0) == 0);
    static_assert(strict(0.1_c + 0.2_c + x)(x = 0.0) != 0.1 + 0.2);  // literals are exact: three tenths, rounded once
    SUCCEED();
}
