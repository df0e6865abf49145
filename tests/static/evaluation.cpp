// Evaluation during compilation: what a symbol can be bound to, the type of the result, programs, destinations, updates.
#include <ctgrad/ctgrad.hpp>

#include <array>
#include <span>
#include <type_traits>
#include <vector>

using namespace ctgrad::literals;

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto A = ctgrad::symbol<"A", 2, 3>;
constexpr auto B = ctgrad::symbol<"B", 3, 2>;
constexpr auto i = ctgrad::index_symbol<"i">;
constexpr auto I = ctgrad::index_symbol<"I", 2>;

using vector2 = ctgrad::tensor<double, 2>;
using vector3 = ctgrad::tensor<double, 3>;
using matrix23 = ctgrad::tensor<double, 2, 3>;

template <class T, class Value>
constexpr bool is(Value const& /*value*/) {
    return std::is_same_v<T, Value>;
}

// ---- scalars ---------------------------------------------------------------------------------------------------------------

constexpr auto f = x * x - 3_c * y + 0.5_c;
static_assert(f(x = 2.0, y = 1.0) == 1.5);
static_assert(f(y = 1.0, x = 2.0) == 1.5);  // in any order
static_assert(is<double>(f(x = 2.0, y = 1.0)));
static_assert(is<float>(f(x = 2.0F, y = 1.0F)));
static_assert(is<float>(f(x = 2.0F, y = 1)));  // an integer takes the type of the others
static_assert(is<double>(f(x = 2.0F, y = 1.0)));
static_assert(is<double>(f(x = 2, y = 1)));
static_assert(is<long double>(f(x = 2.0L, y = 1.0)));
static_assert(f(x = 2, y = 1) == 1.5);
static_assert((x / y)(x = 1, y = 2) == 0.5);  // no integer division
static_assert((1_c / 3_c)() == 1.0 / 3.0);
static_assert((x * 1_c / 3_c)(x = 1.0L) == 1.0L / 3.0L);  // nothing is rounded before the scalar type is known
static_assert((x - x + y)(x = 5.0, y = 2.0) == 2.0);      // simplification removed x: it may be bound
static_assert((x - x + y)(y = 2.0) == 2.0);               // and need not be
static_assert(select(x < y, x, y)(x = 3.0, y = 2.0) == 2.0);
static_assert(max(x, y)(x = 3.0, y = 2.0) + min(x, y)(x = 3.0, y = 2.0) == 5.0);
static_assert(abs(x)(x = -3.0) == 3.0 && relu(x)(x = -3.0) == 0.0 && relu(x)(x = 3.0) == 3.0);
static_assert(pow(x, 3_c)(x = -2.0) == -8.0);
static_assert(pow(x, -2_c)(x = 2.0) == 0.25);

#if defined(__GNUC__) && !defined(__clang__)              // clang: <cmath> is not constexpr
constexpr bool close(double computed, double expected) {  // a few roundings of numbers near 1
    double const error = computed - expected;
    return -1e-14 <= error && error <= 1e-14;
}
static_assert(exp(x)(x = 0.0) == 1.0 && log(x)(x = 1.0) == 0.0 && sin(x)(x = 0.0) == 0.0 && cos(x)(x = 0.0) == 1.0);
static_assert(sqrt(x)(x = 9.0) == 3.0 && tanh(x)(x = 0.0) == 0.0 && sigmoid(x)(x = 0.0) == 0.5);
static_assert(close(derivative(sin(x), x)(x = 1.0), 0.54030230586813971740));
static_assert(close(derivative(log(x), x)(x = 3.0), 1.0 / 3.0));
static_assert(close(derivative(tanh(x), x)(x = 0.5), 0.78644773296592741014));
static_assert(close(sum(softmax(v))(v = {1.0, 2.0, 3.0}), 1.0));
static_assert(
    close(logsumexp(v)(v = {1000.0, 1000.0, 1000.0}) - 1000.0, 1.0986122886681098) ||
    logsumexp(v)(v = {1000.0, 1000.0, 1000.0}) == 1001.0986122886681098);  // to the spacing of doubles near 1000
static_assert(exp(ctgrad::e - ctgrad::e)() == 1.0);
static_assert(close(sin(ctgrad::pi * x)(x = 1.0), 0.0));
#endif

// ---- vectors and matrices: C arrays, std::array, nested arrays, tensor, span, vector, pointer, braces ------------------------------

constexpr double c_vector[]{1.0, 2.0, 3.0};
constexpr double c_matrix[2][3]{{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}};
constexpr std::array<double, 3> array_vector{1.0, 2.0, 3.0};
constexpr std::array<std::array<double, 3>, 2> nested_matrix{{{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}}};
constexpr std::array<double, 6> flat_matrix{1.0, 2.0, 3.0, 4.0, 5.0, 6.0};  // row by row
constexpr vector3 tensor_vector{1.0, 2.0, 3.0};
constexpr matrix23 tensor_matrix{1.0, 2.0, 3.0, 4.0, 5.0, 6.0};
constexpr vector2 product{14.0, 32.0};

