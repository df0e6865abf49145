// Derivatives of callables inside callables that are traced themselves, and formulas evaluated on traced numbers.
#include <ctgrad/ctgrad.hpp>

#include <array>

namespace {

using ctgrad::gradient;

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto v = ctgrad::symbol<"v", 2>;

constexpr bool close(double a, double b) {
    double const difference = a > b ? a - b : b - a;
    return difference < 1e-12;
}

// the second derivative of a fourth power is 12 a^2, the third 24 a
constexpr auto fourth = [](auto a) { return a * a * a * a; };
constexpr auto first = [](auto a) { return std::get<0>(gradient(fourth)(a)); };
constexpr auto second = [](auto a) { return std::get<0>(gradient(first)(a)); };
static_assert(std::get<0>(gradient(first)(2.0)) == 48);
static_assert(std::get<0>(gradient(second)(2.0)) == 48);
static_assert(ctgrad::trace(second)(x) == ctgrad::derivative<2>(x * x * x * x, x));

// the arguments of the inner function are variables of their own: p by p is q r, though p is q r, too
constexpr auto product = [](auto p, auto q, auto r) { return p * (q * r); };
constexpr auto by_first = [](auto a, auto b) { return std::get<0>(gradient(product)(a * b, a, b)); };
static_assert(ctgrad::trace(by_first)(x, y) == x * y);

// arrays, several results, and a hessian
constexpr auto cubic = [](auto const& p) { return p[0] * p[0] * p[1] + p[1] * p[1] * p[1]; };
constexpr auto trace_of_hessian = [](auto const& p) {
    auto const h = ctgrad::hessian(cubic)(p);
    auto const [value, g] = ctgrad::value_and_gradient(cubic)(p);
    return h(0, 0) + h(1, 1) + 0 * value + 0 * std::get<0>(g)[0];
};
static_assert(close(std::get<0>(gradient(trace_of_hessian)(std::array<double, 2>{1.5, 2.5}))[1], 8));

// tensors
constexpr auto slope_of_tensor = [](auto const& p) { return std::get<0>(gradient(cubic)(p))[0]; };
static_assert(close(std::get<0>(gradient(slope_of_tensor)(ctgrad::tensor<double, 2>{1.5, 2.5}))[1], 3));

// a position that is a plain number
constexpr auto power_of_entry = [](auto const& p, auto i) { return p[i] * p[i] * p[i]; };
constexpr auto slope_of_entry = [](auto const& p) { return std::get<0>(gradient<0>(power_of_entry)(p, 1))[1]; };
static_assert(close(std::get<0>(gradient(slope_of_entry)(ctgrad::tensor<double, 2>{1.5, 2.5}))[1], 15));

// branches of the inner function
constexpr auto bent = [](auto a) { return a < 1 ? a * a : 2 * a - 1; };
constexpr auto slope = [](auto a) { return a * std::get<0>(gradient(bent)(a)); };
static_assert(close(std::get<0>(gradient(slope)(0.5)), 2));
static_assert(close(std::get<0>(gradient(slope)(3.0)), 2));

// nothing but plain numbers
constexpr auto plain = [](auto a) { return a * std::get<0>(gradient(fourth)(decltype(a)(2))); };
static_assert(std::get<0>(gradient(plain)(5.0)) == 32);

// formulas, of vectors too
constexpr auto formula = [](auto a) { return (x * x * y)(x = a, y = a); };
static_assert(close(std::get<0>(gradient(formula)(2.0)), 12));
constexpr auto norm = [](auto const& p) { return squared_norm(v)(v = p); };
static_assert(std::get<0>(gradient(norm)(std::array<double, 2>{3, 4}))[1] == 8);

}  // namespace
