// The matrix product and its two gradients: with Y = X W and the upstream gradient dY,
// dX = dY transpose(W) and dW = transpose(X) dY.
#include <ctgrad/ctgrad.hpp>

#include <iomanip>
#include <iostream>

namespace {

constexpr auto X = ctgrad::symbol<"X", 2, 3>;
constexpr auto W = ctgrad::symbol<"W", 3, 4>;
constexpr auto dY = ctgrad::symbol<"dY", 2, 4>;
constexpr auto Y = X * W;
constexpr auto dX = vjp(Y, X, dY);
constexpr auto dW = vjp(Y, W, dY);

static_assert(dX == dY * transpose(W));
static_assert(dW == transpose(X) * dY);
static_assert(shape(dX) == shape(X) && shape(dW) == shape(W));

template <class T, int Rows, int Columns>
void print(char const* name, ctgrad::tensor<T, Rows, Columns> const& m) {
    std::cout << name << "\n";
    for (int i = 0; i < Rows; ++i) {
        for (int j = 0; j < Columns; ++j) std::cout << std::setw(5) << m(i, j);
        std::cout << "\n";
    }
}

}  // namespace

int main() {
    double const x[2][3] = {{2, 1, -3}, {-3, 4, 2}};
    double const w[3][4] = {{3, 2, 1, -1}, {2, 1, 3, 2}, {3, 2, 1, -2}};
    double const upstream[2][4] = {{2, 3, -3, 9}, {-8, 1, 4, 6}};

    print("Y = X W", Y(X = x, W = w));
    print("dX = dY transpose(W)", dX(W = w, dY = upstream));
    print("dW = transpose(X) dY", dW(X = x, dY = upstream));
}
