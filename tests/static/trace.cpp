// Ordinary functions, traced: derivatives during compilation, and the same graphs as formulas.
#include <ctgrad/ctgrad.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <type_traits>

using namespace ctgrad::literals;

namespace {

using ctgrad::gradient;
using ctgrad::jacobian;
using ctgrad::value_and_gradient;
using ctgrad::value_and_jacobian;
using std::get;

template <class T, class Value>
constexpr bool is(Value const& /*value*/) {
    return std::is_same_v<T, Value>;
}
constexpr bool near(double a, double b) {
    return a - b < 1e-14 && b - a < 1e-14;
}  // numbers of size 1: a few roundings

// ---- gradients ---------------------------------------------------------------------------------------------------------------

constexpr auto f = [](auto x, auto y, auto z) { return (x + y) * z; };
static_assert(gradient(f)(-2.0, 5.0, -4.0) == std::tuple(-4.0, -4.0, 3.0));
static_assert(gradient<0, 2>(f)(-2.0, 5.0, -4.0) == std::tuple(-4.0, 3.0));
static_assert(gradient<2, 0>(f)(-2.0, 5.0, -4.0) == std::tuple(3.0, -4.0));  // in the order in which they are named
static_assert(value_and_gradient(f)(-2.0, 5.0, -4.0) == std::pair(-12.0, std::tuple(-4.0, -4.0, 3.0)));

// the scalar type is what the arguments have in common, integers apart
static_assert(is<std::tuple<float, float, float>>(gradient(f)(1.0F, 2.0F, 3.0F)));
static_assert(is<std::tuple<float, float, float>>(gradient(f)(1.0F, 2.0F, 3)));
static_assert(is<std::tuple<double, double, double>>(gradient(f)(1.0F, 2.0, 3)));
static_assert(is<std::tuple<double, double, double>>(gradient(f)(1, 2, 3)));
static_assert(is<std::tuple<long double, long double, long double>>(gradient(f)(1.0L, 2.0, 3)));

// ---- arrays, loops, local variables, helpers -----------------------------------------------------------------------------------

template <class T>
constexpr T squared(T const& x) {
    return x * x;
}
struct sum_of_squares {
    template <class T, std::size_t N>
    constexpr T operator()(std::array<T, N> const& v, T const& scale) const {
        T sum = 0;
        for (T const& x : v) sum += squared(x);
        return sum *= scale;
    }
};
static_assert(
    gradient(sum_of_squares{})(std::array{1.0, 2.0, 3.0}, 0.5) == std::tuple(std::array{1.0, 2.0, 3.0}, 14.0));

using rows = std::array<std::array<double, 2>, 2>;
constexpr auto determinant = [](auto const& m) { return m[0][0] * m[1][1] - m[0][1] * m[1][0]; };
static_assert(gradient(determinant)(rows{{{1, 2}, {3, 4}}}) == std::tuple(rows{{{4, -3}, {-2, 1}}}));

// ---- what is no number ---------------------------------------------------------------------------------------------------------

constexpr auto root_if_any = [](auto x) {
    using std::isnan;
    using std::sqrt;
    auto const root = sqrt(x);
    if (isnan(root)) return 0 * x;
    return std::isfinite(root) ? root : 2 * x;
};
constexpr auto infinity = std::numeric_limits<double>::infinity();
static_assert(gradient(root_if_any)(4.0) == std::tuple(0.25));
static_assert(gradient(root_if_any)(-4.0) == std::tuple(0.0));
static_assert(gradient(root_if_any)(infinity) == std::tuple(2.0));
constexpr auto of_infinity = [](auto x) { return std::isinf(x) ? 3 * x : x; };
static_assert(gradient(of_infinity)(-infinity) == std::tuple(3.0) && gradient(of_infinity)(1.0) == std::tuple(1.0));

// ---- Jacobians -----------------------------------------------------------------------------------------------------------------

constexpr auto polar = [](auto r, auto t) {
    using std::cos;
    using std::sin;
    return std::array{r * cos(t), r * sin(t)};
};
constexpr auto at_zero = jacobian(polar)(2.0, 0.0);
static_assert(get<0>(at_zero)(0, 0) == 1 && get<0>(at_zero)(1, 0) == 0);
static_assert(get<1>(at_zero)(0, 0) == 0 && get<1>(at_zero)(1, 0) == 2);

constexpr auto affine = [](auto const& x) { return std::array{2 * x[0] + 3 * x[1] + 1, 4.5 * x[1], x[0] / 4}; };
constexpr auto of_affine = value_and_jacobian(affine)(std::array{1.0, 2.0});
static_assert(of_affine.first == std::array{9.0, 9.0, 0.25});
static_assert(get<0>(of_affine.second) == ctgrad::tensor<double, 3, 2>{2, 3, 0, 4.5, 0.25, 0});

// results of several parts: the rows of the Jacobian are all their numbers
constexpr auto parts = [](auto x) { return std::tuple(x * x, std::array{x, 3 * x}); };
static_assert(get<0>(value_and_jacobian(parts)(2.0).second) == ctgrad::tensor<double, 3, 1>{4, 1, 3});
static_assert(value_and_jacobian(parts)(2.0).first == std::tuple(4.0, std::array{2.0, 6.0}));

// ---- products with directions, second derivatives ----------------------------------------------------------------------------

using ctgrad::hessian;
using ctgrad::hvp;
using ctgrad::jvp;
using ctgrad::vjp;

static_assert(jvp(affine)(std::array{1.0, 2.0}, std::array{1.0, -1.0}) == std::array{-1.0, -4.5, 0.25});
static_assert(vjp(affine)(std::array{1.0, 2.0}, std::array{1.0, 2.0, 4.0}) == std::tuple(std::array{3.0, 12.0}));
static_assert(jvp(f)(-2.0, 5.0, -4.0, 1.0, 10.0, 100.0) == -4.0 - 40 + 300);
static_assert(jvp<2, 0>(f)(-2.0, 5.0, -4.0, 100.0, 1.0) == -4.0 + 300);  // directions in the order of the selection
static_assert(vjp<1>(f)(-2.0, 5.0, -4.0, 2.0) == std::tuple(-8.0));

constexpr auto cubic = [](auto const& v) { return v[0] * v[0] * v[1] + 3 * v[1] * v[1]; };
static_assert(hessian(cubic)(std::array{2.0, 5.0}) == ctgrad::tensor<double, 2, 2>{10, 4, 4, 6});
static_assert(hvp(cubic)(std::array{2.0, 5.0}, std::array{1.0, -1.0}) == std::tuple(std::array{6.0, -2.0}));
static_assert(hessian([](auto x) { return x * x * x; })(2.0F) == ctgrad::tensor<float, 1, 1>{12});
static_assert(hessian<1>(f)(-2.0, 5.0, -4.0) == ctgrad::tensor<double, 1, 1>{0});

// ---- numbers -------------------------------------------------------------------------------------------------------------------

// plain numbers are exact: one tenth, in the scalar type of the evaluation
constexpr auto tenth = [](auto x) { return 0.1 * x; };
static_assert(gradient(tenth)(1.0) == std::tuple(0.1));
static_assert(gradient(tenth)(1.0F) == std::tuple(0.1F));
static_assert(gradient(tenth)(1.0L) == std::tuple(0.1L));
constexpr auto tiny = [](auto x) { return 6.62607015e-34 * x; };
static_assert(gradient(tiny)(1.0) == std::tuple(6.62607015e-34));
// among themselves they are computed at once, as double
constexpr auto among_numbers = [](auto x) {
    decltype(x) a = 2;
    a = sqrt(a * 8) + max(a, 3.0) - clamp(a, 5, 7);  // 4 + 3 - 5
    if (a > 1.5) a += 1;
    return ++a * x--;
};
static_assert(value_and_gradient(among_numbers)(5.0) == std::pair(20.0, std::tuple(4.0)));

// limits are those of double: the smallest of some numbers, begun with infinity
constexpr auto smallest = [](auto const& v) {
    using T = std::remove_cvref_t<decltype(v[0])>;
    T least = std::numeric_limits<T>::infinity();
    for (auto const& e : v)
        if (e < least) least = e;
    return least + 1 / std::numeric_limits<T>::max();
};
static_assert(gradient(smallest)(std::array{3.0, 1.0, 2.0}) == std::tuple(std::array{0.0, 1.0, 0.0}));

// ---- branches ------------------------------------------------------------------------------------------------------------------

constexpr auto magnitude = [](auto x) {
    if (x < 0) return -x;
    return x;
};
static_assert(value_and_gradient(magnitude)(-2.0) == std::pair(2.0, std::tuple(-1.0)));
static_assert(value_and_gradient(magnitude)(3.0) == std::pair(3.0, std::tuple(1.0)));

// a branch that is not taken may be undefined
constexpr auto guarded_root = [](auto x) {
    if (x > 0.0) return 3 * sqrt(x) / x;
    return x - x + 7;
};
static_assert(value_and_gradient(guarded_root)(0.0) == std::pair(7.0, std::tuple(0.0)));
static_assert(value_and_gradient(guarded_root)(-1.0) == std::pair(7.0, std::tuple(0.0)));
static_assert(value_and_gradient(guarded_root)(4.0) == std::pair(1.5, std::tuple(-0.1875)));

constexpr auto largest = [](auto const& v) { return std::max(std::max(v[0], v[1]), v[2]); };
static_assert(gradient(largest)(std::array{1.0, 3.0, 2.0}) == std::tuple(std::array{0.0, 1.0, 0.0}));
static_assert(gradient(largest)(std::array{1.0, 3.0, 4.0}) == std::tuple(std::array{0.0, 0.0, 1.0}));

constexpr auto in_a_loop = [](auto x) {  // leaves early, at the first power above 10
    auto power = x;
    for (int i = 0; i < 5; ++i) {
        if (power > 10) break;
        power *= x;
    }
    return power;
};
static_assert(value_and_gradient(in_a_loop)(20.0) == std::pair(20.0, std::tuple(1.0)));
static_assert(value_and_gradient(in_a_loop)(4.0) == std::pair(16.0, std::tuple(8.0)));
static_assert(value_and_gradient(in_a_loop)(1.0) == std::pair(1.0, std::tuple(6.0)));

constexpr auto at_equal = [](auto x, auto y) { return x == y ? 3 * x : x != 2 * y ? y : x; };
static_assert(gradient(at_equal)(2.0, 2.0) == std::tuple(3.0, 0.0));
static_assert(gradient(at_equal)(1.0, 2.0) == std::tuple(0.0, 1.0));
static_assert(gradient(at_equal)(4.0, 2.0) == std::tuple(1.0, 0.0));

// ---- the same graph as a formula ---------------------------------------------------------------------------------------------

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto logistic = [](auto a, auto b) { return 1.0 / (1.0 + exp(-a * b)); };
constexpr auto formula = 1_c / (1_c + exp(-x * y));
static_assert(
    cost(value_and_gradient(formula, x, y)) == ctgrad::cost(value_and_gradient(logistic).program_for<double, double>));
static_assert(near(get<1>(gradient(logistic)(0.5, 3.0)), gradient(formula, x, y)(x = 0.5, y = 3.0)[y]));

// a callable as a formula: of the same canonical form, printed, differentiated, combined
constexpr auto traced_logistic = ctgrad::trace(logistic)(x, y);
static_assert(traced_logistic == formula);
static_assert(derivative(traced_logistic, x) == y * formula * (1_c - formula));
static_assert(to_string(ctgrad::trace(f)(x, y, 2_c)) == to_string((x + y) * 2_c));
static_assert(cost(traced_logistic) == cost(formula));
constexpr auto v = ctgrad::symbol<"v", 3>;
static_assert(ctgrad::trace(sum_of_squares{})(v, x) == x * dot(v, v));
static_assert(
    ctgrad::trace(polar)(x, y) == vector_of(x * cos(y), x * sin(y)) && jacobian(ctgrad::trace(polar)(x, y), x) == vector_of(cos(y), sin(y)));
static_assert(ctgrad::trace(magnitude)(x) == select(x < 0_c, -x, x));
static_assert((2_c * ctgrad::trace(magnitude)(x - y))(x = 1.0, y = 3.0) == 4);

}  // namespace
