// Trigonometric identities that the canonical form decides, and some that are none.
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;
using ctgrad::derivative;
using ctgrad::pi;

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto z = ctgrad::symbol<"z">;
constexpr auto v = ctgrad::symbol<"v", 3>;

// ---- Pythagoras, parity, angle addition
static_assert(square(sin(x)) + square(cos(x)) == 1_c);
static_assert(square(sin(x * y)) == 1_c - square(cos(x * y)));
static_assert(1_c + square(tan(x)) == 1_c / square(cos(x)));
static_assert(sin(x - y) == -sin(y - x));
static_assert(cos(x - y) == cos(y - x));
static_assert(tan(-x) == -tan(x));
static_assert(sin(x + y) == sin(x) * cos(y) + cos(x) * sin(y));
static_assert(sin(x - y) == sin(x) * cos(y) - cos(x) * sin(y));
static_assert(cos(x + y) == cos(x) * cos(y) - sin(x) * sin(y));
static_assert(cos(x - y) == cos(x) * cos(y) + sin(x) * sin(y));
static_assert(tan(x + y) == (tan(x) + tan(y)) / (1_c - tan(x) * tan(y)));
static_assert(tan(x - y) == (tan(x) - tan(y)) / (1_c + tan(x) * tan(y)));
static_assert(
    sin(x + y + z) ==
    sin(x) * cos(y) * cos(z) + cos(x) * sin(y) * cos(z) + cos(x) * cos(y) * sin(z) - sin(x) * sin(y) * sin(z));
static_assert(sin(v + x) == sin(v) * cos(x) + cos(v) * sin(x));

// ---- multiples and halves of angles
static_assert(sin(2_c * x) == 2_c * sin(x) * cos(x));
static_assert(cos(2_c * x) == square(cos(x)) - square(sin(x)));
static_assert(cos(2_c * x) == 2_c * square(cos(x)) - 1_c);
static_assert(cos(2_c * x) == 1_c - 2_c * square(sin(x)));
static_assert(tan(2_c * x) == 2_c * tan(x) / (1_c - square(tan(x))));
static_assert(sin(2_c * x) == 2_c * tan(x) / (1_c + square(tan(x))));
static_assert(sin(3_c * x) == 3_c * sin(x) - 4_c * pow(sin(x), 3_c));
static_assert(cos(3_c * x) == 4_c * pow(cos(x), 3_c) - 3_c * cos(x));
static_assert(cos(5_c * x) == 16_c * pow(cos(x), 5_c) - 20_c * pow(cos(x), 3_c) + 5_c * cos(x));
static_assert(sin(4_c * x) == 4_c * sin(x) * cos(x) * cos(2_c * x));
static_assert(1_c - cos(x) == 2_c * square(sin(x / 2_c)));
static_assert(1_c + cos(x) == 2_c * square(cos(x / 2_c)));
static_assert(sin(x) == 2_c * sin(x / 2_c) * cos(x / 2_c));
static_assert(tan(x / 2_c) == sin(x) / (1_c + cos(x)));
static_assert(tan(x / 2_c) == (1_c - cos(x)) / sin(x));
static_assert(sin(x) == 2_c * tan(x / 2_c) / (1_c + square(tan(x / 2_c))));

// ---- products and sums
static_assert(2_c * sin(x) * sin(y) == cos(x - y) - cos(x + y));
static_assert(2_c * cos(x) * cos(y) == cos(x - y) + cos(x + y));
static_assert(2_c * sin(x) * cos(y) == sin(x + y) + sin(x - y));
static_assert(sin(x) + sin(y) == 2_c * sin((x + y) / 2_c) * cos((x - y) / 2_c));
static_assert(cos(x) - cos(y) == -2_c * sin((x + y) / 2_c) * sin((x - y) / 2_c));
static_assert(sin(x + y) * sin(x - y) == square(sin(x)) - square(sin(y)));
static_assert(pow(sin(x), 4_c) == (3_c - 4_c * cos(2_c * x) + cos(4_c * x)) / 8_c);
static_assert(pow(sin(x), 4_c) - pow(cos(x), 4_c) == -cos(2_c * x));
static_assert(pow(sin(x), 6_c) + pow(cos(x), 6_c) == 1_c - 3_c * square(sin(x) * cos(x)));
static_assert(tan(x) + 1_c / tan(x) == 2_c / sin(2_c * x));
static_assert((sin(x) + sin(3_c * x)) / (cos(x) + cos(3_c * x)) == tan(2_c * x));
static_assert(square(sin(x) + cos(x)) == 1_c + sin(2_c * x));
static_assert(cos(x) * cos(2_c * x) * cos(4_c * x) == sin(8_c * x) / (8_c * sin(x)));

