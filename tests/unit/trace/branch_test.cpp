// Functions with branches: on both sides of every branch the derivatives are those of central differences, and what is not taken
// never shows, at points where it is undefined, too.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using point = std::array<double, 2>;

/// Checks value and gradient of a function of two numbers at points that are no kinks.
template <class F>
void agrees_with_differences(F f, std::vector<point> const& points) {
    for (auto const& [x, y] : points) {
        CAPTURE(x, y);
        auto const [value, gradient] = ctgrad::value_and_gradient(f)(x, y);
        double const expected = f(x, y);
        CHECK(std::isfinite(value));
        CHECK(value == Approx(expected).epsilon(1e-13).margin(1e-13));  // some 100 roundings
        // h^2 truncated (third derivatives below 100 here), 1e-16 / h rounded: 1e-8 and 1e-10 of numbers of size 1 to 10
        constexpr double h = 1e-5;
        double const dx = (f(x + h, y) - f(x - h, y)) / (2 * h);
        double const dy = (f(x, y + h) - f(x, y - h)) / (2 * h);
        CHECK(std::get<0>(gradient) == Approx(dx).epsilon(1e-7).margin(1e-7));
        CHECK(std::get<1>(gradient) == Approx(dy).epsilon(1e-7).margin(1e-7));
    }
}
/// Checks the gradient at a point where what is not taken is undefined.
template <class F>
void is_exactly(F f, point const& at, double value, point const& gradient) {
    auto const [v, g] = ctgrad::value_and_gradient(f)(at[0], at[1]);
    CAPTURE(at[0], at[1]);
    CHECK(v == value);
    CHECK(std::get<0>(g) == gradient[0]);
    CHECK(std::get<1>(g) == gradient[1]);
}

}  // namespace

TEST_CASE("An absolute value, a maximum, a clamp, written with if") {
    agrees_with_differences(
        [](auto x, auto y) {
            if (x < 0) x = -x;
            return x * y;
        },
        {{-2, 3}, {2, 3}});
    agrees_with_differences([](auto x, auto y) { return x > y ? x * x : y * x; }, {{1, 2}, {2, 1}, {-1, -2}});
    agrees_with_differences(
        [](auto x, auto y) {
            if (x < -1) return y - y - 1;
            if (x > y) return y;
            return x;
        },
        {{-3, 1}, {0, 1}, {2, 1}});
}

TEST_CASE("Algorithms of the standard library: they compare") {
    agrees_with_differences(
        [](auto x, auto y) { return std::max(x * y, x + y) - std::min(x, y); }, {{3, 4}, {0.5, 1}, {-2, 1}, {1, -2}});
    agrees_with_differences(
        [](auto x, auto y) { return std::clamp(x, decltype(x)(-1), decltype(x)(2)) * x * y; },
        {{0.5, 2}, {9, 2}, {-7, 2}});
    agrees_with_differences(
        [](auto x, auto y) {
            std::array v{x, y, x * y};
            std::sort(v.begin(), v.end());
            return v[0] + 10 * v[1] + 100 * v[2];
        },
        {{2, 3}, {3, 2}, {0.5, 3}, {3, 0.5}, {0.5, 0.4}, {0.4, 0.5}, {-2, 3}});
}

TEST_CASE("Nested ifs, early returns, else if") {
    agrees_with_differences(
        [](auto x, auto y) {
            if (x > 0) {
                if (y > 0) return x * y;
                return x - y * y;
            }
            if (y > 0) return sin(x) + y;
            return x * x * y;
        },
        {{1, 2}, {1, -2}, {-1, 2}, {-1, -2}});
    agrees_with_differences(
        [](auto x, auto y) {  // Huber's loss of a residual
            auto const r = x * y - 1;
            if (r > 1.0)
                return r - 0.5;
            else if (r < -1.0)
                return -r - 0.5;
            else
                return 0.5 * r * r;
        },
        {{1, 1.5}, {2, 3}, {-1, 2}});
    agrees_with_differences(
        [](auto x, auto y) {
            return x < 0 ? y : x < 1 ? y * x * x * (3 - 2 * x) : x < 2 ? y / x : y * y;
        },
        {{-1, 2}, {0.5, 2}, {1.5, 2}, {3, 2}});
}

