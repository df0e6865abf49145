// Matrices that are promised to be symmetric, in kernels with loops: against the same formulas without the promise.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <tuple>

namespace {

using namespace ctgrad::literals;
using ctgrad::symmetric;

constexpr int n = 37;  // no multiple of any number of lanes
using vector = ctgrad::tensor<double, n>;
using matrix = ctgrad::tensor<double, n, n>;

constexpr auto x = ctgrad::symbol<"x", n>;
constexpr auto y = ctgrad::symbol<"y", n>;
constexpr auto A = ctgrad::symbol<"A", n, n>;
constexpr auto B = ctgrad::symbol<"B", n, n>;

struct point {
    vector x{}, y{};
    matrix A{}, B{};

    point() {
        for (int i = 0; i < n; ++i) {
            x[i] = std::sin(1.3 * i);
            y[i] = std::cos(0.7 * i);
            for (int j = 0; j < n; ++j) {
                A(i, j) = std::sin(0.9 * (i + j) + 0.1 * i * j);
                B(i, j) = std::sin(0.9 * i - 0.4 * j);
            }
        }
    }
};

/// Sums of 37 terms, of sums of as many, in another order: some hundred rounding errors of numbers up to 100.
template <class Tensor>
void check_equal(Tensor const& a, Tensor const& b) {
    for (int k = 0; k < a.size(); ++k) CHECK(a.data()[k] == Approx(b.data()[k]).epsilon(1e-12).margin(1e-11));
}

/// A formula of a matrix that is promised to be symmetric, and the same without the promise.
template <class F, class G>
void check_same(F promised, G plain) {
    point const p;
    check_equal(promised(x = p.x, y = p.y, A = p.A, B = p.B), plain(x = p.x, y = p.y, A = p.A, B = p.B));
}

}  // namespace

TEST_CASE("What is read from a symmetric matrix is what is there") {
    constexpr auto S = symmetric(A);
    check_same(S * x + 0_c * (y + diagonal(B)), A * x + 0_c * (y + diagonal(B)));
    check_same(transpose(S) * x + B * y, A * x + B * y);
    check_same(S * B + outer(x, y), A * B + outer(x, y));
    check_same(B * S + outer(x, y), B * A + outer(x, y));
    check_same(cwise_product(S, B) + outer(x, y), cwise_product(A, B) + outer(x, y));
    check_same(cwise_product(transpose(S), B) + outer(x, y), cwise_product(A, B) + outer(x, y));
    check_same(row(S, 3_c) + x + B * y, row(A, 3_c) + x + B * y);
    check_same(column(S, 3_c) + x + B * y, row(A, 3_c) + x + B * y);
    check_same(sum<0>(S) + x + B * y, sum<1>(A) + x + B * y);
    check_same(max_element<0>(S) + x + B * y, max_element<1>(A) + x + B * y);
    check_same(diagonal(S) + x + B * y, diagonal(A) + x + B * y);
}

TEST_CASE("Gradients with a symmetric matrix are those without the promise, by the matrix their symmetric part") {
    constexpr auto energy = [](auto const& M) {
        return exp(dot(x, M * x) / 100_c) * dot(y, M * x) + squared_norm(M * B);
    };
    point const p;
    auto const [value, promised] =
        value_and_gradient(energy(symmetric(A)), x, y, A, B)(x = p.x, y = p.y, A = p.A, B = p.B);
    auto const [expected, plain] = value_and_gradient(energy(A), x, y, A, B)(x = p.x, y = p.y, A = p.A, B = p.B);
    CHECK(value == Approx(expected));
    check_equal(promised[x], plain[x]);
    check_equal(promised[y], plain[y]);
    check_equal(promised[B], plain[B]);
    matrix part{};
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j) part(i, j) = (plain[A](i, j) + plain[A](j, i)) / 2;
    check_equal(promised[A], part);
}

TEST_CASE("Ordinary functions and plain tensors know symmetric matrices, too") {
    constexpr auto form = [](auto const& vector, auto const& matrix) {
        return dot(vector, symmetric(matrix) * vector);
    };
    point const p;
    vector expected{};
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j) expected[i] += 2 * p.A(i, j) * p.x[j];
    auto const [value, gradients] = ctgrad::value_and_gradient<0>(form)(p.x, p.A);
    CHECK(value == Approx(form(p.x, p.A)));
    check_equal(std::get<0>(gradients), expected);
    check_equal(symmetric(p.A) * p.x, 0.5 * expected);
}
