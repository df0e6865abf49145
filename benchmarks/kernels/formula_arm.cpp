// The product of the six homogeneous transformations of the Denavit-Hartenberg table, as matrices.
#include "formulas.hpp"

#include <new>

namespace {

using namespace ctgrad::literals;

constexpr auto q = ctgrad::symbol<"q", 6>;

/// Turn about z, shift by `offset` along it and by `length` along x, twist about x.
template <int Joint>
constexpr auto joint(auto offset, auto length, auto cos_twist, auto sin_twist) {
    auto const c = cos(q[ctgrad::constant<Joint>]);
    auto const s = sin(q[ctgrad::constant<Joint>]);
    return ctgrad::matrix_of<4, 4>(
        c, -s * cos_twist, s * sin_twist, length * c,  //
        s, c * cos_twist, -c * sin_twist, length * s,  //
        0_c, sin_twist, cos_twist, offset,             //
        0_c, 0_c, 0_c, 1_c);
}
constexpr auto base = ctgrad::vector_of(0_c, 0_c, 0_c, 1_c);
constexpr auto tool = ctgrad::segment<0, 3>(
    joint<0>(0.089159_c, 0_c, 0_c, 1_c) *
    (joint<1>(0_c, -0.425_c, 1_c, 0_c) *
     (joint<2>(0_c, -0.39225_c, 1_c, 0_c) *
      (joint<3>(0.10915_c, 0_c, 0_c, 1_c) *
       (joint<4>(0.09465_c, 0_c, 0_c, -1_c) * (joint<5>(0.0823_c, 0_c, 1_c, 0_c) * base))))));
constexpr auto position_and_jacobian = program(tool, jacobian(tool, q));

contest::entry const entry({"arm", "formula", [](double const* in, double* out) {
                                ::new (out) auto(position_and_jacobian(q = formulas::part<6>(in, 0)));
                            }});

}  // namespace