TEST_CASE("Conditions are joined") {
    agrees_with_differences(
        [](auto x, auto y) {
            if (x > 0 && y > 0) return x / y;
            if (x < 0 || !(y > -1)) return x + 2 * y;
            return y * y;
        },
        {{1, 2}, {-1, 2}, {1, -2}, {1, -0.5}, {-1, -2}});
    agrees_with_differences(
        [](auto x, auto y) {
            bool const outside = x * x + y * y > 4;
            bool const right = x > 0;
            return outside == right ? x * y : x - y;
        },
        {{3, 1}, {-3, 1}, {1, 1}, {-1, 1}});
}

TEST_CASE("What follows several ifs") {
    auto const steps = [](auto x, auto y) {
        auto sum = x - x;
        auto const root = sqrt(x);
        if (y > 1) sum += root;
        if (y > 2) sum += 2 * root * y;
        if (y > 3) sum = sum * sum;
        return exp(-sum) + y;
    };
    agrees_with_differences(steps, {{2, 0.5}, {2, 1.5}, {2, 2.5}, {2, 3.5}});
    is_exactly(steps, {0, 0.5}, 1.5, {0, 1});  // the root has an infinite derivative, but nothing depends on it
}

TEST_CASE("Loops: over plain integers, left early, with steps that are passed over") {
    agrees_with_differences(
        [](auto x, auto y) {
            auto term = x;
            auto sum = x;
            for (int i = 1; i < 6; ++i) {
                term *= x * y / i;
                if (term < 0.01) break;
                sum += term;
            }
            return sum;
        },
        {{1, 0.1}, {1, 0.5}, {1, 1}, {2, 1.5}});
    agrees_with_differences(
        [](auto x, auto y) {
            constexpr std::array<double, 4> knots{-1, 0, 1, 2};
            auto sum = y - y;
            for (double const knot : knots) {
                if (x < knot) continue;
                sum += y * (x - knot) * (x - knot);
            }
            return sum;
        },
        {{-2, 3}, {-0.5, 3}, {0.5, 3}, {1.5, 3}, {2.5, 3}});
    agrees_with_differences(
        [](auto x, auto y) {  // two steps of bisection for the root of t^2 = x y
            auto low = x - x;
            auto high = x * y + 1;
            for (int i = 0; i < 2; ++i) {
                auto const middle = (low + high) / 2;
                if (middle * middle > x * y)
                    high = middle;
                else
                    low = middle;
            }
            return low + high;
        },
        {{1, 0.05}, {1, 0.5}, {3, 4}, {5, 6}});
}

