#include "../functions/rosenbrock.hpp"
#include "callables.hpp"

namespace {

contest::entry const entry({"rosenbrock", "callable", [](double const* in, double* out) {
                                ::new (out) auto(ctgrad::value_and_gradient(functions::rosenbrock<100>{})(
                                    callables::numbers<100>(in)));
                            }});

}  // namespace
