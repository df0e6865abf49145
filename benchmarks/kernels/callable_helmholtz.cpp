#include "../functions/helmholtz.hpp"
#include "callables.hpp"

namespace {

using callables::numbers;

contest::entry const entry({"helmholtz", "callable", [](double const* in, double* out) {
                                ::new (out) auto(ctgrad::value_and_gradient<0>(functions::helmholtz<16>{})(
                                    numbers<16>(in), numbers<16>(in + 16), numbers<256>(in + 32)));
                            }});

}  // namespace