// ---- parts of pi
static_assert(sin(pi) == 0_c);
static_assert(cos(pi) == -1_c);
static_assert(sin(pi / 2_c) == 1_c);
static_assert(sin(pi / 6_c) == 0.5_c);
static_assert(cos(pi / 3_c) == 0.5_c);
static_assert(sin(pi / 4_c) == 1_c / sqrt(2_c));
static_assert(cos(5_c * pi / 6_c) == -sqrt(3_c) / 2_c);
static_assert(tan(pi / 4_c) == 1_c);
static_assert(tan(pi / 3_c) == sqrt(3_c));
static_assert(sin(x + 2_c * pi) == sin(x));
static_assert(sin(x + pi) == -sin(x));
static_assert(sin(pi / 2_c - x) == cos(x));
static_assert(cos(x + pi / 2_c) == -sin(x));
static_assert(tan(x + pi) == tan(x));
static_assert(tan(pi / 2_c - x) == 1_c / tan(x));
static_assert(sin(x + pi / 3_c) == sin(x) / 2_c + sqrt(3_c) / 2_c * cos(x));
static_assert(sin(x) + sin(x + 2_c * pi / 3_c) + sin(x + 4_c * pi / 3_c) == 0_c);

// ---- inverse functions
static_assert(sin(asin(x)) == x);
static_assert(cos(acos(x)) == x);
static_assert(tan(atan(x)) == x);
static_assert(cos(asin(x)) == sqrt(1_c - x * x));
static_assert(sin(acos(x)) == sqrt(1_c - x * x));
static_assert(cos(atan(x)) == 1_c / sqrt(1_c + x * x));
static_assert(sin(2_c * asin(x)) == 2_c * x * sqrt(1_c - x * x));
static_assert(cos(2_c * acos(x)) == 2_c * x * x - 1_c);
static_assert(tan(atan(x) + atan(y)) == (x + y) / (1_c - x * y));
static_assert(asin(x) + acos(x) == pi / 2_c);
static_assert(asin(x - y) == -asin(y - x));

// ---- derivatives
static_assert(derivative(sin(x), x) == cos(x));
static_assert(derivative(tan(x), x) == 1_c / square(cos(x)));
static_assert(derivative(1_c / cos(x), x) == tan(x) / cos(x));
static_assert(derivative(square(sin(x)), x) == sin(2_c * x));
static_assert(derivative(sin(x) * cos(x), x) == cos(2_c * x));
static_assert(derivative(asin(x), x) == 1_c / sqrt((1_c - x) * (1_c + x)));
static_assert(derivative(atan(x), x) == 1_c / (1_c + x * x));
static_assert(derivative(log(cos(x)), x) == -tan(x));
static_assert(derivative(log(tan(x / 2_c)), x) == 1_c / sin(x));
static_assert(derivative(1_c - cos(x), x) == sin(x));

// ---- what is no identity
static_assert(sin(x) != cos(x));
static_assert(sin(x + y) != sin(x) + sin(y));
static_assert(sin(2_c * x) != 2_c * sin(x));
static_assert(cos(2_c * x) != 1_c - square(sin(x)));
static_assert(cos(x + y) != cos(x) * cos(y) + sin(x) * sin(y));
static_assert(tan(x + y) != tan(x) + tan(y));
static_assert(square(sin(x)) != sin(x * x));
static_assert(sin(x + pi / 2_c) != -cos(x));
static_assert(sin(x + pi / 5_c) != sin(x));
static_assert(asin(sin(x)) != x + pi);
static_assert(atan(x) + atan(y) != atan(x + y));
static_assert(cos(asin(x)) != x);
static_assert(sin(x) != x);

}  // namespace
