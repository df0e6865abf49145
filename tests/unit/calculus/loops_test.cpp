// Derivatives of functions whose loops are found again after they were traced (transform/rerolled.hpp), against central differences.
#include <catch2/catch.hpp>

#include <ctgrad/ctgrad.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <tuple>
#include <utility>

namespace {

using std::get;

template <int N>
using vector = std::array<double, static_cast<std::size_t>(N)>;

template <int N>
vector<N> random_vector(unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> number(0.4, 1.4);
    vector<N> v{};
    for (double& x : v) x = number(random);
    return v;
}

/// The derivative of a number or an array by a variable: wrong by about 1e-10 for values of order 1.
template <class F>
auto difference(double& variable, F const& f) {
    double const before = variable;
    double const step = 1e-5;
    variable = before + step;
    auto above = f();
    variable = before - step;
    auto const below = f();
    variable = before;
    if constexpr (std::is_same_v<decltype(above), double>) {
        return (above - below) / (2 * step);
    } else {
        for (std::size_t k = 0; k < above.size(); ++k) above[k] = (above[k] - below[k]) / (2 * step);
        return above;
    }
}
// Sums of some hundred numbers of order 1, divided by 2e-5: rounding is 1e-14 / 1e-5, the step's square times third derivatives less.
constexpr double tolerance = 2e-7;

struct worst {
    double of = 0;
    void operator()(double actual, double expected) {
        double const d = std::abs(actual - expected) / (1 + std::abs(expected));
        of = d <= of ? of : std::isnan(d) ? HUGE_VAL : d;
    }
};

/// Is a function derived as loops?
template <class F, class... Arguments>
constexpr bool has_loops = ctgrad::transform::rerolled<ctgrad::tracing::function_program<F, Arguments...>>::found;

/// Energy of a chain: neighbours, ends, a kink, and numbers that all share.
constexpr auto chain = [](auto const& x) {
    using std::abs;
    using std::exp;
    auto total = x[0];
    for (std::size_t i = 1; i < x.size(); ++i) total += x[i];
    auto energy = x[0] * x[1] + exp(-x[x.size() - 1]);
    for (std::size_t i = 0; i + 1 < x.size(); ++i) {
        auto const d = x[i + 1] - x[i] * x[i];
        energy += abs(d) * d + exp(-x[i]) / total;
    }
    return energy;
};

/// A stencil with different ends.
constexpr auto stencil = [](auto const& x) {
    auto y = x;
    std::size_t const n = x.size();
    y[0] = x[0] * x[1];
    for (std::size_t i = 1; i + 1 < n; ++i) y[i] = (x[i - 1] - 2.0 * x[i] + x[i + 1]) * x[i] - x[i] * x[i] * x[i];
    y[n - 1] = x[n - 1] - x[n - 2];
    return y;
};

/// x^T A x + b^T A x, the matrix as an array.
constexpr auto form = [](auto const& x, auto const& a) {
    std::size_t const n = x.size();
    auto sum = 0.0 * x[0];
    for (std::size_t i = 0; i < n; ++i) {
        auto row = a[n * i] * x[0];
        for (std::size_t j = 1; j < n; ++j) row = row + a[n * i + j] * x[j];
        sum = sum + x[i] * row + row * row;
    }
    return sum;
};

/// A fit: few parameters, each read as a number, and data.
constexpr auto fit = [](auto const& p, auto const& t, auto const& y) {
    using std::exp;
    auto sum = 0.0 * p[0];
    for (std::size_t i = 0; i < t.size(); ++i) {
        auto const r = p[0] * exp(-p[1] * t[i]) + p[2] * exp(-p[3] * t[i]) + p[4] + p[5] * t[i] - y[i];
        sum += r * r;
    }
    return sum;
};

/// A layer: tanh(A x), the matrix as an array.
constexpr auto layer = [](auto const& x, auto const& a) {
    using std::tanh;
    auto y = x;
    std::size_t const n = x.size();
    for (std::size_t i = 0; i < n; ++i) {
        auto row = a[n * i] * x[0];
        for (std::size_t j = 1; j < n; ++j) row += a[n * i + j] * x[j];
        y[i] = tanh(0.1 * row);
    }
    return y;
};

/// The product of matrices, as arrays.
constexpr auto matrix_product = [](auto const& a, auto const& b) {
    auto c = a;
    for (std::size_t i = 0; i < 8; ++i)
        for (std::size_t k = 0; k < 8; ++k) {
            auto sum = a[8 * i] * b[k];
            for (std::size_t j = 1; j < 8; ++j) sum += a[8 * i + j] * b[8 * j + k];
            c[8 * i + k] = sum;
        }
    return c;
};

}  // namespace

