// One evaluation on a batch of instances: vectors of the compiler, std::experimental::simd, classes of the user's.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

// With Clang and AVX-512, where(c, x) = y of libstdc++ 12 assigns nothing.
#if __has_include(<experimental/simd>) && !(defined(__clang__) && defined(__AVX512F__))
#include <experimental/simd>
#define HAS_STD_SIMD
#endif

namespace {

using namespace ctgrad::literals;

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto w = ctgrad::symbol<"w", 500>;
constexpr auto one = ctgrad::symbol<"one", 1>;
constexpr auto k = ctgrad::index_symbol<"k">;

typedef double double2 __attribute__((vector_size(16)));
typedef float float4 __attribute__((vector_size(16)));
#ifdef __AVX__  // without, g++ warns of every function that returns a vector of 32 bytes
typedef double widest __attribute__((vector_size(32)));
#else
typedef double widest __attribute__((vector_size(16)));
#endif

/// A batch of the user's: two numbers, with what a batch needs and no more. Lanes are compared into a type of its own.
struct couple {
    using value_type = double;
    double first, second;

    couple() = default;
    explicit couple(double both) : first(both), second(both) {}
    couple(double a, double b) : first(a), second(b) {}
    double& operator[](std::size_t lane) { return lane == 0 ? first : second; }
    double operator[](std::size_t lane) const { return lane == 0 ? first : second; }

    struct truth {
        bool first, second;
    };
};

couple operator+(couple const& a, couple const& b) { return {a.first + b.first, a.second + b.second}; }
couple operator-(couple const& a, couple const& b) { return {a.first - b.first, a.second - b.second}; }
couple operator*(couple const& a, couple const& b) { return {a.first * b.first, a.second * b.second}; }
couple operator/(couple const& a, couple const& b) { return {a.first / b.first, a.second / b.second}; }
couple operator-(couple const& a) { return {-a.first, -a.second}; }
couple::truth operator<(couple const& a, couple const& b) { return {a.first < b.first, a.second < b.second}; }
couple::truth operator<=(couple const& a, couple const& b) { return {a.first <= b.first, a.second <= b.second}; }
couple::truth operator==(couple const& a, couple const& b) { return {a.first == b.first, a.second == b.second}; }
couple select(couple::truth const& c, couple const& a, couple const& b) {
    return {c.first ? a.first : b.first, c.second ? a.second : b.second};
}
couple exp(couple const& a) { return {std::exp(a.first), std::exp(a.second)}; }
couple log(couple const& a) { return {std::log(a.first), std::log(a.second)}; }
couple sqrt(couple const& a) { return {std::sqrt(a.first), std::sqrt(a.second)}; }
couple cos(couple const& a) { return {std::cos(a.first), std::cos(a.second)}; }
couple sin(couple const& a) { return {std::sin(a.first), std::sin(a.second)}; }

template <class V>
using lane_of = std::remove_cvref_t<decltype(std::declval<V const&>()[0] + 0)>;
template <class V>
constexpr std::size_t lanes = sizeof(V) / sizeof(lane_of<V>);

/// A batch of `centre` + lane * step.
template <class V>
V spread(double centre, double step) {
    V batch{};
    for (std::size_t i = 0; i < lanes<V>; ++i)
        batch[i] = static_cast<lane_of<V>>(centre + static_cast<double>(i) * step);
    return batch;
}

/// Batches and numbers go through the same operations, but compilers may fuse a multiplication and an addition in one and not in the
/// other: half an ulp of the largest term each, of at most some dozen.
template <class T>
auto near(T expected) {
    return Approx(expected)
        .epsilon(32 * std::numeric_limits<T>::epsilon())
        .margin(32 * std::numeric_limits<T>::epsilon());
}

#ifdef HAS_STD_SIMD
using simd_doubles = std::experimental::native_simd<double>;
using simd_floats = std::experimental::fixed_size_simd<float, 8>;
#define BATCHES double2, widest, float4, couple, simd_doubles, simd_floats
#else
#define BATCHES double2, widest, float4, couple
#endif

constexpr auto formula = ctgrad::select(x > 0_c, sqrt(x), 0_c) + max(x, y) * abs(y) + exp(-x) / 3_c +
                         ctgrad::pi * sign(y) + cos(x) * min(y, 1_c / 10_c) + ctgrad::norm(v) * ctgrad::logsumexp(v);

}  // namespace

