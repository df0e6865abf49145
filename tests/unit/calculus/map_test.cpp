// map: many instances, in lanes, against one evaluation each.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace {

using namespace ctgrad::literals;
using std::get;

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto formula = exp(-x * x) * sin(y) + max(x, y) + x / 3_c;

struct surface {
    template <class T>
    constexpr T operator()(T const& a, std::array<T, 2> const& b) const {
        using std::exp;
        if (a < b[0]) return a * b[1] + exp(-a);
        return b[0] * b[0] - a * b[1];
    }
};

/// The same operations in lanes and alone; compilers may fuse products and sums in one and not in the other.
auto near(double expected) { return Approx(expected).epsilon(1e-14).margin(1e-14); }

/// Numbers without a pattern that lanes could hide in.
std::vector<double> numbers(std::size_t count, double shift) {
    std::vector<double> all(count);
    for (std::size_t i = 0; i < count; ++i) all[i] = std::sin(17.0 * static_cast<double>(i) + shift);
    return all;
}

// A number that no result takes: what is not written keeps it.
constexpr double untouched = 12345.0;

TEST_CASE("a formula over ranges, with every length of the tail") {
    for (std::size_t n = 0; n < 20; ++n) {
        auto const xs = numbers(n, 0.5);
        auto const ys = numbers(n, 1.5);
        std::vector<double> values(n + 1, untouched);
        std::vector<double> dx(n + 1, untouched);
        std::vector<double> dy(n + 1, untouched);
        map(value_and_gradient(formula, x, y), x, y)(
            xs, ys, std::span(values).first(n), std::span(dx).first(n), std::span(dy).first(n));
        for (std::size_t i = 0; i < n; ++i) {
            auto const [value, g] = value_and_gradient(formula, x, y)(x = xs[i], y = ys[i]);
            CHECK(values[i] == near(value));
            CHECK(dx[i] == near(g[x]));
            CHECK(dy[i] == near(g[y]));
        }
        CHECK(values[n] == untouched);
        CHECK(dx[n] == untouched);
        CHECK(dy[n] == untouched);
    }
}

TEST_CASE("where no symbol is named the inputs are all, in the order of first use; values serve every instance") {
    auto const ys = numbers(11, 0.25);
    std::vector<double> results(11);
    ctgrad::map(x - 2_c * y)(1.5, ys, results);
    for (std::size_t i = 0; i < 11; ++i) CHECK(results[i] == near(1.5 - 2 * ys[i]));
    ctgrad::map(x - 2_c * y, y, x)(ys, 3, results);
    for (std::size_t i = 0; i < 11; ++i) CHECK(results[i] == near(3 - 2 * ys[i]));
}

TEST_CASE("vectors: objects, a structure of arrays, a value") {
    constexpr std::size_t n = 13;
    auto const f = ctgrad::squared_norm(v) * x + v[0_c];
    std::vector<std::array<double, 3>> objects(n);
    std::array<std::vector<double>, 3> arrays{numbers(n, 0), numbers(n, 1), numbers(n, 2)};
    for (std::size_t i = 0; i < n; ++i) objects[i] = {arrays[0][i], arrays[1][i], arrays[2][i]};
    auto const xs = numbers(n, 3);
    std::vector<double> of_objects(n);
    std::vector<double> of_arrays(n);
    std::vector<double> of_value(n);
    ctgrad::map(f, v, x)(objects, xs, of_objects);
    ctgrad::map(f, v, x)(arrays, xs, of_arrays);
    ctgrad::map(f, v, x)(std::array<double, 3>{1, 2, 3}, xs, of_value);

    std::vector<ctgrad::tensor<double, 3>> gradients(n);
    std::array<std::vector<double>, 3> columns{std::vector<double>(n), std::vector<double>(n), std::vector<double>(n)};
    ctgrad::map(gradient(f, v), v, x)(objects, xs, gradients);
    ctgrad::map(gradient(f, v), v, x)(arrays, xs, columns);
    for (std::size_t i = 0; i < n; ++i) {
        double const expected = f(v = objects[i], x = xs[i]);
        CHECK(of_objects[i] == near(expected));
        CHECK(of_arrays[i] == near(expected));
        CHECK(of_value[i] == near(14 * xs[i] + 1));
        auto const g = gradient(f, v)(v = objects[i], x = xs[i])[v];
        for (int k = 0; k < 3; ++k) {
            CHECK(gradients[i][k] == near(g[k]));
            CHECK(columns[static_cast<std::size_t>(k)][i] == near(g[k]));
        }
    }
}

