// Tensors in ordinary functions at run time: a network that is too large to be written out, against central differences and against the
// same formula.
#include <catch2/catch.hpp>

#include <ctgrad/ctgrad.hpp>

#include <boost/hana/define_struct.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>
#include <vector>

namespace {

using std::get;

template <class T>
struct layer {
    BOOST_HANA_DEFINE_STRUCT(layer, (ctgrad::tensor<T, 24, 40>, weights), (ctgrad::tensor<T, 24>, bias));
};

constexpr auto network = [](auto const& first, auto const& W, auto const& x, auto scale) {
    auto const hidden = tanh(first.weights * x + first.bias);
    auto const scores = log_softmax(W * hidden);
    return -scores[2] + scale * (squared_norm(W) + squared_norm(first.weights));
};

template <class Tensor>
void fill(Tensor& t, double frequency) {
    double k = 0;
    for (auto& entry : t) entry = 0.3 * std::sin(frequency * ++k);
}

struct point {
    layer<double> first{};
    ctgrad::tensor<double, 7, 24> W{};
    ctgrad::tensor<double, 40> x{};

    point() {
        fill(first.weights, 1.1);
        fill(first.bias, 0.7);
        fill(W, 1.7);
        fill(x, 2.3);
    }
};

}  // namespace

TEST_CASE("A network as an ordinary function has the gradient of central differences") {
    point p;
    auto const [value, gradients] = ctgrad::value_and_gradient(network)(p.first, p.W, p.x, 0.01);
    auto const& [of_layer, of_W, of_x, of_scale] = gradients;
    CHECK(value == Approx(network(p.first, p.W, p.x, 0.01)).epsilon(1e-13));
    auto const difference = [&](double& entry) {
        double const before = entry;
        double const step = 1e-5;
        entry = before + step;
        double const above = network(p.first, p.W, p.x, 0.01);
        entry = before - step;
        double const below = network(p.first, p.W, p.x, 0.01);
        entry = before;
        return (above - below) / (2 * step);  // wrong by about step^2 = 1e-10 and rounding / step = 1e-11
    };
    for (int k = 0; k < p.first.weights.size(); k += 97)
        CHECK(of_layer.weights.data()[k] == Approx(difference(p.first.weights.data()[k])).margin(1e-9));
    for (int k = 0; k < p.first.bias.size(); k += 5)
        CHECK(of_layer.bias[k] == Approx(difference(p.first.bias[k])).margin(1e-9));
    for (int k = 0; k < p.W.size(); k += 13) CHECK(of_W.data()[k] == Approx(difference(p.W.data()[k])).margin(1e-9));
    for (int k = 0; k < p.x.size(); k += 3) CHECK(of_x[k] == Approx(difference(p.x[k])).margin(1e-9));
    CHECK(of_scale == Approx(squared_norm(p.W) + squared_norm(p.first.weights)));
}

TEST_CASE("A function of a long vector and its segments") {
    constexpr auto rosenbrock = [](auto const& x) {
        auto const head = ctgrad::segment<0, 99>(x);
        return sum(100.0 * square(ctgrad::segment<1, 99>(x) - square(head)) + square(1.0 - head));
    };
    ctgrad::tensor<double, 100> x{};
    fill(x, 0.9);
    auto const [gradient] = ctgrad::gradient(rosenbrock)(x);
    for (int k = 0; k < 100; ++k) {
        double expected = 0;
        if (k < 99) expected += -400 * x[k] * (x[k + 1] - x[k] * x[k]) - 2 * (1 - x[k]);
        if (k > 0) expected += 200 * (x[k] - x[k - 1] * x[k - 1]);
        CHECK(gradient[k] == Approx(expected).epsilon(1e-12));
    }
    ctgrad::tensor<double, 100> direction{};
    fill(direction, 0.4);
    auto const [along] = ctgrad::hvp(rosenbrock)(x, direction);
    for (int k = 0; k < 100; ++k) {
        double expected = 0;
        if (k < 99)
            expected += (1200 * x[k] * x[k] - 400 * x[k + 1] + 2) * direction[k] - 400 * x[k] * direction[k + 1];
        if (k > 0) expected += 200 * direction[k] - 400 * x[k - 1] * direction[k - 1];
        CHECK(along[k] == Approx(expected).epsilon(1e-12));
    }
}

