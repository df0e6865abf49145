#include "small_callables.hpp"

namespace {

[[maybe_unused]] bool const entered = (enter_small_callables("callable"), true);

}  // namespace
