#include <ctgrad/shape/tensor.hpp>

#include <catch2/catch.hpp>

#include <numeric>
#include <type_traits>

namespace {

constexpr ctgrad::tensor<int, 2, 3> matrix{1, 2, 3, 4, 5, 6};

static_assert(matrix(1, 2) == 6 && matrix[1][2] == 6);
static_assert(matrix[1].size() == 3 && *matrix[1].data() == 4);
static_assert(matrix.shape == ctgrad::make_extents(2, 3) && matrix.size() == 6);
static_assert(matrix == ctgrad::tensor<int, 2, 3>{1, 2, 3, 4, 5, 6});
static_assert(!(matrix == ctgrad::tensor<int, 2, 3>{1, 2, 3, 4, 5, 7}));
static_assert(ctgrad::tensor<int, 2, 1, 2>{1, 2, 3, 4}[1][0][1] == 4);
static_assert(sizeof(matrix) == 6 * sizeof(int) && std::is_trivially_copyable_v<decltype(matrix)>);

TEST_CASE("entries of a tensor lie row by row and can be written through every access") {
    ctgrad::tensor<double, 2, 3> t{};
    t(0, 1) = 1;
    t[1][0] = 2;
    t.data()[5] = 3;
    CHECK(t == ctgrad::tensor<double, 2, 3>{0, 1, 0, 2, 0, 3});
    CHECK(std::accumulate(t.begin(), t.end(), 0.0) == 6.0);
    CHECK(std::accumulate(t[1].begin(), t[1].end(), 0.0) == 5.0);
}

TEST_CASE("entries of a vector") {
    ctgrad::tensor<float, 3> v{1, 2, 3};
    v[2] = 4;
    CHECK(v(2) == 4.0F);
    CHECK(*(v.end() - 1) == 4.0F);
}

}  // namespace
