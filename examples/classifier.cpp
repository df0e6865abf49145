// The lecture's two-layer classifier: scores = W2 max(0, W1 x), multiclass hinge loss, mean over N samples, plus L2
// regularisation of both weight matrices. Its gradient is compared with central differences.
#include <ctgrad/ctgrad.hpp>

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <iostream>

namespace {

constexpr int samples = 6;
constexpr int inputs = 4;
constexpr int hidden = 5;
constexpr int classes = 3;

constexpr auto X = ctgrad::symbol<"X", samples, inputs>;  // a sample is a row
constexpr auto Y = ctgrad::index_symbol<"Y", samples>;
constexpr auto W1 = ctgrad::symbol<"W1", inputs, hidden>;
constexpr auto W2 = ctgrad::symbol<"W2", hidden, classes>;
constexpr auto lambda = ctgrad::symbol<"lambda">;

constexpr auto scores = relu(X * W1) * W2;
constexpr auto data_loss = hinge_loss(scores, Y);
constexpr auto loss = data_loss + lambda * (squared_norm(W1) + squared_norm(W2));

struct network {
    double W1[inputs][hidden];
    double W2[hidden][classes];
};

struct batch {
    double X[samples][inputs];
    int Y[samples];
};

constexpr double regularisation = 0.125;

/// Numbers between -1 and 1, spread evenly and never 0: the multiples of an irrational number, without their whole parts.
template <int Rows, int Columns>
void fill(double (&matrix)[Rows][Columns], double factor) {
    int k = 0;
    for (auto& row : matrix)
        for (double& entry : row) {
            double const multiple = ++k * factor;
            entry = 2 * (multiple - std::floor(multiple)) - 1;
        }
}

double loss_at(network const& n, batch const& b) {
    return loss(X = b.X, Y = b.Y, W1 = n.W1, W2 = n.W2, lambda = regularisation);
}

/// Largest difference between the entries of a gradient and central differences of the loss in the entries of `weights`.
template <class Gradient, int Rows, int Columns>
double largest_error(Gradient const& g, network& n, double (&weights)[Rows][Columns], batch const& b) {
    constexpr double h = 1e-5;  // error h^2 from the curvature, 1e-16 / h from rounding: both about 1e-10
    double largest = 0;
    for (int i = 0; i < Rows; ++i)
        for (int j = 0; j < Columns; ++j) {
            double const weight = weights[i][j];
            weights[i][j] = weight + h;
            double const above = loss_at(n, b);
            weights[i][j] = weight - h;
            double const below = loss_at(n, b);
            weights[i][j] = weight;
            largest = std::max(largest, std::abs((above - below) / (2 * h) - g(i, j)));
        }
    return largest;
}

template <class T, int Rows, int Columns>
void print(char const* name, ctgrad::tensor<T, Rows, Columns> const& m) {
    std::cout << name << "\n";
    for (int i = 0; i < Rows; ++i) {
        for (int j = 0; j < Columns; ++j) std::cout << std::setw(9) << m(i, j);
        std::cout << "\n";
    }
}

}  // namespace

int main() {
    network n{};
    fill(n.W1, std::sqrt(2.0));
    fill(n.W2, std::sqrt(3.0));
    batch b{{}, {0, 1, 2, 2, 1, 0}};
    fill(b.X, std::sqrt(5.0));

    auto const [value, g] =
        ctgrad::value_and_gradient(loss, W1, W2)(X = b.X, Y = b.Y, W1 = n.W1, W2 = n.W2, lambda = regularisation);
    std::cout << std::fixed << std::setprecision(4) << "mean hinge loss "
              << data_loss(X = b.X, Y = b.Y, W1 = n.W1, W2 = n.W2) << ", with L2 regularisation " << value << "\n\n";
    print("gradient with respect to W1", g[W1]);
    print("gradient with respect to W2", g[W2]);

    double const error = std::max(largest_error(g[W1], n, n.W1, b), largest_error(g[W2], n, n.W2, b));
    bool const agrees = error < 1e-8;
    std::cout << "\ncentral differences " << (agrees ? "agree to 8 decimals" : "DISAGREE") << "\n";
    return agrees ? 0 : 1;
}
