// Sines, cosines and roots are computed lane by lane.
#include "lanes.hpp"

namespace {

contest::entry const entry({"reprojection_8", "lanes", run_lanes, flatten_lanes, 8});

}  // namespace
