// Tensors in ordinary functions: operators and functions on them, on values and while traced, and derivatives by them. The witnesses are
// the same formulas of symbols.
#include <ctgrad/ctgrad.hpp>

#include <array>
#include <tuple>
#include <type_traits>

using namespace ctgrad::literals;

namespace {

using ctgrad::gradient;
using ctgrad::symbol;
using ctgrad::tensor;
using ctgrad::value_and_gradient;
using std::get;

constexpr auto W = symbol<"W", 4, 3>;
constexpr auto v = symbol<"v", 3>;
constexpr auto b = symbol<"b", 4>;
constexpr auto M = symbol<"M", 3, 3>;
constexpr auto s = symbol<"s">;
constexpr auto dv = symbol<"dv", 3>;

constexpr tensor<double, 4, 3> weights{1, 2, 3, -1, -2, -3, 4, 5, 6, 0.5, 0.25, 0.125};
constexpr tensor<double, 3> sample{1, -2, 3};
constexpr tensor<double, 4> bias{1, 2, 3, 4};
constexpr tensor<double, 3, 3> square_matrix{4, 1, 2, 0.5, 5, -1, 2, 0.25, 6};

template <class A, class B>
constexpr bool same_entries(A const& p, B const& q) {
    for (int k = 0; k < p.size(); ++k)
        if (!(p.data()[k] == q.data()[k])) return false;
    return p.size() == q.size();
}
constexpr bool near(double p, double q) {
    double const size = 1 + (p < 0 ? -p : p);
    return p - q < 1e-14 * size && q - p < 1e-14 * size;  // the same graph, but for the order of a few sums
}

// ---- on numbers ----------------------------------------------------------------------------------------------------------------

static_assert(weights * sample == tensor<double, 4>{6, -6, 12, 0.375});
static_assert(2.0 * sample - sample / 2.0 + 1.0 == tensor<double, 3>{2.5, -2, 5.5});
static_assert(-sample == tensor<double, 3>{-1, 2, -3} && +sample == sample);
static_assert(std::is_same_v<decltype(tensor<float, 2>{1, 2} + tensor<float, 2>{3, 4}), tensor<float, 2>>);
static_assert(weights[1] + sample == tensor<double, 3>{0, -4, 0});  // a row
constexpr auto compound = [] {
    tensor<double, 2> p{1, 2};
    p += tensor<double, 2>{1, 1};
    p *= 3.0;
    p -= 2.0;
    return p /= 2.0;
};
static_assert(compound() == tensor<double, 2>{2, 3.5});
static_assert(dot(sample, sample) == 14 && sum(relu(sample)) == 4 && max_element(sample) == 3);
static_assert(sum<0>(weights) == tensor<double, 3>{4.5, 5.25, 6.125});
static_assert(ctgrad::trace(square_matrix) == 15 && transpose(weights)[0][2] == 4);
static_assert(ctgrad::segment<1, 2>(sample) == tensor<double, 2>{-2, 3});

// activations are there for numbers
constexpr auto neuron = [](auto w, auto x) { return ctgrad::sigmoid(w * x) + ctgrad::relu(w) + ctgrad::leaky_relu(x, 0.5); };
static_assert(near(neuron(0.0, -2.0), 0.5 - 1) && near(value_and_gradient(neuron)(0.5, -2.0).first, neuron(0.5, -2.0)));
static_assert(std::is_same_v<decltype(ctgrad::gelu(1.0F)), float> && ctgrad::gelu(0.0F) == 0);

// ---- the same graph as a formula -------------------------------------------------------------------------------------------------

constexpr auto layer = [](auto const& w, auto const& x, auto const& c) { return softplus(w * x + c); };
static_assert(ctgrad::trace(layer)(W, v, b) == softplus(W * v + b));
static_assert(layer(weights, sample, bias) == softplus(W * v + b)(W = weights, v = sample, b = bias));

constexpr auto loss = [](auto const& w, auto const& x, auto const& c) {
    return sum(cwise_product(relu(w * x + c), c)) + 0.5 * squared_norm(w);
};
constexpr auto loss_formula = sum(cwise_product(relu(W * v + b), b)) + 0.5_c * squared_norm(W);
static_assert(ctgrad::trace(loss)(W, v, b) == loss_formula);
static_assert(
    cost(value_and_gradient(loss).program_for<tensor<double, 4, 3>, tensor<double, 3>, tensor<double, 4>>) ==
    cost(value_and_gradient(loss_formula, W, v, b)));
static_assert(loss(weights, sample, bias) == loss_formula(W = weights, v = sample, b = bias));

constexpr auto by_callable = value_and_gradient(loss)(weights, sample, bias);
constexpr auto by_formula = value_and_gradient(loss_formula, W, v, b)(W = weights, v = sample, b = bias);
static_assert(by_callable.first == by_formula.value);
static_assert(get<0>(by_callable.second) == by_formula.gradient[W]);
static_assert(get<1>(by_callable.second) == by_formula.gradient[v]);
static_assert(get<2>(by_callable.second) == by_formula.gradient[b]);

// every function that takes apart, combines or reduces
template <class F, class E>
constexpr bool agree_with_formula(F f, E formula) {
    auto const [value, gradients] = value_and_gradient(f)(square_matrix, sample);
    auto const expected = value_and_gradient(formula, M, v)(M = square_matrix, v = sample);
    bool agree = near(value, expected.value) && near(f(square_matrix, sample), expected.value);
    for (int k = 0; k < 9; ++k) agree = agree && near(get<0>(gradients).data()[k], expected.gradient[M].data()[k]);
    for (int k = 0; k < 3; ++k) agree = agree && near(get<1>(gradients)[k], expected.gradient[v][k]);
    return agree;
}
constexpr auto systems = [](auto const& m, auto const& x) {
    return dot(solve(m, x) + inverse(m) * x, normalize(x)) + determinant(m) * norm(m);
};
static_assert(agree_with_formula(systems, dot(solve(M, v) + inverse(M) * v, normalize(v)) + determinant(M) * norm(M)));
constexpr auto products = [](auto const& m, auto const& x) {
    auto const y = cross(x, m * x) + cwise_quotient(x, 2.0 + cwise_product(x, x));
    return sum(sum<0>(outer(x, y) + ctgrad::broadcast_rows<3>(y) + transpose(matmul(m, m)))) + ctgrad::trace(m) +
           sum(diagonal(m));
};
constexpr auto products_of = cross(v, M * v) + cwise_quotient(v, 2_c + cwise_product(v, v));
static_assert(agree_with_formula(
    products, sum(sum<0>(outer(v, products_of) + ctgrad::broadcast_rows<3>(products_of) + transpose(matmul(M, M)))) +
                  ctgrad::trace(M) + sum(diagonal(M))));
constexpr auto reductions = [](auto const& m, auto const& x) {
    auto const y = m * x;
    return mean(m) + prod(x) + max_element(y) + min_element(y) + logsumexp(y) + squared_norm(y) + dot(softmax(y), x) +
           sum(log_softmax(x)) + sum(max_element<1>(m));
};
static_assert(agree_with_formula(
    reductions, mean(M) + prod(v) + max_element(M * v) + min_element(M * v) + logsumexp(M * v) + squared_norm(M * v) +
                    dot(softmax(M * v), v) + sum(log_softmax(v)) + sum(max_element<1>(M))));
constexpr auto pieces = [](auto const& m, auto const& x) {
    auto const y = concat(x, 1.0, ctgrad::segment<1, 2>(x));
    return mean_squared_error(x, m * x) + huber_loss(x, m * x) + huber_loss(x, m * x, 0.5) + dot(y, y) +
           dot(ctgrad::vector_of(x[0], x[1], 3.0), x) + sum(ctgrad::matrix_of<1, 2>(x[2], m(0, 1)) * 2.0);
};
constexpr auto pieces_of = concat(v, 1_c, ctgrad::segment<1, 2>(v));
static_assert(agree_with_formula(
    pieces, mean_squared_error(v, M * v) + huber_loss(v, M * v) + huber_loss(v, M * v, 0.5_c) + dot(pieces_of, pieces_of) +
                dot(vector_of(v[0_c], v[1_c], 3_c), v) +
                sum(ctgrad::matrix_of<1, 2>(v[2_c], element(M, 0_c, 1_c)) * 2_c)));
constexpr auto entrywise = [](auto const& m, auto const& x) {
    auto const y = 0.1 * (m * x);
    return sum(atan2(y, x) + pow(2.0, y) + max(x, y) + min(x, 0.5) + clamp(x, -1.0, y) + hypot(x, y) + fma(x, y, 1.0)) +
           sum(sin(y) + cos(y) + tanh(x) + sigmoid(x) + gelu(x) + silu(y) + elu(x) + leaky_relu(x, 0.25) + abs(x) + erf(y)) +
           sum(exp(y) + log1p(square(x)) + sqrt(abs(y)) + cbrt(x) + expm1(y) + sign(x) * 2.0);
};
constexpr auto tenth = 0.1_c * (M * v);
static_assert(agree_with_formula(
    entrywise,
    sum(atan2(tenth, v) + pow(2_c, tenth) + max(v, tenth) + min(v, 0.5_c) + clamp(v, -1_c, tenth) + hypot(v, tenth) +
        fma(v, tenth, 1_c)) +
        sum(sin(tenth) + cos(tenth) + tanh(v) + sigmoid(v) + gelu(v) + silu(tenth) + elu(v) + leaky_relu(v, 0.25_c) + abs(v) +
            erf(tenth)) +
        sum(exp(tenth) + log1p(square(v)) + sqrt(abs(tenth)) + cbrt(v) + expm1(tenth) + sign(v) * 2_c)));

// ---- other verbs -----------------------------------------------------------------------------------------------------------------

constexpr auto of_layer = ctgrad::jacobian(layer)(weights, sample, bias);
static_assert(same_entries(get<0>(of_layer), jacobian(softplus(W * v + b), W)(W = weights, v = sample, b = bias)));
static_assert(get<1>(of_layer) == jacobian(softplus(W * v + b), v)(W = weights, v = sample, b = bias));

constexpr auto bowl = [](auto const& x) { return sum(exp(x)) * dot(x, x); };
constexpr auto bowl_formula = sum(exp(v)) * dot(v, v);
static_assert(ctgrad::hessian(bowl)(sample) == hessian(bowl_formula, v)(v = sample));
static_assert(get<0>(ctgrad::hvp(bowl)(sample, bias[0] * sample)) == hvp(bowl_formula, v, dv)(v = sample, dv = sample));
static_assert(
    ctgrad::jvp<1>(layer)(weights, sample, bias, sample) ==
    jvp(softplus(W * v + b), v, dv)(W = weights, v = sample, b = bias, dv = sample));
static_assert(
    get<0>(ctgrad::vjp<0>(layer)(weights, sample, bias, bias)) ==
    vjp(softplus(W * v + b), W, b)(W = weights, v = sample, b = bias));

// ---- tensors that are taken apart and put together ---------------------------------------------------------------------------------

constexpr auto by_entries = [](auto scale, auto const& a, auto const& x, auto m) {
    using T = decltype(scale);
    tensor<T, 3> y{};
    for (int i = 0; i < 3; ++i) y[i] = a[static_cast<unsigned>(i)] * x[i];
    y[1] += scale;
    T r = dot(m * y, x) * scale;  // m is not const, and has references into its entries
    m(0, 2) = m(0, 2) + x[0];
    if (r > 0) r = r * x[0] + sum(m[1]);
    for (T const& entry : x) r += entry * entry;
    return r + m(0, 2);
};
constexpr auto y_formula = vector_of(2_c * v[0_c], 3_c * v[1_c] + s, 4_c * v[2_c]);
constexpr auto r_formula = dot(M * y_formula, v) * s;
constexpr auto entries_formula =
    select(0_c < r_formula, r_formula * v[0_c] + sum(row(M, 1_c)), r_formula) + dot(v, v) + element(M, 0_c, 2_c) + v[0_c];
constexpr std::array factors{2.0, 3.0, 4.0};
constexpr bool entries_agree(double scale) {
    auto const [value, gradients] = value_and_gradient(by_entries)(scale, factors, sample, square_matrix);
    auto const expected = value_and_gradient(entries_formula, s, v, M)(s = scale, v = sample, M = square_matrix);
    bool agree = near(value, expected.value) && near(by_entries(scale, factors, sample, square_matrix), value);
    agree = agree && near(get<0>(gradients), expected.gradient[s]);
    for (int k = 0; k < 3; ++k) agree = agree && near(get<2>(gradients)[k], expected.gradient[v][k]);
    for (int k = 0; k < 9; ++k) agree = agree && near(get<3>(gradients).data()[k], expected.gradient[M].data()[k]);
    return agree;
}
static_assert(entries_agree(2.0) && entries_agree(-2.0));  // both ways of the branch

// a tensor as a result of a branch, and of several parts
constexpr auto way = [](auto x, auto const& p) {
    if (x > 0.0) return p * x;
    return -p;
};
static_assert(get<0>(ctgrad::jacobian<1>(way)(2.0, sample)) == tensor<double, 3, 3>{2, 0, 0, 0, 2, 0, 0, 0, 2});
static_assert(get<0>(ctgrad::jacobian<1>(way)(-2.0, sample)) == tensor<double, 3, 3>{-1, 0, 0, 0, -1, 0, 0, 0, -1});
static_assert(ctgrad::trace(way)(s, v) == select(0_c < s, v * s, -v));
constexpr auto parts = [](auto const& p, auto x) { return std::tuple(x * x, p * x, std::array{p[0], sum(p)}); };
static_assert(
    get<0>(ctgrad::jacobian(parts)(sample, 2.0)) ==
    tensor<double, 6, 3>{0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 0, 0, 1, 1, 1});
static_assert(get<1>(ctgrad::jacobian(parts)(sample, 2.0)) == tensor<double, 6, 1>{4, 1, -2, 3, 0, 0});

// tensors of nothing but plain numbers are computed at once
constexpr auto with_constants = [](auto const& x) {
    using T = std::remove_cvref_t<decltype(x[0])>;
    tensor<T, 3> const ones{1, 1, 1};
    tensor<T, 3> const twos = ones + ones;
    return dot(x, twos) * sum(exp(twos - 2));
};
static_assert(value_and_gradient(with_constants)(sample) == std::pair(12.0, std::tuple(tensor<double, 3>{6, 6, 6})));
constexpr auto with_a_table = [](auto const& x) { return dot(x, tensor<double, 3>{0.5, 2, 4}); };
static_assert(gradient(with_a_table)(sample) == std::tuple(tensor<double, 3>{0.5, 2, 4}));

// an operator of the user's
struct swallow {
    static constexpr auto forward(auto p) { return p + 1_c; }
    static constexpr auto backward(auto upstream, auto /*output*/, auto /*p*/) { return ctgrad::partials(7_c * upstream); }
};
constexpr auto swallowed = [](auto const& x, auto y) { return sum(ctgrad::apply<swallow>(x)) * ctgrad::apply<swallow>(y); };
static_assert(gradient(swallowed)(sample, 1.0) == std::tuple(tensor<double, 3>{14, 14, 14}, 35.0));

// templates of the scalar type, and float stays float
template <class T>
constexpr T energy(tensor<T, 3, 3> const& m, tensor<T, 3> const& x) {
    return dot(x, m * x) / 2;
}
constexpr auto energy_of = [](auto const&... x) { return energy(x...); };
static_assert(
    get<1>(gradient(energy_of)(tensor<float, 3, 3>{2, 0, 0, 0, 3, 0, 0, 0, 4}, tensor<float, 3>{1, 2, 3})) ==
    tensor<float, 3>{2, 6, 12});

}  // namespace