TEST_CASE("Gradient, Hessian and their products with a direction") {
    using X = vector<60>;
    STATIC_REQUIRE(has_loops<decltype(chain), X>);
    X x = random_vector<60>(1);
    X dx = random_vector<60>(2);
    auto const [value, gradients] = ctgrad::value_and_gradient(chain)(x);
    auto const g = get<0>(gradients);
    auto const gradient = [&] { return get<0>(ctgrad::gradient(chain)(x)); };
    CHECK(value == Approx(chain(x)).epsilon(1e-13));
    CHECK(gradient() == g);
    auto const h = ctgrad::hessian(chain)(x);
    auto const [hx] = ctgrad::hvp(chain)(x, dx);
    double const along = ctgrad::jvp(chain)(x, dx);
    worst w;
    double sum = 0;
    for (std::size_t k = 0; k < x.size(); ++k) {
        w(g[k], difference(x[k], [&] { return chain(x); }));
        sum += g[k] * dx[k];
        auto const column = difference(x[k], gradient);
        double product = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            w(h(static_cast<int>(i), static_cast<int>(k)), column[i]);
            product += h(static_cast<int>(k), static_cast<int>(i)) * dx[i];
        }
        w(hx[k], product);
    }
    w(along, sum);
    CHECK(w.of < tolerance);
}

TEST_CASE("Jacobian of a stencil, and its products") {
    using X = vector<100>;
    STATIC_REQUIRE(has_loops<decltype(stencil), X>);
    X x = random_vector<100>(3);
    X const dx = random_vector<100>(4);
    X const u = random_vector<100>(5);
    auto const [value, jacobians] = ctgrad::value_and_jacobian(stencil)(x);
    auto const& j = get<0>(jacobians);
    auto const along = ctgrad::jvp(stencil)(x, dx);
    auto const [back] = ctgrad::vjp(stencil)(x, u);
    worst w;
    X product{};
    for (std::size_t k = 0; k < x.size(); ++k) {
        w(value[k], stencil(x)[k]);
        auto const column = difference(x[k], [&] { return stencil(x); });
        double dot = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            double const entry = j(static_cast<int>(i), static_cast<int>(k));
            w(entry, column[i]);
            product[i] += entry * dx[k];
            dot += entry * u[i];
        }
        w(back[k], dot);
    }
    for (std::size_t k = 0; k < x.size(); ++k) w(along[k], product[k]);
    CHECK(w.of < tolerance);
}

TEST_CASE("Which entries of a Jacobian may differ from 0 is known of each") {
    using X = vector<64>;
    STATIC_REQUIRE(has_loops<decltype(stencil), X>);
    constexpr auto pattern = ctgrad::sparsity(ctgrad::jacobian(stencil))(X{});
    int entries = 0;
    for (int i = 0; i < 64; ++i)
        for (int k = 0; k < 64; ++k) entries += get<0>(pattern)(i, k) ? 1 : 0;
    CHECK(entries == 62 * 3 + 4);
}

