#include "tensor_callables.hpp"

namespace {

[[maybe_unused]] bool const entered = (enter_tensor_callables("callable_tensor"), true);

}  // namespace