TEST_CASE("What is undefined on the way that is not taken does not show, whole tensors included") {
    constexpr auto guarded = [](auto const& x, auto s) {
        if (s > 0.0) return sum(log(x) / s);
        return sum(x);
    };
    double const infinity = std::numeric_limits<double>::infinity();
    for (double const s : {0.0, -1.0, -infinity}) {
        auto const [by_x, by_s] = ctgrad::gradient(guarded)(ctgrad::tensor<double, 3>{-1, 0, infinity}, s);
        CHECK(by_x == ctgrad::tensor<double, 3>{1, 1, 1});
        CHECK(by_s == 0);
    }
    auto const [by_x, by_s] = ctgrad::gradient(guarded)(ctgrad::tensor<double, 3>{1, 2, 4}, 2.0);
    CHECK(by_x == ctgrad::tensor<double, 3>{0.5, 0.25, 0.125});
    CHECK(by_s == Approx(-std::log(8.0) / 4));
}

TEST_CASE("Jacobians of several parts by several blocks, in loops and written out") {
    constexpr auto parts = [](auto const& l, auto const& x) {
        auto const y = l.weights * x + l.bias;
        return std::tuple(sum(y), y, std::array{y[0] * x[1], l.bias[2]});
    };
    point p;
    auto const [value, jacobians] = ctgrad::value_and_jacobian(parts)(p.first, p.x);
    auto const& by_layer = get<0>(jacobians);  // 27 rows; columns: 24 times 40 weights, then 24 biases
    auto const& by_x = get<1>(jacobians);
    CHECK(by_layer.shape == ctgrad::make_extents(27, 24 * 40 + 24));
    double largest = 0;
    auto const compare = [&](double entry, double expected) { largest = std::max(largest, std::abs(entry - expected)); };
    for (int k = 0; k < 40; ++k) {
        double column = 0;
        for (int i = 0; i < 24; ++i) {
            compare(by_x(1 + i, k), p.first.weights(i, k));
            column += p.first.weights(i, k);
            compare(by_layer(0, 40 * i + k), p.x[k]);
            for (int j = 0; j < 24; ++j) compare(by_layer(1 + i, 40 * j + k), i == j ? p.x[k] : 0);
            compare(by_layer(25, 40 * i + k), i == 0 ? p.x[k] * p.x[1] : 0);
        }
        compare(by_x(0, k), column);
        compare(by_x(25, k), p.first.weights(0, k) * p.x[1] + (k == 1 ? get<1>(value)[0] : 0));
        compare(by_x(26, k), 0);
    }
    for (int j = 0; j < 24; ++j) {
        compare(by_layer(0, 960 + j), 1);
        for (int i = 0; i < 24; ++i) compare(by_layer(1 + i, 960 + j), i == j ? 1 : 0);
        compare(by_layer(25, 960 + j), j == 0 ? p.x[1] : 0);
        compare(by_layer(26, 960 + j), j == 2 ? 1 : 0);
    }
    CHECK(largest < 1e-14);  // sums of 24 numbers below 0.3

    constexpr auto small = [](auto const& x) { return std::tuple(sum(x), 2.0 * x); };
    ctgrad::tensor<double, 3> const at{1, -2, 3};
    CHECK(get<0>(ctgrad::jacobian(small)(at)) == ctgrad::tensor<double, 4, 3>{1, 1, 1, 2, 0, 0, 0, 2, 0, 0, 0, 2});
}

TEST_CASE("map of a function of tensors") {
    constexpr auto energy = [](auto const& m, auto const& x) { return dot(x, m * x); };
    ctgrad::tensor<double, 3, 3> m{};
    fill(m, 1.3);
    std::vector<ctgrad::tensor<double, 3>> xs(11);
    for (std::size_t k = 0; k < xs.size(); ++k) fill(xs[k], 0.1 * static_cast<double>(k + 1));
    std::vector<double> energies(11);
    ctgrad::map(energy)(m, xs, energies);
    for (std::size_t k = 0; k < xs.size(); ++k) CHECK(energies[k] == Approx(energy(m, xs[k])));
}