TEST_CASE("An array that is read as a matrix, differentiated by or not") {
    using X = vector<16>;
    using A = vector<256>;
    STATIC_REQUIRE(has_loops<decltype(form), X, A>);
    X x = random_vector<16>(6);
    A a = random_vector<256>(7);
    X const dx = random_vector<16>(8);
    A const da = random_vector<256>(9);
    auto const [by_x, by_a] = ctgrad::gradient(form)(x, a);
    auto const [only_x] = ctgrad::gradient<0>(form)(x, a);
    auto const [only_a] = ctgrad::gradient<1>(form)(x, a);
    double const along = ctgrad::jvp(form)(x, a, dx, da);
    double const along_a = ctgrad::jvp<1>(form)(x, a, da);
    auto const [hx, ha] = ctgrad::hvp(form)(x, a, dx, da);
    worst w;
    double sum_x = 0;
    double sum_a = 0;
    for (std::size_t k = 0; k < x.size(); ++k) {
        w(by_x[k], difference(x[k], [&] { return form(x, a); }));
        w(by_x[k], only_x[k]);
        sum_x += by_x[k] * dx[k];
    }
    for (std::size_t k = 0; k < a.size(); ++k) {
        w(by_a[k], difference(a[k], [&] { return form(x, a); }));
        w(by_a[k], only_a[k]);
        sum_a += by_a[k] * da[k];
    }
    w(along, sum_x + sum_a);
    w(along_a, sum_a);
    double t = 0;
    auto const gradient_at = [&] {
        X y = x;
        A b = a;
        for (std::size_t k = 0; k < y.size(); ++k) y[k] += t * dx[k];
        for (std::size_t k = 0; k < b.size(); ++k) b[k] += t * da[k];
        auto const [gx, ga] = ctgrad::gradient(form)(y, b);
        std::array<double, 16 + 256> all{};
        std::copy(gx.begin(), gx.end(), all.begin());
        std::copy(ga.begin(), ga.end(), all.begin() + 16);
        return all;
    };
    auto const expected = difference(t, gradient_at);
    for (std::size_t k = 0; k < x.size(); ++k) w(hx[k], expected[k]);
    for (std::size_t k = 0; k < a.size(); ++k) w(ha[k], expected[16 + k]);
    CHECK(w.of < 1e-6);  // values of order 1,000
    // float, and constant evaluation
    std::array<float, 16> y{};
    std::array<float, 256> b{};
    for (std::size_t k = 0; k < x.size(); ++k) y[k] = static_cast<float>(x[k]);
    for (std::size_t k = 0; k < a.size(); ++k) b[k] = static_cast<float>(a[k]);
    auto const [of_y, of_b] = ctgrad::gradient(form)(y, b);
    for (std::size_t k = 0; k < x.size(); ++k) CHECK(of_y[k] == Approx(by_x[k]).epsilon(1e-5));
    for (std::size_t k = 0; k < a.size(); ++k) CHECK(of_b[k] == Approx(by_a[k]).epsilon(1e-5));
}

TEST_CASE("Parameters that no loop reads along an axis") {
    using P = vector<6>;
    using X = vector<50>;
    STATIC_REQUIRE(has_loops<decltype(fit), P, X, X>);
    P p = random_vector<6>(20);
    X t = random_vector<50>(21);
    X const y = random_vector<50>(22);
    auto const gradients = [&] {
        auto const [by_p, by_t] = ctgrad::gradient<0, 1>(fit)(p, t, y);
        std::array<double, 56> all{};
        std::copy(by_p.begin(), by_p.end(), all.begin());
        std::copy(by_t.begin(), by_t.end(), all.begin() + 6);
        return all;
    };
    auto const g = gradients();
    auto const h = ctgrad::hessian<0>(fit)(p, t, y);
    worst w;
    for (std::size_t k = 0; k < p.size(); ++k) {
        w(g[k], difference(p[k], [&] { return fit(p, t, y); }));
        auto const column = difference(p[k], gradients);
        for (std::size_t i = 0; i < p.size(); ++i) w(h(static_cast<int>(i), static_cast<int>(k)), column[i]);
    }
    for (std::size_t k = 0; k < t.size(); ++k) w(g[6 + k], difference(t[k], [&] { return fit(p, t, y); }));
    CHECK(w.of < tolerance);
}