TEST_CASE("A root, a logarithm, a quotient where they are defined only") {
    auto const root = [](auto x, auto y) { return x > 0 ? y * sqrt(x) : y; };
    agrees_with_differences(root, {{2, 3}, {-2, 3}});
    is_exactly(root, {0, 3}, 3, {0, 1});
    is_exactly(root, {-1, 3}, 3, {0, 1});

    auto const logarithm = [](auto x, auto y) {
        if (x * y <= 0) return x;
        return log(x) + log(y) * x;
    };
    agrees_with_differences(logarithm, {{2, 3}, {-2, 3}, {2, -3}});
    is_exactly(logarithm, {0, 3}, 0, {1, 0});
    is_exactly(logarithm, {2, 0}, 2, {1, 0});

    auto const quotient = [](auto x, auto y) {
        if (y == 0) return 5 * x;
        return x / y;
    };
    agrees_with_differences(quotient, {{2, 3}, {2, -3}});
    is_exactly(quotient, {2, 0}, 10, {5, 0});

    auto const sinc = [](auto x, auto y) {
        if (x != 0.0) return y * sin(x) / x;
        return y;
    };
    agrees_with_differences(sinc, {{0.5, 2}, {-0.5, 2}});
    is_exactly(sinc, {0, 2}, 2, {0, 1});

    auto const length = [](auto x, auto y) {
        auto const squared = x * x + y * y;
        if (squared < 1e-30) return squared;
        return 1 / sqrt(squared);
    };
    agrees_with_differences(length, {{1, 2}, {-1, 0.5}});
    is_exactly(length, {0, 0}, 0, {0, 0});

    auto const arc = [](auto x, auto y) {
        if (x >= 1) return y - y;
        if (x <= -1) return 3.0 * y;
        return acos(x) * y;
    };
    agrees_with_differences(arc, {{0.3, 2}, {2, 2}, {-2, 2}});
    is_exactly(arc, {1, 2}, 0, {0, 0});
    is_exactly(arc, {5, 2}, 0, {0, 0});
    is_exactly(arc, {-1, 2}, 6, {0, 3});

    auto const power = [](auto x, auto y) { return x > 0 ? pow(x, y) : x * y; };
    agrees_with_differences(power, {{2, 1.5}, {-2, 1.5}});
    is_exactly(power, {0, 1.5}, 0, {1.5, 0});
    is_exactly(power, {-2, 1.5}, -3, {1.5, -2});
}

TEST_CASE("What would overflow") {
    auto const softplus = [](auto x, auto y) {
        if (x > 30) return x * y;
        return log(1 + exp(x)) * y;
    };
    agrees_with_differences(softplus, {{0.5, 2}, {40, 2}});
    is_exactly(softplus, {1e6, 2}, 2e6, {2, 1e6});

    auto const guarded = [](auto x, auto y) {
        auto const e = exp(x);
        if (x > 100) return y;
        return e / (1 + e) * y;
    };
    agrees_with_differences(guarded, {{0.5, 2}, {200, 2}});
    is_exactly(guarded, {1e4, 2}, 2, {0, 1});

    auto const far = [](auto x, auto y) {  // 1 / x and 1 / y, each only if used
        auto const a = 1 / x;
        auto const b = 1 / y;
        if (x * x > y * y) {
            if (x > 0) return a;
            return -2 * a * a;
        }
        if (y * y > x * x) return b * b * x;
        return x + y;
    };
    agrees_with_differences(far, {{2, 1}, {-2, 1}, {1, 2}, {-1, -2}});
    is_exactly(far, {2, 0}, 0.5, {-0.25, 0});
    is_exactly(far, {0, 2}, 0, {0.25, 0});
    is_exactly(far, {0, 0}, 0, {1, 1});
}

TEST_CASE("A selection does not ask for another run") {
    agrees_with_differences(
        [](auto x, auto y) {
            if constexpr (std::is_same_v<decltype(x), double>)
                return x > 0 ? x * y : y;
            else
                return select(x > 0, x * y, y);
        },
        {{2, 3}, {-2, 3}});
}

TEST_CASE("Second derivatives, and Jacobians, on both sides of a branch") {
    auto const f = [](auto const& v) { return v[0] > 0 ? v[0] * v[0] * v[1] : sqrt(-v[0]) * v[1]; };
    CHECK(ctgrad::hessian(f)(point{2, 3}) == ctgrad::tensor<double, 2, 2>{6, 4, 4, 0});
    CHECK(ctgrad::hessian(f)(point{-4, 3}) == ctgrad::tensor<double, 2, 2>{-3. / 32, -0.25, -0.25, 0});
    auto const g = [](auto const& v) {
        if (v[0] > v[1]) return std::array{v[0] * v[1], v[0] / v[1]};
        return std::array{v[0] - v[1], v[1] - v[1]};
    };
    CHECK(std::get<0>(ctgrad::jacobian(g)(point{4, 2})) == ctgrad::tensor<double, 2, 2>{2, 4, 0.5, -1});
    CHECK(std::get<0>(ctgrad::jacobian(g)(point{-1, 0})) == ctgrad::tensor<double, 2, 2>{1, -1, 0, 0});
}