static_assert((A * v)(A = c_matrix, v = c_vector) == product);
static_assert((A * v)(A = nested_matrix, v = array_vector) == product);
static_assert((A * v)(A = flat_matrix, v = std::span(array_vector)) == product);
static_assert((A * v)(A = tensor_matrix, v = tensor_vector) == product);
static_assert((A * v)(A = &flat_matrix[0], v = &c_vector[0]) == product);
static_assert((A * v)(A = {{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}}, v = {1.0, 2.0, 3.0}) == product);
static_assert((A * v)(A = nested_matrix, v = std::array<double, 3>{1.0, 2.0, 3.0}) == product);
static_assert((A * v)(A = nested_matrix, v = std::array<int, 3>{1, 2, 3}) == product);
static_assert(
    (A * v)(A = std::vector<double>{1.0, 2.0, 3.0, 4.0, 5.0, 6.0}, v = std::vector<double>{1.0, 2.0, 3.0}) == product);
static_assert(is<ctgrad::tensor<float, 2>>((A * v)(A = std::array<float, 6>{}, v = std::array<float, 3>{})));
static_assert(is<vector2>((A * v)(A = nested_matrix, v = std::array<float, 3>{})));
static_assert(is<double>(dot(v, v)(v = {1, 2, 3})));

static_assert((A * v)(A = nested_matrix, v = c_vector)[1] == 32.0);
static_assert(transpose(A)(A = nested_matrix)(2, 1) == 6.0);
static_assert(
    (A * B)(A = nested_matrix, B = {{1.0, 0.0}, {0.0, 1.0}, {1.0, 1.0}}) ==
    ctgrad::tensor<double, 2, 2>{4.0, 5.0, 10.0, 11.0});
static_assert((2_c * v + 1_c)(v = c_vector) == vector3{3.0, 5.0, 7.0});
static_assert(outer(v, v)(v = c_vector)(2, 1) == 6.0);
static_assert(cwise_product(v, v)(v = c_vector) == vector3{1.0, 4.0, 9.0});
static_assert(cwise_quotient(6_c, v)(v = c_vector) == vector3{6.0, 3.0, 2.0});
static_assert(dot(v, v)(v = c_vector) == 14.0 && squared_norm(A)(A = c_matrix) == 91.0);
static_assert(sum(A)(A = c_matrix) == 21.0 && mean(A)(A = c_matrix) == 3.5);
static_assert(sum<0>(A)(A = c_matrix) == vector3{5.0, 7.0, 9.0} && sum<1>(A)(A = c_matrix) == vector2{6.0, 15.0});
static_assert(max_element(A)(A = c_matrix) == 6.0 && min_element<0>(A)(A = c_matrix) == vector3{1.0, 2.0, 3.0});
static_assert(ctgrad::broadcast_rows<2>(v)(v = c_vector) == matrix23{1.0, 2.0, 3.0, 1.0, 2.0, 3.0});
static_assert((ctgrad::identity<3> * v)(v = c_vector) == tensor_vector);
static_assert((ctgrad::ones<3> - ctgrad::zeros<3>)() == vector3{1.0, 1.0, 1.0});

// positions: constants, and integers that are bound
static_assert(v[1_c](v = c_vector) == 2.0 && element(A, 1_c, 2_c)(A = c_matrix) == 6.0);
static_assert(v[i](v = c_vector, i = 2) == 3.0 && element(A, i, 0_c)(A = c_matrix, i = 1) == 4.0);
static_assert(gradient(v[i], v)(v = c_vector, i = 1)[v] == vector3{0.0, 1.0, 0.0});
static_assert(hinge_loss(v, i)(v = {3.0, 1.0, 2.5}, i = 2) == 1.5);
static_assert(hinge_loss(A, I)(A = c_matrix, I = {2, 0}) == 2.5);  // the mean over the rows
static_assert(hinge_loss(A, I)(A = c_matrix, I = std::array<int, 2>{2, 0}) == 2.5);
static_assert(gradient(hinge_loss(v, i), v)(v = {3.0, 1.0, 2.5}, i = 2)[v] == vector3{1.0, 0.0, -1.0});

// ---- derivatives ----------------------------------------------------------------------------------------------------------------

constexpr auto loss = squared_norm(A * v) / 2_c;
static_assert(jacobian(A * v, v)(A = nested_matrix, v = c_vector) == tensor_matrix);
static_assert(hessian(loss, v)(A = nested_matrix)(0, 0) == 17.0);
static_assert(gradient(loss, v)(A = nested_matrix, v = c_vector)[v] == vector3{142.0, 188.0, 234.0});
static_assert(derivative<2>(x * x * x, x)(x = 2.0) == 12.0);
static_assert(vjp(A * v, v, sum<1>(A))(A = nested_matrix, v = c_vector) == vector3{66.0, 87.0, 108.0});

constexpr auto of_all = gradient(x * y)(x = 2.0, y = 3.0);  // every symbol, none named
static_assert(of_all[x] == 3.0 && of_all[y] == 2.0);

