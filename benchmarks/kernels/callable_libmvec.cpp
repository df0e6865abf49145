// With libmvec, functions are called on several numbers at once.
#include <ctgrad/interop/libmvec.hpp>

#include "small_callables.hpp"
#include "tensor_callables.hpp"

namespace {

[[maybe_unused]] bool const entered =
    (enter_small_callables("callable_libmvec"), enter_tensor_callables("tensor_libmvec"), true);

}  // namespace
