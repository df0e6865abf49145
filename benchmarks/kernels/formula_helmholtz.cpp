#include "formulas.hpp"

namespace {

using namespace ctgrad::literals;

constexpr auto x = ctgrad::symbol<"x", 16>;
constexpr auto b = ctgrad::symbol<"b", 16>;
constexpr auto A = ctgrad::symbol<"A", 16, 16>;

constexpr auto volume = ctgrad::dot(b, x);
constexpr auto root2 = ctgrad::sqrt(2_c);
constexpr auto energy = 0.24942_c * ctgrad::dot(x, ctgrad::log(x / (1_c - volume))) -
                        ctgrad::dot(x, symmetric(A) * x) / (2_c * root2 * volume) *
                            ctgrad::log((1_c + (1_c + root2) * volume) / (1_c + (1_c - root2) * volume));
constexpr auto energy_and_gradient = ctgrad::value_and_gradient(energy, x);

contest::entry const entry({"helmholtz", "formula", [](double const* in, double* out) {
                                out[0] = energy_and_gradient.into(x = formulas::part<16>(out, 1))(
                                    x = formulas::part<16>(in, 0), b = formulas::part<16>(in, 16),
                                    A = formulas::part<256>(in, 32));
                            }});

}  // namespace