constexpr bool value_and_gradient_in_one_pass() {
    auto const [value, g] = value_and_gradient(loss, A, v)(A = nested_matrix, v = array_vector);
    return value == 610.0 && g[v] == vector3{142.0, 188.0, 234.0} && g[A](1, 2) == 96.0;
}
static_assert(value_and_gradient_in_one_pass());

// ---- programs, functions, destinations, updates -----------------------------------------------------------------------------------

static_assert(ctgrad::function(x - y, x, y)(5.0, 3.0) == 2.0);
static_assert(ctgrad::function(x - y, y, x)(5.0, 3.0) == -2.0);
static_assert(ctgrad::function(gradient(x * y, x), x, y)(5.0, 3.0)[x] == 3.0);

template <class Vector, class Matrix>
constexpr bool writes_into(Vector to_v, Matrix to_A) {
    gradient(loss, v, A).into(v = to_v, A = to_A)(A = nested_matrix, v = array_vector);
    double const value = value_and_gradient(loss, v).into(v = to_v)(A = nested_matrix, v = array_vector);
    return to_v[2] == 234 && to_A[1][2] == 96 && value == 610.0;
}
static_assert(writes_into(vector3{}, matrix23{}));
static_assert(writes_into(std::array<double, 3>{}, std::array<std::array<double, 3>, 2>{}));
static_assert(writes_into(std::array<float, 3>{}, std::array<std::array<float, 3>, 2>{}));
static_assert(writes_into(std::vector<double>{0.0, 0.0, 0.0}, matrix23{}));

// right-hand sides see the old values, in whatever order the new ones are written
constexpr bool swaps() {
    double a = 1.0;
    double b = 2.0;
    ctgrad::update(x = y, y = x)(x = a, y = b);
    return a == 2.0 && b == 1.0;
}
static_assert(swaps());

template <class Vector>
constexpr bool descends(Vector position) {
    ctgrad::update(v = v - x * gradient(loss, v)[v])(v = position, A = nested_matrix, x = 0.5);
    return position[0] == -70 && position[1] == -92 && position[2] == -114;
}
static_assert(descends(vector3{1.0, 2.0, 3.0}));
static_assert(descends(std::array<double, 3>{1.0, 2.0, 3.0}));
static_assert(descends(std::array<float, 3>{1.0F, 2.0F, 3.0F}));  // computed in double, the type of the others
static_assert(descends(std::vector<double>{1.0, 2.0, 3.0}));

constexpr bool permutes_in_place() {
    std::array<std::array<double, 2>, 2> m{{{1.0, 2.0}, {3.0, 4.0}}};
    constexpr auto M = ctgrad::symbol<"M", 2, 2>;
    ctgrad::update(M = transpose(M))(M = m);
    return m[0][1] == 3.0 && m[1][0] == 2.0;
}
static_assert(permutes_in_place());

// ---- looking at it ------------------------------------------------------------------------------------------------------------

static_assert(shape(x) == ctgrad::extents{} && shape(A * v) == ctgrad::make_extents(2));
static_assert(shape(jacobian(A * B, B)) == ctgrad::make_extents(2, 2, 3, 2));
static_assert(shape(hessian(loss, A)) == ctgrad::make_extents(2, 3, 2, 3));
static_assert(shape(vjp(A * B, B, A* B)) == shape(B));

static_assert(cost(x * y + x).additions == 1 && cost(x * y + x).multiplications == 1);
static_assert(cost(x / y).divisions == 1 && cost(exp(x) * exp(x)).functions == 1);
static_assert(cost(ctgrad::program(exp(x) + y, exp(x) * y)).functions == 1);
static_assert(cost(x).total() == cost(x).loads + cost(x).stores);
static_assert(ctgrad::workspace_bytes<double>(gradient(f, x, y)) == 0);  // a straight line lives in registers

constexpr auto W1 = ctgrad::symbol<"W1", 32, 64>;
constexpr auto W2 = ctgrad::symbol<"W2", 10, 32>;
constexpr auto sample = ctgrad::symbol<"sample", 64>;
constexpr auto network = gradient(cross_entropy(W2 * relu(W1 * sample), i), W1, W2);
static_assert(ctgrad::workspace_bytes<float>(network) > 0);
static_assert(ctgrad::workspace_bytes<double>(network) == 2 * ctgrad::workspace_bytes<float>(network));
static_assert(ctgrad::workspace_bytes<float>(network) < sizeof(float) * 32 * 64);  // no second W1

static_assert(to_string(x) == "x");
static_assert(to_string(x + y) == "x + y");
static_assert(to_string((x + y) * x) == "x*(x + y)");
static_assert(to_string(x * 1_c + 0_c) == "x");
static_assert(to_string(1_c / (1_c + exp(-x))) == "sigmoid(x)");
static_assert(to_string(A * v) == "A*v");
static_assert(to_string(derivative(x * x, x)) == "2*x");

}  // namespace
