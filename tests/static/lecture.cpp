// The backpropagation lecture as identities: each gate, the neuron, the chain rule of vectors, the gradients of products of
// matrices, losses, a two-layer classifier. `==` compares canonical forms, so an identity holds for every value.
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto z = ctgrad::symbol<"z">;
constexpr auto w = ctgrad::symbol<"w">;
constexpr auto u = ctgrad::symbol<"u">;  // an upstream gradient

// ---- gates -----------------------------------------------------------------------------------------------------------------

// the graph of the lecture: q = x + y, f = q z
constexpr auto product_of_sum = (x + y) * z;
static_assert(derivative(product_of_sum, x) == z);
static_assert(derivative(product_of_sum, y) == z);
static_assert(derivative(product_of_sum, z) == x + y);
constexpr auto slopes = gradient(product_of_sum, x, y, z)(x = -2.0, y = 5.0, z = -4.0);
static_assert(product_of_sum(x = -2.0, y = 5.0, z = -4.0) == -12.0);
static_assert(slopes[x] == -4.0 && slopes[y] == -4.0 && slopes[z] == 3.0);

// add distributes, multiply swaps, copy adds, max routes
static_assert(vjp(x + y, x, u) == u);
static_assert(vjp(x + y, y, u) == u);
static_assert(vjp(x * y, x, u) == u * y);
static_assert(vjp(x * y, y, u) == u * x);
static_assert(vjp(x + x, x, u) == 2_c * u);
static_assert(vjp(x * y + x * z, x, u) == u * y + u * z);
static_assert(vjp(max(x, y), x, u) == select(x >= y, u, 0_c));
static_assert(vjp(max(x, y), y, u) == select(x < y, u, 0_c));
static_assert(vjp(min(x, y), x, u) == select(x <= y, u, 0_c));
static_assert(vjp(x * y, x, u) != u * x);
static_assert(vjp(max(x, y), x, u) != u);

// other gates
static_assert(derivative(1_c / x, x) == -1_c / (x * x));
static_assert(derivative(x + 2_c, x) == 1_c);
static_assert(derivative(w * x, x) == w);
static_assert(derivative(exp(x), x) == exp(x));
static_assert(derivative(log(x), x) == 1_c / x);
static_assert(derivative(sqrt(x), x) == 1_c / (2_c * sqrt(x)));
static_assert(derivative(tanh(x), x) == 1_c - square(tanh(x)));
static_assert(derivative(relu(x), x) == select(x > 0_c, 1_c, 0_c));
static_assert(derivative(abs(x), x) * x == abs(x));
static_assert(derivative(pow(x, 5_c), x) == 5_c * pow(x, 4_c));
static_assert(derivative(y, x) == 0_c);

// ---- the neuron ------------------------------------------------------------------------------------------------------------

constexpr auto logistic = 1_c / (1_c + exp(-z));
static_assert(logistic == sigmoid(z));
static_assert(logistic != sigmoid(-z));
static_assert(derivative(sigmoid(z), z) == sigmoid(z) * (1_c - sigmoid(z)));
static_assert(derivative(logistic, z) == sigmoid(z) * (1_c - sigmoid(z)));
static_assert(derivative(logistic, z) == (1_c - logistic) * logistic);
static_assert(derivative(logistic, z) == exp(-z) / square(1_c + exp(-z)));
static_assert(derivative(sigmoid(z), z) != sigmoid(z));
static_assert(derivative<2>(sigmoid(z), z) == derivative(sigmoid(z), z) * (1_c - 2_c * sigmoid(z)));

// one exp serves the value and every partial derivative
static_assert(cost(logistic).functions == 1);
static_assert(cost(derivative(logistic, z)).functions == 1);
static_assert(cost(ctgrad::program(logistic, derivative(logistic, z))).functions == 1);
static_assert(cost(value_and_gradient(sigmoid(w * x), w, x)).functions == 1);

