#include "formulas.hpp"

#include <new>

namespace {

using namespace ctgrad::literals;

constexpr auto r = ctgrad::symbol<"r", 3>;
constexpr auto centre = ctgrad::symbol<"centre", 3>;
constexpr auto f = ctgrad::symbol<"f">;
constexpr auto principal = ctgrad::symbol<"principal", 2>;
constexpr auto k = ctgrad::symbol<"k", 2>;
constexpr auto point = ctgrad::symbol<"point", 3>;
constexpr auto weight = ctgrad::symbol<"weight">;
constexpr auto observed = ctgrad::symbol<"observed", 2>;

constexpr auto angle = norm(r);
constexpr auto axis = r / angle;
constexpr auto v = point - centre;
constexpr auto turned = cos(angle) * v + sin(angle) * cross(axis, v) + dot(axis, v) * (1_c - cos(angle)) * axis;
constexpr auto y = ctgrad::select(squared_norm(r) > 0_c, turned, v + cross(r, v));
constexpr auto p = ctgrad::vector_of(y[0_c], y[1_c]) / y[2_c];
constexpr auto r2 = squared_norm(p);
constexpr auto error = weight * (f * (1_c + k[0_c] * r2 + k[1_c] * square(r2)) * p + principal - observed);
constexpr auto error_and_jacobian = program(
    error, jacobian(error, r), jacobian(error, centre), jacobian(error, f), jacobian(error, principal),
    jacobian(error, k), jacobian(error, point), jacobian(error, weight));

void flatten(double const* raw, double* flat) {
    constexpr std::size_t widths[]{3, 3, 1, 2, 2, 3, 1};
    double const* from = raw + 2;
    std::size_t column = 0;
    for (std::size_t const width : widths) {
        for (std::size_t i = 0; i < 2; ++i)
            for (std::size_t j = 0; j < width; ++j) flat[2 + i * 15 + column + j] = *from++;
        column += width;
    }
}

contest::entry const entry(
    {"reprojection", "formula",
     [](double const* in, double* out) {
         using formulas::part;
         ::new (out) auto(error_and_jacobian(
             r = part<3>(in, 0), centre = part<3>(in, 3), f = in[6], principal = part<2>(in, 7), k = part<2>(in, 9),
             point = part<3>(in, 11), weight = in[14], observed = part<2>(in, 15)));
     },
     flatten});

}  // namespace
