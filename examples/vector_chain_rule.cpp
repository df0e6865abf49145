// The chain rule for vectors is a product of Jacobians, which nobody has to form: backpropagation multiplies by them.
#include <ctgrad/ctgrad.hpp>

#include <iomanip>
#include <iostream>

namespace {

constexpr auto A = ctgrad::symbol<"A", 2, 3>;
constexpr auto x = ctgrad::symbol<"x", 3>;
constexpr auto v = ctgrad::symbol<"v", 2>;
constexpr auto u = ctgrad::symbol<"u", 2>;

// x in R3 goes to y = A x in R2 and on to z = y y (entry by entry) + y in R2.
constexpr auto y = A * x;
constexpr auto outer_function = cwise_product(v, v) + v;
constexpr auto z = cwise_product(y, y) + y;

constexpr auto dz_dy = substitute(jacobian(outer_function, v), v = y);
constexpr auto dy_dx = jacobian(y, x);
static_assert(dy_dx == A);
static_assert(jacobian(z, x) == dz_dy * dy_dx);

// Reverse mode starts from the upstream gradient u: two products of a matrix with a vector instead of one of two matrices.
static_assert(vjp(z, x, u) == transpose(dy_dx) * (transpose(dz_dy) * u));

// The Jacobian of an entrywise function is diagonal. That of relu is never written down: where an entry of the input is
// positive its gradient passes, elsewhere it is 0.
constexpr auto a = ctgrad::symbol<"a", 4>;
constexpr auto upstream = ctgrad::symbol<"upstream", 4>;
constexpr auto relu_backward = vjp(relu(a), a, upstream);

template <class T, int Rows, int Columns>
void print(ctgrad::tensor<T, Rows, Columns> const& m) {
    for (int i = 0; i < Rows; ++i) {
        for (int j = 0; j < Columns; ++j) std::cout << std::setw(5) << m(i, j);
        std::cout << "\n";
    }
}

}  // namespace

int main() {
    double const matrix[2][3] = {{1, 2, 2}, {-1, 1, 1}};
    double const point[3] = {1, -2, 3};

    std::cout << "dz/dx = dz/dy dy/dx at x = (1, -2, 3):\n";
    print(jacobian(z, x)(A = matrix, x = point));

    auto const pulled_back = vjp(z, x, u)(A = matrix, x = point, u = {1.0, 10.0});
    std::cout << "upstream (1, 10) pulled back to x:";
    for (double const entry : pulled_back) std::cout << " " << entry;

    auto const passed = relu_backward(a = {1.0, -2.0, 3.0, -1.0}, upstream = {4.0, -1.0, 5.0, 9.0});
    std::cout << "\nupstream (4, -1, 5, 9) through relu at (1, -2, 3, -1):";
    for (double const entry : passed) std::cout << " " << entry;
    std::cout << "\n";
}