constexpr auto w0 = ctgrad::symbol<"w0">;
constexpr auto w1 = ctgrad::symbol<"w1">;
constexpr auto w2 = ctgrad::symbol<"w2">;
constexpr auto x0 = ctgrad::symbol<"x0">;
constexpr auto x1 = ctgrad::symbol<"x1">;
constexpr auto activation = w0 * x0 + w1 * x1 + w2;
constexpr auto in_full = 1_c / (1_c + exp(-activation));
constexpr auto neuron = sigmoid(activation);
static_assert(in_full == neuron);
static_assert(gradient(in_full, w0)[w0] == neuron * (1_c - neuron) * x0);
static_assert(gradient(in_full, x1)[x1] == neuron * (1_c - neuron) * w1);
static_assert(gradient(in_full, w2)[w2] == neuron * (1_c - neuron));
static_assert(cost(value_and_gradient(in_full, w0, x0, w1, x1, w2)).functions == 1);
static_assert(
    cost(value_and_gradient(in_full, w0, x0, w1, x1, w2)) == cost(value_and_gradient(neuron, w0, x0, w1, x1, w2)));
static_assert(ctgrad::workspace_bytes<double>(value_and_gradient(neuron, w0, x0, w1, x1, w2)) == 0);

#if defined(__GNUC__) && !defined(__clang__)                    // clang: <cmath> is not constexpr
constexpr bool prints_as(double computed, double two_digits) {  // the lecture rounds to two digits
    double const error = computed - two_digits;
    return -0.005 <= error && error <= 0.005;
}
constexpr bool neuron_of_the_lecture(auto formula) {
    auto const [f, g] =
        value_and_gradient(formula, w0, x0, w1, x1, w2)(w0 = 2.0, x0 = -1.0, w1 = -3.0, x1 = -2.0, w2 = -3.0);
    return prints_as(f, 0.73) && prints_as(g[w0], -0.20) && prints_as(g[x0], 0.39) && prints_as(g[w1], -0.39) &&
           prints_as(g[x1], -0.59) && prints_as(g[w2], 0.20);
}
static_assert(neuron_of_the_lecture(in_full));
static_assert(neuron_of_the_lecture(neuron));
static_assert(sigmoid(z)(z = 0.0) == 0.5);
static_assert(derivative(sigmoid(z), z)(z = 0.0) == 0.25);
static_assert(derivative(sigmoid(z), z)(z = -700.0) < 1e-300 && derivative(sigmoid(z), z)(z = 700.0) < 1e-300);
static_assert(derivative(logistic, z)(z = -700.0) < 1e-300 && derivative(logistic, z)(z = 700.0) < 1e-300);
#endif

// ---- vectors: the chain rule is a product of Jacobians ------------------------------------------------------------------------

constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto d = ctgrad::symbol<"d", 3>;  // a direction
constexpr auto h = ctgrad::symbol<"h", 4>;
constexpr auto ds = ctgrad::symbol<"ds", 2>;
constexpr auto A = ctgrad::symbol<"A", 4, 3>;
constexpr auto B = ctgrad::symbol<"B", 2, 4>;
constexpr auto Q = ctgrad::symbol<"Q", 3, 3>;

constexpr auto inner = tanh(A * v);
constexpr auto outer_of = B * square(h);
constexpr auto composed = substitute(outer_of, h = inner);
static_assert(composed == B * square(tanh(A * v)));
static_assert(jacobian(composed, v) == substitute(jacobian(outer_of, h), h = inner) * jacobian(inner, v));
static_assert(
    vjp(composed, v, ds) ==
    transpose(jacobian(inner, v)) * (transpose(substitute(jacobian(outer_of, h), h = inner)) * ds));
static_assert(vjp(composed, v, ds) == vjp(inner, v, substitute(vjp(outer_of, h, ds), h = inner)));
static_assert(jvp(composed, v, d) == jacobian(composed, v) * d);
static_assert(vjp(composed, v, ds) == transpose(jacobian(composed, v)) * ds);
static_assert(dot(ds, jvp(composed, v, d)) == dot(vjp(composed, v, ds), d));

static_assert(jacobian(A * v, v) == A);
static_assert(jacobian(v, v) == ctgrad::identity<3>);
static_assert(jacobian(2_c * v, v) == 2_c * ctgrad::identity<3>);
static_assert(jacobian(exp(v), v) * d == cwise_product(exp(v), d));
static_assert(jacobian(squared_norm(v), v) == 2_c * v);
static_assert(jacobian(outer_of, h) != jacobian(B * h, h));
static_assert(jacobian(softmax(v), v) * d == cwise_product(softmax(v), d) - softmax(v) * dot(softmax(v), d));

