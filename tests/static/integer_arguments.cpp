// Integer arguments of ordinary functions that are not differentiated by: positions and labels, and numbers where they are used as such. The
// witnesses are the same formulas with index symbols.
#include <ctgrad/ctgrad.hpp>

#include <array>
#include <tuple>

using namespace ctgrad::literals;

namespace {

using ctgrad::gradient;
using ctgrad::index_symbol;
using ctgrad::symbol;
using ctgrad::tensor;
using std::get;

constexpr auto W = symbol<"W", 4, 3>;
constexpr auto v = symbol<"v", 3>;
constexpr auto S = symbol<"S", 5, 4>;
constexpr auto y = index_symbol<"y">;
constexpr auto Y = index_symbol<"Y", 5>;

constexpr tensor<double, 4, 3> weights{1, 2, 3, -1, -2, -3, 4, 5, 6, 0.5, 0.25, 0.125};
constexpr tensor<double, 3> sample{1, -2, 3};
constexpr tensor<double, 5, 4> scores{1, 2, 3, 4, 4, 3, 2, 1, 1, 1, 2, 1, 0, 1, 0, 1, 2, 1, 4, 1};
constexpr tensor<int, 5> labels{0, 1, 2, 3, 0};

template <class A, class B>
constexpr bool near(A const& p, B const& q) {
    bool all = p.size() == q.size();
    for (int k = 0; k < p.size(); ++k)
        all = all && p.data()[k] - q.data()[k] < 1e-14 && q.data()[k] - p.data()[k] < 1e-14;  // a few roundings at 1
    return all;
}

constexpr auto svm = [](auto const& w, auto const& x, auto label) { return hinge_loss(w * x, label); };
static_assert(ctgrad::trace(svm)(W, v, y) == hinge_loss(W * v, y));
static_assert(svm(weights, sample, 2) == hinge_loss(W * v, y)(W = weights, v = sample, y = 2));
static_assert(
    get<0>(gradient<0>(svm)(weights, sample, 1)) ==
    gradient(hinge_loss(W * v, y), W)(W = weights, v = sample, y = 1)[W]);
static_assert(
    cost(gradient<0>(svm).program_for<tensor<double, 4, 3>, tensor<double, 3>, int>) ==
    cost(gradient(hinge_loss(W * v, y), W)));

// entries, rows and columns
constexpr auto picks = [](auto const& w, auto const& x, auto i, auto j) {
    return w[i][j] * x[j] + w(i, 0) + sum(row(w, i)) + sum(column(w, 1)) + element(w, j, i) * i + cross_entropy(w * x, j);
};
constexpr auto picks_formula = element(W, y, 2_c) * v[2_c] + element(W, y, 0_c) + sum(row(W, y)) + sum(column(W, 1_c)) +
                               element(W, 2_c, y) + cross_entropy(W * v, 2_c);
static_assert(picks(weights, sample, 1, 2) == picks_formula(W = weights, v = sample, y = 1));
constexpr auto by_picks = gradient<0, 1>(picks)(weights, sample, 1, 2);
constexpr auto by_picks_formula = gradient(picks_formula, W, v)(W = weights, v = sample, y = 1);
static_assert(near(get<0>(by_picks), by_picks_formula[W]) && near(get<1>(by_picks), by_picks_formula[v]));

// labels of the rows of a matrix
constexpr auto batch = [](auto const& s, auto const& of) {
    return cross_entropy(s, of) + hinge_loss(s, of, 0.5) + s(1, of[1]) * of(2);
};
constexpr auto batch_formula = cross_entropy(S, Y) + hinge_loss(S, Y, 0.5_c) + 2_c * element(S, 1_c, 1_c);
static_assert(near(get<0>(gradient<0>(batch)(scores, labels)), gradient(batch_formula, S)(S = scores, Y = labels)[S]));
static_assert(batch(scores, labels) - batch_formula(S = scores, Y = labels) < 1e-14);

// arrays of positions of any integer type; conditions on them
constexpr auto products = [](auto const& x, auto const& of) {
    return x[of[0]] * x[of[1]] + (of[0] < 2 ? x[0] : x[1]);
};
constexpr tensor<double, 3> primes{2, 3, 5};
static_assert(products(primes, std::array{1, 2}) == 17);
static_assert(gradient<0>(products)(primes, std::array{1, 2}) == std::tuple(tensor<double, 3>{1, 5, 3}));
static_assert(gradient<0>(products)(primes, std::array{2L, 2L}) == std::tuple(tensor<double, 3>{0, 1, 10}));

// an integer that is differentiated by is a number, as any argument is where none is named
constexpr auto power = [](auto x, auto n) { return x * n * n; };
static_assert(gradient(power)(2.0, 3) == std::tuple(9.0, 12.0) && gradient<1>(power)(2.0, 3) == std::tuple(12.0));
static_assert(gradient<0>(power)(2.0, 3) == std::tuple(9.0));

}  // namespace
