// Polygamma at negative arguments, where accuracy_test.cpp has none: between poles, next to them, and far below 0, where the sum over
// the poles is replaced. The values are those of mpmath with 50 digits, polygamma(n, x).
#include <ctgrad/math/elementary.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

namespace math = ctgrad::math;

namespace {

struct reference {
    int n;
    double x;
    double value;
};
constexpr reference references[]{
    // clang-format off
    {1, -0.25, 18.541879647671606498},
    {1, -0.96875, 1026.6384111899962937},
    {1, -1.5, 9.3792466449891237539},
    {1, -2.125, 67.017317701912273430},
    {1, -7.75, 19.618144334352289465},
    {1, -23.0625, 259.27295720871176521},
    {1, -24.875, 67.354470633506171968},
    {1, -40.3125, 14.251513481176610460},
    {1, -1000.0625, 259.31439172306805673},
    {1, -3.0009765625, 1.0485790061295134852e+6},
    {2, -0.25, 122.69736678366236037},
    {2, -0.96875, -65536.012877384920489},
    {2, -1.5, -0.23620405164172740300},
    {2, -2.125, 1022.1541433127599222},
    {2, -7.75, -124.03974558822776382},
    {2, -23.0625, 8191.1764412380023477},
    {2, -24.875, -1022.2959433408139875},
    {2, -40.3125, 59.934251723980097914},
    {2, -1000.0625, 8191.1782406095318332},
    {2, -3.0009765625, 2.1474836479073205504e+9},
    {3, -0.25, 1555.7633125348505998},
    {3, -0.96875, 6.2914685848189856946e+6},
    {3, -1.5, 194.59427621918762242},
    {3, -2.125, 24590.898925308537902},
    {3, -7.75, 1558.5419205916065598},
    {3, -23.0625, 393229.47110104437262},
    {3, -24.875, 24591.002202246171301},
    {3, -40.3125, 659.23305540029027527},
    {3, -1000.0625, 393229.47125379026281},
    {3, -3.0009765625, 6.5970697666689431665e+12},
    {4, -0.25, 24473.199394184582527},
    {4, -0.96875, -8.0530636127261330450e+8},
    {4, -1.5, -0.31375599950673136338},
    {4, -2.125, 786397.87925195599747},
    {4, -7.75, -24481.576062438244817},
    {4, -23.0625, 2.5165808322172945629e+7},
    {4, -24.875, -786397.99252136739646},
    {4, -40.3125, 7901.4367134300973910},
    {4, -1000.0625, 2.5165808322192381979e+7},
    {4, -3.0009765625, 2.7021597764222975724e+16},
    // clang-format on
};

/// n! / d^(n+1) for the distance d to the nearest pole: the largest of the terms that are added. Where they cancel, next to the zeros
/// that even orders have between poles, an error of its size is left. A term is right to n + 2 roundings, and the sum of up to 40
/// terms, the largest of which counts for most, to some more.
double tolerance(reference const& r, double eps) {
    double const distance = std::abs(r.x - std::round(r.x));
    return 16 * eps * (std::abs(r.value) + std::tgamma(r.n + 1) / std::pow(distance, r.n + 1));
}

}  // namespace

TEST_CASE("polygamma at negative arguments is what mpmath says") {
    for (reference const& r : references) {
        INFO("n = " << r.n << ", x = " << r.x);
        CHECK(std::abs(math::polygamma(r.n, r.x) - r.value) <= tolerance(r, std::numeric_limits<double>::epsilon()));
        // the arguments are numbers of float
        double const in_float = static_cast<double>(math::polygamma(r.n, static_cast<float>(r.x)));
        CHECK(std::abs(in_float - r.value) <= tolerance(r, static_cast<double>(std::numeric_limits<float>::epsilon())));
    }
}