TEST_CASE("Jacobians by an array that is read as a matrix") {
    using X = vector<16>;
    using A = vector<256>;
    STATIC_REQUIRE(has_loops<decltype(layer), X, A>);
    X x = random_vector<16>(10);
    A a = random_vector<256>(11);
    X const u = random_vector<16>(12);
    auto const [by_x, by_a] = ctgrad::jacobian(layer)(x, a);
    auto const [back_x, back_a] = ctgrad::vjp(layer)(x, a, u);
    worst w;
    for (std::size_t k = 0; k < x.size(); ++k) {
        auto const column = difference(x[k], [&] { return layer(x, a); });
        double dot = 0;
        for (std::size_t i = 0; i < 16; ++i) {
            w(by_x(static_cast<int>(i), static_cast<int>(k)), column[i]);
            dot += column[i] * u[i];
        }
        w(back_x[k], dot);
    }
    for (std::size_t k = 0; k < a.size(); ++k) {
        auto const column = difference(a[k], [&] { return layer(x, a); });
        double dot = 0;
        for (std::size_t i = 0; i < 16; ++i) {
            w(by_a(static_cast<int>(i), static_cast<int>(k)), column[i]);
            dot += column[i] * u[i];
        }
        w(back_a[k], dot);
    }
    CHECK(w.of < tolerance);
}

TEST_CASE("A result that is computed as a matrix") {
    using A = vector<64>;
    STATIC_REQUIRE(has_loops<decltype(matrix_product), A, A>);
    A const a = random_vector<64>(13);
    A const b = random_vector<64>(14);
    A const u = random_vector<64>(15);
    auto const [back_a, back_b] = ctgrad::vjp(matrix_product)(a, b, u);
    auto const along = ctgrad::jvp<1>(matrix_product)(a, b, u);
    auto const [of_a] = ctgrad::jacobian<0>(matrix_product)(a, b);
    worst w;
    for (int row = 0; row < 64; ++row)
        for (int column = 0; column < 64; ++column)
            w(of_a(row, column), row / 8 == column / 8 ? b[static_cast<std::size_t>(column % 8 * 8 + row % 8)] : 0);
    for (std::size_t i = 0; i < 8; ++i)
        for (std::size_t k = 0; k < 8; ++k) {
            double by_a = 0;
            double by_b = 0;
            double tangent = 0;
            for (std::size_t j = 0; j < 8; ++j) {
                by_a += u[8 * i + j] * b[8 * k + j];
                by_b += a[8 * j + i] * u[8 * j + k];
                tangent += a[8 * i + j] * u[8 * j + k];
            }
            w(back_a[8 * i + k], by_a);
            w(back_b[8 * i + k], by_b);
            w(along[8 * i + k], tangent);
        }
    CHECK(w.of < 1e-13);
}

TEST_CASE("Loops in constant evaluation: stretches of results are put where they belong") {
    constexpr auto rosenbrock = [](auto const& x) {
        auto sum = 0.0 * x[0];
        for (std::size_t i = 0; i + 1 < x.size(); ++i) {
            auto const valley = x[i + 1] - x[i] * x[i];
            sum += 100.0 * (valley * valley) + (1.0 - x[i]) * (1.0 - x[i]);
        }
        return sum;
    };
    using X = vector<80>;
    STATIC_REQUIRE(has_loops<decltype(rosenbrock), X>);
    constexpr X x = [] {
        X twos{};
        for (double& entry : twos) entry = 2;
        return twos;
    }();
    constexpr auto both = ctgrad::value_and_gradient(rosenbrock)(x);
    constexpr X gradient = get<0>(both.second);
    STATIC_REQUIRE(both.first == 79 * 401);
    STATIC_REQUIRE(gradient[0] == 1602);
    STATIC_REQUIRE(gradient[1] == 1202);
    STATIC_REQUIRE(gradient[78] == 1202);
    STATIC_REQUIRE(gradient[79] == -400);
}

TEST_CASE("Into memory of the caller's, and within another function that is traced") {
    using X = vector<60>;
    X const x = random_vector<60>(16);
    X there{};
    ctgrad::gradient(chain).into(there)(x);
    CHECK(there == get<0>(ctgrad::gradient(chain)(x)));
    constexpr auto slope = [](auto const& y) {
        auto const [g] = ctgrad::gradient(chain)(y);
        return g[0] * g[59];
    };
    X z = x;
    auto const [of_slope] = ctgrad::gradient(slope)(x);
    worst w;
    for (std::size_t k = 0; k < x.size(); ++k) w(of_slope[k], difference(z[k], [&] { return slope(z); }));
    CHECK(w.of < tolerance);
}