static_assert(gradient(squared_norm(A * v - h), v)[v] == 2_c * (transpose(A) * (A * v - h)));
static_assert(gradient(squared_norm(A * v - h), h)[h] == 2_c * (h - A * v));
static_assert(gradient(squared_norm(A * v - h), A)[A] == 2_c * outer(A * v - h, v));
static_assert(gradient(dot(v, d), v)[v] == d);
static_assert(gradient(sum(v), v)[v] == ctgrad::ones<3>);
static_assert(gradient(mean(v), v)[v] == ctgrad::ones<3> / 3_c);
static_assert(gradient(sum(relu(v)), v)[v] == select(v > 0_c, 1_c, 0_c));
static_assert(gradient(v[1_c], v)[v] != gradient(v[2_c], v)[v]);
static_assert(dot(gradient(v[1_c], v)[v], d) == d[1_c]);
static_assert(gradient(logsumexp(v), v)[v] == softmax(v));
static_assert(sum(softmax(v)) == 1_c);

static_assert(hessian(dot(v, Q* v), v) == Q + transpose(Q));
static_assert(hessian(dot(v, Q* v), v) != 2_c * Q);
static_assert(hessian(squared_norm(A * v), v) == 2_c * (transpose(A) * A));
static_assert(hessian(logsumexp(v), v) == transpose(hessian(logsumexp(v), v)));
static_assert(hessian(logsumexp(v), v) == jacobian(softmax(v), v));
static_assert(hvp(logsumexp(v), v, d) == hessian(logsumexp(v), v) * d);
static_assert(hvp(squared_norm(A * v), v, d) == 2_c * (transpose(A) * (A * d)));
static_assert(jvp(squared_norm(v), v, d) == 2_c * dot(v, d));
static_assert(hessian(x * x * x, x) == 6_c * x);
static_assert(derivative<3>(sin(x), x) == -cos(x));
static_assert(derivative<4>(sin(x), x) == sin(x));
static_assert(derivative<0>(sin(x), x) == sin(x));
static_assert(derivative(derivative(pow(x, y), x), y) == derivative(derivative(pow(x, y), y), x));

// ---- matrices --------------------------------------------------------------------------------------------------------------

constexpr auto X = ctgrad::symbol<"X", 4, 5>;
constexpr auto W = ctgrad::symbol<"W", 5, 3>;
constexpr auto dY = ctgrad::symbol<"dY", 4, 3>;
static_assert(vjp(X * W, X, dY) == dY * transpose(W));
static_assert(vjp(X * W, W, dY) == transpose(X) * dY);
static_assert(vjp(X * W, X, dY) != dY * transpose(2_c * W));
static_assert(gradient(sum(cwise_product(dY, X* W)), W)[W] == transpose(X) * dY);
static_assert(jvp(X * W, X, X) == X * W);
static_assert(vjp(transpose(W), W, transpose(W)) == W);
static_assert(gradient(squared_norm(W), W)[W] == 2_c * W);
static_assert(transpose(X * W) == transpose(W) * transpose(X));
static_assert(X * (W * v) == (X * W) * v);

// algebra that every identity above rests on
static_assert((x + y) * (x - y) == x * x - y * y);
static_assert(square(x + y) == x * x + 2_c * x * y + y * y);
static_assert(x / 2_c + x / 3_c == 5_c / 6_c * x);
static_assert(1_c / 2_c == 0.5_c);
static_assert((x + y) * (x - y) != x * x + y * y);
static_assert(x != y);
static_assert(v != d);
static_assert(x != v);  // different shapes

// ---- an operator with forward and backward -------------------------------------------------------------------------------------

