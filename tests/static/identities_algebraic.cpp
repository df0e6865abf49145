// Identities of sums, products, quotients, roots and powers that the canonical form decides, and some that are none.
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;
using ctgrad::derivative;

namespace {

constexpr auto a = ctgrad::symbol<"a">;
constexpr auto b = ctgrad::symbol<"b">;
constexpr auto c = ctgrad::symbol<"c">;
constexpr auto d = ctgrad::symbol<"d">;
constexpr auto n = ctgrad::symbol<"n">;

// ---- polynomials
static_assert((a + b) * (a - b) == a * a - b * b);
static_assert(pow(a + b, 3_c) == a * a * a + 3_c * a * a * b + 3_c * a * b * b + b * b * b);
static_assert(a * a * a - b * b * b == (a - b) * (a * a + a * b + b * b));
static_assert(
    pow(a, 4_c) + 4_c * pow(b, 4_c) == (a * a + 2_c * a * b + 2_c * b * b) * (a * a - 2_c * a * b + 2_c * b * b));
static_assert(
    (a * a + b * b) * (c * c + d * d) == square(a * c - b * d) + square(a * d + b * c));  // Brahmagupta, Fibonacci
static_assert(
    a * a * a + b * b * b + c * c * c - 3_c * a * b * c ==
    (a + b + c) * (a * a + b * b + c * c - a * b - b * c - c * a));
static_assert(square(a + b + c) == a * a + b * b + c * c + 2_c * (a * b + b * c + c * a));
static_assert((a - b) * (b - c) * (c - a) == a * b * b + b * c * c + c * a * a - a * a * b - b * b * c - c * c * a);
static_assert(pow(a + b + c, 8_c) == square(square(square(a + b + c))));  // the cost stays bounded
static_assert(fma(a, b, c) == a * b + c);
static_assert(((a + 2_c) * a + 3_c) * a + 4_c == a * a * a + 2_c * a * a + 3_c * a + 4_c);  // Horner

// ---- rational functions
static_assert(1_c / a + 1_c / b == (a + b) / (a * b));
static_assert((a * a - b * b) / (a - b) == a + b);
static_assert(1_c / (a * (a + 1_c)) == 1_c / a - 1_c / (a + 1_c));
static_assert(a / b / (c / d) == a * d / (b * c));
static_assert((a + b) / c == a / c + b / c);
static_assert(1_c / (1_c / a) == a);
static_assert(1_c / ((a - b) * (a - c)) + 1_c / ((b - c) * (b - a)) + 1_c / ((c - a) * (c - b)) == 0_c);
static_assert((pow(a, 5_c) - 1_c) / (a - 1_c) == 1_c + a + a * a + a * a * a + pow(a, 4_c));

// ---- roots and powers
static_assert(sqrt(a) * sqrt(a) == a);
static_assert(sqrt(a * a) == abs(a));
static_assert(sqrt(12_c) == 2_c * sqrt(3_c));
static_assert(1_c / (sqrt(3_c) - sqrt(2_c)) == sqrt(3_c) + sqrt(2_c));
static_assert(1_c / (sqrt(a + 1_c) + sqrt(a)) == sqrt(a + 1_c) - sqrt(a));
static_assert(pow(sqrt(a), 3_c) == a * sqrt(a));
static_assert(pow(a, 0.5_c) == sqrt(a));
static_assert(pow(a, 1.5_c) / a == sqrt(a));
static_assert(hypot(a, b) == sqrt(a * a + b * b));
static_assert(square(hypot(a, b)) == a * a + b * b);
static_assert(hypot(3_c, 4_c) == 5_c);
static_assert(hypot(a, -b) == hypot(b, a));
static_assert(cbrt(a) * cbrt(a) * cbrt(a) == a);
static_assert(cbrt(a * b) == cbrt(a) * cbrt(b));
static_assert(cbrt(-a) == -cbrt(a));
static_assert(cbrt(8_c * a) == 2_c * cbrt(a));
static_assert(cbrt(a * a * a) == a);
static_assert(cbrt(a - b) == -cbrt(b - a));
static_assert(cbrt(exp(a)) == exp(a / 3_c));
static_assert((cbrt(a) - cbrt(b)) * (square(cbrt(a)) + cbrt(a) * cbrt(b) + square(cbrt(b))) == a - b);
static_assert(a * pow(a, n - 1_c) == pow(a, n));
static_assert(abs(a * b) == abs(a) * abs(b));
static_assert(square(abs(a)) == a * a);

// ---- selections
static_assert(max(a, b) + min(a, b) == a + b);
static_assert(max(a, b) == (a + b + abs(a - b)) / 2_c);
static_assert(max(a, b) == b + relu(a - b));
static_assert(clamp(a, b, c) == min(max(a, b), c));
static_assert(relu(a) - relu(-a) == a);
static_assert(leaky_relu(a, 0_c) == relu(a));
static_assert(elu(a) == select(a > 0_c, a, exp(a) - 1_c));

// ---- derivatives
static_assert(derivative(a / (1_c + a), a) == 1_c / square(1_c + a));
static_assert(derivative((a * a - 1_c) / (a - 1_c), a) == 1_c);
static_assert(derivative(sqrt(a), a) == 1_c / (2_c * sqrt(a)));
static_assert(derivative(hypot(a, b), a) == a / hypot(a, b));
static_assert(derivative(a / sqrt(a * a + 2_c), a) == 2_c / pow(a * a + 2_c, 1.5_c));
static_assert(derivative(pow(a, n), a) == n * pow(a, n - 1_c));
static_assert(derivative(cbrt(a), a) == cbrt(a) / (3_c * a));
static_assert(derivative(derivative(1_c / a, a), a) == 2_c / pow(a, 3_c));
static_assert(derivative(a * b / (c + d), c) == -a * b / square(c + d));

// ---- what is no identity
static_assert(square(a + b) != a * a + b * b);
static_assert(sqrt(a * a) != a);
static_assert(sqrt(a * b) != sqrt(a) * sqrt(b));  // both may be negative
static_assert(sqrt(a + b) != sqrt(a) + sqrt(b));
static_assert(cbrt(a + b) != cbrt(a) + cbrt(b));
static_assert(square(cbrt(a)) != a);
static_assert(hypot(a, b) != a + b);
static_assert(hypot(a, b) != abs(a) + abs(b));
static_assert(1_c / (a + b) != 1_c / a + 1_c / b);
static_assert(a / b != b / a);
static_assert(pow(a, b) * pow(a, c) != pow(a, b* c));
static_assert(pow(pow(a, b), c) != pow(a, b + c));
static_assert(max(a, b) != a);
static_assert(abs(a + b) != abs(a) + abs(b));
static_assert(max(a, b) * max(a, c) != max(a * a, b* c));
static_assert(clamp(a, b, c) != clamp(a, c, b));
static_assert(pow(a + b + c, 8_c) != pow(a + b + c, 7_c) * (a + b - c));

}  // namespace
