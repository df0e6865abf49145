// Determinants, inverses and linear systems: values against multiplying back and against the sum over permutations.
#include "matrices.hpp"

#include <numeric>

using namespace ctgrad::literals;
using namespace matrices;
using central_differences::entries;

namespace {

/// The determinant by its definition: the sum over all permutations.
double determinant_of(list const& a, int n) {
    std::vector<int> order(static_cast<std::size_t>(n));
    std::iota(order.begin(), order.end(), 0);
    double sum = 0;
    do {
        double product = 1;
        for (int i = 0; i < n; ++i) {
            product *= a[static_cast<std::size_t>(i * n + order[static_cast<std::size_t>(i)])];
            for (int j = 0; j < i; ++j)
                if (order[static_cast<std::size_t>(j)] > order[static_cast<std::size_t>(i)]) product = -product;
        }
        sum += product;
    } while (std::next_permutation(order.begin(), order.end()));
    return sum;
}

/// Largest entry of a x - y, for columns side by side.
double residual(list const& a, list const& x, list const& y, int n) {
    int const columns = static_cast<int>(x.size()) / n;
    double largest = 0;
    for (int i = 0; i < n; ++i) {
        for (int c = 0; c < columns; ++c) {
            double r = -y[static_cast<std::size_t>(i * columns + c)];
            for (int j = 0; j < n; ++j)
                r += a[static_cast<std::size_t>(i * n + j)] * x[static_cast<std::size_t>(j * columns + c)];
            largest = std::abs(r) <= largest ? largest : std::abs(r);  // a NaN stays
        }
    }
    return largest;
}
list unit(int n) {
    list e;
    for (int k = 0; k < n * n; ++k) e.push_back(k % (n + 1) == 0 ? 1 : 0);
    return e;
}

/// The values for one matrix. Elimination with partial pivoting leaves a residual of a few n eps times |a| |x|; the entries of x are
/// below 100 here: 1e-12 leaves a factor of 10.
template <int N>
void check_values(list const& a) {
    list const right = vector(N);
    list const two = vector(2 * N);
    CHECK(residual(a, entries(solve(A<N>, b<N>)(A<N> = a, b<N> = right)), right, N) < 1e-12);
    CHECK(residual(a, entries(solve(A<N>, B<N>)(A<N> = a, B<N> = two)), two, N) < 1e-12);
    CHECK(residual(a, entries(inverse(A<N>)(A<N> = a)), unit(N), N) < 1e-12);
    CHECK(determinant(A<N>)(A<N> = a) == Approx(determinant_of(a, N)).epsilon(1e-12));
}

}  // namespace

TEST_CASE("linear systems are solved whatever the order of their rows") {
    check_values<1>({-2});
    check_values<2>(matrix(2, 0));
    check_values<2>({0, 2, 3, 0});
    check_values<3>(matrix(3, 0));
    check_values<3>({0, 0, 1, 1, 0, 0, 0, 1, 0});
    for (unsigned seed = 1; seed < 6; ++seed) check_values<4>(matrix(4, 0, seed));
    check_values<4>({0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0});  // a permutation
    check_values<4>({0, 2, 1, 1, 1e-20, 1, 3, 1, 4, 1, 0, 2, 1, 1, 1, 0});
    for (unsigned seed = 1; seed < 4; ++seed) check_values<5>(matrix(5, 0, seed));
    check_values<8>(matrix(8, 0));
    list backwards(64, 0.0);
    for (std::size_t k = 0; k < 8; ++k) backwards[k * 8 + 7 - k] = static_cast<double>(k + 1);
    check_values<8>(backwards);
}

TEST_CASE("a small pivot is not divided by") {
    // elimination without pivoting gives x = (0, 1) here
    CHECK(
        entries(solve(A<4>, b<4>)(
            A<4> = list{1e-20, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}, b<4> = list{1, 2, 0, 0})) ==
        list{1, 1, 0, 0});
}

TEST_CASE("the determinant of a singular matrix is 0, and its derivative the cofactors, up to three rows") {
    CHECK(determinant(A<4>)(A<4> = list(16, 0.0)) == 0);
    CHECK(
        determinant(A<4>)(A<4> = {1.0, 2.0, 0.0, 0.0, 2.0, 4.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0}) ==
        0);
    CHECK(entries(gradient(determinant(A<2>), A<2>)(A<2> = {1.0, 2.0, 2.0, 4.0})[A<2>]) == list{4, -2, -2, 1});
    CHECK(
        entries(gradient(determinant(A<3>), A<3>)(A<3> = {1.0, 2.0, 0.0, 2.0, 4.0, 0.0, 0.0, 0.0, 5.0})[A<3>]) ==
        list{20, -10, 0, -10, 5, 0, 0, 0, 0});
}

TEST_CASE("linear systems in constant expressions") {
    constexpr auto x = solve(A<4>, b<4>)(
        A<4> = {{0.0, 2.0, 0.0, 0.0}, {4.0, 0.0, 0.0, 0.0}, {0.0, 0.0, 0.0, 8.0}, {0.0, 0.0, 1.0, 0.0}},
        b<4> = {1.0, 2.0, 3.0, 4.0});
    static_assert(x[0] == 0.5 && x[1] == 0.5 && x[2] == 4.0 && x[3] == 0.375);
    static_assert(determinant(A<3>)(A<3> = {{0.0, 2.0, 0.0}, {1.0, 0.0, 0.0}, {0.0, 0.0, 3.0}}) == -6.0);
}
