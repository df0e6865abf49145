// What the canonical form decides: identities that must be found, and non-identities that must not.
#include <ctgrad/transform/canonical.hpp>

#include "../support/values.hpp"

using namespace ctgrad::test;

namespace {

struct sides {
    symbolic left, right;
};

constexpr bool holds(auto formulas) {
    values s;
    sides const both = formulas(s);
    return ctgrad::transform::equal(s.g, both.left, both.right);
}

// ---- algebra -----------------------------------------------------------------------------------------------------------

static_assert(holds([](values& s) { return sides{(s.x + s.y) * (s.x - s.y), s.x * s.x - s.y * s.y}; }));
static_assert(holds([](values& s) { return sides{square(s.x + s.y), square(s.x) + 2 * s.x * s.y + square(s.y)}; }));
static_assert(holds([](values& s) { return sides{s.x * (s.y + s.z), s.z * s.x + s.y * s.x}; }));
static_assert(holds([](values& s) {
    return sides{pow(s.x + s.y, 3), s.x * s.x * s.x + 3 * s.x * s.x * s.y + 3 * s.x * s.y * s.y + s.y * s.y * s.y};
}));
static_assert(holds([](values& s) { return sides{pow(s.x + s.y + s.z, 8), square(pow(s.x + s.y + s.z, 4))}; }));
static_assert(holds([](values& s) { return sides{s.x - (s.y - (s.z - s.x)), s.z - s.y}; }));
static_assert(holds([](values& s) { return sides{s.x / 2 + s.x / 3, 5 * s.x / 6}; }));
static_assert(holds([](values& s) { return sides{s.x / s.y + s.z / s.y, (s.x + s.z) / s.y}; }));
static_assert(holds([](values& s) { return sides{1 / (1 / s.x + 1 / s.y), s.x * s.y / (s.x + s.y)}; }));
static_assert(holds([](values& s) { return sides{(s.x * s.x - s.y * s.y) / (s.x - s.y), s.x + s.y}; }));
static_assert(holds([](values& s) {
    return sides{1 / (s.x - s.y) - 1 / (s.x + s.y), 2 * s.y / (s.x * s.x - s.y * s.y)};
}));
static_assert(holds([](values& s) { return sides{s.x / (s.x * s.x + s.x * s.y), 1 / (s.x + s.y)}; }));
static_assert(holds([](values& s) { return sides{(s.x / s.y) / (s.z / s.x), s.x * s.x / (s.y * s.z)}; }));
static_assert(holds([](values& s) { return sides{-(s.x - s.y) / (s.y - s.x), s.number(1)}; }));
static_assert(holds([](values& s) { return sides{sqrt(s.x) * sqrt(s.x), s.x}; }));
static_assert(holds([](values& s) { return sides{sqrt(4 * s.x), 2 * sqrt(s.x)}; }));
static_assert(holds([](values& s) { return sides{sqrt(s.number(2)) * sqrt(s.number(8)), s.number(4)}; }));
static_assert(holds([](values& s) { return sides{1 / sqrt(s.number(2)), sqrt(s.number(2)) / 2}; }));
static_assert(holds([](values& s) { return sides{s.x / sqrt(s.x), sqrt(s.x)}; }));
static_assert(holds([](values& s) { return sides{(s.x + s.y) / sqrt(s.x + s.y), sqrt(s.x + s.y)}; }));
static_assert(holds([](values& s) { return sides{sqrt(s.x * s.x + 2 * s.x * s.y + s.y * s.y) * 0 + s.x, s.x}; }));
static_assert(holds([](values& s) { return sides{sqrt(square(s.x)), abs(s.x)}; }));
static_assert(holds([](values& s) { return sides{abs(s.x) * abs(s.x), s.x * s.x}; }));
static_assert(holds([](values& s) { return sides{abs(s.x * s.y), abs(s.x) * abs(s.y)}; }));
static_assert(holds([](values& s) { return sides{pow(s.x, s.y) * pow(s.x, s.z), pow(s.x, s.y + s.z)}; }));
static_assert(holds([](values& s) { return sides{s.x * pow(s.x, s.y - 1), pow(s.x, s.y)}; }));

// ---- exponentials, logarithms, trigonometry --------------------------------------------------------------------------------

static_assert(holds([](values& s) { return sides{exp(s.x) * exp(s.y), exp(s.x + s.y)}; }));
static_assert(holds([](values& s) { return sides{exp(s.x) / exp(s.y), exp(s.x - s.y)}; }));
static_assert(holds([](values& s) { return sides{exp(-s.x) * exp(s.x), s.number(1)}; }));
static_assert(holds([](values& s) { return sides{square(exp(s.x)), exp(2 * s.x)}; }));
static_assert(holds([](values& s) { return sides{sqrt(exp(s.x)), exp(s.x / 2)}; }));
static_assert(holds([](values& s) { return sides{exp(2 * log(s.x)), s.x * s.x}; }));
static_assert(holds([](values& s) { return sides{log(exp(s.x) * exp(s.y)), s.x + s.y}; }));
static_assert(holds([](values& s) { return sides{log(exp(s.x) + exp(s.x + s.y)), s.x + log(1 + exp(s.y))}; }));
static_assert(holds([](values& s) { return sides{log(s.number(6)), log(s.number(2)) + log(s.number(3))}; }));
static_assert(holds([](values& s) { return sides{log(sqrt(s.x)), log(s.x) / 2}; }));
static_assert(holds([](values& s) { return sides{pow(s.number(2), s.x), exp(s.x * log(s.number(2)))}; }));
static_assert(holds([](values& s) { return sides{square(sin(s.x)) + square(cos(s.x)), s.number(1)}; }));
static_assert(holds([](values& s) {
    return sides{square(square(sin(s.x))) - square(square(cos(s.x))), 1 - 2 * square(cos(s.x))};
}));
static_assert(holds([](values& s) { return sides{sin(s.x - s.y), -sin(s.y - s.x)}; }));
static_assert(holds([](values& s) { return sides{cos(s.x - s.y), cos(s.y - s.x)}; }));
static_assert(holds([](values& s) { return sides{(1 - square(cos(s.x))) / sin(s.x), sin(s.x)}; }));
static_assert(holds([](values& s) { return sides{sigmoid(-s.x), 1 - sigmoid(s.x)}; }));
static_assert(holds([](values& s) { return sides{tanh(s.x), 2 * sigmoid(2 * s.x) - 1}; }));
static_assert(holds([](values& s) { return sides{sigmoid(s.x), exp(s.x) / (1 + exp(s.x))}; }));
static_assert(holds([](values& s) { return sides{tanh(s.x), (exp(s.x) - exp(-s.x)) / (exp(s.x) + exp(-s.x))}; }));

// ---- selections ----------------------------------------------------------------------------------------------------------

static_assert(holds([](values& s) { return sides{relu(s.x) - relu(-s.x), s.x}; }));
static_assert(holds([](values& s) { return sides{relu(s.x) + relu(-s.x), abs(s.x)}; }));
static_assert(holds([](values& s) { return sides{relu(s.x), max(s.x, 0)}; }));
static_assert(holds([](values& s) { return sides{relu(s.x), select(s.x > 0, s.x, 0)}; }));
static_assert(holds([](values& s) { return sides{relu(s.x), select(s.x >= 0, s.x, 0)}; }));
static_assert(holds([](values& s) { return sides{relu(3 * s.x), 3 * relu(s.x)}; }));
static_assert(holds([](values& s) { return sides{abs(s.x - s.y), abs(s.y - s.x)}; }));
static_assert(holds([](values& s) { return sides{max(s.x, s.y), max(s.y, s.x)}; }));
static_assert(holds([](values& s) { return sides{max(s.x, s.y) + min(s.x, s.y), s.x + s.y}; }));
static_assert(holds([](values& s) { return sides{max(s.x, s.y) - min(s.x, s.y), abs(s.x - s.y)}; }));
static_assert(holds([](values& s) { return sides{select(s.x < s.y, s.z, 0) * s.x, select(s.x < s.y, s.z * s.x, 0)}; }));
static_assert(holds([](values& s) { return sides{select(s.x < s.y, s.z, s.x), select(s.y <= s.x, s.x, s.z)}; }));
static_assert(holds([](values& s) { return sides{select(s.x < s.y, s.z, 0) + select(s.x < s.y, 0, s.z), s.z}; }));

// ---- derivatives -----------------------------------------------------------------------------------------------------------

static_assert(holds([](values& s) { return sides{gradient(sigmoid(s.x), s.x), sigmoid(s.x) * (1 - sigmoid(s.x))}; }));
static_assert(holds([](values& s) { return sides{gradient(1 / (1 + exp(-s.x)), s.x), sigmoid(s.x) * sigmoid(-s.x)}; }));
static_assert(holds([](values& s) {
    return sides{gradient(exp(-s.x) / (1 + exp(-s.x)), s.x), -sigmoid(s.x) * (1 - sigmoid(s.x))};
}));
static_assert(holds([](values& s) { return sides{gradient(tanh(s.x), s.x), 1 - square(tanh(s.x))}; }));
static_assert(holds([](values& s) { return sides{gradient(sin(s.x) / cos(s.x), s.x), 1 / square(cos(s.x))}; }));
static_assert(holds([](values& s) { return sides{gradient(gradient(sin(s.x), s.x), s.x), -sin(s.x)}; }));
static_assert(holds([](values& s) { return sides{gradient(pow(s.x, s.y), s.x), s.y * pow(s.x, s.y) / s.x}; }));
static_assert(holds([](values& s) { return sides{gradient(pow(s.x, s.y), s.y), pow(s.x, s.y) * log(s.x)}; }));
static_assert(holds([](values& s) { return sides{gradient(square(relu(s.x)), s.x), 2 * relu(s.x)}; }));
static_assert(holds([](values& s) { return sides{gradient(abs(s.x), s.x) * s.x, abs(s.x)}; }));
static_assert(holds([](values& s) { return sides{gradient(log(1 + exp(s.x)), s.x), sigmoid(s.x)}; }));

// ---- vectors and matrices ----------------------------------------------------------------------------------------------------

static_assert(holds([](values& s) { return sides{dot(s.u, s.v), dot(s.v, s.u)}; }));
static_assert(holds([](values& s) {
    return sides{squared_norm(s.u - s.v), squared_norm(s.u) - 2 * dot(s.u, s.v) + squared_norm(s.v)};
}));
static_assert(holds([](values& s) { return sides{(s.A * s.B) * s.C, s.A * (s.B * s.C)}; }));
static_assert(holds([](values& s) { return sides{s.A * (s.B * s.u), (s.A * s.B) * s.u}; }));
static_assert(holds([](values& s) { return sides{transpose(s.A * s.B), transpose(s.B) * transpose(s.A)}; }));
static_assert(holds([](values& s) { return sides{dot(s.u, s.A * s.v), dot(transpose(s.A) * s.u, s.v)}; }));
static_assert(holds([](values& s) { return sides{trace(s.A * s.B), trace(s.B * s.A)}; }));
static_assert(holds([](values& s) { return sides{trace(s.A * s.B * s.C), trace(s.C * s.A * s.B)}; }));
static_assert(holds([](values& s) {
    return sides{trace(s.A * s.A * s.A), trace(transpose(s.A) * transpose(s.A) * transpose(s.A))};
}));
static_assert(holds([](values& s) { return sides{outer(s.u, s.v) * s.w, s.u * dot(s.v, s.w)}; }));
static_assert(holds([](values& s) { return sides{transpose(s.A * transpose(s.A)), s.A * transpose(s.A)}; }));
static_assert(holds([](values& s) { return sides{identity_matrix(s, 3) * s.u, s.u}; }));
static_assert(holds([](values& s) { return sides{trace(identity_matrix(s, 3)), s.number(3)}; }));
static_assert(holds([](values& s) { return sides{sum(s.u + s.x), sum(s.u) + 3 * s.x}; }));
static_assert(holds([](values& s) { return sides{square(sum(s.u)), sum(outer(s.u, s.u))}; }));
static_assert(holds([](values& s) { return sides{pow(dot(s.u, s.v), 3), dot(s.u, s.v) * square(dot(s.v, s.u))}; }));
static_assert(holds([](values& s) { return sides{norm(s.u) * norm(s.u), squared_norm(s.u)}; }));
static_assert(holds([](values& s) { return sides{squared_norm(s.u / norm(s.u)), s.number(1)}; }));
static_assert(holds([](values& s) { return sides{sum(softmax(s.u)), s.number(1)}; }));
static_assert(holds([](values& s) { return sides{logsumexp(s.u), log(sum(exp(s.u)))}; }));
static_assert(holds([](values& s) { return sides{softmax(s.u + s.x), softmax(s.u)}; }));
static_assert(holds([](values& s) { return sides{logsumexp(s.u + s.x), logsumexp(s.u) + s.x}; }));
static_assert(holds([](values& s) { return sides{log(softmax(s.u)), s.u - logsumexp(s.u)}; }));
static_assert(holds([](values& s) { return sides{element(exp(s.u), 2), exp(element(s.u, 2))}; }));
static_assert(holds([](values& s) { return sides{max_element(s.u + s.x), max_element(s.u) + s.x}; }));
static_assert(holds([](values& s) { return sides{max_element(-s.u), -min_element(s.u)}; }));
static_assert(holds([](values& s) { return sides{max_element(transpose(s.A)), max_element(s.A)}; }));
static_assert(holds([](values& s) { return sides{exp(s.A + transpose(s.A)), exp(transpose(s.A) + s.A)}; }));
static_assert(holds([](values& s) { return sides{mean(s.M), sum(sum<0>(s.M)) / 6}; }));

// ---- matrix calculus ---------------------------------------------------------------------------------------------------------

static_assert(holds([](values& s) {
    return sides{gradient(squared_norm(s.A * s.u - s.v), s.u), 2 * (transpose(s.A) * (s.A * s.u - s.v))};
}));
static_assert(holds([](values& s) { return sides{gradient(dot(s.u, s.A * s.u), s.u), (s.A + transpose(s.A)) * s.u}; }));
static_assert(holds([](values& s) { return sides{gradient(dot(s.u, s.A * s.v), s.A), outer(s.u, s.v)}; }));
static_assert(holds([](values& s) { return sides{gradient(trace(s.A * s.B), s.A), transpose(s.B)}; }));
static_assert(holds([](values& s) {
    return sides{gradient(trace(s.A * s.B * transpose(s.A)), s.A), s.A * (s.B + transpose(s.B))};
}));
static_assert(holds([](values& s) { return sides{gradient(squared_norm(s.A), s.A), 2 * s.A}; }));
static_assert(holds([](values& s) { return sides{gradient(norm(s.u), s.u), s.u / norm(s.u)}; }));
static_assert(holds([](values& s) { return sides{vjp(s.A * s.B, s.A, s.C), s.C * transpose(s.B)}; }));
static_assert(holds([](values& s) { return sides{vjp(s.A * s.B, s.B, s.C), transpose(s.A) * s.C}; }));
static_assert(holds([](values& s) { return sides{vjp(transpose(s.M), s.M, transpose(s.M)), s.M}; }));
static_assert(holds([](values& s) { return sides{gradient(logsumexp(s.u), s.u), softmax(s.u)}; }));
static_assert(holds([](values& s) {
    return sides{gradient(cross_entropy(s.u, s.i), s.u), softmax(s.u) - gradient(element(s.u, s.i), s.u)};
}));
static_assert(holds([](values& s) {
    return sides{
        gradient(sum(cwise_product(s.v, relu(s.A * s.u))), s.u), transpose(s.A) * select(s.A * s.u > 0, s.v, 0)};
}));

static_assert(holds([](values& s) { return sides{dot(gradient(element(s.u, s.i), s.u), s.v), element(s.v, s.i)}; }));
static_assert(holds([](values& s) { return sides{gradient(max_element(s.u + s.x), s.x), s.number(1)}; }));
static_assert(holds([](values& s) { return sides{sum(gradient(cross_entropy(s.A, s.Y), s.A)), s.number(0)}; }));

// two layers, as in the lecture
constexpr symbolic scores(values& s) { return s.B * relu(s.A * s.u + s.v) + s.w; }
constexpr symbolic gate(values& s) { return select(s.A * s.u + s.v > 0, s.number(1), 0); }
constexpr symbolic error(values& s) { return softmax(scores(s)) - gradient(element(s.u, s.i), s.u); }
static_assert(holds([](values& s) { return sides{gradient(cross_entropy(scores(s), s.i), s.w), error(s)}; }));
static_assert(holds([](values& s) {
    return sides{gradient(cross_entropy(scores(s), s.i), s.B), outer(error(s), relu(s.A * s.u + s.v))};
}));
static_assert(holds([](values& s) {
    return sides{
        gradient(cross_entropy(scores(s), s.i), s.A), outer(cwise_product(transpose(s.B) * error(s), gate(s)), s.u)};
}));

// the hinge loss of a batch: a violated margin counts for its class and against the right one
constexpr symbolic one_hot(values& s) {
    namespace op = ctgrad::op;
    ctgrad::extents const shape = ctgrad::make_extents(3, 3);
    int const space = op::make_space(s.g, shape);
    op::term const here = op::make<op::equal_op>(op::position(s.g, space, 1), op::moved(s.Y, space, {0}));
    return op::shaped(op::select(here, 1, 0), shape);
}
constexpr symbolic violations(values& s, symbolic const& batch) {
    symbolic const named = transpose(broadcast_rows<3>(sum<1>(cwise_product(batch, one_hot(s)))));
    return cwise_product(1 - one_hot(s), select(batch - named + 1 > 0, s.number(1), 0));
}
static_assert(holds([](values& s) {
    return sides{gradient(cross_entropy(s.A, s.Y), s.A), (softmax(s.A) - one_hot(s)) / 3};
}));
static_assert(holds([](values& s) {
    symbolic const wrong = violations(s, s.A);
    symbolic const right = cwise_product(one_hot(s), transpose(broadcast_rows<3>(sum<1>(wrong))));
    return sides{gradient(hinge_loss(s.A, s.Y), s.A), (wrong - right) / 3};
}));

// deep formulas stay within the depth of a constant evaluation
constexpr symbolic nested(symbolic a, int depth) {
    for (int k = 0; k < depth; ++k) a = sin(a);
    return a;
}
static_assert(holds([](values& s) { return sides{nested(s.x + s.y, 400), nested(s.y + s.x, 400)}; }));
static_assert(holds([](values& s) { return sides{element(nested(s.u, 50), 1), nested(element(s.u, 1), 50)}; }));

// ---- what is not equal ---------------------------------------------------------------------------------------------------------

constexpr bool differs(auto formulas) { return !holds(formulas); }

// too deep for labels to be replaced: not decided, but no error either
static_assert(differs([](values& s) { return sides{element(nested(s.u, 400), 1) + s.x, s.y}; }));

static_assert(differs([](values& s) { return sides{s.x, s.y}; }));
static_assert(differs([](values& s) { return sides{s.x, 2 * s.x}; }));
static_assert(differs([](values& s) { return sides{s.x + s.y, s.x - s.y}; }));
static_assert(differs([](values& s) { return sides{square(s.x + s.y), s.x * s.x + s.y * s.y}; }));
static_assert(differs([](values& s) { return sides{sqrt(square(s.x)), s.x}; }));
static_assert(differs([](values& s) { return sides{sqrt(s.x * s.y), sqrt(s.x) * sqrt(s.y)}; }));
static_assert(differs([](values& s) { return sides{sqrt(s.x * s.x + s.y * s.y), s.x + s.y}; }));
static_assert(differs([](values& s) { return sides{log(s.x * s.y), log(s.x) + log(s.y)}; }));
static_assert(differs([](values& s) { return sides{log(square(s.x)), 2 * log(s.x)}; }));
static_assert(differs([](values& s) { return sides{exp(s.x + s.y), exp(s.x) + exp(s.y)}; }));
static_assert(differs([](values& s) { return sides{sin(s.x), cos(s.x)}; }));
static_assert(differs([](values& s) { return sides{sin(-s.x), sin(s.x)}; }));
static_assert(differs([](values& s) { return sides{cos(2 * s.x), 2 * cos(s.x)}; }));
static_assert(differs([](values& s) { return sides{square(sin(s.x)) - square(cos(s.x)), s.number(1)}; }));
static_assert(differs([](values& s) { return sides{sigmoid(s.x), sigmoid(-s.x)}; }));
static_assert(differs([](values& s) { return sides{gradient(sigmoid(s.x), s.x), sigmoid(s.x)}; }));
static_assert(differs([](values& s) { return sides{relu(s.x), abs(s.x)}; }));
static_assert(differs([](values& s) { return sides{relu(s.x), s.x}; }));
static_assert(differs([](values& s) { return sides{relu(s.x - s.y), relu(s.x) - relu(s.y)}; }));
static_assert(differs([](values& s) { return sides{max(s.x, s.y), min(s.x, s.y)}; }));
static_assert(differs([](values& s) { return sides{select(s.x < s.y, s.z, 0), select(s.x <= s.y, s.z, 0)}; }));
static_assert(differs([](values& s) { return sides{select(s.x < s.y, s.z, 0), select(s.y < s.x, s.z, 0)}; }));
static_assert(differs([](values& s) { return sides{s.x / (s.y + s.z), s.x / s.y + s.x / s.z}; }));
static_assert(differs([](values& s) { return sides{pow(s.x, s.y), pow(s.y, s.x)}; }));
static_assert(differs([](values& s) { return sides{s.u, s.v}; }));
static_assert(differs([](values& s) { return sides{s.A, transpose(s.A)}; }));
static_assert(differs([](values& s) { return sides{s.A * s.B, s.B * s.A}; }));
static_assert(differs([](values& s) { return sides{s.A * s.A, s.A * transpose(s.A)}; }));
static_assert(differs([](values& s) { return sides{transpose(s.A) * s.A, s.A * transpose(s.A)}; }));
static_assert(differs([](values& s) { return sides{transpose(s.A * s.B), transpose(s.A) * transpose(s.B)}; }));
static_assert(differs([](values& s) { return sides{s.M, transpose(s.M)}; }));
static_assert(differs([](values& s) { return sides{outer(s.u, s.v), outer(s.v, s.u)}; }));
static_assert(differs([](values& s) { return sides{dot(s.u, s.A * s.v), dot(s.v, s.A * s.u)}; }));
static_assert(differs([](values& s) { return sides{trace(s.A * s.B * s.C), trace(s.B * s.A * s.C)}; }));
static_assert(differs([](values& s) { return sides{square(sum(s.u)), squared_norm(s.u)}; }));
static_assert(differs([](values& s) { return sides{sum(cwise_product(s.u, s.v)), sum(s.u) * sum(s.v)}; }));
static_assert(differs([](values& s) { return sides{trace(s.A), sum(s.A)}; }));
static_assert(differs([](values& s) { return sides{sum<0>(s.A), sum<1>(s.A)}; }));
static_assert(differs([](values& s) { return sides{element(s.u, 0), element(s.u, 1)}; }));
static_assert(differs([](values& s) { return sides{element(s.u, s.i), element(s.u, s.j)}; }));
static_assert(differs([](values& s) { return sides{sum(exp(s.u)), exp(sum(s.u))}; }));
static_assert(differs([](values& s) { return sides{logsumexp(s.u), sum(s.u)}; }));
static_assert(differs([](values& s) { return sides{softmax(2 * s.u), softmax(s.u)}; }));
static_assert(differs([](values& s) { return sides{max_element(s.u), max_element(s.v)}; }));
static_assert(differs([](values& s) { return sides{max_element(s.u - s.v), max_element(s.u) - max_element(s.v)}; }));
static_assert(differs([](values& s) { return sides{max_element<0>(s.A), max_element<1>(s.A)}; }));
static_assert(differs([](values& s) { return sides{s.x, s.u}; }));
static_assert(differs([](values& s) { return sides{identity_matrix(s, 3), s.number(1)}; }));
static_assert(differs([](values& s) { return sides{sum(identity_matrix(s, 3) * s.u), s.number(3)}; }));
static_assert(differs([](values& s) { return sides{s.number(1, 3), s.number(333333333, 1000000000)}; }));

}  // namespace
