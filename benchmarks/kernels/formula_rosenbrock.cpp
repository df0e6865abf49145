#include "formulas.hpp"

namespace {

using namespace ctgrad::literals;

constexpr auto x = ctgrad::symbol<"x", 100>;
constexpr auto here = ctgrad::segment<0, 99>(x);
constexpr auto next = ctgrad::segment<1, 99>(x);
constexpr auto value_and_gradient =
    ctgrad::value_and_gradient(100_c * ctgrad::squared_norm(next - square(here)) + ctgrad::squared_norm(1_c - here), x);

contest::entry const entry({"rosenbrock", "formula", [](double const* in, double* out) {
                                out[0] = value_and_gradient.into(x = formulas::part<100>(out, 1))(
                                    x = formulas::part<100>(in, 0));
                            }});

}  // namespace