struct multiply {
    static constexpr auto forward(auto a, auto b) { return a * b; }
    static constexpr auto backward(auto upstream, auto /*output*/, auto a, auto b) {
        return ctgrad::partials(upstream * b, upstream * a);
    }
};
/// Its derivative is another than that of its value, on purpose: the backward function is what counts.
struct straight_through {
    static constexpr auto forward(auto a) { return select(a > 0_c, 1_c, 0_c); }
    static constexpr auto backward(auto upstream, auto /*output*/, auto /*a*/) { return ctgrad::partials(upstream); }
};
/// Backward from the stored output, as the sigmoid gate.
struct logistic_gate {
    static constexpr auto forward(auto a) { return cwise_quotient(1_c, 1_c + exp(-a)); }
    static constexpr auto backward(auto upstream, auto output, auto /*a*/) {
        return ctgrad::partials(cwise_product(upstream, cwise_product(output, 1_c - output)));
    }
};
constexpr auto gate = ctgrad::apply<multiply>(x, y);
static_assert(derivative(gate, x) == y);
static_assert(derivative(gate, y) == x);
static_assert(vjp(gate, x, u) == u * y);
static_assert(derivative(ctgrad::apply<multiply>(x, x), x) == 2_c * x);
static_assert(derivative<2>(ctgrad::apply<multiply>(x, x), x) == 2_c);
static_assert(derivative(ctgrad::apply<multiply>(x + y, sin(x)), x) == sin(x) + (x + y) * cos(x));
static_assert(derivative(derivative(gate, x), y) == 1_c);
static_assert(derivative(ctgrad::apply<straight_through>(square(x)), x) == 2_c * x);
static_assert(derivative(ctgrad::apply<logistic_gate>(z), z) == sigmoid(z) * (1_c - sigmoid(z)));
static_assert(derivative<2>(ctgrad::apply<logistic_gate>(z), z) == derivative<2>(sigmoid(z), z));
static_assert(gradient(sum(ctgrad::apply<logistic_gate>(v)), v)[v] == gradient(sum(sigmoid(v)), v)[v]);
static_assert(gate(x = 3.0, y = 4.0) == 12.0);
static_assert(gradient(gate, x, y)(x = 3.0, y = 4.0)[x] == 4.0);

// ---- losses ------------------------------------------------------------------------------------------------------------------

constexpr auto label = ctgrad::index_symbol<"label">;
constexpr auto one_hot = gradient(v[label], v)[v];
static_assert(cross_entropy(v, label) == logsumexp(v) - v[label]);
static_assert(gradient(cross_entropy(v, label), v)[v] == softmax(v) - one_hot);
static_assert(gradient(cross_entropy(v, 1_c), v)[v] == softmax(v) - gradient(v[1_c], v)[v]);
static_assert(gradient(cross_entropy(v, label), v)[v] != softmax(v));
static_assert(sum(gradient(cross_entropy(v, label), v)[v]) == 0_c);

// a violated margin counts for its class, and against the right one
constexpr auto violated = cwise_product(1_c - one_hot, select(v - v[label] + 1_c > 0_c, 1_c, 0_c));
static_assert(gradient(hinge_loss(v, label), v)[v] == violated - sum(violated) * one_hot);
static_assert(sum(gradient(hinge_loss(v, label), v)[v]) == 0_c);
static_assert(hinge_loss(v, label) == hinge_loss(v, label, 1_c));
static_assert(hinge_loss(v, label) != hinge_loss(v, label, 2_c));

// ---- the two-layer classifier ------------------------------------------------------------------------------------------------

constexpr auto W1 = ctgrad::symbol<"W1", 5, 6>;
constexpr auto b1 = ctgrad::symbol<"b1", 6>;
constexpr auto W2 = ctgrad::symbol<"W2", 6, 3>;
constexpr auto b2 = ctgrad::symbol<"b2", 3>;
constexpr auto S = ctgrad::symbol<"S", 4, 3>;
constexpr auto labels = ctgrad::index_symbol<"labels", 4>;
constexpr auto strength = ctgrad::symbol<"strength">;

constexpr auto preactivation = X * W1 + ctgrad::broadcast_rows<4>(b1);
constexpr auto hidden = relu(preactivation);
constexpr auto scores = hidden * W2 + ctgrad::broadcast_rows<4>(b2);
constexpr auto regularisation = strength * (squared_norm(W1) + squared_norm(W2));

/// What the lecture derives by hand, from the gradient with respect to the scores.
template <class Loss>
constexpr bool backpropagates(Loss loss_of) {
    constexpr auto loss = Loss{}(scores) + regularisation;
    constexpr auto g = gradient(loss, W1, b1, W2, b2);
    constexpr auto dS = substitute(gradient(Loss{}(S), S)[S], S = scores);
    constexpr auto dH = cwise_product(dS * transpose(W2), select(preactivation > 0_c, 1_c, 0_c));
    static_assert(g[W2] == transpose(hidden) * dS + 2_c * strength * W2);
    static_assert(g[b2] == sum<0>(dS));
    static_assert(g[W1] == transpose(X) * dH + 2_c * strength * W1);
    static_assert(g[b1] == sum<0>(dH));
    static_assert(g[W1] != transpose(X) * dH);
    return sizeof(loss_of) > 0;
}
static_assert(backpropagates([](auto batch) { return hinge_loss(batch, labels); }));
static_assert(backpropagates([](auto batch) { return cross_entropy(batch, labels); }));

}  // namespace
