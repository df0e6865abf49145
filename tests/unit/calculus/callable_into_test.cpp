// What is derived of an ordinary function, written to the caller's memory.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <span>
#include <tuple>
#include <vector>

namespace {

using ctgrad::tensor;
using std::get;

constexpr auto form = [](auto const& m, auto const& x, auto s) { return dot(m * x, m * x) * s; };
constexpr tensor<double, 2, 3> matrix{1, 2, 3, -1, -2, -3};
constexpr tensor<double, 3> point{1, -2, 3};

constexpr bool writes_what_is_returned() {
    auto const [value, gradients] = ctgrad::value_and_gradient(form)(matrix, point, 2.0);
    tensor<double, 2, 3> dm{};
    tensor<double, 3> dx{};
    double ds = 0;
    bool equal = ctgrad::value_and_gradient(form).into(dm, dx, ds)(matrix, point, 2.0) == value;
    equal = equal && dm == get<0>(gradients) && dx == get<1>(gradients) && ds == get<2>(gradients);

    tensor<double, 3, 3> second{};
    ctgrad::hessian<1>(form).into(second)(matrix, point, 2.0);
    equal = equal && second == ctgrad::hessian<1>(form)(matrix, point, 2.0);

    std::array<std::array<double, 3>, 2> rows{};  // rows that are objects of their own
    ctgrad::gradient<0>(form).into(rows)(matrix, point, 2.0);
    return equal && rows[1][0] == dm(1, 0) && rows[0][2] == dm(0, 2);
}
static_assert(writes_what_is_returned());

}  // namespace

TEST_CASE("Results of callables in the caller's memory") {
    REQUIRE(writes_what_is_returned());
    auto const [by_matrix, by_point, by_scale] = ctgrad::gradient(form)(matrix, point, 2.0);

    std::vector<double> dm(6);
    double dx[3]{};
    double* const at = dx;
    ctgrad::gradient<0, 1>(form).into(dm, at)(matrix, point, 2.0);
    for (int k = 0; k < 6; ++k) CHECK(dm[static_cast<std::size_t>(k)] == by_matrix.data()[k]);
    for (int k = 0; k < 3; ++k) CHECK(dx[k] == by_point[k]);

    std::array<float, 6> in_float{};  // converted, and written when all is computed
    ctgrad::gradient<1, 0>(form).into(dx, std::span<float>(in_float))(matrix, point, 2.0);
    for (int k = 0; k < 6; ++k) CHECK(in_float[static_cast<std::size_t>(k)] == static_cast<float>(by_matrix.data()[k]));
    tensor<float, 3> float_point{};
    ctgrad::gradient<1>(form).into(float_point)(matrix, point, 2.0);
    for (int k = 0; k < 3; ++k) CHECK(float_point[k] == static_cast<float>(by_point[k]));

    tensor<double, 4, 3> jacobian_of_parts{};
    constexpr auto parts = [](auto const& x) { return std::tuple(sum(x), 2.0 * x); };
    auto const value = ctgrad::value_and_jacobian(parts).into(jacobian_of_parts)(point);
    CHECK(value == std::tuple(2.0, tensor<double, 3>{2, -4, 6}));
    CHECK(jacobian_of_parts == tensor<double, 4, 3>{1, 1, 1, 2, 0, 0, 0, 2, 0, 0, 0, 2});

    std::tuple<double, tensor<double, 3>> along{};
    ctgrad::jvp(parts).into(along)(point, point);
    CHECK(along == std::tuple(2.0, tensor<double, 3>{2, -4, 6}));
}