TEST_CASE("callables and verbs on them") {
    constexpr std::size_t n = 21;
    auto const as = numbers(n, 0.125);
    std::vector<std::array<double, 2>> bs(n);
    for (std::size_t i = 0; i < n; ++i) bs[i] = {std::cos(static_cast<double>(i)), 0.5 + static_cast<double>(i)};
    std::vector<double> values(n);
    ctgrad::map(surface{})(as, bs, values);

    std::vector<double> again(n);
    std::vector<double> da(n);
    std::vector<std::array<double, 2>> db(n);
    ctgrad::map(ctgrad::value_and_gradient(surface{}))(as, bs, again, da, db);
    std::vector<double> only(n);
    ctgrad::map(ctgrad::gradient<0>(surface{}))(as, std::array<double, 2>{0.5, 2.0}, only);
    std::vector<std::array<double, 2>> rows(n);
    ctgrad::map(ctgrad::jacobian<1>(surface{}))(as, bs, rows);
    for (std::size_t i = 0; i < n; ++i) {
        auto const [value, g] = ctgrad::value_and_gradient(surface{})(as[i], bs[i]);
        CHECK(values[i] == near(value));
        CHECK(again[i] == near(value));
        CHECK(da[i] == near(get<0>(g)));
        CHECK(db[i][0] == near(get<1>(g)[0]));
        CHECK(db[i][1] == near(get<1>(g)[1]));
        CHECK(only[i] == near(get<0>(ctgrad::gradient<0>(surface{})(as[i], std::array<double, 2>{0.5, 2.0}))));
        CHECK(rows[i] == db[i]);
    }
}

TEST_CASE("a callable takes batches as a formula does") {
    typedef double lanes __attribute__((vector_size(16)));
    lanes const a{0.25, 2.0};
    std::array<lanes, 2> const b{lanes{1.0, 1.5}, lanes{-0.5, 3.0}};
    auto const [value, g] = ctgrad::value_and_gradient(surface{})(a, b);
    for (std::size_t i = 0; i < 2; ++i) {
        auto const [expected, e] = ctgrad::value_and_gradient(surface{})(a[i], std::array<double, 2>{b[0][i], b[1][i]});
        CHECK(value[i] == near(expected));
        CHECK(get<0>(g)[i] == near(get<0>(e)));
        CHECK(get<1>(g)[0][i] == near(get<1>(e)[0]));
        CHECK(get<1>(g)[1][i] == near(get<1>(e)[1]));
    }
}

TEST_CASE("an output may be an input") {
    auto xs = numbers(19, 0.75);
    auto const old = xs;
    ctgrad::map(x * x - 1_c, x)(xs, xs);
    for (std::size_t i = 0; i < xs.size(); ++i) CHECK(xs[i] == near(old[i] * old[i] - 1));
}

TEST_CASE("float, and positions that are found one by one") {
    std::vector<float> xs(37);
    for (std::size_t i = 0; i < xs.size(); ++i) xs[i] = 0.25F * static_cast<float>(i);
    std::vector<float> roots(37);
    ctgrad::map(sqrt(x), x)(xs, roots);
    for (std::size_t i = 0; i < xs.size(); ++i) CHECK(roots[i] == std::sqrt(xs[i]));  // correctly rounded, both

    constexpr auto w = ctgrad::symbol<"w", 600>;
    std::vector<std::array<double, 600>> many(3);
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t k = 0; k < 600; ++k) many[i][k] = std::sin(static_cast<double>(k * (i + 2)));
    std::vector<ctgrad::tensor<double, 600>> where(3);
    ctgrad::map(gradient(max_element(w), w), w)(many, where);
    for (std::size_t i = 0; i < 3; ++i) {
        auto const largest = std::max_element(many[i].begin(), many[i].end()) - many[i].begin();
        for (int k = 0; k < 600; ++k) CHECK(where[i][k] == (k == largest ? 1.0 : 0.0));
    }
}

}  // namespace
