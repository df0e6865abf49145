#include <ctgrad/interop/libmvec.hpp>

#include "lanes.hpp"

namespace {

contest::entry const entry({"reprojection_8", "lanes_libmvec", run_lanes, flatten_lanes, 8});

}  // namespace