TEMPLATE_TEST_CASE("each lane of a batch is an evaluation of its own", "", BATCHES) {
    using V = TestType;
    using T = lane_of<V>;
    V const a = spread<V>(-0.75, 0.5);
    V const b = spread<V>(0.5, -0.375);
    std::array<V, 3> const c{spread<V>(0.25, 1.0), spread<V>(1.5, -0.5), spread<V>(-1.0, 0.125)};

    auto const [value, g] = value_and_gradient(formula, x, y, v)(x = a, y = b, v = c);
    STATIC_REQUIRE(std::is_same_v<std::remove_cvref_t<decltype(value)>, V>);
    STATIC_REQUIRE(std::is_same_v<std::remove_cvref_t<decltype(g[v])>, ctgrad::tensor<V, 3>>);
    V const second = derivative<2>(formula, x)(x = a, y = b, v = c);
    for (std::size_t i = 0; i < lanes<V>; ++i) {
        T const p = a[i];
        T const q = b[i];
        std::array<T, 3> const r{T(c[0][i]), T(c[1][i]), T(c[2][i])};
        auto const [expected, e] = value_and_gradient(formula, x, y, v)(x = p, y = q, v = r);
        CHECK(T(value[i]) == near(expected));
        CHECK(T(g[x][i]) == near(e[x]));
        CHECK(T(g[y][i]) == near(e[y]));
        for (int n = 0; n < 3; ++n) CHECK(T(g[v][n][i]) == near(e[v][n]));
        CHECK(T(second[i]) == near(derivative<2>(formula, x)(x = p, y = q, v = r)));
    }
}

TEMPLATE_TEST_CASE("numbers beside batches serve every lane", "", BATCHES) {
    using V = TestType;
    using T = lane_of<V>;
    V const a = spread<V>(0.25, 0.25);
    V const scaled = (x * y + v[k])(x = a, y = 3, v = std::array<double, 3>{1, 2, 4}, k = 2);
    for (std::size_t i = 0; i < lanes<V>; ++i) CHECK(T(scaled[i]) == T(a[i]) * 3 + 4);  // exact
}

TEMPLATE_TEST_CASE("batches go through loops, and are written in place", "", BATCHES) {
    using V = TestType;
    using T = lane_of<V>;
    constexpr auto loss = ctgrad::logsumexp(w) + x * ctgrad::squared_norm(w) + max_element(w);
    std::vector<V> data(500);
    std::vector<V> into(500);
    for (std::size_t n = 0; n < data.size(); ++n)
        data[n] = spread<V>(std::sin(static_cast<double>(n)), 0.01 * static_cast<double>(n));
    V const rate = spread<V>(0.5, 0.25);
    V const value = loss(w = data, x = rate);
    gradient(ctgrad::logsumexp(w) * x, w).into(w = into)(w = data, x = rate);
    auto stepped = data;
    update(w = w - x * w)(w = stepped, x = rate);
    for (std::size_t i = 0; i < lanes<V>; ++i) {
        std::vector<T> lane(500);
        for (std::size_t n = 0; n < lane.size(); ++n) lane[n] = data[n][i];
        // 500 squares are summed in another order than in the lanes of a vector: 500 half ulps
        CHECK(T(value[i]) == Approx(loss(w = lane, x = T(rate[i]))).epsilon(500 * std::numeric_limits<T>::epsilon()));
        auto const g = gradient(ctgrad::logsumexp(w) * x, w)(w = lane, x = T(rate[i]));
        for (int n = 0; n < 500; n += 71) {
            auto const at = static_cast<std::size_t>(n);
            CHECK(T(into[at][i]) == Approx(g[w][n]).epsilon(500 * std::numeric_limits<T>::epsilon()));
            CHECK(T(stepped[at][i]) == near(lane[at] - T(rate[i]) * lane[at]));
        }
    }
}

TEST_CASE("what is wider than a register of the target is in several") {
    typedef double double16 __attribute__((vector_size(128)));
    typedef float float2 __attribute__((vector_size(8)));
    double16 a[1]{};
    for (std::size_t i = 0; i < 16; ++i) a[0][i] = 0.5 + 0.5 * static_cast<double>(i);
    double16 root[1];
    gradient(sum(cwise_product(sqrt(one), exp(one))), one).into(one = root)(one = a);
    for (std::size_t i = 0; i < 16; ++i) {
        double const z = a[0][i];
        CHECK(root[0][i] == near((std::sqrt(z) + 0.5 / std::sqrt(z)) * std::exp(z)));
    }
    auto const b = spread<float2>(0.5, 0.5);
    float2 const small = (sqrt(x) / log(x + 1_c))(x = b);
    for (std::size_t i = 0; i < 2; ++i) CHECK(small[i] == near(std::sqrt(b[i]) / std::log1p(b[i])));
}
